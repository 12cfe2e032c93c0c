"""What a page tells, as plain values without secrets."""

from collections.abc import Sequence
from dataclasses import dataclass

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
class ChangeText:
    """What becomes of a resource."""

    sign: str
    label: str
    outcome: str
    """Such as `updated`, or `replaced, the old one is deleted first`."""
    differences: Sequence[tuple[str, str]] = ()
    """Each property with what it was and will be; and `replaces` or `may replace`, or empty."""


@dataclass(frozen=True)
class Comparison:
    """What a plan makes of what was before."""

    summary: str
    """How many resources go which way."""
    changes: Sequence[ChangeText]
    headings: Sequence[str]
    """Of the table of what clients notice."""
    clients: Sequence[Sequence[str]]
    """Its rows."""
    cautions: Sequence[str]
    """What `up` would stumble over, and what is lost for good."""


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
    comparison: Comparison | None = None
    """None for a plan that is compared with nothing."""
    resources: Sequence[Resource] = ()
    manifests: Sequence[Manifest] = ()
