"""What clients inside of the cluster notice: those of the app's Service."""

from collections.abc import Iterator, Sequence
from typing import Any

from exposure_components.migration.apps import App
from exposure_components.migration.bounds import Part
from exposure_components.migration.changes import Change, Outcome
from exposure_components.migration.interruptions import Effect, Interruption
from exposure_components.migration.rollouts import Pods
from exposure_components.migration.state import Resource
from exposure_components.migration.ways import PODS_REPLACED
from exposure_components.topology.things import fields, items


def of_services(app: App) -> Iterator[Interruption]:
    """Of each Service that the app had."""
    for each in app.changes:
        if each.before is not None and each.before.kind == "Service":
            yield from _of_service(app, each, each.before)


def _of_service(app: App, change: Change, before: Resource) -> Iterator[Interruption]:
    name, after = _dns_name(before), change.after
    if after is None or _dns_name(after) != name:
        begins = "it is deleted, at the end of up"
        yield Interruption(app.name, name, Effect.GONE, begins)
        return
    lost = [port for port in _ports(before) if port not in _ports(after)]
    for protocol, port in lost:
        yield Interruption(
            app.name, f"{name}:{port} ({protocol})", Effect.GONE, "the Service is updated"
        )
    if change.outcome is Outcome.REPLACED:
        parts = (Part("the Service is made anew"),)
        begins, ends = "the Service is deleted", "it is there again, with another ClusterIP"
        yield Interruption(app.name, name, Effect.CUT, begins, ends, parts)
    elif app.rollout.pods is Pods.ALL_END:
        yield Interruption(app.name, name, Effect.CUT, *PODS_REPLACED, app.rollout.away)
    elif len(lost) < len(_ports(before)):
        yield Interruption(
            app.name, name, Effect.KEPT, because="the Service and its ClusterIP stay"
        )


def _dns_name(service: Resource) -> str:
    metadata = fields(service.inputs, "metadata")
    return f"{metadata.get('name')}.{metadata.get('namespace', 'default')}.svc"


def _ports(service: Resource) -> Sequence[tuple[str, Any]]:
    found = items(service.inputs, "spec", "ports")
    return [(str(each.get("protocol", "TCP")), each.get("port")) for each in found]
