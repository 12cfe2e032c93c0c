"""Controllers, Gateways and balancers in front of the plan's apps."""

from typing import Any

import pytest

from exposure_components.doctor.checks.gateways import gateways
from exposure_components.doctor.checks.ingress_classes import ingress_classes
from exposure_components.doctor.checks.load_balancers import load_balancers
from exposure_components.doctor.pools import has
from tests.doctor.clusters import FORBIDDEN, Cluster, made, node, plan, pod, remedies, told

NETWORKING = "networking.k8s.io/v1"
GATEWAY = "gateway.networking.k8s.io/v1"


def ingress(name: str = "", kind: str = "Ingress", **annotations: str) -> dict[str, Any]:
    spec = {"ingressClassName": name} if name else {}
    return made(kind, version=NETWORKING, annotations=annotations, spec=spec)


def ingress_class(
    name: str = "traefik", controller: str = "traefik.io/ingress-controller", default: bool = False
) -> dict[str, Any]:
    annotations = {"ingressclass.kubernetes.io/is-default-class": "true"} if default else {}
    return made(
        "IngressClass",
        name,
        NETWORKING,
        namespace=None,
        annotations=annotations,
        spec={"controller": controller},
    )


def classes(route: dict[str, Any], *pods: dict[str, Any], **class_: Any) -> list[str]:
    """What is told of a route where Traefik's class is there."""
    objects = {"ingressclasses": [ingress_class(**class_)], "pods": list(pods)}
    return told(ingress_classes(plan(route), Cluster(objects)))


TRAEFIK = pod("traefik-1", image="docker.io/library/traefik:v3.7", namespace="ingress")


def test_a_class_whose_controller_is_ready_is_served() -> None:
    assert classes(ingress("traefik"), TRAEFIK) == [
        "ok: IngressClass traefik is served by traefik.io/ingress-controller: ingress/traefik-1"
    ]


@pytest.mark.parametrize("kind", ["Ingress", "IngressRoute"])
def test_the_former_annotation_names_the_class_as_well(kind: str) -> None:
    route = ingress(kind=kind, **{"kubernetes.io/ingress.class": "traefik"})
    assert classes(route, TRAEFIK)[0].startswith("ok: IngressClass traefik is served")


def test_a_class_that_is_not_there_is_a_problem_that_names_the_nearest() -> None:
    asked = Cluster({"ingressclasses": [ingress_class("traefik")]})
    result = list(ingress_classes(plan(ingress("trafik")), asked))
    assert told(result) == [
        "problem: IngressClass trafik is not there, and Ingress shop/web asks for it"
    ]
    assert remedies(result) == ["did you mean traefik?"]
    (remedy,) = remedies(ingress_classes(plan(ingress("trafik")), Cluster()))
    assert remedy == (
        "the cluster has none: install its controller, or let an IngressController of the plan "
        "bring one"
    )


def test_a_controller_of_which_no_pod_is_ready_serves_nobody() -> None:
    broken = pod("traefik-1", image="traefik:v3.7", namespace="ingress", ready=False)
    assert classes(ingress("traefik"), broken) == [
        "problem: IngressClass traefik is served by traefik.io/ingress-controller, and none of its "
        "pods is Ready: ingress/traefik-1"
    ]


def test_a_controller_without_pods_may_run_elsewhere() -> None:
    assert classes(ingress("traefik"), pod("db")) == [
        "warning: IngressClass traefik is there, and no pod looks like its controller "
        "traefik.io/ingress-controller (an image with traefik)"
    ]


def test_a_controller_that_nobody_knows_cannot_be_told_by_its_pods() -> None:
    assert classes(ingress("own"), TRAEFIK, name="own", controller="example.com/own") == [
        "unknown: IngressClass own is there, of example.com/own; whether that runs can't be told "
        "by its pods"
    ]


def test_an_ingress_without_a_class_gets_the_default_one() -> None:
    assert classes(ingress(), TRAEFIK, default=True)[0].startswith(
        "ok: IngressClass traefik, the default is served"
    )
    assert classes(ingress(), TRAEFIK) == [
        "problem: the default IngressClass is none, and Ingress shop/web names no class: no "
        "controller serves it"
    ]


def test_a_class_of_the_plan_comes_with_its_controller() -> None:
    result = ingress_classes(plan(ingress("traefik"), ingress_class()), Cluster())
    assert told(result) == ["ok: IngressClass traefik is made by the plan, with its controller"]


def test_classes_that_cannot_be_read_are_not_known() -> None:
    asked = Cluster(denied=frozenset(["ingressclasses"]))
    for route, about in (
        (ingress("traefik"), "IngressClass traefik"),
        (ingress(), "the default IngressClass"),
    ):
        assert told(ingress_classes(plan(route), asked)) == [
            f"unknown: {about} {FORBIDDEN.format('IngressClasses')}"
        ]


