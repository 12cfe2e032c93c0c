"""Values that other resources produce: known once those are made, and checked where used."""

from typing import Any

import pulumi
import pytest

from exposure_components import ExposureError, NodePortApp
from exposure_components.testing import UNKNOWN, Recording, run_program
from tests.strategies.programs import (
    COMPONENTS,
    DEPLOYMENT,
    NEEDED,
    SERVICE,
    Address,
    addressed,
    app,
    exposing,
)

POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy"


def with_late_values(title: str, value: str, *, preview: bool = False) -> Recording:
    """An app that takes from an address what it can."""

    def program() -> Any:
        late = Address("address").address
        args = app(
            image=late,
            command=[late],
            args=["--at", late],
            env={"AT": late},
            labels={"at": late},
            annotations={"at": late},
            pod_annotations={"at": late},
            service_account={"create": True, "annotations": {"at": late}},
            cluster={"nodes": [{"name": "kubenode01", "address": late}]},
            namespace={"create": True, "labels": {"of": late}},
        )
        if title == "IngressApp":
            args["controller"] = {"dialect": "traefik", "addresses": [late]}
        if title == "GatewayApp":
            args["gateway"] = {**NEEDED["GatewayApp"]["gateway"], "addresses": [late]}
        if title not in ("GatewayApp", "HostNetworkApp"):
            args["allowed_cidrs"] = [late.apply(lambda address: f"{address}/32")]
        return exposing(title, args)()

    return run_program(program, **addressed(value, preview=preview))


@pytest.mark.parametrize("title", COMPONENTS)
@pytest.mark.parametrize(
    ("preview", "value"), [(True, UNKNOWN), (False, "10.0.0.1")], ids=["preview", "up"]
)
def test_a_late_value_arrives_wherever_it_may_stand(
    title: str, preview: bool, value: object
) -> None:
    recording = with_late_values(title, "10.0.0.1", preview=preview)
    deployment = recording.one(DEPLOYMENT).inputs
    pod = deployment["spec"]["template"]
    (container,) = pod["spec"]["containers"]
    assert container["image"] == value
    assert container["command"] == [value]
    assert container["args"] == ["--at", value]
    assert container["env"] == [{"name": "AT", "value": value}]
    assert pod["metadata"]["labels"]["at"] == value
    assert pod["metadata"]["annotations"] == {"at": value}
    assert deployment["metadata"]["annotations"] == {"at": value}
    account = recording.one("kubernetes:core/v1:ServiceAccount").inputs
    assert account["metadata"]["annotations"] == {"at": value}
    namespace = recording.one("kubernetes:core/v1:Namespace").inputs
    assert namespace["metadata"]["labels"]["of"] == value
    (endpoint,) = recording.value["endpoints"]
    at_node: dict[str, object] = {"host": value, "node": "kubenode01"}
    at_balancer: dict[str, object] = {"host": UNKNOWN if preview else "203.0.113.10", "node": None}
    at_controller: dict[str, object] = {"host": value, "node": None}
    elsewhere: dict[str, dict[str, object]] = {
        "CloudLoadBalancedApp": at_balancer,
        "GatewayApp": at_controller,
        "IngressApp": at_controller,
    }
    expected = elsewhere.get(title, at_node)
    assert {key: endpoint[key] for key in expected} == expected


@pytest.mark.parametrize("title", ["HostPortApp", "NodePortApp"])
def test_a_late_cidr_arrives(title: str) -> None:
    policy = with_late_values(title, "10.0.0.1").one(POLICY).inputs
    assert policy["spec"]["ingress"][0]["from"] == [{"ipBlock": {"cidr": "10.0.0.1/32"}}]


def test_the_endpoint_of_a_late_address_is_whole() -> None:
    def program() -> Any:
        late = Address("address").address
        cluster = {"nodes": [{"name": "kubenode01", "address": late}]}
        return exposing("HostPortApp", app(cluster=cluster))()

    recording = run_program(program, **addressed("fe80::1", preview=False))
    (endpoint,) = recording.value["endpoints"]
    assert endpoint == {
        "url": "tcp://[fe80::1]:8086",
        "protocol": "TCP",
        "host": "fe80::1",
        "port": 8086,
        "node": "kubenode01",
        "survives_reschedule": True,
        "client_ip_kept": True,
        "command": "curl -v telnet://[fe80::1]:8086",
    }


