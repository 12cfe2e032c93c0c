"""What a real browser makes of the site."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from exposure_components.diagrams.colours import DARK, LIGHT
from tests.docs.test_pictures import WAYS
from tests.report.browser import Browser, browser

PAGES = (
    "index",
    "search",
    "getting-started",
    "strategies/gateway",
    "args/app",
    "api",
    "load-balancers",
)
"""One of each sort; `test_site.py` reads all of them."""


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One for all tests."""
    with browser(tmp_path_factory.mktemp("profile")) as found:
        yield found


def canvas(window: Browser) -> str:
    """Colour behind the picture, as `#rrggbb`."""
    shown: str = window.run(
        "return getComputedStyle(document.querySelector('svg.topology .canvas')).fill"
    )
    parts = shown.removeprefix("rgb(").removesuffix(")").split(", ")
    return "#" + "".join(f"{int(part):02x}" for part in parts)


def test_pages_ask_for_nothing_from_elsewhere_and_log_nothing(window: Browser, site: Path) -> None:
    asked: set[str] = set()
    said: dict[str, list[str]] = {}
    for name in PAGES:
        window.show(site / f"{name}.html")
        asked |= set(window.requests())
        said[name] = window.console()
    assert asked
    own = (site.as_uri(), "data:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert {name: lines for name, lines in said.items() if lines} == {}


@pytest.mark.parametrize("page", WAYS)
def test_a_picture_can_be_read_in_light_and_in_dark(page: str, window: Browser, site: Path) -> None:
    """By the system's choice, and by that of the page's own switch, which comes first."""
    file = site / f"strategies/{page}.html"
    for dark, system, other in ((False, LIGHT, DARK), (True, DARK, LIGHT)):
        window.show(file, dark=dark)
        assert canvas(window) == system.canvas
        chosen = "light" if dark else "dark"
        window.run("document.body.dataset.theme = arguments[0]", chosen)
        assert canvas(window) == other.canvas


@pytest.mark.parametrize("width", [360, 900, 1280, 1600])
def test_pages_are_no_wider_than_their_window(width: int, window: Browser, site: Path) -> None:
    wide = {}
    for name in PAGES:
        window.show(site / f"{name}.html", width=width)
        wide[name] = window.run("return document.documentElement.scrollWidth - innerWidth")
    assert {name: pixels for name, pixels in wide.items() if pixels > 0} == {}
