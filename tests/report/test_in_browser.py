"""What a real browser makes of a page, and what it lets people do without a mouse."""

import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from selenium.webdriver import Keys

from exposure_components.report.page import page
from tests.cli.projects import exposure
from tests.diagrams.contrast import contrast
from tests.report.browser import Browser, browser
from tests.report.contents import content
from tests.report.test_page import HOSTILE

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [f"curl -i http://10.13.241.{last}:30000/ping" for last in (89, 10)]
WANTING = """
<!doctype html><title>wanting</title><link rel="stylesheet" href="http://127.0.0.1:9/style.css">
<img src="http://127.0.0.1:9/image.png"><script>console.error("wrong")</script>
<p style="color: #999; background: #aaa; width: 3000px">grey</p>
<a href="#" style="outline: none">link</a>
"""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One for all tests."""
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the article's app, which was at hostPorts before."""
    written = tmp_path_factory.mktemp("page") / "plan.html"
    options = ("-p", ROOT, "-s", "node-port", "--before-stack", "host-port", "--html", written)
    result = exposure("plan", *options)
    assert result.exit_code == 0, result.output
    return written


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with something in each part."""
    written = tmp_path_factory.mktemp("full") / "plan.html"
    written.write_text(page(content()), encoding="utf-8")
    return written


@pytest.fixture
def wanting(tmp_path: Path) -> Path:
    """One that fails in all that a page must not."""
    written = tmp_path / "wanting.html"
    written.write_text(WANTING, encoding="utf-8")
    return written


def low_contrast(window: Browser) -> list[str]:
    """Texts below level AA of WCAG 2.2."""
    return [text for text, ink, paper in window.texts() if contrast(ink, paper) < 4.5]


def overflow(window: Browser) -> int:
    """Pixels by which the page is wider than its window."""
    wide: int = window.run("return document.documentElement.scrollWidth - innerWidth")
    return max(wide, 0)


def used(window: Browser) -> None:
    """Do all that a page lets people do."""
    window.run("document.querySelectorAll('details').forEach((each) => { each.open = true })")
    window.run("document.querySelectorAll('button, a').forEach((each) => { each.click() })")


def test_the_checks_see_what_is_wrong(window: Browser, wanting: Path) -> None:
    window.show(wanting, width=320)
    base = "http://127.0.0.1:9"
    asked = window.requests()
    assert {wanting.as_uri(), f"{base}/style.css", f"{base}/image.png"} <= set(asked)
    assert any("wrong" in line for line in window.console())
    assert low_contrast(window) == ["grey"]
    assert overflow(window) > 2000
    assert [stop["outline"] for stop in window.tab()] == [0]


def test_a_page_asks_for_nothing_and_says_nothing(window: Browser, file: Path, full: Path) -> None:
    for each in (file, full):
        window.show(each)
        used(window)
        assert set(window.requests()) == {each.as_uri()}
        assert window.console() == []


def test_a_server_is_asked_for_the_page_alone(window: Browser, file: Path) -> None:
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(file.read_bytes())

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        try:
            window.go(f"http://127.0.0.1:{server.server_port}/plan.html")
            used(window)
        finally:
            server.shutdown()
    assert asked == ["/plan.html"]
    assert window.console() == []


@pytest.mark.parametrize("hostile", HOSTILE)
def test_markup_in_names_does_nothing(window: Browser, tmp_path: Path, hostile: str) -> None:
    written = tmp_path / "plan.html"
    written.write_text(page(content(hostile)), encoding="utf-8")
    window.show(written)
    used(window)
    assert set(window.requests()) == {written.as_uri()}
    assert window.console() == []
    found = "return document.querySelectorAll('iframe, img, body b, [onclick], [onerror]').length"
    assert window.run(found) == 0
    assert window.run("return document.title").startswith("shop lab")


def test_tab_comes_by_all_in_the_order_of_the_page_and_shows_where_it_is(
    window: Browser, file: Path
) -> None:
    window.show(file)
    stops = window.tab()
    space = "influxdb-node-port"
    assert [stop["name"] for stop in stops] == [
        "Skip to the plan",
        *("Traffic", "Endpoints", "Changes", "Resources", "Manifests"),
        "Picture of the traffic, to be scrolled",
        "Endpoints",
        *(f"Copy {command}" for command in COMMANDS),
        "Clients",
        "filter",
        f"Namespace {space}",
        *(f"{kind} {space}/influxdb" for kind in ("Deployment", "Service")),
    ]
    assert [stop for stop in stops if not stop["seen"] or stop["outline"] < 2] == []


def test_enter_on_the_first_link_skips_to_the_plan(window: Browser, file: Path) -> None:
    window.show(file)
    window.tab_to("Skip to the plan")
    window.press(Keys.ENTER)
    assert window.focused()["name"] == "main"
    window.press(Keys.TAB)
    assert window.focused()["name"] == "Picture of the traffic, to be scrolled"


def test_enter_on_a_section_leads_there(window: Browser, file: Path) -> None:
    window.show(file, height=400)
    window.tab_to("Manifests")
    window.press(Keys.ENTER)
    assert window.run("return location.hash") == "#manifests"
    assert (
        window.run("return document.querySelector('#manifests').getBoundingClientRect().top") < 400
    )
    window.press(Keys.TAB)
    assert window.focused()["name"] == "filter"


def test_enter_copies_a_command_and_keeps_the_focus(window: Browser, file: Path) -> None:
    window.show(file)
    window.tab_to(f"Copy {COMMANDS[1]}")
    window.press(Keys.ENTER)
    said = "return document.querySelector('[role=status]').textContent"
    window.until(lambda: window.run(said) == f"Copied {COMMANDS[1]}")
    assert window.focused()["name"] == f"Copy {COMMANDS[1]}"
    window.tab_to("filter")
    window.press(Keys.CONTROL, "v")
    assert window.run("return document.activeElement.value") == COMMANDS[1]


def test_the_filter_shows_the_manifests_that_are_meant(window: Browser, file: Path) -> None:
    shown = (
        "return [...document.querySelectorAll('summary')].filter((each) => each.checkVisibility())"
        ".map((each) => each.textContent)"
    )
    window.show(file)
    assert len(window.run(shown)) == 3
    window.tab_to("filter")
    window.press("influxdb SERV")
    assert window.run(shown) == ["Service influxdb-node-port/influxdb"]
    assert window.run("return document.querySelector('#found').textContent") == "1 of 3"
    window.press(Keys.TAB)
    window.press(Keys.ENTER)
    window.press(Keys.TAB)
    assert "nodePort: 30000" in window.run("return document.activeElement.textContent")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_all_can_be_read_in_both_schemes(
    window: Browser, file: Path, full: Path, dark: bool
) -> None:
    papers = set()
    for each in (file, full):
        window.show(each, dark=dark)
        window.run("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert len(window.texts()) > 30
        assert low_contrast(window) == []
        papers |= {paper for _, _, paper in window.texts()}
    assert all((contrast(paper, "#000000") < 2) is dark for paper in papers)


@pytest.mark.parametrize("width", [320, 800, 1280])
def test_only_what_is_wide_itself_is_scrolled_sideways(
    window: Browser, file: Path, full: Path, width: int
) -> None:
    for each in (file, full):
        window.show(each, width=width)
        window.run("document.querySelectorAll('details').forEach((each) => { each.open = true })")
        assert overflow(window) == 0


def test_without_scripts_nothing_is_lost_and_no_button_does_nothing(
    window: Browser, file: Path
) -> None:
    window.tell("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        window.show(file)
        named = window.driver.find_elements("css selector", "button, input, summary")
        shown = [each.tag_name for each in named if each.is_displayed()]
        assert shown == ["summary"] * 3
    finally:
        window.tell("Emulation.setScriptExecutionDisabled", {"value": False})


def test_it_is_told_to_those_who_do_not_see(window: Browser, file: Path) -> None:
    window.show(file)
    window.tell("Accessibility.enable", {})
    nodes = window.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    told = [
        (node["role"]["value"], re.sub(r"\s+", " ", node["name"]["value"]))
        for node in nodes
        if not node["ignored"] and "name" in node
    ]
    (picture,) = [name for role, name in told if role == "image"]
    assert picture.startswith("The way of traffic to exposure node-port Traffic goes from clients")
    assert ("searchbox", "Filter by kind, namespace or name") in told
    headings = [name for role, name in told if role == "heading"]
    assert headings[:3] == ["exposure node-port", "Traffic", "Endpoints"]
    unnamed = [role for role, name in told if role in ("button", "link", "searchbox") and not name]
    assert unnamed == []
