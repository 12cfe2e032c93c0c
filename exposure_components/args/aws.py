"""A Network Load Balancer of AWS, and what listens on it.

Words, units and limits are those of Elastic Load Balancing's API (docs.aws.amazon.com,
elasticloadbalancing). Nothing here was seen on AWS itself: no test has an account.
"""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.aws_kinds import (
    NlbAlpnPolicy,
    NlbHealthCheckProtocol,
    NlbIpAddressType,
    NlbProtocol,
    NlbTargetProtocol,
    NlbTargetType,
)


class AwsSubnet(TypedDict):
    """A subnet that the balancer has an address in: one per availability zone."""

    id: Input[str]
    """`subnet-…`."""
    allocation_id: NotRequired[Input[str]]
    """`eipalloc-…`: the Elastic IP that the balancer has in this zone. For a public one."""
    private_ipv4_address: NotRequired[Input[str]]
    """The address that the balancer has in this zone. For an internal one. Default: any that is
    free."""


class AwsTargetGroupBinding(TypedDict):
    """A TargetGroupBinding: the AWS Load Balancer Controller keeps the targets.

    The cluster must run that controller (kubernetes-sigs/aws-load-balancer-controller, API
    `elbv2.k8s.aws/v1beta1`). It also opens the targets to the balancer's security group.
    """

    target_type: NotRequired[NlbTargetType]
    """Default: ip, the pods themselves, which needs pods with addresses of the VPC (the AWS VPC
    CNI). instance: the nodes at the NodePort."""
    node_selector: NotRequired[Mapping[str, str]]
    """Labels of the nodes that become targets, for instance. Default: every node."""


class AwsTargets(TypedDict):
    """Who gets what a listener accepts: exactly one."""

    nodes: NotRequired[NlbTargetType]
    """The nodes in `cluster.nodes`, at the NodePort; control plane left out. instance: by their
    `provider_id`. ip: by their `internal_address`, else `address`, in the VPC."""
    autoscaling_group: NotRequired[Input[str]]
    """Name of the autoscaling group that the nodes come from: it registers each instance that it
    starts. Do not list target groups in the group itself besides."""
    binding: NotRequired[AwsTargetGroupBinding]
    """The cluster keeps them, with no Pulumi run when a pod or node comes or goes."""


class AwsExistingBalancer(TypedDict):
    """A Network Load Balancer that is made elsewhere."""

    id: Input[str]
    """Its ARN."""
    host: Input[str]
    """Its DNS name."""
    zone_id: NotRequired[Input[str]]
    """Hosted zone of that name, for ALIAS records."""
    security_group_id: NotRequired[Input[str]]
    """Its security group, which gets rules for what the apps listen on. Default: no rules are
    made."""


class AwsNetworkLoadBalancerArgs(TypedDict):
    """A Network Load Balancer; internal unless `public` is said."""

    vpc_id: Input[str]
    """`vpc-…`: where the balancer and the targets are."""
    subnets: NotRequired[Sequence[AwsSubnet]]
    """One per availability zone. Needed unless the balancer exists. One that is taken away
    replaces the balancer."""
    existing: NotRequired[AwsExistingBalancer]
    """One that is made elsewhere; then only what the apps need is made. Default: one is made."""
    public: NotRequired[bool]
    """True gives it public addresses. Default: false, internal. A change replaces it."""
    cross_zone: NotRequired[bool]
    """Whether clients of one zone may be sent to targets in another, which AWS charges for.
    Default: AWS's own, false."""
    ip_address_type: NotRequired[NlbIpAddressType]
    """Default: ipv4. dualstack serves no UDP here: that needs IPv6 targets."""
    security_group: NotRequired[bool]
    """Whether it gets a security group that lets `allowed_cidrs`, or everyone, to the listeners,
    and lets it out to the targets' ports alone. Default: true. AWS cannot add one later: a
    change replaces the balancer."""
    node_security_group_id: NotRequired[Input[str]]
    """`sg-…` of the nodes: gets a rule for each NodePort, from the balancer's security group
    alone. Not used with a binding, whose controller makes the rules. Default: no rules are
    made."""
    targets: NotRequired[AwsTargets]
    """Who gets what the listeners accept. Said here once, as a balancer mostly stands in front of
    one cluster; a port may say otherwise. Default: `{"nodes": "instance"}`."""
    deletion_protection: NotRequired[bool]
    """True makes AWS refuse to delete it. Default: AWS's own, false."""
    tags: NotRequired[Mapping[str, Input[str]]]
    """Of all that is made in AWS. Default: none."""


