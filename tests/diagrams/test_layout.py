"""Nothing of a picture stands on something else."""

from dataclasses import dataclass
from itertools import combinations

import pytest
from hypothesis import given, settings

from exposure_components.diagrams.layout import PAD, Layout, Track, layout
from exposure_components.diagrams.texts import DETAIL, TITLE
from exposure_components.topology.graph import Topology
from tests.diagrams.graphs import many, topologies


@dataclass(frozen=True)
class Area:
    """Of a box or a text."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Area") -> bool:
        beside = self.right <= other.left or other.right <= self.left
        return not beside and not (self.bottom <= other.top or other.bottom <= self.top)

    def holds(self, other: "Area") -> bool:
        wide = self.left <= other.left and other.right <= self.right
        return wide and self.top <= other.top and other.bottom <= self.bottom


def boxes(drawn: Layout) -> list[Area]:
    return [Area(c.x, c.y, c.x + c.width, c.y + c.height) for c in drawn.cards]


def labels(drawn: Layout) -> list[Area]:
    return [label_area(track) for track in drawn.tracks if track.label]


def label_area(track: Track) -> Area:
    """As it is drawn: in the middle of the straight part, above it."""
    wide, y = DETAIL.width(track.label), track.end[1]
    middle = (track.turned + track.end[0]) / 2
    return Area(middle - wide / 2, y - 4 - DETAIL.size, middle + wide / 2, y - 1)


def hold_apart(drawn: Layout) -> None:
    found = [*boxes(drawn), *labels(drawn)]
    assert not [pair for pair in combinations(found, 2) if pair[0].overlaps(pair[1])]
    canvas = Area(0, 0, drawn.width, drawn.height)
    assert all(canvas.holds(each) for each in found)


@given(topologies())
@settings(max_examples=200)
def test_boxes_and_labels_stand_apart(topology: Topology) -> None:
    hold_apart(layout(topology))


@given(topologies())
def test_text_stays_in_its_box(topology: Topology) -> None:
    for card in layout(topology).cards:
        widths = [TITLE.width(t) for t in card.title] + [DETAIL.width(t) for t in card.details]
        assert max(widths) <= card.width - 2 * PAD + 1e-6
        high = len(card.title) * TITLE.line + len(card.details) * DETAIL.line
        assert high <= card.height - PAD


@given(topologies())
def test_every_box_is_right_of_those_that_lead_to_it(topology: Topology) -> None:
    drawn = layout(topology)
    at = {card.box.id: card for card in drawn.cards}
    for way in topology.ways:
        source, target = at[way.source.id], at[way.target.id]
        assert source.x + source.width < target.x
    assert all(track.start[0] <= track.turned <= track.end[0] for track in drawn.tracks)


@given(topologies())
def test_a_picture_is_the_same_in_every_run(topology: Topology) -> None:
    assert layout(topology) == layout(topology)


@pytest.mark.parametrize("apps", [1, 20, 100])
def test_many_apps_stand_apart(apps: int) -> None:
    drawn = layout(many(apps))
    hold_apart(drawn)
    # A row for each app, as wide as one app alone.
    assert drawn.height < 160 * (apps + 1)
    assert drawn.width < 2000


def test_ways_of_apps_beside_each_other_do_not_cross() -> None:
    drawn = layout(many(20))
    names = [c for c in drawn.cards if c.box.id.startswith("name ")]
    routes = [c for c in drawn.cards if c.box.id.startswith("route ")]
    order = [c.box.id.split()[1] for c in sorted(names, key=lambda c: c.y)]
    assert order == [c.box.id.split()[1] for c in sorted(routes, key=lambda c: c.y)]


def test_an_empty_graph_has_an_empty_picture() -> None:
    assert layout(Topology()).cards == []
