from typing import Any

import pytest

from exposure_components.load_balancers.cloud.service import (
    client_ip_kept,
    pods_see_clients,
    service_fields,
    timeout,
    traffic_policy,
)
from tests.load_balancers.cloud.apps import Known, app, lines

CIDRS = ["10.0.0.0/8"]
TCP = {"container_port": 8086}
UDP = {"container_port": 53, "protocol": "UDP"}


def test_nothing_is_said_of_what_nobody_asked() -> None:
    expected = {"type": "LoadBalancer", "externalTrafficPolicy": "Cluster"}
    assert service_fields(app()) == expected
    assert service_fields(app({})) == expected
    assert timeout(app()) is None


def test_all_that_kubernetes_has_words_for() -> None:
    cloud = {
        "load_balancer_class": "example.com/lb",
        "address": "fd00::1",
        "allocate_node_ports": False,
        "health_check_node_port": 30001,
        "ip_families": ["IPv6", "IPv4"],
        "ip_family_policy": "PreferDualStack",
        "timeout": 60,
        "metallb": {},
    }
    args = app(
        cloud,
        allowed_cidrs=CIDRS,
        session_affinity={"type": "ClientIP", "timeout": 60},
    )
    assert lines(cloud, **{k: v for k, v in args.items() if k != "load_balancer"}) == []
    assert service_fields(args) == {
        "type": "LoadBalancer",
        "externalTrafficPolicy": "Local",
        "loadBalancerClass": "example.com/lb",
        "loadBalancerSourceRanges": CIDRS,
        "healthCheckNodePort": 30001,
        "allocateLoadBalancerNodePorts": False,
        "ipFamilies": ["IPv6", "IPv4"],
        "ipFamilyPolicy": "PreferDualStack",
        "loadBalancerIP": "fd00::1",
        "sessionAffinity": "ClientIP",
        "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 60}},
    }
    assert timeout(args) == 60


def test_values_that_come_later_stay_so() -> None:
    address, cidr = Known("10.0.0.1"), Known("10.0.0.0/8")
    fields = service_fields(app({"address": address}, allowed_cidrs=[cidr]))
    assert fields["loadBalancerIP"] is address
    assert fields["loadBalancerSourceRanges"] == [cidr]


KEPT = [
    # provider, more, policy, pods see clients, kept for TCP, kept for UDP
    ({"metallb": {}}, {}, "Cluster", False, False, False),
    ({"metallb": {}}, {"client_ip": "preserve"}, "Local", True, True, True),
    ({"metallb": {}}, {"allowed_cidrs": CIDRS}, "Local", True, True, True),
    ({"metallb": {}}, {"allowed_cidrs": CIDRS, "client_ip": "any"}, "Cluster", False, False, False),
    (
        {"metallb": {}},
        {"allowed_cidrs": CIDRS, "external_traffic_policy": "Cluster"},
        *("Cluster", False, False, False),
    ),
    ({"gcp": {}}, {"client_ip": "preserve"}, "Local", True, True, True),
    ({"azure": {}}, {"allowed_cidrs": CIDRS}, "Local", True, True, True),
    ({"aws": {}}, {"client_ip": "preserve"}, "Local", True, True, True),
    ({"aws": {"nlb_target_type": "ip"}}, {}, "Cluster", False, False, True),
    (
        {"aws": {"nlb_target_type": "ip"}},
        {"client_ip": "preserve"},
        *("Cluster", False, True, True),
    ),
    ({"aws": {"nlb_target_type": "ip"}}, {"allowed_cidrs": CIDRS}, "Cluster", False, False, True),
    ({"aws": {}, "app_reads_proxy_protocol": True}, {}, "Cluster", False, True, True),
    ({"aws": {"proxy_protocol": True}}, {}, "Cluster", False, False, False),
    ({"openstack": {}}, {}, "Cluster", False, False, False),
    ({"openstack": {}}, {"allowed_cidrs": CIDRS}, "Cluster", False, False, False),
    ({"openstack": {}}, {"external_traffic_policy": "Local"}, "Local", False, False, False),
    ({"openstack": {"proxy_protocol": "v2"}}, {}, "Cluster", False, False, False),
    (
        {"openstack": {}, "app_reads_proxy_protocol": True},
        {"client_ip": "preserve"},
        *("Cluster", False, True, True),
    ),
    (
        {"openstack": {"x_forwarded_for": True}},
        {"client_ip": "preserve"},
        *("Cluster", False, True, True),
    ),
    ({"openstack": {"provider": "ovn"}}, {"client_ip": "preserve"}, "Local", False, True, True),
    ({"openstack": {"provider": "ovn"}}, {"allowed_cidrs": CIDRS}, "Cluster", False, False, False),
    ({}, {"allowed_cidrs": CIDRS}, "Cluster", False, False, False),
    ({}, {"external_traffic_policy": "Local"}, "Local", False, True, True),
]


@pytest.mark.parametrize(
    ("cloud", "more", "policy", "seen", "tcp", "udp"), KEPT, ids=[f"{c} {m}" for c, m, *_ in KEPT]
)
def test_how_the_clients_address_is_kept(
    cloud: Any, more: Any, policy: str, seen: bool, tcp: bool, udp: bool
) -> None:
    args = app(cloud, **more)
    assert lines(cloud, **more) == []
    assert (
        traffic_policy(args),
        pods_see_clients(args),
        client_ip_kept(args, TCP),
        client_ip_kept(args, UDP),
    ) == (policy, seen, tcp, udp)
