"""Texts of a picture: how wide they are at most, and where their lines break.

Which font the reader has is not known. The widths are those of DejaVu, which is wider than other
fonts of its kind; `tests/e2e/test_report.py` holds them against a browser.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BOLD = (
    ("iljtfr.,:;'|!I()[]/- `\"", 0.53),
    ("acesxzkvyJ", 0.69),
    ("bdghnopqu0123456789_*$?", 0.73),
    ("wmMW%@", 1.12),
)
"""Widths in em of DejaVu Sans Bold; other letters of ASCII have 0.89 at most."""
_OTHER_BOLD = 0.89
_MONOSPACE = 0.62
"""Width in em of every character; DejaVu Sans Mono has 0.602."""
_WIDE = 1.4
"""Width in em of what is no ASCII: ideographs and emoji."""


@dataclass(frozen=True)
class Font:
    """One of the fonts of a picture."""

    size: int
    """Pixels."""
    monospace: bool
    line: int
    """Pixels from one line to the next."""

    def width(self, text: str) -> float:
        """Pixels that a line takes at most."""
        return sum(map(self._em, text)) * self.size

    def _em(self, character: str) -> float:
        if not character.isascii():
            return _WIDE
        if self.monospace:
            return _MONOSPACE
        return next((em for group, em in _BOLD if character in group), _OTHER_BOLD)


TITLE = Font(size=13, monospace=False, line=17)
DETAIL = Font(size=12, monospace=True, line=16)


def lines(text: str, font: Font, width: float) -> list[str]:
    """The text, broken where a line gets wider: between words, or after a dot, dash or slash of a
    word that is wider itself."""
    found, line = list[str](), ""
    for part in _parts(printable(text), font, width):
        if line and font.width((line + part).rstrip()) > width:
            found.append(line.rstrip())
            line = ""
        line += part
    return [*found, line.rstrip()]


def _parts(text: str, font: Font, width: float) -> Iterator[str]:
    for word in re.findall(r"\S+ ?| ", text):
        if font.width(word.rstrip()) <= width:
            yield word
            continue
        for part in re.findall(r"[^./:=_-]*[./:=_-]+|[^./:=_-]+", word):
            yield from _pieces(part, font, width)


def _pieces(part: str, font: Font, width: float) -> Iterator[str]:
    piece = ""
    for character in part:
        if piece and font.width((piece + character).rstrip()) > width:
            yield piece
            piece = ""
        piece += character
    yield piece


def printable(text: str) -> str:
    """XML has no control characters."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
