"""The fenced blocks of the documentation."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@dataclass(frozen=True)
class Block:
    """What stands between two fences."""

    page: str
    """Path below the root."""
    number: int
    """Within the page, from 1."""
    language: str
    """The first word after the fence."""
    words: str
    """The other words, by which a test finds it."""
    text: str
    beside: int
    """The number of the block that it follows with nothing between them; 0 where there is none."""

    @property
    def id(self) -> str:
        """For the title of a test."""
        return f"{self.page}-{self.number}"

    @property
    def is_program(self) -> bool:
        """Whether Pulumi could run it."""
        return self.language == "python" and not self.is_test

    @property
    def is_test(self) -> bool:
        """Whether pytest could run it."""
        return self.language == "python" and "def test_" in self.text


def _blocks(page: Path) -> Iterator[Block]:
    number = 0
    tokens = MarkdownIt("commonmark").parse(page.read_text(encoding="utf-8"))
    for i, token in enumerate(tokens):
        if token.type != "fence":
            continue
        number += 1
        language, _, words = token.info.strip().partition(" ")
        follows = i > 0 and tokens[i - 1].type == "fence"
        yield Block(
            page=str(page.relative_to(ROOT)),
            number=number,
            language=language,
            words=words.strip(),
            text=token.content,
            beside=number - 1 if follows else 0,
        )


BLOCKS = [block for page in PAGES for block in _blocks(page)]


def cases(blocks: list[Block]) -> list[object]:
    """Parameters of a test."""
    return [pytest.param(block, id=block.id) for block in blocks]


def program_before(block: Block) -> Block:
    """The last program above it on its page."""
    return [
        each
        for each in BLOCKS
        if each.page == block.page and each.number < block.number and each.is_program
    ][-1]


def said_beside(block: Block) -> Block | None:
    """The text that directly follows."""
    return next(
        (
            each
            for each in BLOCKS
            if each.page == block.page
            and each.beside == block.number
            and (each.language, each.words) == ("text", "")
        ),
        None,
    )
