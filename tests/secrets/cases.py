"""Args that together have every field that takes a secret, and no problem."""

from collections.abc import Iterator
from typing import Any

from tests.golden import cases as golden
from tests.ingress.apps import served
from tests.load_balancers.aws import apps as aws
from tests.load_balancers.octavia import apps as octavia
from tests.pure.apps import NODES

_APP = {
    "image": "influxdb:1.8",
    "ports": [{"container_port": 8086}],
    "cluster": {"nodes": [{**node, "internal_address": "10.0.0.1"} for node in NODES]},
    "namespace": {"name": "databases", "create": True, "labels": {"a": "b"}},
    "service_account": {"create": True, "annotations": {"a": "b"}},
    "command": ["a"],
    "args": ["a"],
    "env": {"A": "b"},
    "labels": {"a": "b"},
    "annotations": {"a": "b"},
    "pod_annotations": {"a": "b"},
    "allowed_cidrs": ["10.0.0.0/8"],
}
_CERTIFICATE = {"certificate": {"certificate": "a", "private_key": "a"}}
_HOST = "a.kube.example.com"
_CLOUDS: dict[str, dict[str, Any]] = {
    "aws": {
        "aws": {
            "subnets": ["a"],
            "eip_allocations": ["a"],
            "security_group_prefix_lists": ["a"],
            "ssl_cert": ["a"],
        },
        "public": True,
    },
    "aws with addresses": {
        "aws": {"subnets": ["a"], "private_ipv4_addresses": ["10.0.0.1"]},
    },
    "aws with IPv6": {
        "aws": {"subnets": ["a"], "ip_address_type": "dualstack", "ipv6_addresses": ["fe80::1"]},
        "public": True,
    },
    "azure": {"azure": {"internal_subnet": "a"}},
    "azure, public": {
        "azure": {
            "resource_group": "a",
            "dns_label_name": "a",
            "pip_name": "a",
            "pip_tags": {"a": "b"},
        },
        "public": True,
    },
    "azure with a prefix": {"azure": {"pip_prefix_id": "a"}, "public": True},
    "gcp": {"gcp": {"subnet": "a"}, "public": False},
    "gcp with addresses": {"gcp": {"ip_addresses": ["a"]}, "public": True},
    "metallb": {"metallb": {"load_balancer_ips": ["10.0.0.1"]}},
    "openstack": {
        "openstack": {
            "load_balancer_id": "a",
            "flavor_id": "a",
            "availability_zone": "a",
            "network_id": "a",
            "subnet_id": "a",
            "member_subnet_id": "a",
            "port_id": "a",
            "floating_network_id": "a",
            "floating_subnet_id": "a",
            "hostname": "a.example.com",
            "default_tls_container_ref": "a",
        },
        "public": True,
    },
    "plain": {"address": "10.0.0.1"},
}


def cases() -> Iterator[tuple[str, str, Any]]:
    """Name, title of the component, args."""
    for name, case in golden.CASES.items():
        yield f"golden {name}", case.strategy.title, case.args
    yield "everything", "HostNetworkApp", _without_cidrs(_APP)
    for title in ("HostPortApp", "NodePortApp"):
        yield "everything", title, _APP
    groups = {"load_balancer": {"cloud": {"aws": {"security_groups": ["a"]}}}}
    yield "aws with groups", "CloudLoadBalancedApp", _without_cidrs({**_APP, **groups})
    for name, cloud in _CLOUDS.items():
        yield name, "CloudLoadBalancedApp", {**_APP, "load_balancer": {"cloud": cloud}}
    yield from _balancers()
    yield from _routes()
    yield from _names()


def _without_cidrs(args: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in args.items() if key != "allowed_cidrs"}


