"""Colours of pictures and pages, for light and dark."""

from collections.abc import Mapping
from dataclasses import dataclass

from exposure_components.topology.graph import Kind


@dataclass(frozen=True)
class Scheme:
    """Colours that go together."""

    canvas: str
    ink: str
    """Of titles."""
    muted: str
    """Of details."""
    line: str
    """Of ways and their labels."""
    link: str
    raised: str
    """Of what stands out of the canvas, such as buttons and code."""
    warning: str
    error: str
    fills: Mapping[Kind, str]
    """Of boxes."""
    borders: Mapping[Kind, str]


LIGHT = Scheme(
    canvas="#ffffff",
    ink="#1f2328",
    muted="#4a525b",
    line="#57606a",
    link="#0550ae",
    raised="#f0f2f5",
    warning="#8a5200",
    error="#b3141d",
    fills={
        Kind.CLIENT: "#f6f8fa",
        Kind.NAME: "#fbefff",
        Kind.BALANCER: "#fff1e5",
        Kind.NODE: "#f6f8fa",
        Kind.CONTROLLER: "#e6f6f4",
        Kind.GATEWAY: "#e6f6f4",
        Kind.ROUTE: "#e6f6f4",
        Kind.SERVICE: "#ddf4ff",
        Kind.WORKLOAD: "#dafbe1",
    },
    borders={
        Kind.CLIENT: "#57606a",
        Kind.NAME: "#8250df",
        Kind.BALANCER: "#bc4c00",
        Kind.NODE: "#57606a",
        Kind.CONTROLLER: "#1b7c83",
        Kind.GATEWAY: "#1b7c83",
        Kind.ROUTE: "#1b7c83",
        Kind.SERVICE: "#0969da",
        Kind.WORKLOAD: "#1a7f37",
    },
)
DARK = Scheme(
    canvas="#0d1117",
    ink="#e6edf3",
    muted="#adb6c0",
    line="#9198a1",
    link="#79b8ff",
    raised="#1c2330",
    warning="#e3b341",
    error="#ff8a80",
    fills={
        Kind.CLIENT: "#161b22",
        Kind.NAME: "#231b36",
        Kind.BALANCER: "#2b1a0e",
        Kind.NODE: "#161b22",
        Kind.CONTROLLER: "#0f2626",
        Kind.GATEWAY: "#0f2626",
        Kind.ROUTE: "#0f2626",
        Kind.SERVICE: "#121d2f",
        Kind.WORKLOAD: "#12261e",
    },
    borders={
        Kind.CLIENT: "#9198a1",
        Kind.NAME: "#a371f7",
        Kind.BALANCER: "#f0883e",
        Kind.NODE: "#9198a1",
        Kind.CONTROLLER: "#39c5cf",
        Kind.GATEWAY: "#39c5cf",
        Kind.ROUTE: "#39c5cf",
        Kind.SERVICE: "#4493f8",
        Kind.WORKLOAD: "#3fb950",
    },
)
