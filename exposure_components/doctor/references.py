"""What objects name by name: Secrets, ConfigMaps, claims, accounts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exposure_components.doctor.plan import Plan, known
from exposure_components.topology.inventory import WORKLOADS
from exposure_components.topology.pods import pod_spec
from exposure_components.topology.things import Thing, fields, items, texts
from exposure_components.values import mapping, sequence

PLURALS = {
    "ConfigMap": "configmaps",
    "PersistentVolumeClaim": "persistentvolumeclaims",
    "Secret": "secrets",
    "ServiceAccount": "serviceaccounts",
}
"""By kind, as requests name them; all are of `v1`."""

TLS = ("tls.crt", "tls.key")
"""Keys of a Secret with a server's certificate (kubernetes.io, TLS Secrets)."""
_AUTHORITY = ("ca.crt",)
_SINGLE = {"secretName": TLS, "caSecret": _AUTHORITY, "secret": ()}
"""Fields of routes that name a Secret, and the keys that it must have."""
_SEVERAL = {"secretNames": ()}
_REFERENCES = {"certificateRefs": TLS, "caCertificateRefs": _AUTHORITY}
_OBJECTS = {"externalCertificate": TLS}
_ROUTES = (
    "BackendTLSPolicy",
    "Gateway",
    "HTTPProxy",
    "Ingress",
    "IngressRoute",
    "IngressRouteTCP",
    "Middleware",
    "Route",
    "ServersTransport",
    "ServersTransportTCP",
    "TLSOption",
    "TLSStore",
)
"""Kinds whose fields are read by the tables above."""


@dataclass(frozen=True)
class Reference:
    """One object that another needs."""

    kind: str
    namespace: str
    name: str
    keys: tuple[str, ...] = ()
    """That it must have."""


def references(plan: Plan, thing: Thing) -> Iterator[Reference]:
    """What an object can't do without."""
    namespace = plan.namespace(thing)
    if thing.kind in WORKLOADS:
        found = _of_pod(namespace, pod_spec(thing))
    elif thing.kind in _ROUTES:
        found = _of_route(namespace, thing.spec)
    else:
        return
    for each in found:
        if known(each.name):
            yield each


def _of_pod(namespace: str, spec: Mapping[str, Any]) -> Iterator[Reference]:
    for each in items(spec, "imagePullSecrets"):
        yield Reference("Secret", namespace, known(each.get("name")))
    account = known(spec.get("serviceAccountName"))
    # The namespace's own comes with it.
    yield Reference("ServiceAccount", namespace, "" if account == "default" else account)
    for kind in ("containers", "initContainers"):
        for container in items(spec, kind):
            yield from _of_environment(namespace, container)
    for volume in items(spec, "volumes"):
        for source in (volume, *items(volume, "projected", "sources")):
            yield from _of_volume(namespace, source)


def _of_environment(namespace: str, container: Mapping[str, Any]) -> Iterator[Reference]:
    for each in items(container, "envFrom"):
        for key, kind in (("secretRef", "Secret"), ("configMapRef", "ConfigMap")):
            yield from _unless_optional(namespace, kind, fields(each, key), "name")
    for each in items(container, "env"):
        for key, kind in (("secretKeyRef", "Secret"), ("configMapKeyRef", "ConfigMap")):
            source = fields(each, "valueFrom", key)
            keys = (known(source.get("key")),) if source else ()
            yield from _unless_optional(namespace, kind, source, "name", keys)


def _of_volume(namespace: str, volume: Mapping[str, Any]) -> Iterator[Reference]:
    for key, kind, named in (
        ("secret", "Secret", "secretName"),
        ("secret", "Secret", "name"),
        ("configMap", "ConfigMap", "name"),
        ("persistentVolumeClaim", "PersistentVolumeClaim", "claimName"),
    ):
        source = fields(volume, key)
        keys = tuple(known(each.get("key")) for each in items(source, "items"))
        yield from _unless_optional(namespace, kind, source, named, keys)


def _unless_optional(
    namespace: str, kind: str, source: Mapping[str, Any], key: str, keys: tuple[str, ...] = ()
) -> Iterator[Reference]:
    if source.get("optional") is not True:
        yield Reference(kind, namespace, known(source.get(key)), tuple(filter(None, keys)))


def _of_route(namespace: str, value: Any) -> Iterator[Reference]:
    found = mapping(value)
    for each in sequence(value) or () if found is None else ():
        yield from _of_route(namespace, each)
    for key, entry in (found or {}).items():
        if key in _SINGLE:
            yield _secret(namespace, known(entry), _SINGLE[key])
        elif key in _SEVERAL:
            for name in texts(found, key):
                yield _secret(namespace, name, _SEVERAL[key])
        elif key in _OBJECTS:
            yield _secret(namespace, known(fields(entry).get("name")), _OBJECTS[key])
        elif key in _REFERENCES:
            for each in items(found, key):
                where = known(each.get("namespace")) or namespace
                kind = str(each.get("kind", "Secret"))
                if kind in PLURALS:
                    yield Reference(kind, where, known(each.get("name")), _REFERENCES[key])
        else:
            yield from _of_route(namespace, entry)


def _secret(namespace: str, name: str, keys: tuple[str, ...]) -> Reference:
    # Contour's way to name one of another namespace: `namespace/name`.
    where, slash, rest = name.partition("/")
    return (
        Reference("Secret", where, rest, keys)
        if slash
        else Reference("Secret", namespace, name, keys)
    )
