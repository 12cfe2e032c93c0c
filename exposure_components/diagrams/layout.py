"""Where everything of a picture stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exposure_components.diagrams.heights import centres
from exposure_components.diagrams.labels import label
from exposure_components.diagrams.layers import Layers, Link, layers
from exposure_components.diagrams.texts import DETAIL, TITLE, lines
from exposure_components.topology.graph import Box, Kind, Topology

PAD = 10
"""Pixels between a box and its text."""
MARGIN = 16
"""Pixels around the picture."""
_WIDEST = 230
"""Pixels of a line in a box."""
_GAP = 22
"""Pixels between two things of a column."""
_SLOT = 18
"""Pixels from one labelled end of a way to the next."""
_BARE_SLOT = 7
"""The same for ends without a label."""
_TURN = 32
"""Pixels between two columns in which ways turn up or down, at least."""
_LABEL_PAD = 12
"""Pixels around a label, along its way."""


@dataclass(frozen=True)
class Card:
    """A box with its text; x and y are its upper left corner."""

    box: Box
    title: Sequence[str]
    details: Sequence[str]
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Track:
    """A part of a way: from one point it turns, to go straight on from `turned` to its end."""

    start: tuple[float, float]
    turned: float
    end: tuple[float, float]
    label: str = ""
    """Above its straight part."""
    arrives: bool = True
    """False where it only passes a column."""


@dataclass(frozen=True)
class Layout:
    """A picture without colours."""

    width: float
    height: float
    cards: Sequence[Card]
    tracks: Sequence[Track]


def layout(topology: Topology) -> Layout:
    """The picture of a graph, from left to right."""
    found = layers(topology)
    cards = {box.id: _card(box, found.links) for box in topology.boxes}
    height = {e: cards[e].height if e in cards else 0.0 for c in found.columns for e in c}
    centre = centres(found, height, _GAP)
    top = min((centre[each] - height[each] / 2 for each in centre), default=0.0) - MARGIN
    centre = {each: at - top for each, at in centre.items()}
    left, placed = float(MARGIN), dict[str, Card]()
    edges: dict[str, tuple[float, float]] = {}
    turned: dict[int, float] = {}
    for index, column in enumerate(found.columns):
        here = [link for link in found.links if link.target in column]
        if index:
            left += _TURN + min(2.0 * len(here), 100.0)
            turned[index] = left
            left += max((DETAIL.width(_label(link)) for link in here), default=0.0) + 2 * _LABEL_PAD
        wide = max((cards[each].width for each in column if each in cards), default=0.0)
        for each in column:
            edges[each] = (left, left + wide)
            if each in cards:
                placed[each] = _placed(cards[each], left, centre[each], wide)
        left += wide
    tracks = _tracks(found, placed, centre, edges, turned)
    bottom = max((centre[each] + height[each] / 2 for each in centre), default=0.0)
    return Layout(left + MARGIN, bottom + MARGIN, list(placed.values()), tracks)


def _card(box: Box, links: Sequence[Link]) -> Card:
    title = lines(box.title, TITLE, _WIDEST)
    details = [line for each in box.details for line in lines(each, DETAIL, _WIDEST)]
    wide = max(TITLE.width(line) for line in title)
    wide = max([wide, *(DETAIL.width(line) for line in details)])
    text = len(title) * TITLE.line + len(details) * DETAIL.line
    arriving = [link for link in links if link.target == box.id]
    leaving = [link for link in links if link.source == box.id]
    ends = sum(_SLOT if _label(link) else _BARE_SLOT for link in arriving)
    high = max(text + 2 * PAD, ends + PAD, len(leaving) * _BARE_SLOT + PAD)
    return Card(box, title, details, 0, 0, wide + 2 * PAD, high)


def _placed(card: Card, left: float, centre: float, wide: float) -> Card:
    y = centre - card.height / 2
    # Boxes of a column are of one width, but for the clients, whose box is small.
    width = card.width if card.box.kind is Kind.CLIENT else wide
    return Card(card.box, card.title, card.details, left, y, width, card.height)


def _label(link: Link) -> str:
    """At the end of a way, not where it passes a column."""
    return label(link.way.ports) if link.target == link.way.target.id else ""


def _tracks(
    found: Layers,
    cards: Mapping[str, Card],
    centre: Mapping[str, float],
    edges: Mapping[str, tuple[float, float]],
    turned: Mapping[int, float],
) -> list[Track]:
    column = {each: index for index, ids in enumerate(found.columns) for each in ids}
    starts = _ends(found.links, centre, leaving=True)
    ends = _ends(found.links, centre, leaving=False)
    made: list[Track] = []
    for index, link in enumerate(found.links):
        source, target = cards.get(link.source), cards.get(link.target)
        x = edges[link.source][1] if source is None else source.x + source.width
        made.append(
            Track(
                start=(x, starts[index]),
                turned=turned[column[link.target]],
                end=(edges[link.target][0], ends[index]),
                label=_label(link),
                arrives=target is not None,
            )
        )
        if target is None:
            left, right = edges[link.target]
            made.append(Track((left, ends[index]), left, (right, ends[index]), arrives=False))
    return made


def _ends(links: Sequence[Link], centre: Mapping[str, float], *, leaving: bool) -> dict[int, float]:
    """By index of the link: at which height it leaves or arrives, in the order of the others'
    ends, so that ways at one box do not cross."""
    at: dict[str, list[int]] = {}
    for index, link in enumerate(links):
        at.setdefault(link.source if leaving else link.target, []).append(index)
    found: dict[int, float] = {}
    for box, indices in at.items():
        others = {i: centre[links[i].target if leaving else links[i].source] for i in indices}
        ranked = sorted(indices, key=lambda i: (others[i], i))
        spaces = [_SLOT if not leaving and _label(links[i]) else _BARE_SLOT for i in ranked]
        y = centre[box] - sum(spaces) / 2
        for index, space in zip(ranked, spaces, strict=True):
            found[index] = y + space / 2
            y += space
    return found
