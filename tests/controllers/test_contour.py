"""What Contour and Envoy are told, and what they may do."""

from typing import Any

import pytest

from exposure_components.controllers.checks import ingress_controller_problems
from exposure_components.testing import Recording
from tests.controllers.programs import CERTIFICATE, KEY, ON_NODES, manifest, recorded

READ = ["get", "list", "watch"]
CONTOUR: dict[str, Any] = {"contour": {}, "name": "contour"}
HARDENED = {
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "readOnlyRootFilesystem": True,
}
MOUNT = {"name": "envoy", "mountPath": "/envoy"}
IMAGE = "ghcr.io/projectcontour/contour:v1.33.8"


def made(**more: Any) -> Recording:
    """A program with such a controller on the nodes."""
    return recorded({**ON_NODES, **CONTOUR, **more})


def pod(recording: Recording) -> Any:
    """Spec of its pods."""
    kinds = {m["kind"] for m in recording.manifests()}
    kind = "DaemonSet" if "DaemonSet" in kinds else "Deployment"
    return manifest(recording, kind)["spec"]["template"]["spec"]


def container(recording: Recording, name: str = "") -> Any:
    """Envoy, or what runs beside it."""
    spec, wanted = pod(recording), f"contour-{name}" if name else "contour"
    (found,) = (c for c in (*spec["initContainers"], *spec["containers"]) if c["name"] == wanted)
    return found


def problems(**more: Any) -> list[str]:
    """What is wrong with such a controller."""
    return [str(p) for p in ingress_controller_problems("contour", {**CONTOUR, **more})]


def test_envoy_is_the_container_that_clients_reach() -> None:
    assert container(made()) == {
        "name": "contour",
        "image": "docker.io/envoyproxy/envoy:distroless-v1.38.3",
        "args": [
            "--config-path",
            "/envoy/envoy.json",
            "--service-cluster",
            "contour",
            "--service-node",
            "envoy",
            "--disable-hot-restart",
        ],
        "ports": [
            {"name": "web", "containerPort": 80, "hostPort": 80, "protocol": "TCP"},
            {"name": "websecure", "containerPort": 443, "hostPort": 443, "protocol": "TCP"},
        ],
        "readinessProbe": {"httpGet": {"path": "/ready", "port": 8082}, "periodSeconds": 2},
        "lifecycle": {
            "preStop": {"httpGet": {"path": "/shutdown", "port": 8090, "scheme": "HTTP"}}
        },
        "securityContext": HARDENED,
        "volumeMounts": [MOUNT],
    }


def test_envoy_is_told_where_contour_is_before_it_starts() -> None:
    assert container(made(), "bootstrap") == {
        "name": "contour-bootstrap",
        "image": IMAGE,
        "command": ["/bin/contour"],
        "args": [
            "bootstrap",
            "/envoy/envoy.json",
            "--admin-address=/envoy/admin.sock",
            "--xds-address=127.0.0.1",
            "--xds-port=8001",
        ],
        "securityContext": HARDENED,
        "volumeMounts": [MOUNT],
    }


def test_contour_runs_beside_envoy_until_its_end_and_speaks_to_it_alone() -> None:
    assert container(made(http_port=8080, https_port=8443, class_name="edge"), "contour") == {
        "name": "contour-contour",
        "image": IMAGE,
        "restartPolicy": "Always",
        "command": ["/bin/contour"],
        "args": [
            "serve",
            "--incluster",
            "--insecure",
            "--xds-address=127.0.0.1",
            "--xds-port=8001",
            "--http-address=127.0.0.1",
            "--health-address=127.0.0.1",
            "--stats-port=8082",
            "--envoy-service-http-port=8080",
            "--envoy-service-https-port=8443",
            "--ingress-class-name=edge",
            "--disable-leader-election",
            "--ingress-status-address=$(PUBLISHED_ADDRESS_0),$(PUBLISHED_ADDRESS_1)",
        ],
        "env": [
            {"name": "PUBLISHED_ADDRESS_0", "value": "10.13.241.89"},
            {"name": "PUBLISHED_ADDRESS_1", "value": "10.13.241.10"},
        ],
        "securityContext": HARDENED,
        "volumeMounts": [
            {
                "name": "api-token",
                "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount",
                "readOnly": True,
            }
        ],
    }


def test_only_contour_has_a_token_of_the_api() -> None:
    spec = pod(made())
    assert spec["automountServiceAccountToken"] is False
    (token,) = [v for v in spec["volumes"] if v["name"] == "api-token"]
    assert token["projected"]["sources"] == [
        {"serviceAccountToken": {"path": "token", "expirationSeconds": 3607}},
        {
            "configMap": {
                "name": "kube-root-ca.crt",
                "items": [{"key": "ca.crt", "path": "ca.crt"}],
            }
        },
        {
            "downwardAPI": {
                "items": [{"path": "namespace", "fieldRef": {"fieldPath": "metadata.namespace"}}]
            }
        },
    ]
    mounted = [
        c["name"]
        for c in (*spec["initContainers"], *spec["containers"])
        if any(m["name"] == "api-token" for m in c["volumeMounts"])
    ]
    assert mounted == ["contour-contour"]


