"""What Traefik is told, and what it may do."""

from typing import Any

import pytest

from exposure_components.testing import Recording
from tests.controllers.programs import (
    CERTIFICATE,
    KEY,
    ON_NODES,
    container,
    manifest,
    recorded,
)

READ = ["get", "list", "watch"]


def said(recording: Recording, prefix: str) -> list[str]:
    """Its arguments that start so."""
    return [a.removeprefix(prefix) for a in container(recording)["args"] if a.startswith(prefix)]


def test_it_listens_on_the_ports_that_clients_ask_for() -> None:
    made = recorded({**ON_NODES, "tcp_ports": [8088], "udp_ports": [8089], "https_port": 8443})
    assert said(made, "--entrypoints.") == [
        "web.address=:80/tcp",
        "websecure.address=:8443/tcp",
        "tcp-8088.address=:8088/tcp",
        "udp-8089.address=:8089/udp",
        "health.address=:8082/tcp",
    ]
    assert container(made)["ports"] == [
        {"name": "web", "containerPort": 80, "hostPort": 80, "protocol": "TCP"},
        {"name": "websecure", "containerPort": 8443, "hostPort": 8443, "protocol": "TCP"},
        {"name": "tcp-8088", "containerPort": 8088, "hostPort": 8088, "protocol": "TCP"},
        {"name": "udp-8089", "containerPort": 8089, "hostPort": 8089, "protocol": "UDP"},
    ]


def test_its_health_is_asked_where_no_client_asks() -> None:
    made = recorded({**ON_NODES, "tcp_ports": [8082], "metrics_port": 8083})
    assert container(made)["readinessProbe"]["httpGet"] == {"path": "/ping", "port": 8084}
    assert said(made, "--entrypoints.health.") == ["address=:8084/tcp"]
    assert 8084 not in [p["containerPort"] for p in container(made)["ports"]]


def test_it_serves_its_class_alone() -> None:
    made = recorded({**ON_NODES, "class_name": "edge"})
    assert said(made, "--providers.kubernetesingress.ingressclass=") == ["edge"]
    assert said(made, "--providers.kubernetescrd.ingressclass=") == ["edge"]


def test_it_publishes_the_first_node_that_it_runs_on() -> None:
    made = recorded({**ON_NODES, "node_selector": {"edge": "yes"}})
    published = "--providers.kubernetesingress.ingressendpoint."
    assert said(made, published) == ["ip=$(PUBLISHED_ADDRESS)"]
    assert container(made)["env"] == [{"name": "PUBLISHED_ADDRESS", "value": "10.13.241.89"}]


def test_a_node_with_a_name_is_published_by_it() -> None:
    nodes = [{"name": "kubenode01", "address": "kubenode01.example.com"}]
    made = recorded({"cluster": {"nodes": nodes}})
    published = "--providers.kubernetesingress.ingressendpoint."
    assert said(made, published) == ["hostname=$(PUBLISHED_ADDRESS)"]


def test_it_publishes_nothing_where_no_node_is_known() -> None:
    made = recorded({})
    assert said(made, "--providers.kubernetesingress.ingressendpoint.") == []
    assert "env" not in container(made)


def test_behind_the_clouds_balancer_it_publishes_its_service() -> None:
    made = recorded({"load_balancer": {"cloud": {}}})
    published = "--providers.kubernetesingress.ingressendpoint.publishedservice="
    assert said(made, published) == ["traefik/traefik"]


def test_it_believes_the_balancer_alone() -> None:
    made = recorded({**ON_NODES, "proxy_protocol": {"cidrs": ["10.0.0.0/24", "10.0.1.0/24"]}})
    assert [a for a in container(made)["args"] if "proxyprotocol" in a] == [
        "--entrypoints.web.proxyprotocol.trustedips=10.0.0.0/24,10.0.1.0/24",
        "--entrypoints.websecure.proxyprotocol.trustedips=10.0.0.0/24,10.0.1.0/24",
    ]


