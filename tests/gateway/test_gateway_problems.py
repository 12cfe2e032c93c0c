"""What is asked of a Gateway, and cannot be."""

from typing import Any

import pytest

from exposure_components.gateway.component import problems_of_gateway
from tests.gateway.apps import HOST, HTTP, HTTPS, TCP, TLS, UDP
from tests.gateway.test_gateway import PAIR, gateway

SECRETS = {"secret_names": ["edge"]}
CONTROLLER: dict[str, Any] = {
    "class_name": "contour",
    "dialect": "contour",
    "gateway_api": "standard",
}


def lines(args: Any) -> list[str]:
    """What is wrong, as the user reads it."""
    return [str(problem) for problem in problems_of_gateway("edge", args)]


def secured(listener: Any, **tls: Any) -> dict[str, Any]:
    """A listener with TLS."""
    return {**listener, "tls": tls}


WHOLE: dict[str, tuple[dict[str, Any], list[str]]] = {
    "class": (
        gateway(class_name="Cilium"),
        ["class_name: Cilium is no name of a GatewayClass; see `kubectl get gatewayclass`"],
    ),
    "no listeners": (
        {"class_name": "cilium", "listeners": []},
        ["listeners: is empty; leave it out"],
    ),
    "many listeners": (
        gateway(*({**HTTP, "name": f"http-{i}", "port": 8000 + i} for i in range(65))),
        ["listeners: has 65 entries, and the Gateway API takes 64; make a second Gateway"],
    ),
    "no TLS": (
        gateway(HTTPS),
        [
            "listeners[0].tls: gets its certificate in 0 ways; give one of secret_names, "
            "certificate, or the Gateway's `issuer`"
        ],
    ),
    "two certificates": (
        gateway(secured(HTTPS, **SECRETS, certificate=PAIR)),
        [
            "listeners[0].tls: gets its certificate in 2 ways; give one of secret_names, "
            "certificate, or the Gateway's `issuer`"
        ],
    ),
    "TLS of HTTP": (
        gateway(secured(HTTP, **SECRETS)),
        ["listeners[0].tls: says nothing to HTTP; drop it, or choose HTTPS or TLS"],
    ),
    "TLS of TCP": (
        gateway(secured(TCP, **SECRETS)),
        ["listeners[0].tls: says nothing to TCP; drop it, or choose HTTPS or TLS"],
    ),
    "HTTPS of the pods": (
        gateway(secured(HTTPS, mode="Passthrough")),
        [
            "listeners[0].tls.mode: Passthrough leaves TLS to the pods, and HTTPS is terminated by "
            "the Gateway; choose the protocol TLS, or drop it"
        ],
    ),
    "certificate of the pods": (
        gateway(secured(TLS, **SECRETS)),
        [
            "listeners[0].tls.secret_names: is not needed: the pods have the certificate; drop it, "
            "or use Terminate"
        ],
    ),
    "issued without a host": (
        gateway(HTTPS, issuer={"name": "lab"}),
        [
            "listeners[0].hostname: is missing: cert-manager gets certificates for names; give the "
            "listener's host"
        ],
    ),
    "issued and given": (
        gateway(secured({**HTTPS, "hostname": HOST}, certificate=PAIR), issuer={"name": "lab"}),
        [
            "listeners[0].tls.certificate: would be overwritten: `issuer` fills the Secrets of all "
            "listeners; drop one of both, or make a second Gateway"
        ],
    ),
    "no namespaces": (
        gateway({**HTTP, "routes_from": "Selector"}),
        [
            "listeners[0].namespaces: is missing: Selector chooses by them; give the labels of "
            "namespaces"
        ],
    ),
    "namespaces": (
        gateway({**HTTP, "namespaces": {"team": "lab"}}),
        [
            "listeners[0].namespaces: says nothing to Same; drop it, or set `routes_from` to "
            "Selector"
        ],
    ),
    "address": (
        gateway(addresses=[{"value": "edge.example.com"}]),
        ["addresses[0].value: edge.example.com is no IP address; give one, or the type Hostname"],
    ),
    "name for an address": (
        gateway(addresses=[{"value": "Edge_1", "type": "Hostname"}]),
        ["addresses[0].value: Edge_1 is no host name; use a-z, 0-9, - and ."],
    ),
    "address twice": (
        gateway(addresses=[{"value": "10.13.242.1"}, {"value": "10.13.242.1"}]),
        ["addresses[1].value: 10.13.242.1 is addresses[0]'s as well; ask for each once"],
    ),
    "no addresses": (gateway(addresses=[]), ["addresses: is empty; leave it out"]),
    "many labels": (
        gateway(infrastructure={"labels": {f"a{i}": "b" for i in range(9)}}),
        ["infrastructure.labels: has 9 entries, and the Gateway API takes 8; give fewer"],
    ),
    "many annotations": (
        gateway(infrastructure={"annotations": {f"a{i}": "b" for i in range(9)}}),
        ["infrastructure.annotations: has 9 entries, and the Gateway API takes 8; give fewer"],
    ),
    "no time": (
        gateway(timeout=0),
        ["timeout: 0 is no time to wait; give seconds, from 1"],
    ),
    "a time, and no wait": (
        gateway(timeout=60, wait=False),
        ["timeout: 60 says nothing where `wait` is false; drop one of both"],
    ),
    "controller without a class": (
        {"listeners": [HTTP], "controller": {"gateway_api": "standard"}},
        ["controller.class_name: is missing: a Gateway has no default class; name it"],
    ),
    "port of the controller": (
        {"listeners": [{**HTTP, "port": 8080}], "controller": CONTROLLER},
        [
            "listeners[0].port: 8080 is no port of the controller, which has 80, 443; choose one, "
            "or add it to the controller's `tcp_ports`"
        ],
    ),
    "port of datagrams": (
        {"listeners": [UDP], "controller": CONTROLLER},
        [
            "listeners[0].port: 53 is no port of the controller, which has none; choose one, or "
            "add it to the controller's `udp_ports`"
        ],
    ),
}


