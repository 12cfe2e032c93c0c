"""Flowcharts that Mermaid reads. Its own parser (version 11) took them, hostile names and all; a
test that runs it would need its package, which is bigger than ours."""

import re

import pytest
from hypothesis import given

from exposure_components.diagrams.mermaid import mermaid
from exposure_components.topology.graph import Box, Kind, Port, Topology, Way
from tests.diagrams.graphs import topologies

TEXT = r'"[^"`<&]*(?:<br/>[^"`<&]*)*"'
LINE = re.compile(
    rf"    (?:n\d+(?:\(\[{TEXT}\]\)|>{TEXT}\]|\{{\{{{TEXT}\}}\}}|\[\[{TEXT}\]\]|\[{TEXT}\])"
    rf"|n\d+ -->(?:\|{TEXT}\|)? n\d+)"
)


def test_boxes_come_first_and_then_the_ways() -> None:
    client, node = Box("a", Kind.CLIENT, "clients"), Box("b", Kind.NODE, "node", ("192.0.2.1",))
    balancer, pods = Box("c", Kind.BALANCER, "edge"), Box("d", Kind.WORKLOAD, "end")
    name = Box("e", Kind.NAME, "a.b")
    ways = (
        Way(client, name, (Port("TCP", 80),)),
        Way(name, balancer),
        Way(balancer, node, (Port("TCP", None), Port("UDP", 53))),
        Way(node, pods),
    )
    assert mermaid(Topology(ways)).splitlines() == [
        "flowchart LR",
        '    n0(["clients"])',
        '    n1>"a.b"]',
        '    n2{{"edge"}}',
        '    n3["node<br/>192.0.2.1"]',
        '    n4[["end"]]',
        '    n0 -->|"TCP 80"| n1',
        "    n1 --> n2",
        '    n2 -->|"TCP allocated; UDP 53"| n3',
        "    n3 --> n4",
    ]


@given(topologies())
def test_no_text_leaves_its_quotes(topology: Topology) -> None:
    first, *rest = mermaid(topology).splitlines()
    assert first == "flowchart LR"
    assert len(rest) == len(topology.boxes) + len(topology.ways)
    assert all(LINE.fullmatch(line) for line in rest)


@pytest.mark.parametrize(
    ("name", "written"),
    [('a"b', "a#quot;b"), ("#35;", "#35;35;"), ("<b>", "#lt;b#gt;"), ("`a`", "#96;a#96;")],
)
def test_what_means_something_is_spelled_out(name: str, written: str) -> None:
    box = Box("a", Kind.NODE, name)
    assert f'"{written}"' in mermaid(Topology((Way(box, Box("b", Kind.NODE, "b")),)))


def test_without_ways_it_says_so() -> None:
    assert "Nothing is reached" in mermaid(Topology())
