"""A topology as SVG, which needs nothing from elsewhere."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from exposure_components.diagrams.labels import label
from exposure_components.diagrams.layout import PAD, Card, Layout, Track, layout
from exposure_components.diagrams.style import style
from exposure_components.diagrams.texts import DETAIL, TITLE, printable
from exposure_components.topology.graph import Topology

NOTHING = "Nothing is reached from outside of the cluster."
_TIP = 7
"""Pixels of an arrow's head."""
_ABOVE = 4
"""Pixels between a way and its label."""


def svg(topology: Topology, title: str, *, with_style: bool = True) -> str:
    """A document, which may stand in a page as well.

    with_style: False for a page that has `style()` itself.
    """
    drawn = layout(topology)
    width, height = (drawn.width, drawn.height) if drawn.cards else (420.0, 52.0)
    size = f'width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}"'
    sheet = [f"<style>\n{style()}\n</style>"] if with_style else []
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="topology" {size} role="img"'
            ' aria-labelledby="topology-title topology-desc">',
            f'<title id="topology-title">{_escaped(title)}</title>',
            f'<desc id="topology-desc">{_escaped(told(topology))}</desc>',
            *sheet,
            '<rect class="canvas" width="100%" height="100%"/>',
            *_content(drawn),
            "</svg>",
            "",
        ]
    )


def told(topology: Topology) -> str:
    """The same in words, for those who do not see the picture."""
    ways = [
        f"{way.source.title} to {way.target.title}{f' at {at}' if at else ''}"
        for way in topology.ways
        for at in [label(way.ports)]
    ]
    return f"Traffic goes from {'; from '.join(ways)}." if ways else NOTHING


def _content(drawn: Layout) -> Iterator[str]:
    if not drawn.cards:
        yield f'<text class="title" x="16" y="32">{NOTHING}</text>'
    for track in drawn.tracks:
        yield from _track(track)
    for track in drawn.tracks:
        yield from _label(track)
    for card in drawn.cards:
        yield from _card(card)


def _track(track: Track) -> Iterator[str]:
    (x, y), (right, to) = track.start, track.end
    end = right - _TIP if track.arrives else right
    middle = (x + track.turned) / 2
    turn = f"C{middle:.1f} {y:.1f} {middle:.1f} {to:.1f} {track.turned:.1f} {to:.1f}"
    yield f'<path class="way" d="M{x:.1f} {y:.1f}{turn if track.turned > x else ""}H{end:.1f}"/>'
    if track.arrives:
        yield (f'<path class="tip" d="M{right:.1f} {to:.1f}l-{_TIP + 1} -{_TIP / 2}v{_TIP}z"/>')


def _label(track: Track) -> Iterator[str]:
    if not track.label:
        return
    x = (track.turned + track.end[0] - _TIP) / 2
    y = track.end[1] - _ABOVE
    wide, high = DETAIL.width(track.label), DETAIL.size
    corner = f'x="{x - wide / 2:.1f}" y="{y - high + 2:.1f}"'
    yield f'<rect class="paper" {corner} width="{wide:.1f}" height="{high}"/>'
    yield (
        f'<text class="text label" x="{x:.1f}" y="{y:.1f}" text-anchor="middle">'
        f"{_escaped(track.label)}</text>"
    )


def _card(card: Card) -> Iterator[str]:
    box = f'x="{card.x:.1f}" y="{card.y:.1f}" width="{card.width:.1f}" height="{card.height:.1f}"'
    yield f'<rect class="box {card.box.kind}" {box} rx="6"/>'
    text = len(card.title) * TITLE.line + len(card.details) * DETAIL.line
    y = card.y + (card.height - text) / 2
    for line in card.title:
        y += TITLE.line
        yield f'<text class="title" x="{card.x + PAD:.1f}" y="{y - 4:.1f}">{_escaped(line)}</text>'
    for line in card.details:
        y += DETAIL.line
        yield f'<text class="text" x="{card.x + PAD:.1f}" y="{y - 4:.1f}">{_escaped(line)}</text>'


def _escaped(text: str) -> str:
    return escape(printable(text), {'"': "&quot;"})