@pytest.mark.parametrize(("args", "expected"), WHOLE.values(), ids=WHOLE)
def test_a_gateway_that_cannot_be(args: Any, expected: list[str]) -> None:
    assert lines(args) == expected


def test_a_gateway_is_of_one_class() -> None:
    for given in ({}, {"class_name": "a", "controller": CONTROLLER}):
        args: dict[str, Any] = {"listeners": [HTTP], **given}
        (line,) = lines(args)
        assert line.startswith("class_name: ")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (
            gateway(secured(HTTPS, secret_names=["edge", "Edge"])),
            "listeners[0].tls.secret_names[1]: Edge is no name of a Secret",
        ),
        (gateway(issuer={"name": "Lab"}), "issuer.name: Lab is no name of an issuer"),
    ],
    ids=["Secret", "issuer"],
)
def test_a_name_is_one_that_an_object_can_have(args: Any, said: str) -> None:
    assert [line.partition("; ")[0] for line in lines(args)] == [said]


def test_a_label_is_one() -> None:
    found = [
        *lines(gateway({**HTTP, "routes_from": "Selector", "namespaces": {"a b": "c"}})),
        *lines(gateway(infrastructure={"labels": {"a": "b c"}})),
        *lines(gateway(infrastructure={"annotations": {"a b": "c"}})),
    ]
    assert [line.partition(": ")[0] for line in found] == [
        "listeners[0].namespaces.a b",
        "infrastructure.labels.a",
        "infrastructure.annotations.a b",
    ]


@pytest.mark.parametrize(
    "args",
    [
        gateway(secured(TLS, mode="Terminate", **SECRETS)),
        gateway(secured({**HTTPS, "hostname": HOST}, **SECRETS), issuer={"name": "lab"}),
        {
            "listeners": [TCP, UDP],
            "controller": CONTROLLER | {"tcp_ports": [9000], "udp_ports": [53]},
        },
    ],
    ids=["TLS that the Gateway ends", "issuer and names", "ports of the controller"],
)
def test_a_gateway_that_can_be(args: Any) -> None:
    assert lines(args) == []
