"""A page as a browser's parser sees it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Document:
    """Elements with their attributes, and the text outside of style and script."""

    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    text: str = ""
    code: dict[str, str] = field(default_factory=dict)
    """What is in the elements of style and script."""

    def attributes(self, tag: str) -> list[dict[str, str]]:
        """Of each element of that name."""
        return [attributes for name, attributes in self.elements if name == tag]


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Document()
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.elements.append((tag, {name: value or "" for name, value in attrs}))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("script", "style"):
            self.found.code[self._inside] = self.found.code.get(self._inside, "") + data
        else:
            self.found.text += data


def parsed(page: str) -> Document:
    """The document."""
    parser = _Parser()
    parser.feed(page)
    parser.close()
    return parser.found
