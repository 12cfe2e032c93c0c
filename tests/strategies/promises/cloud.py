"""What the cluster's own cloud is asked for where the args say nothing."""

from collections.abc import Mapping
from typing import Any

from exposure_components.testing import Timeouts
from tests.strategies.programs import app
from tests.strategies.promises.promise import ABSENT, SERVICE, Found, Promise, endpoint, of, waits

OPENSTACK = "service.beta.kubernetes.io/openstack-internal-load-balancer"
AWS = "service.beta.kubernetes.io/aws-load-balancer"
TOLD: Mapping[str, Mapping[str, str]] = {
    "openstack": {OPENSTACK: "true"},
    "aws": {f"{AWS}-scheme": "internal", f"{AWS}-nlb-target-type": "instance"},
    "azure": {"service.beta.kubernetes.io/azure-load-balancer-internal": "true"},
    "gcp": {"networking.gke.io/load-balancer-type": "Internal"},
    "metallb": {"exposure-components/load-balancer": "metallb"},
}
"""All that a provider is told of which nothing is said."""


def cloud(**more: Any) -> dict[str, Any]:
    """An app behind a balancer of the cloud's."""
    return app(load_balancer={"cloud": more})


def promise(field: str, value: Any, seen: Found, args: Any) -> Promise:
    """Of such an app."""
    return Promise(field, value, seen, args, "CloudLoadBalancedApp")


def spec(key: str) -> Found:
    """What the Service says."""
    return of("Service", "spec", key)


ANNOTATIONS = of("Service", "metadata", "annotations")
PLAIN = cloud()
OVN = {"provider": "ovn"}
PROXY = {"app_reads_proxy_protocol": True}

PROMISES = [
    promise("CloudLoadBalancedAppArgs.load_balancer", "LoadBalancer", spec("type"), app()),
    promise("CloudLoadBalancedAppArgs.load_balancer", ABSENT, ANNOTATIONS, app()),
    promise("CloudBalancer.load_balancer_class", ABSENT, spec("loadBalancerClass"), PLAIN),
    promise(
        "CloudBalancer.load_balancer_class",
        "service.k8s.aws/nlb",
        spec("loadBalancerClass"),
        cloud(aws={}),
    ),
    *[
        promise("CloudBalancer.public", told, ANNOTATIONS, cloud(**{key: {}}))
        for key, told in TOLD.items()
        if key != "metallb"
    ],
    promise("CloudBalancer.public", ABSENT, ANNOTATIONS, PLAIN),
    promise("CloudBalancer.address", ABSENT, spec("loadBalancerIP"), PLAIN),
    promise(
        "CloudBalancer.allocate_node_ports", ABSENT, spec("allocateLoadBalancerNodePorts"), PLAIN
    ),
    promise("CloudBalancer.health_check_node_port", ABSENT, spec("healthCheckNodePort"), PLAIN),
    promise("CloudBalancer.ip_families", ABSENT, spec("ipFamilies"), PLAIN),
    promise("CloudBalancer.ip_family_policy", ABSENT, spec("ipFamilyPolicy"), PLAIN),
    promise("CloudBalancer.app_reads_proxy_protocol", TOLD["aws"], ANNOTATIONS, cloud(aws={})),
    promise("CloudBalancer.timeout", Timeouts(), waits(SERVICE), PLAIN),
    promise("AwsPreset.nlb_target_type", TOLD["aws"], ANNOTATIONS, cloud(aws={})),
    promise("AwsPreset.proxy_protocol", TOLD["aws"], ANNOTATIONS, cloud(aws={})),
    promise(
        "AwsPreset.proxy_protocol",
        {**TOLD["aws"], f"{AWS}-proxy-protocol": "*"},
        ANNOTATIONS,
        cloud(aws={}, **PROXY),
    ),
    promise(
        "GcpPreset.l4_rbs",
        {"cloud.google.com/l4-rbs": "enabled"},
        ANNOTATIONS,
        cloud(gcp={}, public=True),
    ),
    # Under the policy Local OVN keeps the client's address, an amphora does not.
    promise(
        "OpenstackPreset.provider",
        False,
        endpoint("client_ip_kept"),
        {**cloud(openstack={}), "external_traffic_policy": "Local"},
    ),
    promise("OpenstackPreset.proxy_protocol", TOLD["openstack"], ANNOTATIONS, cloud(openstack={})),
    promise(
        "OpenstackPreset.proxy_protocol",
        {**TOLD["openstack"], "loadbalancer.openstack.org/proxy-protocol": "v1"},
        ANNOTATIONS,
        cloud(openstack={}, **PROXY),
    ),
    promise(
        "OpenstackPreset.enable_health_monitor",
        TOLD["openstack"],
        ANNOTATIONS,
        cloud(openstack={}),
    ),
    promise(
        "OpenstackPreset.enable_health_monitor",
        {**TOLD["openstack"], "loadbalancer.openstack.org/enable-health-monitor": "true"},
        ANNOTATIONS,
        {**cloud(openstack=OVN), "client_ip": "preserve"},
    ),
]
