"""Programs, and the graph of what they make as lines that a test compares."""

from collections.abc import Callable
from typing import Any

from exposure_components.diagrams.labels import label
from exposure_components.testing import Call, run_program
from exposure_components.topology.build import topology
from exposure_components.topology.graph import Topology
from exposure_components.topology.recorded import recorded

NODES = [
    {"name": "kubenode01", "address": "10.13.241.89"},
    {"name": "kubenode02", "address": "10.13.241.10"},
]
INFLUXDB: dict[str, Any] = {
    "image": "influxdb:1.8",
    "namespace": {"name": "databases"},
    "ports": [{"container_port": 8086}],
    "cluster": {"nodes": NODES},
}


def graph(
    program: Callable[[], Any], *, preview: bool = True, calls: dict[str, Call] | None = None
) -> Topology:
    """Of what the program makes."""
    return topology(recorded(run_program(program, preview=preview, calls=calls or {})))


def ways(found: Topology) -> list[str]:
    """Each way as `clients -> node: TCP 80`."""
    return [
        f"{way.source.title} -> {way.target.title}{f': {at}' if at else ''}"
        for way in found.ways
        for at in [label(way.ports)]
    ]


def details(found: Topology) -> dict[str, tuple[str, ...]]:
    """The lines below each title."""
    return {box.title: box.details for box in found.boxes}
