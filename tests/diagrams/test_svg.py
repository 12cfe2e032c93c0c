"""A picture is well-formed, can be read by everybody, and needs nothing from elsewhere."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

import pytest
from hypothesis import given

from exposure_components.diagrams.colours import DARK, LIGHT, Scheme
from exposure_components.diagrams.svg import NOTHING, svg
from exposure_components.topology.graph import Box, Kind, Port, Topology, Way
from tests.diagrams.contrast import contrast
from tests.diagrams.graphs import topologies

NAMESPACE = "{http://www.w3.org/2000/svg}"
WAY = Way(Box("a", Kind.CLIENT, "clients"), Box("b", Kind.NODE, "node"), (Port("TCP", 80),))


def texts(document: str) -> list[str]:
    return [e.text or "" for e in ElementTree.fromstring(document).iter(f"{NAMESPACE}text")]


@given(topologies())
def test_every_picture_is_xml_that_leads_nowhere(topology: Topology) -> None:
    document = svg(topology, "a & b <c>")
    root = ElementTree.fromstring(document)
    names = {key for each in root.iter() for key in each.attrib}
    assert not {name for name in names if "href" in name or name.startswith("on")}
    style = "".join(each.text or "" for each in root.iter(f"{NAMESPACE}style"))
    assert "url(" not in style
    assert "@import" not in style
    assert {each.tag.removeprefix(NAMESPACE) for each in root.iter()} <= {
        *("desc", "path", "rect", "style", "svg", "text", "title"),
    }


def test_it_tells_what_it_shows_to_those_who_do_not_see() -> None:
    root = ElementTree.fromstring(svg(Topology((WAY,)), "Traffic to <influxdb>"))
    title, desc = root[0], root[1]
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-labelledby"].split() == [title.attrib["id"], desc.attrib["id"]]
    assert title.text == "Traffic to <influxdb>"
    assert desc.text == "Traffic goes from clients to node at TCP 80."


def test_it_shows_boxes_and_ports() -> None:
    assert texts(svg(Topology((WAY,)), "")) == ["TCP 80", "clients", "node"]


def test_markup_in_names_is_text() -> None:
    name = '<script>alert("1")</script>'
    way = Way(WAY.source, Box("b", Kind.NODE, name, (f"{name}&",)))
    document = svg(Topology((way,)), name)
    assert "<script" not in document
    assert "".join(texts(document)[1:]).replace(" ", "") == f"{name}{name}&"


def test_without_ways_it_says_so() -> None:
    assert texts(svg(Topology(), "")) == [NOTHING]


def test_contrast_is_as_wcag_counts_it() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def read_on(scheme: Scheme) -> Iterator[tuple[str, str]]:
    yield scheme.ink, scheme.canvas
    yield scheme.line, scheme.canvas
    yield scheme.muted, scheme.canvas
    yield scheme.ink, scheme.raised
    for colour in (scheme.link, scheme.warning, scheme.error):
        yield colour, scheme.canvas
    for fill in scheme.fills.values():
        yield scheme.ink, fill
        yield scheme.muted, fill


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_texts_and_borders_stand_out(scheme: Scheme) -> None:
    assert min(contrast(*pair) for pair in read_on(scheme)) >= 4.5
    assert scheme.fills.keys() == scheme.borders.keys() == set(Kind)
    borders = ((border, scheme.canvas) for border in scheme.borders.values())
    assert min(contrast(*pair) for pair in borders) >= 3


def test_the_style_has_the_colours_of_both_schemes() -> None:
    style = svg(Topology((WAY,)), "").partition("<style>")[2].partition("</style>")[0]
    for scheme, rules in zip((LIGHT, DARK), style.split("@media"), strict=True):
        used = {scheme.canvas, scheme.ink, scheme.muted, scheme.line}
        assert used <= set(re.findall("#[0-9a-f]{6}", rules))
