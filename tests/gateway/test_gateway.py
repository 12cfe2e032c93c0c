"""What a Gateway makes, promises and takes."""

from typing import Any

import pytest

from exposure_components import ExposureError, Gateway, GatewayApp
from exposure_components.testing import Recording, Timeouts, run_program
from tests.gateway.apps import API, HOST, HTTP, HTTPS, OTHER_HOST, TLS

CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
KEY = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"
PAIR = {"certificate": CERTIFICATE, "private_key": KEY}
KIND = f"kubernetes:{API}:Gateway"
LABELS = {"app.kubernetes.io/name": "edge", "exposure-components/app": "edge"}
AWAITED = {"pulumi.com/waitFor": "condition=Programmed"}
SAME = {"namespaces": {"from": "Same"}}
APP: dict[str, Any] = {
    "image": "influxdb:1.8",
    "ports": [{"container_port": 8086}],
    "hosts": [HOST],
}


def gateway(*listeners: Any, **more: Any) -> Any:
    """A Gateway of a class that exists, with a listener of HTTP unless it is said."""
    return {"class_name": "cilium", "listeners": list(listeners) or [HTTP], **more}


def attached(made: Gateway, **more: Any) -> Any:
    """An app behind it; what is None is left out."""
    args = {**APP, **more, "gateway": made.gateway}
    return {key: value for key, value in args.items() if value is not None}


def recorded(args: Any, app: Any = None, told: Any = None) -> Recording:
    """One run of a program of a Gateway, and of an app behind it.

    told: what the Gateway's status says.
    """

    def program() -> Any:
        made = Gateway("edge", args)
        found = {"gateway": made.gateway, "addresses": made.addresses, "name": made.name}
        if app is not None:
            behind = GatewayApp("influxdb", attached(made, **app))
            return {**found, "endpoints": behind.endpoints}
        return {**found, "namespace": made.namespace}

    config = {"kubernetes:namespace": "the-providers"}
    outputs: Any = {} if told is None else {KIND: lambda _made: {"status": told}}
    return run_program(program, config=config, outputs=outputs)


def made_of(args: Any) -> Any:
    """The Gateway's manifest."""
    (found,) = [m for m in recorded(args).manifests() if m["kind"] == "Gateway"]
    return found


def test_a_gateway_has_its_class_and_listeners_and_is_awaited() -> None:
    assert made_of(gateway()) == {
        "apiVersion": API,
        "kind": "Gateway",
        "metadata": {
            "name": "edge",
            "namespace": "the-providers",
            "labels": LABELS,
            "annotations": AWAITED,
        },
        "spec": {
            "gatewayClassName": "cilium",
            "listeners": [{**HTTP, "allowedRoutes": SAME}],
        },
    }


@pytest.mark.parametrize(
    ("listener", "expected"),
    [
        ({**HTTP, "hostname": HOST}, {**HTTP, "hostname": HOST, "allowedRoutes": SAME}),
        (
            {**HTTP, "routes_from": "All"},
            {**HTTP, "allowedRoutes": {"namespaces": {"from": "All"}}},
        ),
        (
            {**HTTP, "routes_from": "Selector", "namespaces": {"team": "lab"}},
            {
                **HTTP,
                "allowedRoutes": {
                    "namespaces": {
                        "from": "Selector",
                        "selector": {"matchLabels": {"team": "lab"}},
                    }
                },
            },
        ),
        (
            {**HTTPS, "tls": {"secret_names": ["a", "b"]}},
            {
                **HTTPS,
                "tls": {
                    "mode": "Terminate",
                    "certificateRefs": [
                        {"kind": "Secret", "name": "a"},
                        {"kind": "Secret", "name": "b"},
                    ],
                },
                "allowedRoutes": SAME,
            },
        ),
        (TLS, {**TLS, "tls": {"mode": "Passthrough"}, "allowedRoutes": SAME}),
        (
            {**TLS, "tls": {"mode": "Terminate", "secret_names": ["a"]}},
            {
                **TLS,
                "tls": {
                    "mode": "Terminate",
                    "certificateRefs": [{"kind": "Secret", "name": "a"}],
                },
                "allowedRoutes": SAME,
            },
        ),
    ],
    ids=["host", "All", "Selector", "HTTPS", "TLS", "TLS that the Gateway ends"],
)
def test_a_listener(listener: Any, expected: Any) -> None:
    assert made_of(gateway(listener))["spec"]["listeners"] == [expected]


