"""Columns: each box right of all that lead to it, and their order within a column."""

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from exposure_components.topology.graph import Topology, Way

_SWEEPS = 8
"""Rounds of sorting; more change nothing in pictures of this size."""


@dataclass(frozen=True)
class Link:
    """A way, or a part of one that passes a column."""

    source: str
    """Id of a box, or of a place where a way passes a column."""
    target: str
    way: Way


@dataclass(frozen=True)
class Layers:
    """Columns from left to right, each from top to bottom."""

    columns: Sequence[Sequence[str]]
    """Ids of boxes, and of places where ways pass."""
    links: Sequence[Link]


def layers(topology: Topology) -> Layers:
    """The columns of a graph without cycles."""
    rank = _ranks(topology)
    columns: list[list[str]] = [[] for _ in range(max(rank.values(), default=-1) + 1)]
    for box, column in rank.items():
        columns[column].append(box)
    links: list[Link] = []
    for index, way in enumerate(topology.ways):
        before = way.source.id
        for column in range(rank[way.source.id] + 1, rank[way.target.id]):
            passing = f"passing {index} {column}"
            columns[column].append(passing)
            links.append(Link(before, passing, way))
            before = passing
        links.append(Link(before, way.target.id, way))
    return Layers(_sorted(columns, links), links)


def neighbours(links: Sequence[Link], *, before: bool) -> Mapping[str, Sequence[str]]:
    """By id: what leads there, or else where it leads."""
    found: dict[str, list[str]] = {}
    for link in links:
        key, other = (link.target, link.source) if before else (link.source, link.target)
        found.setdefault(key, []).append(other)
    return found


def _ranks(topology: Topology) -> dict[str, int]:
    """The longest way from a box that nothing leads to."""
    rank = {box.id: 0 for box in topology.boxes}
    for _ in rank:
        before = dict(rank)
        for way in topology.ways:
            rank[way.target.id] = max(rank[way.target.id], rank[way.source.id] + 1)
        if rank == before:
            break
    return rank


def _sorted(columns: list[list[str]], links: Sequence[Link]) -> list[list[str]]:
    """The order with the fewest crossings of those found by sorting to and fro."""
    sides = neighbours(links, before=True), neighbours(links, before=False)
    best = order = columns
    for sweep in range(_SWEEPS):
        forth = sweep % 2 == 0
        place: dict[str, int] = {}
        swept: list[list[str]] = []
        for column in order if forth else order[::-1]:
            ranked = _by_centre(column, sides[not forth], place)
            place |= {each: index for index, each in enumerate(ranked)}
            swept.append(ranked)
        order = swept if forth else swept[::-1]
        if _crossings(order, links) < _crossings(best, links):
            best = order
    return best


def _by_centre(
    column: Sequence[str], beside: Mapping[str, Sequence[str]], place: Mapping[str, int]
) -> list[str]:
    def centre(at: int) -> float:
        known = [place[each] for each in beside.get(column[at], ()) if each in place]
        return sum(known) / len(known) if known else at

    return [column[at] for at in sorted(range(len(column)), key=lambda at: (centre(at), at))]


def _crossings(columns: Sequence[Sequence[str]], links: Sequence[Link]) -> int:
    place = {each: (i, j) for i, column in enumerate(columns) for j, each in enumerate(column)}
    between: dict[int, list[tuple[int, int]]] = {}
    for link in links:
        (column, row), (_, to) = place[link.source], place[link.target]
        between.setdefault(column, []).append((row, to))
    return sum(_inversions([to for _, to in sorted(pairs)]) for pairs in between.values())


def _inversions(values: Sequence[int]) -> int:
    """Pairs of which the first is greater."""
    found, before = 0, list[int]()
    for value in values:
        found += len(before) - bisect_right(before, value)
        insort(before, value)
    return found
