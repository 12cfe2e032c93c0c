"""The app's container."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exposure_components.objects.labels import Manifest, present
from exposure_components.objects.network import PodNetwork, container_ports
from exposure_components.objects.probes import probes
from exposure_components.objects.security import container_security
from exposure_components.objects.volumes import mounts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_components.args.app import AppArgs
    from exposure_components.args.env import EnvSource, EnvValueSource
    from exposure_components.args.ports import Port


def container(name: str, app: AppArgs, ports: Sequence[Port], network: PodNetwork) -> Manifest:
    """The container, which has the app's name."""
    return {
        "name": name,
        **present(
            image=app.get("image"),
            imagePullPolicy=app.get("image_pull_policy"),
            command=_list(app.get("command")),
            args=_list(app.get("args")),
            env=_variables(app) or None,
            envFrom=[_source(s) for s in app.get("env_from", [])] or None,
            resources=_resources(app),
            volumeMounts=mounts(app) or None,
        ),
        "ports": container_ports(ports, network),
        **probes(app, ports),
        **present(lifecycle=_lifecycle(app)),
        "securityContext": container_security(app),
    }


def _lifecycle(app: AppArgs) -> Manifest | None:
    """Serve on for a while: nodes and balancers learn late that the pod shall end."""
    seconds = app.get("drain")
    return None if seconds is None else {"preStop": {"sleep": {"seconds": seconds}}}


def _list(values: Sequence[Any] | None) -> list[Any] | None:
    return None if values is None else list(values)


def _variables(app: AppArgs) -> list[Manifest]:
    plain = [{"name": key, "value": value} for key, value in app.get("env", {}).items()]
    sourced = [
        {"name": key, "valueFrom": _value_from(source)}
        for key, source in app.get("env_value_from", {}).items()
    ]
    return plain + sourced


def _value_from(source: EnvValueSource) -> Manifest:
    kind, name = _reference(source)
    return {f"{kind}KeyRef": present(name=name, key=source["key"], optional=source.get("optional"))}


def _source(source: EnvSource) -> Manifest:
    kind, name = _reference(source)
    reference = {f"{kind}Ref": present(name=name, optional=source.get("optional"))}
    return {**present(prefix=source.get("prefix")), **reference}


def _reference(source: EnvSource | EnvValueSource) -> tuple[str, str | None]:
    return (
        ("secret", source["secret"])
        if "secret" in source
        else ("configMap", source.get("config_map"))
    )


def _resources(app: AppArgs) -> Manifest | None:
    return {**app["resources"]} if "resources" in app else None
