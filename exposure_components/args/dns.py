"""Names of apps, and the zones that hold them."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.dns.kinds import RecordType


class DesignateZone(TypedDict):
    """A zone of OpenStack's DNS service."""

    name: str
    """Such as `kube.example.com`; with or without a dot at its end."""
    id: NotRequired[Input[str]]
    """UUID of an existing one. Default: looked up by its name in the project."""
    create: NotRequired[bool]
    """Whether it is made. Default: false, it exists."""
    email: NotRequired[str]
    """Who answers for a created one; it must have one."""
    ttl: NotRequired[int]
    """Seconds that resolvers keep what a created one says of itself. Default: Designate's own."""
    description: NotRequired[str]
    """Of a created one. Default: none."""
    private: NotRequired[bool]
    """Default: false, and true is refused: whoever asks Designate's name servers sees the zone."""


class Route53Zone(TypedDict):
    """A hosted zone of AWS."""

    name: str
    """Such as `kube.example.com`; with or without a dot at its end."""
    id: NotRequired[Input[str]]
    """Hosted zone id of an existing one. Default: looked up by its name, and by `private`."""
    create: NotRequired[bool]
    """Whether it is made. Default: false, it exists."""
    private: NotRequired[bool]
    """True for a zone that only VPCs see. Default: false, the internet sees it."""
    vpc_ids: NotRequired[Sequence[Input[str]]]
    """The VPCs, of the provider's region, that see a private one. A created one must have some;
    an existing one is looked up by the first. Default: none."""
    comment: NotRequired[str]
    """Of a created one, at most 256 characters. Default: the provider's own, `Managed by
    Pulumi`."""


class Zone(TypedDict):
    """Where names are kept: exactly one of these."""

    designate: NotRequired[DesignateZone]
    """In OpenStack."""
    route53: NotRequired[Route53Zone]
    """In AWS."""


class Dns(TypedDict):
    """The name of an app."""

    name: str
    """Such as `influxdb.kube.example.com`, within the zone; `*.kube.example.com` is every name
    there that has no record of its own."""
    zone: Zone
    """Where the name is kept."""
    ttl: NotRequired[int]
    """Seconds that resolvers keep the answer, 1 to 2147483647. Default: 300."""
    alias: NotRequired[bool]
    """True for an ALIAS of Route 53, which may stand at the zone's apex too and costs no second
    query; only where the app is behind a balancer of AWS. Default: false."""
    timeout: NotRequired[int]
    """Seconds that `pulumi up` waits for the name servers to know a change. Default: 600 in
    OpenStack; in AWS the provider's own, 1800."""


class AliasTarget(TypedDict):
    """A balancer of AWS that an ALIAS leads to."""

    name: Input[str]
    """Its DNS name."""
    zone_id: Input[str]
    """Id of the hosted zone of that name, which AWS owns: the balancer's `zone_id`."""
    dual_stack: NotRequired[bool]
    """True if it has IPv6 addresses as well: the name gets them too. Default: false."""
    evaluate_target_health: NotRequired[bool]
    """Whether an unhealthy balancer is left out of the answer. Default: true."""


class Record(TypedDict):
    """All that one name says of one type."""

    name: str
    """The whole name, within the zone; its leftmost label may be `*`."""
    type: RecordType
    """What the values are."""
    values: NotRequired[Sequence[Input[str]]]
    """IPv4 addresses of an A, IPv6 addresses of an AAAA, the one host name of a CNAME."""
    alias: NotRequired[AliasTarget]
    """The target of an ALIAS, instead of values."""
    ttl: NotRequired[int]
    """Seconds that resolvers keep the answer. Default: that of all records; an ALIAS has its
    target's."""


class DnsRecordsArgs(TypedDict):
    """Names in one zone."""

    zone: Zone
    """Where the names are kept."""
    records: Sequence[Record]
    """What the names say; may be empty for a zone that is created."""
    ttl: NotRequired[int]
    """Seconds that resolvers keep the answers, 1 to 2147483647. Default: 300."""
    timeout: NotRequired[int]
    """Seconds that `pulumi up` waits for the name servers to know a change. Default: 600 in
    OpenStack; in AWS the provider's own, 1800."""
