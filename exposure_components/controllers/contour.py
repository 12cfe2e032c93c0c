"""Contour and Envoy in one pod (projectcontour.io/docs/1.33, and the flags in contour/cmd/contour).

Contour tells Envoy by the pod's loopback what to do, the keys of certificates among it: so no
other pod can ask for them, and no certificates between the two have to be made and renewed.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.checks.sound import Sound
from exposure_components.controllers.contract import EVERYBODY, Make
from exposure_components.controllers.words import Asked
from exposure_components.objects.labels import Manifest, present
from exposure_components.problems import Problem

IMAGE = "ghcr.io/projectcontour/contour:v1.33.8"
ENVOY_IMAGE = "docker.io/envoyproxy/envoy:distroless-v1.38.3"
_USER = 65532
"""Any but root: Contour's image names none, and neither needs another right than to read."""
_XDS, _SHUTDOWN = 8001, 8090
_OWN_PORTS = frozenset([6060, 8000, _XDS, _SHUTDOWN, 9001])
"""What both listen on in the pod, besides: Contour's debug and metrics ports, Envoy's admin."""
_FOLDER, _TOKEN = "envoy", "api-token"
_SOCKET = f"/{_FOLDER}/admin.sock"
_DRAINED = f"/{_FOLDER}/drained"
_READ = ["get", "list", "watch"]
_SECURITY = {
    "allowPrivilegeEscalation": False,
    "capabilities": {"drop": ["ALL"]},
    "readOnlyRootFilesystem": True,
}


def _pod(asked: Asked) -> dict[str, Any]:
    return {
        "image": asked.options.get("envoy_image", ENVOY_IMAGE),
        "args": [
            *("--config-path", f"/{_FOLDER}/envoy.json"),
            # Contour knows no names of theirs, and Envoy must have some.
            *("--service-cluster", "contour"),
            *("--service-node", "envoy"),
            "--disable-hot-restart",
        ],
        # Ready once it has heard from Contour.
        "readiness": {"http_path": "/ready", "port": _status_port(asked), "period": 2},
        # It ends when it fails, and has no port open before it has heard from Contour.
        "liveness": {"enabled": False},
        "volumes": [{"name": _FOLDER, "mount_path": f"/{_FOLDER}", "empty_dir": {}}],
        "security": {
            "run_as_user": _USER,
            "run_as_group": _USER,
            "read_only_root_filesystem": True,
        },
        # Only Contour gets a token: Envoy, which clients speak to, has none to lose.
        "service_account": {"create": True},
        "pod_spec": {
            "initContainers": [_bootstrap(asked), _serve(asked)],
            "containers": [*_waits(asked), _shutdown(asked)],
            "volumes": [_token()],
        },
    }


def _status_port(asked: Asked) -> int:
    """Where Envoy says how it is, and counts."""
    return int(asked.args.get("metrics_port", asked.health_port))


def _bootstrap(asked: Asked) -> Manifest:
    """Writes down where Envoy finds Contour."""
    arguments = [
        "bootstrap",
        f"/{_FOLDER}/envoy.json",
        f"--admin-address={_SOCKET}",
        "--xds-address=127.0.0.1",
        f"--xds-port={_XDS}",
    ]
    return _container(asked, "bootstrap", arguments)


def _serve(asked: Asked) -> Manifest:
    """Beside Envoy, and ends after it: Envoy learns of the apps' pods as long as it serves.

    Such a sidecar needs Kubernetes 1.29 (kubernetes.io, Sidecar Containers).
    """
    addresses = [] if asked.is_in_front_by_cloud else asked.addresses
    # By its environment: addresses may be known only after other resources are made.
    names = [f"PUBLISHED_ADDRESS_{i}" for i in range(len(addresses))]
    environment = [{"name": n, "value": a} for n, a in zip(names, addresses, strict=True)]
    arguments = [*_arguments(asked, names), *asked.options.get("args", ())]
    token = {"name": _TOKEN, "mountPath": "/var/run/secrets/kubernetes.io/serviceaccount"}
    return {
        **_container(asked, "contour", arguments),
        "restartPolicy": "Always",
        **present(env=environment or None),
        "volumeMounts": [{**token, "readOnly": True}],
    }


def _arguments(asked: Asked, addresses: list[str]) -> Iterator[Any]:
    yield from ("serve", "--incluster", "--insecure")
    yield from ("--xds-address=127.0.0.1", f"--xds-port={_XDS}")
    yield from ("--http-address=127.0.0.1", "--health-address=127.0.0.1")
    yield f"--stats-port={_status_port(asked)}"
    yield f"--envoy-service-http-port={asked.http_port}"
    yield f"--envoy-service-https-port={asked.https_port}"
    yield f"--ingress-class-name={asked.class_name}"
    # All pods write the same, and the right to lead would be one over every lease of the cluster.
    yield "--disable-leader-election"
    if asked.is_in_front_by_cloud:
        yield f"--envoy-service-namespace={asked.namespace['name']}"
        yield f"--envoy-service-name={asked.name}"
    elif addresses:
        yield f"--ingress-status-address={','.join(f'$({name})' for name in addresses)}"
    if "proxy_protocol" in asked.args:
        yield "--use-proxy-protocol"