def conditions(**status: str) -> dict[str, Any]:
    found = [{"type": k, "status": v, "reason": "R", "message": "m"} for k, v in status.items()]
    return {"conditions": found}


def gateway(name: str = "edge", namespace: str = "edge", **status: str) -> dict[str, Any]:
    spec = {"gatewayClassName": "traefik"}
    return made("Gateway", name, GATEWAY, namespace, spec=spec, status=conditions(**status))


def gateway_class(**status: str) -> dict[str, Any]:
    return made("GatewayClass", "traefik", GATEWAY, None, status=conditions(**status))


ROUTE = made(
    "HTTPRoute", version=GATEWAY, spec={"parentRefs": [{"name": "edge", "namespace": "edge"}]}
)
WELL = {"Accepted": "True", "Programmed": "True"}


def test_a_gateway_that_is_programmed_takes_routes() -> None:
    asked = Cluster({"gateways": [gateway(**WELL)]})
    assert told(gateways(plan(ROUTE), asked)) == [
        "ok: Gateway edge/edge is Accepted and Programmed"
    ]


def test_a_gateway_that_is_not_there_is_a_problem() -> None:
    result = list(gateways(plan(ROUTE), Cluster({"gateways": [gateway("edgy", **WELL)]})))
    assert told(result) == [
        "problem: Gateway edge/edge is not there, and HTTPRoute shop/web hangs on it"
    ]
    assert remedies(result) == ["did you mean edge/edgy?"]


def test_a_gateway_that_no_controller_takes_serves_nobody() -> None:
    asked = Cluster({"gateways": [gateway(Accepted="False")]})
    assert told(gateways(plan(ROUTE), asked)) == [
        "problem: Gateway edge/edge is not Accepted (R: m)"
    ]
    silent = Cluster({"gateways": [gateway()]})
    assert told(gateways(plan(ROUTE), silent)) == [
        "problem: Gateway edge/edge is not Accepted: no controller has said a word of it"
    ]


def test_a_gateway_that_is_not_programmed_may_be_later() -> None:
    asked = Cluster({"gateways": [gateway(Accepted="True", Programmed="False")]})
    assert told(gateways(plan(ROUTE), asked)) == [
        "warning: Gateway edge/edge is not Programmed (R: m)"
    ]


def test_the_class_of_a_gateway_of_the_plan_must_be_accepted() -> None:
    whole = plan(ROUTE, gateway())
    assert told(gateways(whole, Cluster({"gatewayclasses": [gateway_class(Accepted="True")]}))) == [
        "ok: GatewayClass traefik is Accepted"
    ]
    missing = list(gateways(whole, Cluster()))
    assert told(missing) == ["problem: GatewayClass traefik is not there"]
    assert "the cluster has none" in remedies(missing)[0]


def test_a_class_of_the_plan_is_accepted_later() -> None:
    assert told(gateways(plan(ROUTE, gateway(), gateway_class()), Cluster())) == [
        "ok: GatewayClass traefik is made by the plan, with its controller"
    ]


@pytest.mark.parametrize("plural", ["gateways", "gatewayclasses"])
def test_gateways_that_cannot_be_read_are_not_known(plural: str) -> None:
    whole = plan(ROUTE) if plural == "gateways" else plan(gateway())
    (line,) = told(gateways(whole, Cluster(denied=frozenset([plural]))))
    assert line.startswith("unknown: Gateway")


METALLB = {"metallb.io": ["v1beta1"]}
ABOUT = "Service shop/web"


def balanced(name: str = "web", ip: str = "", **annotations: str) -> dict[str, Any]:
    spec = {"type": "LoadBalancer", **({"loadBalancerIP": ip} if ip else {})}
    return made("Service", name, annotations=annotations, spec=spec)


def pool(*addresses: str, **spec: Any) -> dict[str, Any]:
    return made(
        "IPAddressPool", "lab", "metallb.io/v1beta1", spec={"addresses": list(addresses), **spec}
    )


def metallb(service: dict[str, Any], *pools: dict[str, Any], **objects: list[Any]) -> list[str]:
    """What is told of a Service where MetalLB runs."""
    there: dict[str, list[Any]] = {
        "services": [],
        "ipaddresspools": list(pools),
        "l2advertisements": [{}],
        "bgpadvertisements": [],
        "pods": [pod("controller", image="quay.io/metallb/controller:v0.13.5")],
    }
    return told(load_balancers(plan(service), Cluster({**there, **objects}, groups=METALLB)))


RANGE = "10.0.0.10-10.0.0.20"


def test_an_address_of_a_pool_will_be_given() -> None:
    assert metallb(balanced(ip="10.0.0.10"), pool(RANGE)) == [
        f"ok: {ABOUT} will get 10.0.0.10 of MetalLB"
    ]
    assert metallb(balanced(), pool(RANGE)) == [f"ok: {ABOUT} will get an address of MetalLB"]
    asks = balanced(**{"metallb.io/loadBalancerIPs": "10.0.0.11, 10.0.0.12"})
    assert metallb(asks, pool(RANGE)) == [f"ok: {ABOUT} will get 10.0.0.11, 10.0.0.12 of MetalLB"]