def test_in_a_preview_what_is_known_of_an_endpoint_shows() -> None:
    recording = with_late_values("HostPortApp", "10.0.0.1", preview=True)
    (endpoint,) = recording.value["endpoints"]
    assert endpoint == {
        "url": UNKNOWN,
        "protocol": "TCP",
        "host": UNKNOWN,
        "port": 8086,
        "node": "kubenode01",
        "survives_reschedule": True,
        "client_ip_kept": True,
        "command": UNKNOWN,
    }


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (
            lambda late: {"allowed_cidrs": ["10.0.0.0/8", late]},
            "allowed_cidrs[1]: a_b is no CIDR; write address/bits, like 10.0.0.0/8",
        ),
        (
            lambda late: {"cluster": {"nodes": [{"name": "a", "address": late}]}},
            "cluster.nodes[0].address: a_b is no IP address or DNS name; give one, without a port",
        ),
        (
            lambda late: {"labels": {"at": late.apply(lambda a: f"{a}_")}},
            "labels.at: a_b_ is no value of a label; use at most 63 of A-Za-z0-9-_.",
        ),
        (
            lambda late: {"image": late.apply(lambda _: 3)},
            "image: came out as int; give a text",
        ),
        (
            lambda late: {"env": {"A": late.apply(lambda _: ["hunter2"])}},
            "env.A: came out as list; give a text",
        ),
    ],
    ids=["CIDR", "address", "label", "no text", "no text in env"],
)
def test_a_wrong_late_value_is_named_where_it_is_used(more: Any, line: str) -> None:
    def program() -> Any:
        made = NodePortApp("influxdb", app(**more(Address("address").address)))  # type: ignore[arg-type]
        return made.endpoints

    with pytest.raises(ExposureError) as raised:
        run_program(program, **addressed("a_b", preview=False))
    assert str(raised.value) == f"NodePortApp influxdb has 1 problem:\n  {line}"


def test_a_wrong_late_value_is_found_in_a_preview_that_knows_it() -> None:
    def program() -> Any:
        cidr = pulumi.Output.from_input("10.0.0.5/24")
        return exposing("NodePortApp", app(allowed_cidrs=[cidr]))()

    with pytest.raises(ExposureError) as raised:
        run_program(program, preview=True)
    assert str(raised.value) == (
        "NodePortApp influxdb has 1 problem:\n"
        "  allowed_cidrs[0]: 10.0.0.5/24 is no CIDR; did you mean 10.0.0.0/24 or 10.0.0.5/32?"
    )


def test_a_secret_stays_one() -> None:
    def program() -> Any:
        return exposing("NodePortApp", app(env={"PASSWORD": pulumi.Output.secret("hunter2")}))()

    recording = run_program(program)
    path = ("spec", "template", "spec", "containers", 0, "env", 0, "value")
    secrets = recording.one(DEPLOYMENT).secrets
    assert any(path[: len(secret)] == secret for secret in secrets)
    assert "hunter2" not in str(recording.manifests())
    assert recording.one(SERVICE).secrets == frozenset()


@pytest.mark.parametrize(
    ("more", "path"),
    [
        (lambda late: {"replicas": late}, "replicas"),
        (lambda late: {"ports": [{"container_port": late}]}, "ports[0].container_port"),
        (lambda late: {"name": late}, "name"),
    ],
    ids=["replicas", "port", "name"],
)
def test_what_decides_on_resources_cannot_be_late(more: Any, path: str) -> None:
    def program() -> str:
        with pytest.raises(ExposureError) as raised:
            COMPONENTS["NodePortApp"]("influxdb", app(**more(Address("address").address)))
        return str(raised.value)

    recording = run_program(program, **addressed("10.0.0.1", preview=False))
    assert recording.value == (
        f"NodePortApp influxdb has 1 problem:\n  {path}: is an Output, and decides which resources "
        "exist; give a plain value, known when the program runs"
    )
    assert [r.name for r in recording.resources] == ["address"]


def test_a_wrong_secret_is_refused_without_showing_it() -> None:
    def program() -> None:
        cidr: pulumi.Output[str] = pulumi.Output.secret("10.9.8.7")
        exposing("NodePortApp", app(allowed_cidrs=[cidr]))()

    with pytest.raises(ExposureError) as raised:
        run_program(program)
    assert [str(p) for p in raised.value.problems] == [
        "allowed_cidrs[0]: is an address, no CIDR; look at the value, which is a secret"
    ]
