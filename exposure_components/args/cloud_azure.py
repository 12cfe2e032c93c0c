"""What Azure's cloud controller is told.

Source: cloud-provider-azure.sigs.k8s.io, topics, Azure LoadBalancer; pkg/consts of its source.
"""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.cloud_kinds import HealthCheckProtocol


class AzurePreset(TypedDict):
    """Told under `service.beta.kubernetes.io/azure-`; what is not said is the controller's own
    default."""

    internal_subnet: NotRequired[Input[str]]
    """Name of the subnet that an internal address is from."""
    resource_group: NotRequired[Input[str]]
    """Of the public IP address, where it is not the cluster's."""
    dns_label_name: NotRequired[Input[str]]
    """DNS label of the public IP address."""
    pip_name: NotRequired[Input[str]]
    """Name of an existing public IP address, of IPv4; instead of `address`."""
    pip_prefix_id: NotRequired[Input[str]]
    """Id of the prefix that the public IP address is from, of IPv4."""
    pip_tags: NotRequired[Mapping[str, Input[str]]]
    """Tags of the public IP address."""
    allowed_service_tags: NotRequired[Sequence[str]]
    """Azure's names of networks that may come in; without effect beside `allowed_cidrs`."""
    configurations: NotRequired[Sequence[str]]
    """Names of the load balancer configurations to choose from, where a cluster has several."""
    tcp_idle_timeout: NotRequired[int]
    """Minutes until an idle connection is dropped, 4 to 100, of older controllers to 30; the
    controller's own is 4."""
    disable_tcp_reset: NotRequired[bool]
    """True drops an idle connection silently."""
    disable_load_balancer_floating_ip: NotRequired[bool]
    """True sends to the NodePorts instead of the balancer's own address."""
    health_probe_protocol: NotRequired[HealthCheckProtocol]
    """Of the probe; the controller's own is tcp, with the policy Local http."""
    health_probe_interval: NotRequired[int]
    """Seconds between two probes, at least 5; the controller's own is 5."""
    health_probe_num_of_probe: NotRequired[int]
    """Bad answers that take a node out, at least 2; the controller's own is 2. Times the interval
    it is less than 120 seconds."""
    health_probe_request_path: NotRequired[str]
    """Path that http and https ask for; starts with `/`."""
