"""The Gateway, and the Secrets of its certificates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exposure_components.args.gateway_kinds import AddressType, RoutesFrom, TlsMode
from exposure_components.args.ingress_kinds import IssuerKind
from exposure_components.exposing import NOT_AWAITED
from exposure_components.gateway.words import API, mode_of
from exposure_components.kinds import PodSecurityLevel
from exposure_components.objects.labels import Manifest, metadata, present
from exposure_components.objects.namespaces import namespaces

_PROGRAMMED = {"pulumi.com/waitFor": "condition=Programmed"}
"""Nobody waits for an object of a kind that the provider does not know, unless it is told for
what (pulumi.com, Kubernetes provider, annotations)."""
_ISSUERS = {
    IssuerKind.ISSUER: "cert-manager.io/issuer",
    IssuerKind.CLUSTER_ISSUER: "cert-manager.io/cluster-issuer",
}


def objects(name: str, args: Any) -> list[Manifest]:
    """What is made in the cluster, in order: the Gateway comes last."""
    return [
        *namespaces(name, args, PodSecurityLevel.RESTRICTED),
        *_secrets(name, args),
        _gateway(name, args),
    ]


def class_of(args: Any) -> Any:
    """Name of the GatewayClass; may be an Output."""
    controller = args.get("controller", {})
    return args.get("class_name", controller.get("ready", controller.get("class_name")))


def mode_of_made(listener: Mapping[str, Any]) -> TlsMode | None:
    """Who terminates TLS at a listener that is made."""
    return mode_of({**listener, **present(mode=listener.get("tls", {}).get("mode"))})


def secret_names(name: str, args: Any, listener: Mapping[str, Any]) -> Sequence[str]:
    """Where the certificates of a listener are."""
    tls = listener.get("tls", {})
    if "secret_names" in tls:
        given: Sequence[str] = tls["secret_names"]
        return given
    return [f"{name}-{listener['name']}-tls"] if "certificate" in tls or "issuer" in args else []


def _gateway(name: str, args: Any) -> Manifest:
    annotations = {**_issued(args), **(_PROGRAMMED if args.get("wait", True) else NOT_AWAITED)}
    addresses = [
        {"type": str(each.get("type", AddressType.IP_ADDRESS)), "value": each["value"]}
        for each in args.get("addresses", [])
    ]
    made = {k: dict(v) for k, v in args.get("infrastructure", {}).items() if v}
    return {
        "apiVersion": API,
        "kind": "Gateway",
        "metadata": metadata(name, args, annotations),
        "spec": {
            "gatewayClassName": class_of(args),
            "listeners": [_listener(name, args, each) for each in args["listeners"]],
            **present(addresses=addresses or None, infrastructure=made or None),
        },
    }


def _issued(args: Any) -> dict[str, str]:
    if "issuer" not in args:
        return {}
    issuer = args["issuer"]
    return {_ISSUERS[IssuerKind(issuer.get("kind", IssuerKind.ISSUER))]: issuer["name"]}


def _listener(name: str, args: Any, listener: Mapping[str, Any]) -> Manifest:
    return {
        "name": listener["name"],
        "port": listener["port"],
        "protocol": str(listener["protocol"]),
        **present(hostname=listener.get("hostname"), tls=_tls(name, args, listener)),
        "allowedRoutes": {"namespaces": _allowed(listener)},
    }


def _tls(name: str, args: Any, listener: Mapping[str, Any]) -> Manifest | None:
    mode = mode_of_made(listener)
    if mode is None:
        return None
    if mode is TlsMode.PASSTHROUGH:
        return {"mode": str(mode)}
    names = secret_names(name, args, listener)
    return {"mode": str(mode), "certificateRefs": [{"kind": "Secret", "name": n} for n in names]}


def _allowed(listener: Mapping[str, Any]) -> Manifest:
    source = {"from": str(listener.get("routes_from", RoutesFrom.SAME))}
    if "namespaces" not in listener:
        return source
    return {**source, "selector": {"matchLabels": dict(listener["namespaces"])}}


def _secrets(name: str, args: Any) -> list[Manifest]:
    return [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": metadata(secret_names(name, args, each)[0], args, of=name),
            "type": "kubernetes.io/tls",
            "stringData": {"tls.crt": pem["certificate"], "tls.key": pem["private_key"]},
        }
        for each in args["listeners"]
        if (pem := each.get("tls", {}).get("certificate")) is not None
    ]
