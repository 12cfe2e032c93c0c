"""TLS of OpenShift's Routes, and who may read their certificates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exposure_components.checks.shapes import is_output
from exposure_components.ingress.objects import certificates
from exposure_components.ingress.words import (
    Route,
    is_over_tls,
    passes_tls_through,
    redirects,
    secret_of,
    tls_of,
)
from exposure_components.objects.labels import Manifest, metadata, present

_RBAC = "rbac.authorization.k8s.io"
_ACCOUNT = {"kind": "ServiceAccount", "name": "router", "namespace": "openshift-ingress"}
"""Who reads certificates (library-go, pkg/route/validation: routerServiceAccount)."""
_END = "-----END CERTIFICATE-----"


def route_tls(name: str, args: Any, route: Route) -> Manifest | None:
    """Where TLS ends, and what is done to requests without."""
    tls = tls_of(args)
    if tls is None:
        return None
    if passes_tls_through(args):
        return {"termination": "passthrough"}
    again = is_over_tls(route.port)
    authority = args.get("backend_tls", {}).get("ca") if again else None
    return {
        "termination": "reencrypt" if again else "edge",
        "insecureEdgeTerminationPolicy": "Redirect" if redirects(args) else "Allow",
        **_certificate(name, args, tls),
        **present(destinationCACertificate=authority),
    }


def _certificate(name: str, args: Any, tls: Any) -> Manifest:
    if "certificate" in tls:
        pem, key = tls["certificate"]["certificate"], tls["certificate"]["private_key"]
        signers = then(pem, lambda text: text.partition(_END)[2].strip())
        return {
            "certificate": then(pem, lambda text: text.partition(_END)[0] + _END + "\n"),
            "key": key,
            **({"caCertificate": signers} if signers else {}),
        }
    secret = secret_of(name, args)
    return {} if secret is None else {"externalCertificate": {"name": secret}}


def then(value: Any, change: Callable[[Any], Any]) -> Any:
    """What a value is changed to, now or once it is known."""
    return value.apply(change) if is_output(value) else change(value)


def readable_certificate(name: str, args: Any) -> list[Manifest]:
    """cert-manager's certificate, if it is asked for one, and the permission to read the Secret."""
    made = [o for o in certificates(name, args) if o["kind"] == "Certificate"]
    return [*map(_waited_for, made), *_permission(name, args)]


def _waited_for(certificate: Manifest) -> Manifest:
    """OpenShift refuses a Route whose Secret is not there yet."""
    known = certificate["metadata"]
    waits = {**known.get("annotations", {}), "pulumi.com/waitFor": "condition=Ready"}
    return {**certificate, "metadata": {**known, "annotations": waits}}


def _permission(name: str, args: Any) -> list[Manifest]:
    """To read the Secret, which the router itself has not."""
    secret = None if "certificate" in (tls_of(args) or {}) else secret_of(name, args)
    if secret is None:
        return []
    said = metadata(f"{name}-router", args, of=name)
    rule = {
        "apiGroups": [""],
        "resources": ["secrets"],
        "resourceNames": [secret],
        "verbs": ["get", "list", "watch"],
    }
    role = {"apiGroup": _RBAC, "kind": "Role", "name": said["name"]}
    both = {"apiVersion": f"{_RBAC}/v1", "metadata": said}
    return [
        {**both, "kind": "Role", "rules": [rule]},
        {**both, "kind": "RoleBinding", "roleRef": role, "subjects": [_ACCOUNT]},
    ]
