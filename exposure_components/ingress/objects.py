"""Objects that several dialects make."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.exposing import NOT_AWAITED
from exposure_components.ingress.words import (
    controller_of,
    hosts_of,
    routes,
    secret_of,
    tls_of,
)
from exposure_components.objects.labels import Manifest, metadata, present
from exposure_components.ports import name_of

CONTROLLER = "kubernetes.io/ingress.class"
"""Annotation by which a controller finds the objects of its own kinds that are for it. Its value
is known once these kinds exist, so that the object is not made before."""


def ingress(
    name: str,
    args: Any,
    annotations: Mapping[str, Any] | None = None,
    *,
    suffix: str = "",
    tls: bool = True,
) -> Manifest:
    """An Ingress of the app's hosts and paths.

    tls: whether it names the certificate.
    """
    controller = controller_of(args)
    waits = {} if controller.get("publishes_address") else NOT_AWAITED
    rules = [{"http": {"paths": _paths(name, args)}}]
    hosts = hosts_of(args)
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": metadata(name + suffix, args, {**waits, **(annotations or {})}, of=name),
        "spec": {
            **present(ingressClassName=_class_name(controller)),
            **present(tls=_tls(name, args) if tls else None),
            "rules": [{"host": host, **rules[0]} for host in hosts] or rules,
        },
    }


def custom(
    name: str,
    args: Any,
    api_version: str,
    kind: str,
    spec: Mapping[str, Any],
    *,
    suffix: str = "",
    said: Mapping[str, Any] | None = None,
) -> Manifest:
    """An object of one of the controller's own kinds.

    said: more annotations.
    """
    controller = controller_of(args)
    read_by = controller.get("ready", controller.get("class_name"))
    annotations = {**({} if read_by is None else {CONTROLLER: read_by}), **(said or {})}
    return {
        "apiVersion": api_version,
        "kind": kind,
        "metadata": metadata(name + suffix, args, annotations, of=name),
        "spec": dict(spec),
    }


def certificates(name: str, args: Any) -> list[Manifest]:
    """Secrets of the certificates in the args, or the order of one at cert-manager."""
    return [*_authority(name, args), *_certificate(name, args)]


def _authority(name: str, args: Any) -> list[Manifest]:
    if "ca" not in args.get("backend_tls", {}):
        return []
    return [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": metadata(f"{name}-ca", args, of=name),
            "type": "Opaque",
            "stringData": {"ca.crt": args["backend_tls"]["ca"]},
        }
    ]


def _certificate(name: str, args: Any) -> list[Manifest]:
    tls, secret = tls_of(args) or {}, secret_of(name, args)
    if "certificate" in tls:
        pem = tls["certificate"]
        return [
            {
                "apiVersion": "v1",
                "kind": "Secret",
                "metadata": metadata(str(secret), args, of=name),
                "type": "kubernetes.io/tls",
                "stringData": {"tls.crt": pem["certificate"], "tls.key": pem["private_key"]},
            }
        ]
    if "issuer" not in tls:
        return []
    return [
        {
            "apiVersion": "cert-manager.io/v1",
            "kind": "Certificate",
            "metadata": metadata(str(secret), args, of=name),
            "spec": {
                "secretName": secret,
                "dnsNames": hosts_of(args),
                "issuerRef": {
                    "group": "cert-manager.io",
                    "kind": str(tls["issuer"].get("kind", "Issuer")),
                    "name": tls["issuer"]["name"],
                },
            },
        }
    ]


def _class_name(controller: Mapping[str, Any]) -> Any:
    named = controller.get("class_name")
    return controller.get("ready", named) if named is not None else None


def _tls(name: str, args: Any) -> list[Manifest] | None:
    if tls_of(args) is None:
        return None
    return [{"hosts": hosts_of(args), **present(secretName=secret_of(name, args))}]


def _paths(name: str, args: Any) -> list[Manifest]:
    return [
        {
            "path": route.path,
            "pathType": str(route.type),
            "backend": {"service": {"name": name, "port": {"name": name_of(route.port)}}},
        }
        for route in routes(args)
    ]