class AwsHealthCheck(TypedDict):
    """How a target's health is asked for; defaults without a word here are AWS's own."""

    protocol: NotRequired[NlbHealthCheckProtocol]
    """Default: TCP, or HTTP where `path` is given. Under the traffic policy Local a node without
    a pod of the app takes no connection, so TCP at the NodePort tells them apart."""
    port: NotRequired[int]
    """`container_port` of the TCP port of the app that is asked. Default: this one; for UDP the
    app's first TCP port, as datagrams tell nothing."""
    path: NotRequired[str]
    """Of an HTTP check. Default: `/`."""
    matcher: NotRequired[str]
    """Good answers to an HTTP check, within 200 to 599, such as `200`, `200,204` or `200-299`.
    Default: 200-399."""
    interval: NotRequired[int]
    """Seconds between two questions, 5 to 300. Default: 10 under the traffic policy Local, as
    the AWS Load Balancer Controller has it; else 30, the provider's."""
    timeout: NotRequired[int]
    """Seconds to wait for an answer, 2 to 120. Default: AWS's own, 10; for HTTP 6."""
    healthy_threshold: NotRequired[int]
    """Good answers that bring a target in, 2 to 10. Default: 2 under the traffic policy Local;
    else 3, the provider's."""
    unhealthy_threshold: NotRequired[int]
    """Bad answers that take a target out, 2 to 10. Default: as `healthy_threshold`."""


class AwsListener(TypedDict):
    """Options of one listener and its target group.

    A TCP and a UDP port of one number make one TCP_UDP listener, since AWS has one listener per
    number. Its options stand at the TCP port.
    """

    protocol: NotRequired[NlbProtocol]
    """Default: the port's, or TCP_UDP where it shares its number."""
    certificate_arn: NotRequired[Input[str]]
    """ARN of the certificate in ACM or IAM. Needed for TLS."""
    ssl_policy: NotRequired[str]
    """AWS's name of versions and ciphers, for TLS. Default:
    ELBSecurityPolicy-TLS13-1-2-2021-06, which is TLS 1.2 and 1.3; the provider's own lets
    TLS 1.0 in."""
    alpn_policy: NotRequired[NlbAlpnPolicy]
    """For TLS. Default: AWS's own, None."""
    target_protocol: NotRequired[NlbTargetProtocol]
    """What a TLS listener speaks with the targets. Default: TCP."""
    idle_timeout: NotRequired[int]
    """Seconds that an idle TCP connection is kept, 60 to 6000. Default: AWS's own, 350."""
    targets: NotRequired[AwsTargets]
    """Default: the balancer's `targets`."""
    preserve_client_ip: NotRequired[bool]
    """Whether packets reach the target from the client's address. Always so for UDP. Default for
    TCP and TLS: true where `client_ip` is preserve or the traffic policy Local, and PROXY does
    not tell it instead. Else false: with true a node that is itself a client gets no answer
    when it is sent to itself; with false AWS keeps at most 55,000 connections to a target."""
    proxy_protocol_v2: NotRequired[bool]
    """True puts a PROXY v2 header before the data, which the app must read. TCP and TLS alone.
    Default: false."""
    stickiness: NotRequired[bool]
    """True keeps a client's address on one target. Not for TLS. Default: false."""
    deregistration_delay: NotRequired[int]
    """Seconds that a target which leaves keeps its connections, 0 to 3600. Default: the app's
    `drain`, else AWS's own, 300."""
    connection_termination: NotRequired[bool]
    """Whether connections are closed when that delay ends. Default: AWS's own, true for UDP."""
    health_check: NotRequired[AwsHealthCheck]
    """Default: TCP."""
