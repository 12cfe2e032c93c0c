"""What an IngressController makes, promises and takes."""

from typing import Any

import pytest

from exposure_components import ExposureError, HostPortApp, IngressController
from exposure_components.testing import run_program
from tests.controllers.programs import FOUND, ON_NODES, container, manifest, recorded

LISTED = "traefik:v3.7.15"


def test_promised_defaults() -> None:
    made = recorded(ON_NODES)
    assert container(made)["image"] == LISTED
    assert manifest(made, "IngressClass")["metadata"] == {
        "name": "traefik",
        "labels": {"app.kubernetes.io/name": "traefik", "exposure-components/app": "traefik"},
    }
    assert manifest(made, "Namespace")["metadata"]["name"] == "traefik"
    assert [p["containerPort"] for p in container(made)["ports"]] == [80, 443]
    assert len([m for m in made.manifests() if m["kind"] == "CustomResourceDefinition"]) == 10
    assert made.value["class_name"] == "traefik"


def test_it_is_asked_at_each_port_of_each_node() -> None:
    assert [e["url"] for e in recorded(ON_NODES).value["endpoints"]] == [
        "http://10.13.241.89",
        "http://10.13.241.10",
        "https://10.13.241.89",
        "https://10.13.241.10",
    ]


def test_behind_a_balancer_two_pods_take_no_port_of_a_node() -> None:
    made = recorded({"load_balancer": {"cloud": {"address": "203.0.113.10"}}})
    assert manifest(made, "Deployment")["spec"]["replicas"] == 2
    assert [p.get("hostPort") for p in container(made)["ports"]] == [None, None]
    service = manifest(made, "Service")["spec"]
    assert service["type"] == "LoadBalancer"
    assert [p["port"] for p in service["ports"]] == [80, 443]


def test_the_kinds_and_rights_come_first_and_the_class_when_it_runs() -> None:
    made = recorded(ON_NODES)
    pods = made.one("kubernetes:apps/v1:DaemonSet")
    needed = {dependency.rpartition("::")[2] for dependency in pods.dependencies}
    assert {"traefik-middlewares.traefik.io", "traefik"} <= needed
    offered = made.one("kubernetes:networking.k8s.io/v1:IngressClass")
    assert pods.urn in offered.dependencies


def test_an_app_waits_for_its_controller() -> None:
    made = recorded(ON_NODES, {"tls": {"secret_name": "influxdb"}, "namespace": {"name": "db"}})
    offered = made.one("kubernetes:networking.k8s.io/v1:IngressClass")
    for kind in ("networking.k8s.io/v1:Ingress", "traefik.io/v1alpha1:Middleware"):
        served = [r for r in made.resources if r.type == f"kubernetes:{kind}"]
        assert served
        assert all(offered.urn in each.dependencies for each in served)


def test_no_kinds_are_brought_that_somebody_else_brings() -> None:
    kinds = {m["kind"] for m in recorded({**ON_NODES, "crds": False}).manifests()}
    assert "CustomResourceDefinition" not in kinds


def test_the_default_class_serves_who_names_none() -> None:
    annotations = manifest(recorded({**ON_NODES, "default_class": True}), "IngressClass")
    assert annotations["metadata"]["annotations"] == {
        "ingressclass.kubernetes.io/is-default-class": "true"
    }


def test_up_waits_for_an_address_only_where_one_is_published() -> None:
    waiting = manifest(recorded(ON_NODES, {}), "Ingress")["metadata"].get("annotations", {})
    assert "pulumi.com/skipAwait" not in waiting
    skipping = manifest(recorded({}, {}), "Ingress")["metadata"]["annotations"]
    assert skipping["pulumi.com/skipAwait"] == "true"


def test_a_wildcard_in_dns_is_its_domain() -> None:
    zone = {"designate": {"name": "kube.example.com"}}
    made = recorded(
        {**ON_NODES, "dns": {"name": "*.kube.example.com", "zone": zone}},
        {"hosts": ["influxdb.example.org"]},
    )
    assert any("influxdb.example.org is outside of" in warning for warning in made.warnings)


PROBLEMS: dict[str, tuple[dict[str, Any], str]] = {
    "two makes": (
        {"traefik": {}, "contour": {}},
        "contour: stands beside `traefik`, and a controller is of one make; keep one of them",
    ),
    "one port twice": (
        {"tcp_ports": [80]},
        "tcp_ports[0]: 80 is `http_port` as well; choose another",
    ),
    "no port": (
        {"https_port": 0},
        "https_port: 0 is outside of 1-65535; choose one inside or leave it out",
    ),
    "metrics for everybody": (
        {"metrics_port": 443},
        "metrics_port: 443 is a port of clients as well: they would see the metrics; choose "
        "another",
    ),
    "no wildcard": (
        {"domain": "kube.example.com"},
        "domain: kube.example.com is no wildcard; did you mean *.kube.example.com?",
    ),
    "replicas on nodes": (
        {"replicas": 3},
        "replicas: 3 is for a controller behind a load balancer: else one runs on each node; "
        "choose nodes by `node_selector`",
    ),
    "no certificate": (
        {"default_certificate": {}},
        "default_certificate: is no certificate; give exactly one of secret_name, certificate",
    ),
    "a name that nothing can have": (
        {"name": "Traefik_1"},
        "name: Traefik_1 is no name for a Service: a-z, 0-9 and dashes",
    ),
    "a proxy that is none": (
        {"proxy_protocol": {"cidrs": ["balancer"]}},
        "proxy_protocol.cidrs[0]: balancer is no CIDR; write address/bits, like 10.0.0.0/8",
    ),
}