def test_metrics_are_for_prometheus_and_no_port_of_the_node() -> None:
    made = recorded({**ON_NODES, "metrics_port": 9100})
    assert said(made, "--entrypoints.metrics.") == ["address=:9100/tcp"]
    assert said(made, "--metrics.prometheus.entrypoint=") == ["metrics"]
    assert 9100 not in [p["containerPort"] for p in container(made)["ports"]]


def test_more_arguments_come_last() -> None:
    made = recorded({**ON_NODES, "traefik": {"args": ["--accesslog=true"], "image": "traefik:v9"}})
    assert container(made)["args"][-1] == "--accesslog=true"
    assert container(made)["image"] == "traefik:v9"


def test_it_runs_without_root_and_may_listen_below_1024() -> None:
    made = recorded(ON_NODES)
    pod = manifest(made, "DaemonSet")["spec"]["template"]["spec"]
    assert pod["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": 65532,
        "runAsGroup": 65532,
        "seccompProfile": {"type": "RuntimeDefault"},
        "sysctls": [{"name": "net.ipv4.ip_unprivileged_port_start", "value": "0"}],
    }
    assert container(made)["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "readOnlyRootFilesystem": True,
    }


def test_it_has_a_place_for_bodies_that_its_memory_does_not_hold() -> None:
    made = recorded(ON_NODES)
    assert container(made)["volumeMounts"] == [{"name": "tmp", "mountPath": "/tmp"}]
    assert manifest(made, "DaemonSet")["spec"]["template"]["spec"]["volumes"] == [
        {"name": "tmp", "emptyDir": {}}
    ]


def test_it_reads_what_it_serves_and_writes_the_status_alone() -> None:
    rules = manifest(recorded(ON_NODES), "ClusterRole")["rules"]
    assert [(r["apiGroups"], r["verbs"]) for r in rules] == [
        ([""], READ),
        (["discovery.k8s.io"], READ),
        (["networking.k8s.io"], READ),
        (["networking.k8s.io"], ["update"]),
        (["traefik.io"], READ),
    ]
    assert rules[3]["resources"] == ["ingresses/status"]


def test_gateways_need_the_word_and_more_rights() -> None:
    made = recorded({**ON_NODES, "traefik": {"gateway_api": "standard"}, "class_name": "edge"})
    assert said(made, "--providers.kubernetesgateway") == [
        "=true",
        ".statusaddress.ip=$(PUBLISHED_ADDRESS)",
    ]
    groups = [r["apiGroups"][0] for r in manifest(made, "ClusterRole")["rules"]]
    assert groups.count("gateway.networking.k8s.io") == 2
    offered = manifest(made, "GatewayClass")
    assert offered["metadata"]["name"] == "edge"
    assert "namespace" not in offered["metadata"]
    assert offered["spec"] == {"controllerName": "traefik.io/gateway-controller"}
    assert [m for m in recorded(ON_NODES).manifests() if m["kind"] == "GatewayClass"] == []


def test_connections_by_gateways_need_the_experimental_channel() -> None:
    made = recorded({**ON_NODES, "traefik": {"gateway_api": "experimental"}})
    assert said(made, "--providers.kubernetesgateway.experimentalchannel=") == ["true"]
    resources = [r["resources"] for r in manifest(made, "ClusterRole")["rules"]]
    assert [r for r in resources if "tcproutes" in r or "tcproutes/status" in r] == resources[-2:]


@pytest.mark.parametrize(
    ("given", "secret", "made"),
    [
        ({"secret_name": "wildcard"}, "wildcard", 0),
        ({"certificate": {"certificate": CERTIFICATE, "private_key": KEY}}, "traefik-default", 1),
    ],
    ids=["a Secret", "PEM"],
)
def test_the_default_certificate_is_traefiks_store(given: Any, secret: str, made: int) -> None:
    recording = recorded({**ON_NODES, "default_certificate": given})
    store = manifest(recording, "TLSStore")
    assert store["metadata"]["name"] == "default"
    assert store["metadata"]["namespace"] == "traefik"
    assert store["spec"] == {"defaultCertificate": {"secretName": secret}}
    assert len([m for m in recording.manifests() if m["kind"] == "Secret"]) == made