def test_a_gateway_asks_for_addresses_and_tells_what_its_infrastructure_bears() -> None:
    made = made_of(
        gateway(
            addresses=[
                {"value": "10.13.242.1"},
                {"value": "edge.example.com", "type": "Hostname"},
            ],
            infrastructure={"labels": {"team": "lab"}, "annotations": {"example.org/a": "b"}},
        )
    )
    assert made["spec"]["addresses"] == [
        {"type": "IPAddress", "value": "10.13.242.1"},
        {"type": "Hostname", "value": "edge.example.com"},
    ]
    assert made["spec"]["infrastructure"] == {
        "labels": {"team": "lab"},
        "annotations": {"example.org/a": "b"},
    }


def test_a_certificate_is_a_secret_before_the_gateway() -> None:
    made = recorded(gateway({**HTTPS, "tls": {"certificate": PAIR}}))
    secret, edge = made.manifests()
    assert (secret["kind"], secret["type"]) == ("Secret", "kubernetes.io/tls")
    assert secret["metadata"] == {
        "name": "edge-https-tls",
        "namespace": "the-providers",
        "labels": LABELS,
    }
    (listener,) = edge["spec"]["listeners"]
    assert listener["tls"]["certificateRefs"] == [{"kind": "Secret", "name": "edge-https-tls"}]


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ({"name": "lab"}, {"cert-manager.io/issuer": "lab"}),
        (
            {"name": "lab", "kind": "ClusterIssuer"},
            {"cert-manager.io/cluster-issuer": "lab"},
        ),
    ],
    ids=["Issuer", "ClusterIssuer"],
)
def test_cert_manager_fills_a_secret_of_each_listener_that_ends_tls(
    issuer: Any, expected: Any
) -> None:
    ended = {**HTTPS, "hostname": HOST}
    kept = {**HTTPS, "name": "own", "hostname": OTHER_HOST, "tls": {"secret_names": ["own"]}}
    made = made_of(gateway(HTTP, ended, kept, TLS, issuer=issuer))
    assert made["metadata"]["annotations"] == {**expected, **AWAITED}
    named = [each.get("tls", {}).get("certificateRefs") for each in made["spec"]["listeners"]]
    assert named == [
        None,
        [{"kind": "Secret", "name": "edge-https-tls"}],
        [{"kind": "Secret", "name": "own"}],
        None,
    ]


def test_a_namespace_is_made_before_all_that_lives_in_it() -> None:
    args = gateway(
        {**HTTPS, "tls": {"certificate": PAIR}}, namespace={"name": "infra", "create": True}
    )
    made = recorded(args).manifests()
    assert [each["kind"] for each in made] == ["Namespace", "Secret", "Gateway"]
    assert [each["metadata"].get("namespace") for each in made] == [None, "infra", "infra"]


def test_up_does_not_wait_where_it_is_told_so() -> None:
    made = made_of(gateway(wait=False))
    assert made["metadata"]["annotations"] == {"pulumi.com/skipAwait": "true"}


def test_up_waits_as_long_as_it_is_told() -> None:
    (edge,) = [r for r in recorded(gateway(timeout=90)).resources if r.type == KIND]
    assert edge.options.timeouts == Timeouts(create="90s", update="90s")


