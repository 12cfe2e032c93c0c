"""The site builds offline and without a warning, and its pages need nothing from elsewhere."""

import re
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
FETCHED = {"href": ("link",), "src": ("audio", "embed", "iframe", "img", "script", "source")}
"""By attribute: the elements that a browser fetches without being asked."""


class Page(HTMLParser):
    """What a page has, and where it leads."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file
        self.ids: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for key, value in attrs:
            if key == "id":
                self.ids.append(value or "")
            elif key in FETCHED and value is not None:
                (self.fetched if tag in FETCHED[key] else self.links).append(value)

    def broken(self, pages: dict[Path, "Page"]) -> Iterator[str]:
        """Its links and files that lead nowhere."""
        for link in [*self.links, *self.fetched]:
            url = urlsplit(link)
            if url.scheme or url.netloc or link.startswith("#svg-"):
                continue
            target = (self.file.parent / unquote(url.path)).resolve() if url.path else self.file
            part = unquote(url.fragment)
            if not target.exists() or (part and part not in pages[target].ids):
                yield link


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a fresh build."""
    made = tmp_path_factory.mktemp("site")
    command = [sys.executable, str(ROOT / "tests/docs/offline_build.py"), *options(), "docs"]
    done = subprocess.run(
        [*command, str(made / "html")], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    return made / "html"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {file: Page(file) for file in sorted(site.resolve().rglob("*.html"))}


def options() -> list[str]:
    """As the Makefile gives them."""
    (found,) = re.findall(r"sphinx-build (.*) docs build/", (ROOT / "Makefile").read_text())
    return str(found).split()


def test_warnings_are_errors() -> None:
    assert {"--fail-on-warning", "--keep-going", "--nitpicky"} <= set(options())


def test_every_page_of_the_documentation_is_there(site: Path) -> None:
    sources = [page.relative_to(ROOT / "docs") for page in (ROOT / "docs").rglob("*.md")]
    assert sources
    assert [page for page in sources if not (site / page.with_suffix(".html")).exists()] == []


def test_every_link_within_the_site_leads_somewhere(pages: dict[Path, Page]) -> None:
    assert any(page.links for page in pages.values())
    broken = {file.name: list(page.broken(pages)) for file, page in pages.items()}
    assert {name: links for name, links in broken.items() if links} == {}


def test_no_id_stands_twice_on_a_page(pages: dict[Path, Page]) -> None:
    twice = {
        file.name: {each for each in page.ids if page.ids.count(each) > 1}
        for file, page in pages.items()
    }
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_a_reader_s_browser_fetches_nothing_from_elsewhere(
    site: Path, pages: dict[Path, Page]
) -> None:
    fetched = {link for page in pages.values() for link in page.fetched}
    assert fetched
    assert [link for link in fetched if urlsplit(link).netloc] == []
    styles = "\n".join(
        file.read_text(encoding="utf-8")
        for file in site.rglob("*")
        if file.suffix in (".css", ".html", ".svg")
    )
    named = re.findall(r"(?:url\(|@import )\s*['\"]?([^'\")\s]+)", styles)
    assert named
    assert [each for each in named if urlsplit(each).netloc] == []
