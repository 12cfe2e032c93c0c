"""The site builds offline and without a warning, and its pages need nothing from elsewhere."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.docs.blocks import ROOT
from tests.docs.building import build, options

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
def pages(site: Path) -> dict[Path, Page]:
    return {file: Page(file) for file in sorted(site.resolve().rglob("*.html"))}


def test_warnings_are_errors() -> None:
    assert {"--fail-on-warning", "--keep-going", "--nitpicky"} <= set(options())


PAGES = {
    "index.md": "# First\n\n```{toctree}\nlinks\n```\n",
    "alone.md": "# Alone\n",
    "links.md": "# Links\n\n[page](nowhere.md) [part](alone.md#nothing)\n",
    "types.md": "---\norphan: true\n---\n# Types\n\n"
    "```{args} exposure_components.args.traffic Stickiness\n```\n",
}
TOLD = [
    "alone.md: WARNING: document isn't included in any toctree",
    "links.md:3: WARNING: 'myst' cross-reference target not found: 'nowhere.md'",
    "links.md:3: WARNING: local id not found in doc 'alone': 'nothing'",
    "py:class reference target not found: exposure_components.kinds.SessionAffinity",
]


def test_what_leads_nowhere_ends_a_build(tmp_path: Path) -> None:
    """Of a site with the settings of ours."""
    pages = tmp_path / "pages"
    pages.mkdir()
    (pages / "conf.py").write_text(
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from docs.conf import *\n"
        "html_static_path = []\n"
    )
    for name, text in PAGES.items():
        (pages / name).write_text(text)
    done = build(pages, tmp_path / "made")
    assert done.returncode == 1
    assert [each for each in TOLD if each not in done.stderr] == [], done.stderr


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
