"""Traefik 3, by its arguments (doc.traefik.io/traefik, Install Configuration)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from exposure_components.args.ingress_kinds import ControllerDialect, GatewayChannel
from exposure_components.checks.sound import Sound
from exposure_components.controllers.contract import EVERYBODY, Make
from exposure_components.controllers.words import Asked, is_name
from exposure_components.objects.labels import Manifest
from exposure_components.problems import Problem

IMAGE = "traefik:v3.7.15"
_USER = 65532
"""Any but root: the image names none, and Traefik needs no other right than to read."""
_READS = 3
"""Seconds; it was seen to need one."""
_ADDRESS = "PUBLISHED_ADDRESS"
_READ = ["get", "list", "watch"]
_KINDS = [
    "ingressroutes",
    "ingressroutetcps",
    "ingressrouteudps",
    "middlewares",
    "middlewaretcps",
    "serverstransports",
    "serverstransporttcps",
    "tlsoptions",
    "tlsstores",
    "traefikservices",
]
_GATEWAY_KINDS = [
    "backendtlspolicies",
    "gatewayclasses",
    "gateways",
    "grpcroutes",
    "httproutes",
    "referencegrants",
    "tlsroutes",
]


def _pod(asked: Asked) -> dict[str, Any]:
    published = _published(asked)
    return {
        "image": asked.options.get("image", IMAGE),
        "args": [*_arguments(asked), *asked.options.get("args", ())],
        # By its environment: the address may be known only after other resources are made.
        **({"env": {_ADDRESS: published}} if published is not None else {}),
        "readiness": {
            "http_path": "/ping",
            "port": asked.health_port,
            "period": 2,
            # It answers before it has read its Ingresses. Where other pods serve, clients wait.
            **({"initial_delay": _READS} if asked.is_balanced else {}),
        },
        "liveness": {"http_path": "/ping", "port": asked.health_port},
        "security": {
            "run_as_user": _USER,
            "run_as_group": _USER,
            "read_only_root_filesystem": True,
        },
        # Where it keeps bodies that are too large for its memory, until it knows their size.
        "volumes": [{"name": "tmp", "mount_path": "/tmp", "empty_dir": {}}],
    }


def _published(asked: Asked) -> Any:
    """Traefik writes one address to each Ingress."""
    return asked.addresses[0] if asked.addresses and not asked.is_in_front_by_cloud else None


def _arguments(asked: Asked) -> list[Any]:
    return [
        "--global.checknewversion=false",
        "--global.sendanonymoususage=false",
        "--log.nocolor=true",
        *_entry_points(asked),
        f"--entrypoints.health.address=:{asked.health_port}/tcp",
        "--ping=true",
        "--ping.entrypoint=health",
        *_metrics(asked),
        "--providers.kubernetesingress=true",
        f"--providers.kubernetesingress.ingressclass={asked.class_name}",
        "--providers.kubernetesingress.strictprefixmatching=true",
        # 503 while no pod is ready, as other controllers answer; else 404 as if there were no app.
        "--providers.kubernetesingress.allowemptyservices=true",
        "--providers.kubernetescrd=true",
        f"--providers.kubernetescrd.ingressclass={asked.class_name}",
        "--providers.kubernetescrd.allowemptyservices=true",
        # Else whoever may make a TLSStore somewhere decides on the default certificate.
        f"--providers.kubernetescrd.defaulttlsresourcesnamespace={asked.namespace['name']}",
        *_status(asked),
        *_gateway(asked),
    ]


def _entry_points(asked: Asked) -> Iterator[Any]:
    names = {"web": asked.http_port, "websecure": asked.https_port}
    names |= {f"tcp-{port}": port for port in asked.tcp_ports}
    trusted = asked.args.get("proxy_protocol", {}).get("cidrs", ())
    for name, port in names.items():
        yield f"--entrypoints.{name}.address=:{port}/tcp"
        if trusted:
            yield f"--entrypoints.{name}.proxyprotocol.trustedips={','.join(trusted)}"
    for port in asked.udp_ports:
        yield f"--entrypoints.udp-{port}.address=:{port}/udp"


def _metrics(asked: Asked) -> Iterator[str]:
    if "metrics_port" in asked.args:
        yield f"--entrypoints.metrics.address=:{asked.args['metrics_port']}/tcp"
        yield "--metrics.prometheus=true"
        yield "--metrics.prometheus.entrypoint=metrics"


def _status(asked: Asked) -> Iterator[str]:
    ours = "--providers.kubernetesingress.ingressendpoint"
    if asked.is_in_front_by_cloud:
        yield f"{ours}.publishedservice={asked.namespace['name']}/{asked.name}"
    elif asked.addresses:
        kind = "hostname" if is_name(asked.addresses[0]) else "ip"
        yield f"{ours}.{kind}=$({_ADDRESS})"


def _gateway(asked: Asked) -> Iterator[str]:
    if "gateway_api" not in asked.options:
        return
    ours = "--providers.kubernetesgateway"
    yield f"{ours}=true"
    # It waits for ever for the kinds of this channel, and until then serves no route at all.
    if _is_experimental(asked):
        yield f"{ours}.experimentalchannel=true"
    if asked.is_in_front_by_cloud:
        yield f"{ours}.statusaddress.service.namespace={asked.namespace['name']}"
        yield f"{ours}.statusaddress.service.name={asked.name}"
    elif asked.addresses:
        kind = "hostname" if is_name(asked.addresses[0]) else "ip"
        yield f"{ours}.statusaddress.{kind}=$({_ADDRESS})"


def _rules(asked: Asked) -> list[Manifest]:
    gateway = "gateway_api" in asked.options
    own = "gateway.networking.k8s.io"
    kinds = [*_GATEWAY_KINDS, *(["tcproutes"] if _is_experimental(asked) else [])]
    written = [f"{kind}/status" for kind in kinds if kind != "referencegrants"]
    return [
        # Without one of these it serves nothing of its own kinds, and only its log says why.
        _rule("", ["configmaps", "nodes", "secrets", "services"]),
        *([_rule("", ["namespaces"])] if gateway else []),
        _rule("discovery.k8s.io", ["endpointslices"]),
        _rule("networking.k8s.io", ["ingressclasses", "ingresses"]),
        _rule("networking.k8s.io", ["ingresses/status"], ["update"]),
        _rule("traefik.io", _KINDS),
        *([_rule(own, kinds)] if gateway else []),
        *([_rule(own, written, ["update"])] if gateway else []),
    ]


def _is_experimental(asked: Asked) -> bool:
    return asked.options.get("gateway_api") == GatewayChannel.EXPERIMENTAL


def _rule(group: str, resources: list[str], verbs: list[str] = _READ) -> Manifest:
    return {"apiGroups": [group], "resources": resources, "verbs": verbs}


def _objects(asked: Asked) -> list[Manifest]:
    made: list[Manifest] = []
    if "default_certificate" in asked.args:
        store = {"defaultCertificate": {"secretName": asked.default_secret}}
        made.append(_own("traefik.io/v1alpha1", "TLSStore", "default", store))
    if "gateway_api" in asked.options:
        spec = {"controllerName": "traefik.io/gateway-controller"}
        version = "gateway.networking.k8s.io/v1"
        made.append(_own(version, "GatewayClass", asked.class_name, spec))
    return made


def _own(version: str, kind: str, name: str, spec: Manifest) -> Manifest:
    return {"apiVersion": version, "kind": kind, "metadata": {"name": name}, "spec": spec}


def _problems(args: Sound) -> list[Problem]:
    proxy = args.below("proxy_protocol")
    rule = "lets every client say that it is another: Traefik would believe it"
    return [
        Problem(at, cidr, rule, "give the addresses that the balancer connects from")
        for at, cidr in proxy.texts("cidrs")
        if cidr in EVERYBODY
    ]


TRAEFIK = Make(
    key="traefik",
    title="Traefik",
    dialect=ControllerDialect.TRAEFIK,
    controller="traefik.io/ingress-controller",
    pod=_pod,
    rules=_rules,
    objects=_objects,
    problems=_problems,
)
