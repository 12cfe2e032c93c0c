"""A load balancer that the cluster's own cloud provider makes, for a Service of type LoadBalancer.

Sources: kubernetes.io, Service, type LoadBalancer, and what each provider's file names.
"""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.cloud_aws import AwsPreset
from exposure_components.args.cloud_azure import AzurePreset
from exposure_components.args.cloud_gcp import GcpPreset
from exposure_components.args.cloud_kinds import IpFamily, IpFamilyPolicy
from exposure_components.args.cloud_metallb import MetalLbPreset
from exposure_components.args.cloud_openstack import OpenstackPreset


class CloudBalancer(TypedDict):
    """What is asked of it. At most one of the providers is named; `{}` will do to name it."""

    load_balancer_class: NotRequired[str]
    """Which of several controllers makes it, such as `service.k8s.aws/nlb`. Never changes once
    set. OpenStack's and Azure's controllers leave a Service that has one to others. Default: the
    cluster's default controller; with `aws` that of the AWS Load Balancer Controller."""
    public: NotRequired[bool]
    """True lets the internet reach it. MetalLB's pool decides that instead. Default: internal,
    where the provider is named; else the cloud's own."""
    address: NotRequired[Input[str]]
    """A fixed IP address. Default: any."""
    allocate_node_ports: NotRequired[bool]
    """False closes the way around the balancer: the Service gets no NodePorts. Only for
    balancers that do not send to them. Default: Kubernetes' own, true."""
    health_check_node_port: NotRequired[int]
    """NodePort at which each node tells whether it has a pod, for the policy Local. Never changes
    once set. Default: the cluster allocates one."""
    ip_families: NotRequired[Sequence[IpFamily]]
    """The first one decides the kind of the ClusterIP. Default: the cluster's own."""
    ip_family_policy: NotRequired[IpFamilyPolicy]
    """Default: Kubernetes' own, SingleStack."""
    app_reads_proxy_protocol: NotRequired[bool]
    """True where the app expects the PROXY protocol's header: the balancer is told to send it,
    and by it the app learns the client's address. OpenStack's amphorae and AWS. Default: false."""
    timeout: NotRequired[int]
    """Seconds that `up` waits for the address. Default: the provider's own, 600."""

    openstack: NotRequired[OpenstackPreset]
    """OpenStack's cloud controller (OCCM) makes it in Octavia."""
    aws: NotRequired[AwsPreset]
    """The AWS Load Balancer Controller makes a Network Load Balancer."""
    azure: NotRequired[AzurePreset]
    """Azure's cloud controller makes an Azure Load Balancer, or a part of one."""
    gcp: NotRequired[GcpPreset]
    """GKE makes a passthrough Network Load Balancer."""
    metallb: NotRequired[MetalLbPreset]
    """MetalLB announces an address of a pool."""
