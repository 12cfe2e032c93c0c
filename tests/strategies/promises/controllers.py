"""What an ingress controller is where its args say nothing."""

from typing import Any

from exposure_components.testing import Recording
from tests.strategies.promises.promise import (
    ABSENT,
    Found,
    Promise,
    at,
    count,
    endpoint,
    is_there,
    of,
)

NODE = {"name": "kubenode01", "address": "10.13.241.89"}
PLAIN: dict[str, Any] = {"cluster": {"nodes": [NODE]}}
CONTOUR: dict[str, Any] = {**PLAIN, "contour": {}}
BALANCED: dict[str, Any] = {"load_balancer": {"cloud": {}}}
WIDE = "*.kube.example.com"
ZONE = {"name": "kube.example.com", "id": "11111111-2222-3333-4444-555555555555"}
NAMED: dict[str, Any] = {**PLAIN, "dns": {"name": WIDE, "zone": {"designate": ZONE}}}


def promise(field: str, value: Any, seen: Found, args: Any = PLAIN) -> Promise:
    """Of a controller that is called like an app."""
    return Promise(field, value, seen, args, "IngressController")


def pod(*path: str | int) -> Found:
    """What stands there in its pods, on nodes."""
    return of("DaemonSet", "spec", "template", "spec", *path)


def told(word: str) -> Found:
    """The arguments that begin so, of its first container."""
    seen = pod("containers", 0, "args")
    return lambda recording: [each for each in seen(recording) if each.startswith(word)]


def served_with(word: str) -> Found:
    """The arguments of `contour serve` that begin so."""
    seen = pod("initContainers", 1, "args")
    return lambda recording: [each for each in seen(recording) if each.startswith(word)]


def known(key: str) -> Found:
    """What an app knows of it."""
    return lambda recording: at(recording.value["controller"], (key,))


def entries(recording: Recording) -> list[str]:
    """Names of its entry points."""
    (service,) = [m for m in recording.manifests() if m["kind"] == "Service"]
    return [port["name"] for port in service["spec"]["ports"]]


TRAEFIK = "traefik:v3.7.15"
DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class"
DEFINITION = "kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"

PROMISES = [
    promise("TraefikController.image", TRAEFIK, pod("containers", 0, "image")),
    promise("TraefikController.gateway_api", [], told("--providers.kubernetesgateway")),
    promise("TraefikController.args", [], told("--accesslog")),
    promise(
        "ContourController.image",
        "ghcr.io/projectcontour/contour:v1.33.8",
        pod("initContainers", 1, "image"),
        CONTOUR,
    ),
    promise(
        "ContourController.envoy_image",
        "docker.io/envoyproxy/envoy:distroless-v1.38.3",
        pod("containers", 0, "image"),
        CONTOUR,
    ),
    promise("ContourController.args", [], served_with("--debug"), CONTOUR),
    promise("IngressControllerArgs.traefik", TRAEFIK, pod("containers", 0, "image"), PLAIN),
    promise("IngressControllerArgs.name", "influxdb", of("DaemonSet", "metadata", "name")),
    promise("IngressControllerArgs.class_name", "influxdb", of("IngressClass", "metadata", "name")),
    promise(
        "IngressControllerArgs.default_class",
        ABSENT,
        of("IngressClass", "metadata", "annotations", DEFAULT_CLASS),
    ),
    promise("IngressControllerArgs.domain", WIDE, known("domain"), NAMED),
    promise("IngressControllerArgs.domain", ABSENT, known("domain")),
    promise("IngressControllerArgs.dns", 0, count("openstack:dns/recordSet:RecordSet")),
    promise("IngressControllerArgs.load_balancer", True, is_there("DaemonSet")),
    promise(
        "IngressControllerArgs.load_balancer", 80, pod("containers", 0, "ports", 0, "hostPort")
    ),
    promise("IngressControllerArgs.replicas", 2, of("Deployment", "spec", "replicas"), BALANCED),
    promise("IngressControllerArgs.http_port", 80, endpoint("port")),
    promise("IngressControllerArgs.https_port", 443, pod("containers", 0, "ports", 1, "hostPort")),
    promise("IngressControllerArgs.tcp_ports", ["web", "websecure"], entries),
    promise("IngressControllerArgs.udp_ports", ["web", "websecure"], entries),
    promise("IngressControllerArgs.metrics_port", [], told("--metrics")),
    promise("IngressControllerArgs.proxy_protocol", [], told("--entrypoints.web.proxyprotocol")),
    promise("IngressControllerArgs.client_ip", False, endpoint("client_ip_kept"), BALANCED),
    promise("IngressControllerArgs.allowed_cidrs", False, is_there("NetworkPolicy")),
    promise("IngressControllerArgs.default_certificate", False, is_there("TLSStore")),
    promise("IngressControllerArgs.crds", True, lambda r: count(DEFINITION)(r) > 0),
    promise("IngressControllerArgs.namespace", "influxdb", of("Namespace", "metadata", "name")),
    promise("IngressControllerArgs.cluster", [], lambda r: r.value["endpoints"], {}),
    promise("IngressControllerArgs.node_selector", ABSENT, pod("nodeSelector")),
    promise("IngressControllerArgs.tolerations", ABSENT, pod("tolerations")),
    promise("IngressControllerArgs.resources", ABSENT, pod("containers", 0, "resources")),
    promise(
        "IngressControllerArgs.image_pull_policy", ABSENT, pod("containers", 0, "imagePullPolicy")
    ),
    promise(
        "IngressControllerArgs.termination_grace_period",
        ABSENT,
        pod("terminationGracePeriodSeconds"),
    ),
    promise("IngressControllerArgs.drain", ABSENT, pod("containers", 0, "lifecycle")),
]
