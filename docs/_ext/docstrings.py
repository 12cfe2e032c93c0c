"""Lets autodoc read docstrings as Markdown, which they are written in.

autodoc parses reStructuredText, where a line that starts deeper is a quotation and a single
backtick is a role.
"""

import re
from typing import Any

from docutils import nodes
from docutils.utils import new_document
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

_PARAMETER = re.compile(r"^((?:\w+)(?:, \w+)*): (?=\S)")
"""Starts a line about parameters: `config, secret_config: values as …`."""


class Markdown(SphinxDirective):
    """Its content is Markdown, in a page of reStructuredText."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """What the content says."""
        made = new_document(self.env.docname, self.state.document.settings)
        MystParser().parse("\n".join(self.content), made)
        return made.children


def as_markdown(
    _app: Sphinx, _what: str, _name: str, _of: Any, _options: Any, lines: list[str]
) -> None:
    """What autodoc shall read of a docstring."""
    if any(lines):
        told = parameters(lines)
        lines[:] = [".. markdown::", "", *(f"   {line}" for line in told), ""]


def parameters(lines: list[str]) -> list[str]:
    """Each parameter as an item of a list."""
    found: list[str] = []
    listed = False
    for line in lines:
        starts = _PARAMETER.match(line) if not found or listed or not found[-1] else None
        listed = bool(starts) or (listed and line.startswith("  "))
        if starts:
            names = ", ".join(f"`{name}`" for name in starts[1].split(", "))
            line = f"- {names}: {line[starts.end() :]}"
        found.append(f"  {line.strip()}" if listed and not starts else line)
    return found


def setup(app: Sphinx) -> ExtensionMetadata:
    """Called by Sphinx."""
    app.add_directive("markdown", Markdown)
    app.connect("autodoc-process-docstring", as_markdown)
    return {"version": "1", "parallel_read_safe": True}
