"""What a controller needs in the cluster besides its pods."""

from __future__ import annotations

from typing import Any

from exposure_components.controllers.all import make_of
from exposure_components.controllers.crds import custom_resource_definitions
from exposure_components.controllers.words import Asked
from exposure_components.objects.labels import Manifest, labels, metadata

_RBAC = "rbac.authorization.k8s.io"
_DEFAULT_CLASS = "ingressclass.kubernetes.io/is-default-class"


def before(asked: Asked) -> list[Manifest]:
    """What must be there before its pods run."""
    return [*_definitions(asked), *_rights(asked)]


def after(asked: Asked) -> list[Manifest]:
    """What it reads itself, once it runs."""
    own = [_labelled(asked, manifest) for manifest in make_of(asked.args).objects(asked)]
    return [_ingress_class(asked), *_secrets(asked), *own]


def role_name(asked: Asked) -> str:
    """Of what belongs to no namespace."""
    where = asked.namespace["name"]
    return asked.name if where == asked.name else f"{where}-{asked.name}"


def _definitions(asked: Asked) -> list[Manifest]:
    if not asked.args.get("crds", True):
        return []
    return custom_resource_definitions(make_of(asked.args).key)


def _rights(asked: Asked) -> list[Manifest]:
    name = role_name(asked)
    about = {"name": name, "labels": labels(asked.name, _app(asked))}
    account = {"namespace": asked.namespace["name"], "name": asked.name}
    return [
        {
            "apiVersion": f"{_RBAC}/v1",
            "kind": "ClusterRole",
            "metadata": about,
            "rules": make_of(asked.args).rules(asked),
        },
        {
            "apiVersion": f"{_RBAC}/v1",
            "kind": "ClusterRoleBinding",
            "metadata": about,
            "roleRef": {"apiGroup": _RBAC, "kind": "ClusterRole", "name": name},
            "subjects": [{"kind": "ServiceAccount", **account}],
        },
    ]


def _ingress_class(asked: Asked) -> Manifest:
    default = {_DEFAULT_CLASS: "true"} if asked.args.get("default_class") else {}
    annotations = {**asked.args.get("annotations", {}), **default}
    about: Manifest = {"name": asked.class_name, "labels": labels(asked.name, _app(asked))}
    if annotations:
        about["annotations"] = annotations
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "IngressClass",
        "metadata": about,
        "spec": {"controller": make_of(asked.args).controller},
    }


def _secrets(asked: Asked) -> list[Manifest]:
    pem = asked.args.get("default_certificate", {}).get("certificate")
    if pem is None:
        return []
    return [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": metadata(str(asked.default_secret), _app(asked), of=asked.name),
            "type": "kubernetes.io/tls",
            "stringData": {"tls.crt": pem["certificate"], "tls.key": pem["private_key"]},
        }
    ]


def _labelled(asked: Asked, manifest: Manifest) -> Manifest:
    given = manifest["metadata"]
    about = metadata(given["name"], _app(asked), given.get("annotations"), of=asked.name)
    if manifest["kind"] == "GatewayClass":
        del about["namespace"]
    return {**manifest, "metadata": about}


def _app(asked: Asked) -> Any:
    """The args as far as metadata is made of them."""
    return {**asked.args, "namespace": asked.namespace}
