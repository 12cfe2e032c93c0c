"""Ingress controllers by the smallest manifests that run the addon's images.

For tests of the lab itself: how they are to be deployed is the library's part.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from . import api, build, images
from .lab import Lab
from .modules import CONTOUR
from .objects import Object, deployment, node_port_service, pod

TRAEFIK_PORTS = {8000: 30921, 8443: 30922, 8444: 30923, 9000: 30924}
"""Traefik's entry points, web, websecure, tls and tcp, and the nodes' ports that lead to them."""
CONTOUR_PORT = 30925
"""The nodes' port for HTTP."""


@contextmanager
def traefik(lab: Lab) -> Iterator[str]:
    """Traefik for Ingresses and the Gateway API; the name of its namespace and of its class."""
    lab.addon("ingress", "gateway-api")
    points = zip(("web", "websecure", "tls", "tcp"), TRAEFIK_PORTS, strict=True)
    with lab.namespace() as name, _admin(lab, name):
        container = {
            "name": "traefik",
            "image": images.TRAEFIK,
            "args": [
                "--global.checknewversion=false",
                "--global.sendanonymoususage=false",
                "--ping=true",
                "--providers.kubernetesingress=true",
                f"--providers.kubernetesingress.ingressclass={name}",
                "--providers.kubernetesgateway=true",
                "--providers.kubernetesgateway.experimentalchannel=true",
                "--entrypoints.traefik.address=:8080",
                *(f"--entrypoints.{point}.address=:{port}" for point, port in points),
            ],
            "readinessProbe": {"httpGet": {"path": "/ping", "port": 8080}, "periodSeconds": 1},
        }
        ports = [{"name": f"p{p}", "port": p, "nodePort": n} for p, n in TRAEFIK_PORTS.items()]
        ingress_class = {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "IngressClass",
            "metadata": {"name": name},
            "spec": {"controller": "traefik.io/ingress-controller"},
        }
        service = node_port_service("traefik", "Cluster", *ports)
        try:
            lab.apply(ingress_class, deployment("traefik", container), service, namespace=name)
            lab.kubectl("-n", name, "rollout", "status", "deployment/traefik", "--timeout=60s")
            yield name
        finally:
            lab.kubectl("delete", f"ingressclass/{name}", "--ignore-not-found")


@contextmanager
def contour(lab: Lab) -> Iterator[str]:
    """Contour and its Envoy in one pod; the name of its namespace and of its class."""
    lab.addon("ingress")
    with _contour_kinds(lab), lab.namespace() as name, _admin(lab, name):
        port = {"port": 8080, "nodePort": CONTOUR_PORT}
        service = node_port_service("contour", "Cluster", port)
        lab.apply(_contour_pod(name), service, namespace=name)
        ready = ("wait", "--for=condition=Ready", "pod/contour", "--timeout=60s")
        lab.kubectl("-n", name, *ready)
        yield name


def _contour_pod(kind: str) -> Object:
    xds = ["--xds-address=127.0.0.1", "--xds-port=8001"]
    # Envoy's admin socket is in /admin: Contour says so, and no image has it.
    mounts = [{"name": name, "mountPath": f"/{name}"} for name in ("config", "admin")]
    bootstrap = {
        "name": "bootstrap",
        "image": images.CONTOUR,
        "command": ["contour"],
        "args": ["bootstrap", "/config/envoy.json", *xds, "--xds-resource-version=v3"],
        "volumeMounts": mounts,
    }
    manager = {
        "name": "contour",
        "image": images.CONTOUR,
        "command": ["contour"],
        "args": [
            *("serve", "--incluster", "--insecure", *xds, "--disable-leader-election"),
            f"--ingress-class-name={kind}",
        ],
    }
    envoy = {
        "name": "envoy",
        "image": images.ENVOY,
        "command": ["envoy"],
        "args": ["-c", "/config/envoy.json", "--service-cluster", kind, "--service-node", kind],
        "readinessProbe": {"httpGet": {"path": "/ready", "port": 8002}, "periodSeconds": 1},
        "volumeMounts": mounts,
    }
    made = pod(
        "contour",
        manager,
        initContainers=[bootstrap],
        volumes=[{"name": mount["name"], "emptyDir": {}} for mount in mounts],
        securityContext={"runAsNonRoot": True, "runAsUser": 65534},
    )
    made["spec"]["containers"].append(envoy)
    return made


@contextmanager
def _contour_kinds(lab: Lab) -> Iterator[None]:
    """There for a while, unless somebody else has brought them."""
    kinds = build.download(CONTOUR.path, CONTOUR.version) / "examples/contour/01-crds.yaml"
    found = lab.kubectl("get", "crd/httpproxies.projectcontour.io", "-o", "name", check=False)
    if not found:
        api.define("-f", kinds)
    try:
        yield
    finally:
        if not found:
            lab.kubectl("delete", "-f", str(kinds))


@contextmanager
def _admin(lab: Lab, namespace: str) -> Iterator[None]:
    """What a controller may do is no question here: everything."""
    name = f"clusterrolebinding/{namespace}"
    account = f"--serviceaccount={namespace}:default"
    lab.kubectl("create", "clusterrolebinding", namespace, "--clusterrole=cluster-admin", account)
    try:
        yield
    finally:
        lab.kubectl("delete", name)
