"""Metadata that all objects of an app share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exposure_components.args.app import AppArgs

Manifest = dict[str, Any]
"""An object of Kubernetes, as its API spells it."""

APP_LABEL = "exposure-components/app"
"""Our own label. Selectors hold it alone: a user's label may change, a selector may not."""


def selector(name: str, app: AppArgs) -> dict[str, str]:
    """The labels by which Services and policies find the pods."""
    return dict(app.get("selector", {APP_LABEL: name}))


def labels(name: str, app: AppArgs) -> dict[str, Any]:
    """Of every object and of the pods."""
    return {"app.kubernetes.io/name": name, **app.get("labels", {}), APP_LABEL: name}


def metadata(
    name: str, app: AppArgs, annotations: Mapping[str, Any] | None = None, of: str = ""
) -> Manifest:
    """Of the object `name` that belongs to the app `of`, or is named like it."""
    made: Manifest = {"name": name, "labels": labels(of or name, app)}
    if namespace := namespace_name(of or name, app):
        made["namespace"] = namespace
    if both := {**app.get("annotations", {}), **(annotations or {})}:
        made["annotations"] = both
    return made


def namespace_name(name: str, app: AppArgs) -> str | None:
    """Where the objects live; None leaves it to the provider."""
    namespace = app.get("namespace", {})
    return namespace.get("name", name if namespace.get("create") else None)


def present(**fields: Any) -> Manifest:
    """The fields that have a value."""
    return {key: value for key, value in fields.items() if value is not None}