def _balancers() -> Iterator[tuple[str, str, Any]]:
    behind = octavia.app(
        octavia.port(
            443,
            tls_container="a",
            sni_containers=["a"],
            protocol="TERMINATED_HTTPS",
            redirect_from={"port": 8000, "host": "a"},
        ),
        octavia.port(80, protocol="HTTP", redirects=[{"url": "a"}, {"prefix": "a"}]),
        octavia={
            "vip_subnet": {"id": "a"},
            "vip_address": "10.0.0.1",
            "floating_ip": {"network": "public", "address": "10.0.0.1"},
        },
    )
    existing = {"existing": {"id": "a"}, "host": "10.0.0.1"}
    yield "octavia", "CloudLoadBalancedApp", behind
    yield "octavia", "OctaviaLoadBalancer", existing
    shared = {"name": "edge", "id": "a", "host": "a", "source_cidr": "10.0.0.0/8"}
    yield (
        "octavia, shared",
        "CloudLoadBalancedApp",
        {**octavia.app(), "load_balancer": {"octavia": octavia.balancer(), "shared": shared}},
    )
    subnets = [{"id": "a", "private_ipv4_address": "10.0.0.1"}, {"id": "b"}]
    public = {"subnets": [{"id": "a", "allocation_id": "a"}], "public": True}
    yield "aws", "AwsNetworkLoadBalancer", aws.balancer(subnets=subnets, tags={"a": "b"})
    yield "aws, public", "AwsNetworkLoadBalancer", aws.balancer(**public)
    there = {"id": "a", "host": "a", "zone_id": "a", "security_group_id": "a"}
    tls = {"protocol": "TLS", "certificate_arn": "a"}
    by_group = {"targets": {"autoscaling_group": "a"}}
    args = {"vpc_id": "a", "existing": there}
    yield "aws, existing", "CloudLoadBalancedApp", aws.app(aws.port(aws=tls), aws=args)
    known = {"name": "edge", "id": "a", "host": "a", "zone_id": "a", "security_group_id": "a"}
    yield (
        "aws, shared",
        "CloudLoadBalancedApp",
        {**aws.app(), "load_balancer": {"aws": aws.balancer(**by_group), "shared": known}},
    )


def _routes() -> Iterator[tuple[str, str, Any]]:
    own = {"hosts": [_HOST], "tls": _CERTIFICATE}
    controller = {"dialect": "traefik", "addresses": ["10.0.0.1"], "ready": "a"}
    yield "everything", "IngressApp", {**_APP, **own, "controller": controller}
    trusting = {"backend_tls": {"ca": "a", "server_name": "a.example.com"}}
    over_tls = {"ports": [{"container_port": 8443, "backend_protocol": "HTTPS"}]}
    yield (
        "backend TLS",
        "IngressApp",
        {**_APP, **own, **over_tls, **trusting, "controller": {**controller, "class_name": "a"}},
    )
    yield "OpenShift", "IngressApp", served("openshift", tls=_CERTIFICATE)
    gateway = {"name": "edge", "namespace": "a", "addresses": ["10.0.0.1"], "ready": "a"}
    split = {"backends": [{"service": {"name": "a", "port": 8086}}]}
    yield (
        "everything",
        "GatewayApp",
        {**_without_cidrs(_APP), "hosts": [_HOST], "gateway": gateway, "rules": [split]},
    )
    listeners = [
        {"name": "https", "protocol": "HTTPS", "port": 443, "tls": _CERTIFICATE},
    ]
    more = {"labels": {"a": "b"}, "annotations": {"a": "b"}, "addresses": [{"value": "10.0.0.1"}]}
    yield "everything", "Gateway", {"class_name": "a", "listeners": listeners, **more}
    told = {
        "labels": {"a": "b"},
        "annotations": {"a": "b"},
        "pod_annotations": {"a": "b"},
        "allowed_cidrs": ["10.0.0.0/8"],
        "default_certificate": _CERTIFICATE,
    }
    yield "traefik", "IngressController", {"traefik": {"image": "a", "args": ["a"]}, **told}
    contour = {"image": "a", "envoy_image": "a", "args": ["a"]}
    del told["default_certificate"]
    yield "contour", "IngressController", {"contour": contour, **told}


def _names() -> Iterator[tuple[str, str, Any]]:
    records = [{"name": "a.example.com", "type": "A", "values": ["10.0.0.1"]}]
    designate = {"designate": {"name": "example.com", "id": "a"}}
    yield "designate", "DnsRecords", {"zone": designate, "records": records}
    alias = {"name": "b.example.com", "type": "ALIAS", "alias": {"name": "a", "zone_id": "a"}}
    route53 = {"name": "example.com", "id": "a", "private": True, "vpc_ids": ["a"]}
    yield "route 53", "DnsRecords", {"zone": {"route53": route53}, "records": [*records, alias]}
