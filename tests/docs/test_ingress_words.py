"""The page about Ingress tells of every word who understands it."""

from pathlib import Path

from exposure_components.ingress.all import DIALECTS
from exposure_components.ingress.asked import WORDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "ingress.md"


def table() -> str:
    """Words and dialects, as the page must show them."""
    heads = [str(key) for key in DIALECTS]
    lines = [
        f"| | word | {' | '.join(heads)} |",
        f"|---|---|{'---|' * len(heads)}",
        *(
            f"| {what} | `{word}` | "
            + " | ".join("" if word in d.lacks else "yes" for d in DIALECTS.values())
            + " |"
            for word, what in WORDS.items()
            if any(word in dialect.lacks for dialect in DIALECTS.values())
        ),
    ]
    return "\n".join(lines)


def test_the_page_shows_who_understands_which_word() -> None:
    assert table() in PAGE.read_text()
