"""A topology as a flowchart of Mermaid (mermaid.js.org), which GitHub and GitLab draw."""

from collections.abc import Iterator

from exposure_components.diagrams.labels import label
from exposure_components.diagrams.texts import printable
from exposure_components.topology.graph import Box, Kind, Topology

_SHAPES = {
    Kind.CLIENT: ("([", "])"),
    Kind.NAME: (">", "]"),
    Kind.BALANCER: ("{{", "}}"),
    Kind.WORKLOAD: ("[[", "]]"),
}
"""By kind: what stands around its text; a rectangle for all others."""
_ENTITIES = {"#": "#35;", '"': "#quot;", "<": "#lt;", ">": "#gt;", "`": "#96;", "&": "#amp;"}
"""Characters that mean something in a text of Mermaid, as it spells them."""


def mermaid(topology: Topology) -> str:
    """The text; its colours are those of the page's theme."""
    return "\n".join(["flowchart LR", *(f"    {line}" for line in _lines(topology)), ""])


def _lines(topology: Topology) -> Iterator[str]:
    # Names of Kubernetes may be words of Mermaid, such as `end`.
    ids = {box.id: f"n{index}" for index, box in enumerate(topology.boxes)}
    for box in topology.boxes:
        left, right = _SHAPES.get(box.kind, ("[", "]"))
        yield f'{ids[box.id]}{left}"{_text(box)}"{right}'
    if not ids:
        yield 'n0["Nothing is reached from outside of the cluster."]'
    for way in topology.ways:
        at = label(way.ports)
        arrow = f'-->|"{_escaped(at)}"|' if at else "-->"
        yield f"{ids[way.source.id]} {arrow} {ids[way.target.id]}"


def _text(box: Box) -> str:
    return "<br/>".join(_escaped(line) for line in (box.title, *box.details))


def _escaped(text: str) -> str:
    return "".join(_ENTITIES.get(character, character) for character in printable(text))