def _waits(asked: Asked) -> list[Manifest]:
    """Envoy is told to end when its clients have their answers."""
    if "drain" in asked.args:
        return []
    ask = {"httpGet": {"path": "/shutdown", "port": _SHUTDOWN, "scheme": "HTTP"}}
    return [{"name": asked.name, "lifecycle": {"preStop": ask}}]


def _shutdown(asked: Asked) -> Manifest:
    """Makes Envoy send its clients away once the pod shall end."""
    drain = [
        "/bin/contour",
        "envoy",
        "shutdown",
        f"--admin-address={_SOCKET}",
        f"--ready-file={_DRAINED}",
        "--check-interval=1s",
    ]
    serve = ["envoy", "shutdown-manager", f"--ready-file={_DRAINED}", f"--serve-port={_SHUTDOWN}"]
    return {
        **_container(asked, "shutdown", serve),
        "lifecycle": {"preStop": {"exec": {"command": drain}}},
    }


def _container(asked: Asked, name: str, arguments: list[Any]) -> Manifest:
    return {
        "name": f"{asked.name}-{name}",
        "image": asked.options.get("image", IMAGE),
        **present(imagePullPolicy=asked.args.get("image_pull_policy")),
        "command": ["/bin/contour"],
        "args": arguments,
        "volumeMounts": [{"name": _FOLDER, "mountPath": f"/{_FOLDER}"}],
        "securityContext": dict(_SECURITY),
    }


def _token() -> Manifest:
    """What Kubernetes mounts by itself, in every container (kubernetes.io, Service Accounts)."""
    namespace = {"path": "namespace", "fieldRef": {"fieldPath": "metadata.namespace"}}
    authority = {"name": "kube-root-ca.crt", "items": [{"key": "ca.crt", "path": "ca.crt"}]}
    return {
        "name": _TOKEN,
        "projected": {
            "sources": [
                {"serviceAccountToken": {"path": "token", "expirationSeconds": 3607}},
                {"configMap": authority},
                {"downwardAPI": {"items": [namespace]}},
            ]
        },
    }


def _rules(_asked: Asked) -> list[Manifest]:
    return [
        _rule("", ["secrets", "services"]),
        _rule("discovery.k8s.io", ["endpointslices"]),
        _rule("networking.k8s.io", ["ingresses"]),
        _rule("networking.k8s.io", ["ingresses/status"], ["update"]),
        _rule(
            "projectcontour.io", ["extensionservices", "httpproxies", "tlscertificatedelegations"]
        ),
        _rule("projectcontour.io", ["extensionservices/status", "httpproxies/status"], ["update"]),
    ]


def _rule(group: str, resources: list[str], verbs: list[str] = _READ) -> Manifest:
    return {"apiGroups": [group], "resources": resources, "verbs": verbs}


def _problems(args: Sound) -> list[Problem]:
    return [*_port_problems(args), *_proxy_problems(args), *_certificate_problems(args)]


def _port_problems(args: Sound) -> list[Problem]:
    found = [
        args.problem(key, "is a port that Contour uses in its pod itself", "choose another")
        for key in ("http_port", "https_port", "metrics_port")
        if args.get(key) in _OWN_PORTS
    ]
    rule = "is not to be had: Contour passes on HTTP, and TLS by the name of its host"
    remedy = "leave them out, or choose `traefik`"
    return found + [
        Problem(key, None, rule, remedy) for key in ("tcp_ports", "udp_ports") if args.get(key)
    ]


def _proxy_problems(args: Sound) -> list[Problem]:
    source = args.below("proxy_protocol")
    cidrs = set(source.get("cidrs", ()))
    if "proxy_protocol" not in args.value or cidrs & set(EVERYBODY):
        return []
    rule = "cannot be kept to: Envoy believes the PROXY protocol of whoever connects"
    remedy = "let nobody else in by a firewall and say 0.0.0.0/0, or choose `traefik`"
    return [Problem(source.at("cidrs"), None, rule, remedy)]


def _certificate_problems(args: Sound) -> list[Problem]:
    if "default_certificate" not in args.value:
        return []
    rule = "is not to be had: Contour serves no host by TLS that has no certificate of its own"
    remedy = "give each app its own in `tls`, or choose `traefik`"
    return [Problem("default_certificate", None, rule, remedy)]


def _warnings(asked: Asked) -> list[str]:
    if "proxy_protocol" not in asked.args:
        return []
    return [
        "Envoy believes the PROXY protocol of whoever connects: let nobody but the balancer reach "
        f"its ports {asked.http_port} and {asked.https_port}"
    ]


CONTOUR = Make(
    key="contour",
    title="Contour",
    dialect=ControllerDialect.CONTOUR,
    controller="projectcontour.io/ingress-controller",
    pod=_pod,
    rules=_rules,
    problems=_problems,
    warnings=_warnings,
)
