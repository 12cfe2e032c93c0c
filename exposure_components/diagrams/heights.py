"""Where things of a column stand, one above the other."""

from collections.abc import Mapping, Sequence

from exposure_components.diagrams.layers import Layers, neighbours

_ROUNDS = 12
"""Enough for what one column moves to reach the others, and back."""


def centres(layers: Layers, height: Mapping[str, float], gap: float) -> dict[str, float]:
    """The centre of each id: as near as can be to those that it is linked with, at least `gap`
    between two of a column."""
    before = neighbours(layers.links, before=True)
    after = neighbours(layers.links, before=False)
    found: dict[str, float] = {}
    for column in layers.columns:
        found |= dict(zip(column, _apart(column, height, gap, [0.0] * len(column)), strict=True))
    for turn in range(_ROUNDS):
        sides = (before, after)[turn % 2]
        for column in layers.columns if turn % 2 == 0 else layers.columns[::-1]:
            wanted = [_mean(found, sides.get(each, ()), found[each]) for each in column]
            found |= dict(zip(column, _apart(column, height, gap, wanted), strict=True))
    return found


def _mean(found: Mapping[str, float], ids: Sequence[str], otherwise: float) -> float:
    return sum(found[each] for each in ids) / len(ids) if ids else otherwise


def _apart(
    column: Sequence[str], height: Mapping[str, float], gap: float, wanted: Sequence[float]
) -> list[float]:
    """The places nearest to the wanted ones that keep order and distance.

    With the distances taken away that is isotonic regression, by pooling neighbours that would
    violate the order.
    """
    offset, offsets = 0.0, list[float]()
    for index, each in enumerate(column):
        if index:
            offset += (height[column[index - 1]] + height[each]) / 2 + gap
        offsets.append(offset)
    pools: list[tuple[float, int]] = []
    for at, place in enumerate(wanted):
        mean, count = place - offsets[at], 1
        while pools and pools[-1][0] > mean:
            other, others = pools.pop()
            mean, count = (mean * count + other * others) / (count + others), count + others
        pools.append((mean, count))
    placed = [mean for mean, count in pools for _ in range(count)]
    return [place + offset for place, offset in zip(placed, offsets, strict=True)]