def test_envoy_ends_once_its_clients_have_their_answers() -> None:
    assert container(made(), "shutdown") == {
        "name": "contour-shutdown",
        "image": IMAGE,
        "command": ["/bin/contour"],
        "args": [
            "envoy",
            "shutdown-manager",
            "--ready-file=/envoy/drained",
            "--serve-port=8090",
        ],
        "lifecycle": {
            "preStop": {
                "exec": {
                    "command": [
                        "/bin/contour",
                        "envoy",
                        "shutdown",
                        "--admin-address=/envoy/admin.sock",
                        "--ready-file=/envoy/drained",
                        "--check-interval=1s",
                    ]
                }
            }
        },
        "securityContext": HARDENED,
        "volumeMounts": [MOUNT],
    }


def test_with_a_drain_envoy_serves_on_for_so_long() -> None:
    assert container(made(drain=20))["lifecycle"] == {"preStop": {"sleep": {"seconds": 20}}}


def test_nobody_is_root_and_envoy_may_listen_below_1024() -> None:
    assert pod(made())["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": 65532,
        "runAsGroup": 65532,
        "seccompProfile": {"type": "RuntimeDefault"},
        "sysctls": [{"name": "net.ipv4.ip_unprivileged_port_start", "value": "0"}],
    }


def test_it_reads_what_it_serves_and_writes_statuses_alone() -> None:
    rules = manifest(made(), "ClusterRole")["rules"]
    assert [(r["apiGroups"], r["resources"], r["verbs"]) for r in rules] == [
        ([""], ["secrets", "services"], READ),
        (["discovery.k8s.io"], ["endpointslices"], READ),
        (["networking.k8s.io"], ["ingresses"], READ),
        (["networking.k8s.io"], ["ingresses/status"], ["update"]),
        (
            ["projectcontour.io"],
            ["extensionservices", "httpproxies", "tlscertificatedelegations"],
            READ,
        ),
        (["projectcontour.io"], ["extensionservices/status", "httpproxies/status"], ["update"]),
    ]


def test_behind_the_clouds_balancer_it_publishes_its_service() -> None:
    behind = recorded({**CONTOUR, "load_balancer": {"cloud": {}}})
    arguments = container(behind, "contour")["args"]
    assert arguments[-2:] == ["--envoy-service-namespace=contour", "--envoy-service-name=contour"]
    assert "env" not in container(behind, "contour")


def test_metrics_are_envoys_and_on_no_port_of_the_node() -> None:
    measured = made(metrics_port=9100)
    assert "--stats-port=9100" in container(measured, "contour")["args"]
    assert container(measured)["readinessProbe"]["httpGet"]["port"] == 9100
    assert 9100 not in [p["containerPort"] for p in container(measured)["ports"]]


def test_more_arguments_come_last_and_images_can_be_others() -> None:
    own = {"args": ["--debug"], "image": "contour:v9", "envoy_image": "envoy:v9"}
    other = made(contour=own, image_pull_policy="Always")
    assert container(other, "contour")["args"][-1] == "--debug"
    names = ("", "bootstrap", "contour", "shutdown")
    assert [container(other, name)["image"] for name in names] == ["envoy:v9", *["contour:v9"] * 3]
    assert {container(other, name)["imagePullPolicy"] for name in names} == {"Always"}


def test_the_proxy_protocol_is_for_all_or_none() -> None:
    told = made(proxy_protocol={"cidrs": ["0.0.0.0/0"]})
    assert container(told, "contour")["args"][-1] == "--use-proxy-protocol"
    assert problems(proxy_protocol={"cidrs": ["10.0.0.0/24"]}) == [
        "proxy_protocol.cidrs: cannot be kept to: Envoy believes the PROXY protocol of whoever "
        "connects; let nobody else in by a firewall and say 0.0.0.0/0, or choose `traefik`"
    ]


def test_its_kinds_come_along() -> None:
    found = [m for m in made().manifests() if m["kind"] == "CustomResourceDefinition"]
    assert [m["metadata"]["name"] for m in found] == [
        "extensionservices.projectcontour.io",
        "httpproxies.projectcontour.io",
        "tlscertificatedelegations.projectcontour.io",
    ]


@pytest.mark.parametrize("port", [6060, 8000, 8001, 8090, 9001])
def test_ports_that_the_pod_uses_itself_are_nobodys(port: int) -> None:
    said = f"{port} is a port that Contour uses in its pod itself; choose another"
    assert problems(http_port=port) == [f"http_port: {said}"]
    assert problems(https_port=port) == [f"https_port: {said}"]
    assert problems(metrics_port=port) == [f"metrics_port: {said}"]


def test_it_passes_on_nothing_but_http_and_tls() -> None:
    said = (
        "is not to be had: Contour passes on HTTP, and TLS by the name of its host; leave them "
        "out, or choose `traefik`"
    )
    found = problems(tcp_ports=[5432], udp_ports=[53])
    assert found == [f"tcp_ports: {said}", f"udp_ports: {said}"]


def test_no_certificate_is_for_every_host() -> None:
    given = {"certificate": {"certificate": CERTIFICATE, "private_key": KEY}}
    for certificate in (given, {"secret_name": "wildcard"}):
        assert problems(default_certificate=certificate) == [
            "default_certificate: is not to be had: Contour serves no host by TLS that has no "
            "certificate of its own; give each app its own in `tls`, or choose `traefik`"
        ]