def test_an_address_that_no_pool_has_is_a_problem() -> None:
    assert metallb(balanced(ip="10.0.0.9"), pool(RANGE)) == [
        f"problem: {ABOUT} asks for 10.0.0.9, which no pool has: {RANGE}"
    ]


def test_an_address_that_another_service_has_is_a_problem_unless_it_is_shared() -> None:
    holder = balanced("db")
    holder["status"] = {"loadBalancer": {"ingress": [{"ip": "10.0.0.10"}]}}
    assert metallb(balanced(ip="10.0.0.10"), pool(RANGE), services=[holder]) == [
        f"problem: {ABOUT} asks for 10.0.0.10, which Service shop/db has"
    ]
    shared = balanced(ip="10.0.0.10", **{"metallb.io/allow-shared-ip": "key"})
    assert metallb(shared, pool(RANGE), services=[holder])[0].startswith("ok: ")


def test_a_pool_must_be_there_and_give_addresses() -> None:
    assert metallb(balanced())[0] == (
        f"problem: {ABOUT} will get no address: MetalLB has no IPAddressPool"
    )
    assert metallb(balanced(**{"metallb.io/address-pool": "other"}), pool(RANGE))[0] == (
        f"problem: {ABOUT} asks for the pool other; MetalLB has lab"
    )
    assert metallb(balanced(), pool(RANGE, autoAssign=False))[0].startswith(
        f"problem: {ABOUT} asks for no pool"
    )


def test_somebody_must_announce_the_address_and_run() -> None:
    assert metallb(balanced(), pool(RANGE), l2advertisements=[])[0].startswith(
        f"problem: {ABOUT} will get an address that nobody answers for"
    )
    assert metallb(balanced(), pool(RANGE), pods=[])[0].startswith(
        f"warning: {ABOUT} needs MetalLB"
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [("metallb.universe.tf/address-pool", "lab"), ("exposure-components/load-balancer", "metallb")],
)
def test_a_service_for_metallb_needs_it(key: str, value: str) -> None:
    asks = balanced(**{key: value})
    result = list(load_balancers(plan(asks), Cluster({"services": []})))
    assert told(result) == [
        f"problem: {ABOUT} is annotated for MetalLB, which is not in the cluster"
    ]
    assert remedies(result) == ["install MetalLB and give it an IPAddressPool"]


def given(*services: dict[str, Any], provider: str = "", **spec: Any) -> list[str]:
    """What is told of a Service where no MetalLB is."""
    service = balanced()
    service["spec"] |= spec
    nodes = [node("a", providerID=provider)]
    cluster = Cluster({"services": list(services), "nodes": nodes})
    return told(load_balancers(plan(service), cluster))


def test_what_others_got_tells_that_addresses_are_given() -> None:
    served, waiting = balanced("db"), balanced("waiting")
    served["status"] = {"loadBalancer": {"ingress": [{"ip": "10.0.0.10"}]}}
    assert given(served) == [
        f"ok: {ABOUT} will get an address as Service shop/db did, which has no class, too"
    ]
    assert given(waiting) == [
        f"problem: {ABOUT} may wait for ever: waiting of no class waits for an address, too"
    ]
    # Another class is another's.
    assert given(served, loadBalancerClass="a/b")[0].startswith(f"warning: {ABOUT} needs something")


def test_the_nodes_tell_of_their_cloud() -> None:
    assert given(provider="openstack:///1") == [
        f"ok: {ABOUT} is up to the controller of OpenStack, where the nodes are"
    ]
    assert given(provider="kind://docker/1")[0].startswith(f"warning: {ABOUT} needs something")


def test_services_that_cannot_be_read_are_not_known() -> None:
    asked = Cluster(denied=frozenset(["services"]))
    assert told(load_balancers(plan(balanced()), asked)) == [
        f"unknown: {ABOUT} {FORBIDDEN.format('Services of all namespaces')}"
    ]


@pytest.mark.parametrize(
    ("addresses", "address", "inside"),
    [
        ("10.0.0.0/24", "10.0.0.255", True),
        ("10.0.0.0/24", "10.0.1.0", False),
        ("10.0.0.1 - 10.0.0.2", "10.0.0.2", True),
        ("10.0.0.1-10.0.0.2", "10.0.0.3", False),
        ("fc00::1-fc00::2", "10.0.0.1", False),
        ("fc00::/64", "fc00::5", True),
        ("10.0.0.0/24", "no address", False),
    ],
)
def test_a_pool_has_addresses(addresses: str, address: str, inside: bool) -> None:
    assert has(pool(addresses), address) is inside
