"""The directive `args`: what users write, as tables made from the types.

    ```{args} exposure_components.args.ports NodePort
    ```

Without names it shows every TypedDict and enum of the module. `:without: AppArgs` leaves out the
fields that come from there.
"""

import importlib
import inspect
from collections.abc import Sequence
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata, OptionSpec

import exposure_components
from docs._ext.written import Field, Member, fields, is_enum, members, names_in, types_of

_Row = Sequence[Sequence[nodes.Node]]
"""The content of each cell."""


class Args(SphinxDirective):
    """Tables of the types of a module."""

    required_arguments = 1
    optional_arguments = 100
    option_spec: ClassVar[OptionSpec] = {"without": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """A section for each type."""
        module, *names = self.arguments
        importlib.import_module(module)
        known = {each.__name__: each for each in types_of(module)}
        if unknown := set(names) - set(known):
            raise self.error(f"{module} has no {', '.join(sorted(unknown))}")
        return [self._section(known[name]) for name in names or known]

    def _section(self, of: type) -> nodes.section:
        names = _names(of)
        made = nodes.section(ids=[names[0]])
        made += nodes.title(of.__name__, "", nodes.literal(of.__name__, of.__name__))
        made += self.parse_text_to_nodes(inspect.getdoc(of) or "")
        made += self._members(members(of)) if is_enum(of) else self._fields(of)
        self.set_source_info(made)
        for name in names:
            self.env.domains.python_domain.note_object(name, "class", names[0], location=made)
        return made

    def _fields(self, of: type) -> nodes.table:
        without = self.options.get("without", "").split()
        rows: list[_Row] = [
            [
                [_paragraph(nodes.literal(each.name, each.name)), *_needed(each)],
                [_paragraph(nodes.literal("", "", *_type(each)))],
                self.parse_text_to_nodes(each.meaning),
            ]
            for each in fields(of, without)
        ]
        return _table(["Arg", "Type", "Meaning"], [20, 25, 55], rows)

    def _members(self, found: Sequence[Member]) -> nodes.table:
        rows: list[_Row] = [
            [
                [_paragraph(nodes.literal(each.value, each.value))],
                self.parse_text_to_nodes(each.meaning),
            ]
            for each in found
        ]
        return _table(["Value", "Meaning"], [30, 70], rows)


def _names(of: type) -> list[str]:
    """The full name, and that by which users import it."""
    public = getattr(exposure_components, of.__name__, None) is of
    also = [f"exposure_components.{of.__name__}"] if public else []
    return [f"{of.__module__}.{of.__qualname__}", *also]


def _needed(field: Field) -> list[nodes.Node]:
    return [_paragraph(nodes.emphasis("", "needed"))] if field.required else []


def _type(field: Field) -> list[nodes.Node]:
    """The annotation, with links to the types of ours."""
    return [
        nodes.Text(piece) if named is None else _link(named) for piece, named in names_in(field)
    ]


def _link(to: type) -> pending_xref:
    name = f"{to.__module__}.{to.__qualname__}"
    shown = nodes.inline("", to.__name__)
    return pending_xref(
        "", shown, refdomain="py", reftype="class", reftarget=name, refexplicit=True, refwarn=True
    )


def _paragraph(*children: nodes.Node) -> nodes.paragraph:
    return nodes.paragraph("", "", *children)


def _table(heads: Sequence[str], widths: Sequence[int], rows: Sequence[_Row]) -> nodes.table:
    head: _Row = [[_paragraph(nodes.Text(each))] for each in heads]
    group = nodes.tgroup("", cols=len(heads))
    group += [nodes.colspec("", colwidth=width) for width in widths]
    group += nodes.thead("", _row(head))
    group += nodes.tbody("", *(_row(row) for row in rows))
    return nodes.table("", group, classes=["args"])


def _row(cells: _Row) -> nodes.row:
    return nodes.row("", *(nodes.entry("", *cell) for cell in cells))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Called by Sphinx."""
    app.add_directive("args", Args)
    return {"version": "1", "parallel_read_safe": True}
