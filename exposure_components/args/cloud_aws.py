"""What the AWS Load Balancer Controller is told.

Source: kubernetes-sigs/aws-load-balancer-controller, docs/guide/service/annotations.md.
"""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.cloud_kinds import (
    AwsAlpnPolicy,
    AwsBackendProtocol,
    AwsIpAddressType,
    AwsTargetType,
    HealthCheckProtocol,
)


class AwsPreset(TypedDict):
    """Told under `service.beta.kubernetes.io/aws-load-balancer-`; what is not said is the
    controller's own default."""

    name: NotRequired[str]
    """At most 32 letters, digits and dashes. Never changes once set."""
    nlb_target_type: NotRequired[AwsTargetType]
    """Default: instance."""
    subnets: NotRequired[Sequence[Input[str]]]
    """Ids or names, one per zone; not said, they are found by their tags."""
    ip_address_type: NotRequired[AwsIpAddressType]
    """The controller's own is ipv4."""
    eip_allocations: NotRequired[Sequence[Input[str]]]
    """Elastic IPs of a public balancer, one per subnet."""
    private_ipv4_addresses: NotRequired[Sequence[Input[str]]]
    """Addresses of an internal balancer, one per subnet."""
    ipv6_addresses: NotRequired[Sequence[Input[str]]]
    """Addresses of a dualstack balancer, one per subnet."""
    security_groups: NotRequired[Sequence[Input[str]]]
    """Instead of the one that the controller makes, which holds `allowed_cidrs`."""
    security_group_prefix_lists: NotRequired[Sequence[Input[str]]]
    """Managed prefix lists that may come in as well."""
    manage_backend_security_group_rules: NotRequired[bool]
    """Whether the controller opens the nodes' security group; needed beside `security_groups`."""
    target_node_labels: NotRequired[Mapping[str, str]]
    """Labels of the nodes that are targets. Of the target type instance only."""

    proxy_protocol: NotRequired[bool]
    """True sends PROXY headers of version 2, which the app must read. Default: false, or true
    where `app_reads_proxy_protocol`."""
    deregistration_delay: NotRequired[int]
    """Seconds that a leaving target keeps its connections, 0 to 3600; AWS's own is 300."""
    target_group_attributes: NotRequired[Mapping[str, str]]
    """More attributes of the target groups, in AWS's own spelling."""
    cross_zone: NotRequired[bool]
    """True sends to the targets of every zone."""
    deletion_protection: NotRequired[bool]
    """True keeps the balancer from being deleted, by `pulumi destroy` as well."""
    attributes: NotRequired[Mapping[str, str]]
    """More attributes of the balancer, in AWS's own spelling."""
    additional_resource_tags: NotRequired[Mapping[str, str]]
    """Tags of all that the controller makes."""

    ssl_cert: NotRequired[Sequence[Input[str]]]
    """ARNs of certificates; the first is for clients that ask for no name. Ends TLS at the
    balancer."""
    ssl_ports: NotRequired[Sequence[int]]
    """The Service's ports that speak TLS; not said, every TCP port does."""
    ssl_negotiation_policy: NotRequired[str]
    """AWS's name of a security policy."""
    backend_protocol: NotRequired[AwsBackendProtocol]
    """Of the TLS ports; the controller's own is tcp."""
    alpn_policy: NotRequired[AwsAlpnPolicy]
    """Of the TLS ports; the controller's own is None."""

    healthcheck_protocol: NotRequired[HealthCheckProtocol]
    """The controller's own is tcp, with the policy Local http, and never tcp there."""
    healthcheck_port: NotRequired[str]
    """A number, a port's name or `traffic-port`; the controller's own is that of the traffic, with
    the policy Local the node's health check."""
    healthcheck_path: NotRequired[str]
    """Path that http and https ask for; starts with `/`."""
    healthcheck_success_codes: NotRequired[str]
    """Such as `200-399`, which is the controller's own."""
    healthcheck_interval: NotRequired[int]
    """Seconds between two questions; the controller's own is 10."""
    healthcheck_timeout: NotRequired[int]
    """Seconds to wait for an answer; the controller's own is 10."""
    healthcheck_healthy_threshold: NotRequired[int]
    """Good answers that bring a target back; the controller's own is 3."""
    healthcheck_unhealthy_threshold: NotRequired[int]
    """Bad answers that take a target out; the controller's own is 3."""
