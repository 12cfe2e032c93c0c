"""What a page tells, as plain values without secrets."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from exposure_components.topology.graph import Topology


@dataclass(frozen=True)
class Message:
    """A line that the program logged."""

    severity: str
    """`warning` or `error`."""
    text: str


@dataclass(frozen=True)
class Resource:
    """A resource or component, and what it made."""

    label: str
    is_component: bool
    children: Sequence["Resource"] = ()


@dataclass(frozen=True)
class Manifest:
    """A Kubernetes object."""

    label: str
    text: str
    """YAML."""


@dataclass(frozen=True)
class Content:
    """All of a page."""

    title: str
    """Project and stack."""
    topology: Topology
    headings: Sequence[str] = ()
    """Of the table of endpoints."""
    endpoints: Sequence[Sequence[str]] = ()
    """Its rows; one may be shorter."""
    messages: Sequence[Message] = ()
    balancers: Sequence[tuple[str, str, str]] = ()
    """Name, kind and component of each load balancer."""
    advice: Sequence[str] = ()
    resources: Sequence[Resource] = field(default=())
    manifests: Sequence[Manifest] = ()