def test_an_app_knows_what_the_args_say() -> None:
    args = gateway(
        {**HTTP, "routes_from": "All"},
        {**HTTPS, "hostname": HOST, "tls": {"secret_names": ["a"]}},
        TLS,
        addresses=[{"value": "10.13.242.1"}],
        namespace={"name": "infra"},
        name="front",
    )
    known = recorded(args).value["gateway"]
    assert known == {
        "name": "front",
        "namespace": "infra",
        "listeners": [
            {**HTTP, "routes_from": "All"},
            {**HTTPS, "hostname": HOST, "routes_from": "Same"},
            {**TLS, "mode": "Passthrough", "routes_from": "Same"},
        ],
        "addresses": ["10.13.242.1"],
        "client_ip_kept": False,
        "publishes_status": True,
        "ready": "front",
    }


def test_a_controller_tells_class_addresses_and_whether_it_sees_clients() -> None:
    controller = {
        "class_name": "traefik",
        "dialect": "traefik",
        "gateway_api": "standard",
        "addresses": ["10.13.241.89"],
        "client_ip_kept": True,
    }
    made = recorded({"controller": controller, "listeners": [HTTP]})
    (edge,) = made.manifests()
    assert edge["spec"]["gatewayClassName"] == "traefik"
    known = made.value["gateway"]
    assert (known["addresses"], known["client_ip_kept"]) == (["10.13.241.89"], True)


def test_addresses_are_what_the_status_tells_where_the_args_do_not() -> None:
    told = {"addresses": [{"type": "IPAddress", "value": "10.13.242.7"}]}
    made = recorded(gateway(), {}, told)
    assert made.value["addresses"] == ["10.13.242.7"]
    assert recorded(gateway()).value["addresses"] == []


def test_an_app_without_a_host_is_reached_at_the_address_that_the_status_tells() -> None:
    told = {"addresses": [{"type": "IPAddress", "value": "10.13.242.7"}]}

    def program() -> Any:
        made = Gateway("edge", gateway())
        return GatewayApp("influxdb", attached(made, hosts=None)).endpoints

    found = run_program(program, outputs={KIND: lambda _made: {"status": told}}).value
    assert [each["url"] for each in found] == ["http://10.13.242.7/"]


def test_routes_come_after_their_gateway_and_wait_for_it_to_take_them() -> None:
    made = recorded(gateway(), {})
    (edge,) = [r for r in made.resources if r.type == KIND]
    (route,) = [r for r in made.resources if r.type == f"kubernetes:{API}:HTTPRoute"]
    assert edge.urn in route.dependencies
    assert "pulumi.com/waitFor" in route.inputs["metadata"]["annotations"]


def test_routes_do_not_wait_for_a_gateway_for_which_nobody_waits() -> None:
    made = recorded(gateway(wait=False), {})
    (route,) = [r for r in made.resources if r.type == f"kubernetes:{API}:HTTPRoute"]
    assert "annotations" not in route.inputs["metadata"]


def test_two_gateways_of_one_name_are_refused() -> None:
    def program() -> None:
        Gateway("edge", gateway())
        Gateway("other", gateway(name="edge"))

    with pytest.raises(ExposureError, match="name: edge is claimed by edge too"):
        run_program(program)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"name": "edge", "namespace": {"name": "infra"}},
        {"name": "edge", "cluster": {"name": "west"}},
    ],
    ids=["name", "namespace", "cluster"],
)
def test_gateways_that_differ_stand_beside(more: Any) -> None:
    def program() -> None:
        Gateway("edge", gateway())
        Gateway("other", gateway(**more))

    assert len([m for m in run_program(program).manifests() if m["kind"] == "Gateway"]) == 2


def test_a_refused_gateway_registers_nothing() -> None:
    seen: list[str] = []

    def program() -> None:
        try:
            Gateway("edge", {"listeners": [HTTP]})  # type: ignore[list-item]
        except ExposureError as error:
            seen.append(str(error))

    assert len(run_program(program).resources) == 0
    assert len(seen) == 1