@pytest.mark.parametrize(("args", "message"), PROBLEMS.values(), ids=PROBLEMS)
def test_what_cannot_be_is_refused(args: dict[str, Any], message: str) -> None:
    with pytest.raises(ExposureError) as refused:
        recorded({**ON_NODES, **args})
    assert message in str(refused.value)


def test_two_controllers_cannot_have_one_port_class_and_kinds() -> None:
    def program() -> None:
        default: Any = {**ON_NODES, "default_class": True}
        IngressController("traefik", default)
        default["class_name"] = "traefik"
        IngressController("other", default)

    with pytest.raises(ExposureError) as refused:
        run_program(program)
    said = str(refused.value)
    assert "http_port: 80 is claimed by traefik too (http_port)" in said
    assert "class_name: traefik is claimed by traefik too (name)" in said
    assert "default_class: true is claimed by traefik too (default_class)" in said
    assert "crds: true is claimed by traefik too (crds)" in said


def test_an_app_cannot_have_a_port_of_the_controller() -> None:
    def program() -> None:
        IngressController("traefik", ON_NODES)  # type: ignore[arg-type]
        ports = [{"container_port": 8080, "host_port": 443}]
        HostPortApp("web", {"image": "web:1", "ports": ports, **ON_NODES})  # type: ignore[typeddict-item]

    with pytest.raises(ExposureError, match="443 is claimed by traefik too"):
        run_program(program)


def test_a_refused_controller_registers_nothing() -> None:
    seen: list[str] = []

    def program() -> None:
        try:
            IngressController("traefik", {"https_port": 80})
        except ExposureError as exn:
            seen.append(str(exn))

    assert len(run_program(program).resources) == 0
    assert len(seen) == 1


def test_an_app_on_a_port_that_the_controller_has_not_is_refused() -> None:
    port = {"container_port": 8088, "entry_port": 8088}
    with pytest.raises(ExposureError) as refused:
        recorded(ON_NODES, {"ports": [{"container_port": 8086}, port]})
    assert "8088 is no TCP port of the controller" in str(refused.value)


PROXY: dict[str, Any] = {"proxy_protocol": {"cidrs": ["10.0.0.0/24"]}}
OCTAVIA: dict[str, Any] = {
    "cluster": ON_NODES["cluster"],
    "load_balancer": {"octavia": {"vip_subnet": {"id": "0b6fa0b6-9ab1-4cb2-8d8b-9f3f0a6a4a1d"}}},
}


def test_the_clouds_balancer_is_told_to_send_the_proxy_protocol() -> None:
    made = recorded({"load_balancer": {"cloud": {"openstack": {}}}, **PROXY})
    annotations = manifest(made, "Service")["metadata"]["annotations"]
    assert annotations["loadbalancer.openstack.org/proxy-protocol"] == "v1"


def test_a_cloud_that_cannot_send_it_is_refused() -> None:
    with pytest.raises(ExposureError, match="app_reads_proxy_protocol"):
        recorded({"load_balancer": {"cloud": {"gcp": {}}}, **PROXY})


def test_datagrams_have_no_proxy_protocol() -> None:
    made = recorded({**OCTAVIA, **PROXY, "udp_ports": [5353]})
    pools = [r.inputs["protocol"] for r in made.resources if r.type.endswith(":Pool")]
    assert sorted(pools) == ["PROXYV2", "PROXYV2", "UDP"]


def test_an_app_is_told_whether_its_controller_sees_clients() -> None:
    seen: list[Any] = []

    def program() -> None:
        for i, args in enumerate((ON_NODES, OCTAVIA, {**OCTAVIA, **PROXY})):
            given: Any = {**args, "crds": False, "class_name": f"class-{i}"}
            seen.append(IngressController(f"edge-{i}", given).controller["client_ip_kept"])

    run_program(program, calls=FOUND)
    assert seen == [True, False, True]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (
            {"proxy_protocol": {"cidrs": []}},
            "proxy_protocol.cidrs: is empty, and believes nobody; give the balancer's, or drop it",
        ),
        (
            {"proxy_protocol": {"cidrs": ["0.0.0.0/0"]}},
            "proxy_protocol.cidrs[0]: 0.0.0.0/0 lets every client say that it is another: Traefik "
            "would believe it; give the addresses that the balancer connects from",
        ),
        (
            {"client_ip": "preserve"},
            "client_ip: preserve is for a controller behind a load balancer: on the nodes' own "
            "ports it sees clients; leave it out",
        ),
    ],
    ids=["nobody", "everybody", "seen anyway"],
)
def test_who_tells_of_clients_is_known(args: dict[str, Any], message: str) -> None:
    with pytest.raises(ExposureError) as refused:
        recorded({**ON_NODES, **args})
    assert message in str(refused.value)


def test_two_that_serve_gateways_are_refused() -> None:
    def program() -> None:
        serving: Any = {"traefik": {"gateway_api": "standard"}}
        IngressController("one", serving)
        serving |= {"crds": False, "http_port": 81, "https_port": 444}
        IngressController("other", serving)

    with pytest.raises(ExposureError, match=r"traefik\.gateway_api: standard is claimed by one"):
        run_program(program)


def test_a_default_certificate_that_nobody_gave_is_refused() -> None:
    with pytest.raises(ExposureError) as refused:
        recorded(ON_NODES, {"tls": {"default_certificate": True}, "namespace": {"name": "db"}})
    assert (
        "tls.default_certificate: is one that no client trusts: the controller was given none; "
        "give it `default_certificate`, or the app a certificate of its own"
    ) in str(refused.value)
