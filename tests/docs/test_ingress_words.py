"""The page about Ingress tells of every word who understands it."""

from pathlib import Path

from exposure_components.ingress.all import DIALECTS
from exposure_components.ingress.asked import WORDS
from exposure_components.ingress.contract import Dialect

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ingress.md"


def lacks(dialect: Dialect, word: str) -> bool:
    """Whether it has neither the word nor what the word is about."""
    return not {word, word.rpartition(".")[0]}.isdisjoint(dialect.lacks)


def table() -> str:
    """Words and dialects, as the page must show them."""
    heads = [str(key) for key in DIALECTS]
    lines = [
        f"| | word | {' | '.join(heads)} |",
        f"|---|---|{'---|' * len(heads)}",
        *(
            f"| {what} | `{word}` | "
            + " | ".join("" if lacks(dialect, word) else "yes" for dialect in DIALECTS.values())
            + " |"
            for word, what in WORDS.items()
            if any(lacks(dialect, word) for dialect in DIALECTS.values())
        ),
    ]
    return "\n".join(lines)


def test_the_page_shows_who_understands_which_word() -> None:
    assert table() in PAGE.read_text()
