"""The load balancers of a recording have kinds and owners, and some could be one."""

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from pulumi_aws import lb
from pulumi_kubernetes.core.v1 import Service
from pulumi_openstack import loadbalancer

from exposure_components import CloudLoadBalancedApp
from exposure_components.cli.balancers import SERVICE, Balancer, advice, balancers, count
from exposure_components.testing import Recording, run_program


def recording_of(*parts: Callable[[], Any]) -> Recording:
    def program() -> None:
        for part in parts:
            part()

    return run_program(program, preview=True)


class Owner(pulumi.ComponentResource):
    """A component of this package, with a balancer as its child and a listener for each port."""

    def __init__(self, title: str, name: str, kind: str, *ports: tuple[str, int]) -> None:
        super().__init__(f"exposure_components:index:{title}", name)
        opts = pulumi.ResourceOptions(parent=self)
        if kind == "octavia":
            made = loadbalancer.LoadBalancer(name, vip_subnet_id="subnet", opts=opts)
        else:
            made = lb.LoadBalancer(name, load_balancer_type=kind, opts=opts)
        for protocol, port in ports:
            child = f"{name}-{protocol}-{port}"
            if kind == "octavia":
                loadbalancer.Listener(
                    child, loadbalancer_id=made.id, protocol=protocol, protocol_port=port, opts=opts
                )
            else:
                action = {"type": "forward", "target_group_arn": "arn"}
                lb.Listener(
                    child,
                    load_balancer_arn=made.id,
                    protocol=protocol,
                    port=port,
                    default_actions=[action],
                    opts=opts,
                )


def app(name: str, kind: str, *ports: tuple[str, int]) -> Callable[[], Any]:
    return lambda: Owner("CloudLoadBalancedApp", name, kind, *ports)


def shared(title: str, name: str, kind: str) -> Callable[[], Any]:
    return lambda: Owner(title, name, kind)


def service(name: str, kind: str = "LoadBalancer", **annotations: str) -> Callable[[], Any]:
    keys = {key.replace("__", "/").replace("_", "."): each for key, each in annotations.items()}
    metadata = {"name": name, "namespace": "shop", "annotations": keys}
    spec = {"type": kind, "ports": [{"port": 80}]}
    return lambda: Service(name, metadata=metadata, spec=spec)


def test_every_balancer_has_its_kind_its_name_and_its_owner() -> None:
    found = balancers(
        recording_of(
            app("db", "octavia"),
            shared("AwsNetworkLoadBalancer", "edge", "network"),
            lambda: lb.LoadBalancer("front"),
            service("web"),
        )
    )
    assert found == [
        Balancer("Octavia", "db", "db"),
        Balancer("AWS NLB", "edge", "edge"),
        Balancer("AWS ALB", "front", None),
        Balancer(SERVICE, "shop/web", None),
    ]
    assert count([*found, found[0]]) == (
        "5 (Octavia 2, AWS NLB 1, AWS ALB 1, Service of type LoadBalancer 1)"
    )


@pytest.mark.parametrize(
    "part",
    [
        pytest.param(service("web", "NodePort"), id="node-port"),
        pytest.param(service("web", metallb_io__address_pool="lab"), id="address-of-metallb"),
        pytest.param(
            lambda: Service(
                "web",
                metadata={"annotations": {"loadbalancer.openstack.org/load-balancer-id": "one"}},
                spec={"type": "LoadBalancer"},
            ),
            id="part-of-an-existing-one",
        ),
        pytest.param(lambda: Service.get("web", "shop/web"), id="existing-service"),
        pytest.param(lambda: loadbalancer.LoadBalancer.get("web", "found"), id="existing-balancer"),
    ],
)
def test_what_makes_no_balancer_is_not_counted(part: Callable[[], Any]) -> None:
    recording = recording_of(part)
    assert (balancers(recording), advice(recording)) == ([], [])


@pytest.mark.parametrize(("cloud", "found"), [({"metallb": {}}, []), ({}, [SERVICE])], ids=str)
def test_metallb_costs_nothing_and_needs_no_option_to_be_known(
    cloud: dict[str, Any], found: list[str]
) -> None:
    args: Any = {
        "image": "shop:1",
        "ports": [{"container_port": 80}],
        "load_balancer": {"cloud": cloud},
    }
    recording = recording_of(lambda: CloudLoadBalancedApp("shop", args))
    assert [each.kind for each in balancers(recording)] == found


def test_metadata_that_is_known_after_up_hides_no_balancer() -> None:
    def program() -> None:
        first = Service("first", spec={"type": "ClusterIP"})
        later = first.spec.cluster_ip.apply(lambda address: {"name": address})
        Service("web", metadata=later, spec={"type": "LoadBalancer"})

    assert balancers(recording_of(program)) == [Balancer(SERVICE, "known after up", None)]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        pytest.param([app("one", "octavia"), app("two", "network")], [], id="one-of-each-provider"),
        pytest.param(
            [app("one", "octavia"), shared("OctaviaLoadBalancer", "edge", "octavia")],
            [],
            id="an-owner-and-a-shared-one",
        ),
        pytest.param(
            [lambda: lb.LoadBalancer("one"), lambda: lb.LoadBalancer("two")], [], id="of-others"
        ),
        pytest.param([service("web")], [], id="one-service"),
        pytest.param(
            [app("one", "octavia", ("TCP", 80)), app("two", "octavia", ("UDP", 80))],
            [
                "one and two own a balancer each (Octavia) and could share one: "
                "give each `load_balancer` of an OctaviaLoadBalancer"
            ],
            id="two-owners",
        ),
        pytest.param(
            [
                shared("AwsNetworkLoadBalancer", "edge", "network"),
                app("one", "network", ("TCP_UDP", 53), ("TLS", 443)),
                app("two", "network", ("UDP", 53)),
                app("three", "network", ("TCP", 443)),
            ],
            [
                "one, two and three own a balancer each (AWS NLB) and could share one, once no "
                "two of them listen on UDP 53 and TCP 443: "
                "give each `load_balancer` of the AwsNetworkLoadBalancer edge"
            ],
            id="owners-of-the-same-ports-and-one-to-share",
        ),
        pytest.param(
            [service("web"), service("api"), service("lan", metallb_io__address_pool="lab")],
            [
                "the Services shop/web and shop/api are of type LoadBalancer, each of which is one "
                "balancer of the cluster's cloud: an Ingress, or a balancer that the apps share "
                "(OctaviaLoadBalancer or AwsNetworkLoadBalancer), costs one"
            ],
            id="services",
        ),
    ],
)
def test_advice_says_who_could_share_a_balancer(
    parts: list[Callable[[], Any]], expected: list[str]
) -> None:
    assert advice(recording_of(*parts)) == expected
