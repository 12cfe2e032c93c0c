"""States of small stacks, and what becomes of them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from exposure_components.cli.earlier import recorded
from exposure_components.migration.assess import Migration, migration
from exposure_components.migration.bounds import shown
from exposure_components.migration.changes import Change, changes
from exposure_components.migration.state import Resource
from exposure_components.testing import run_program

NODES = [
    {"name": "kubenode01", "address": "10.13.241.89"},
    {"name": "kubenode02", "address": "10.13.241.10"},
]
TYPES = {
    "ConfigMap": ("v1", "core/v1"),
    "DaemonSet": ("apps/v1", "apps/v1"),
    "Deployment": ("apps/v1", "apps/v1"),
    "PersistentVolumeClaim": ("v1", "core/v1"),
    "Secret": ("v1", "core/v1"),
    "Service": ("v1", "core/v1"),
    "StatefulSet": ("apps/v1", "apps/v1"),
}
"""By kind: its apiVersion, and where Pulumi's package has it."""


def urn(types: str, name: str) -> str:
    return f"urn:pulumi:lab::shop::{types}::{name}"


def resource(types: str, name: str = "web", **more: Any) -> Resource:
    """A resource of a provider, whose inputs are `inputs`."""
    return Resource(urn(types, name), **{"parent": "", "custom": True, "inputs": {}, **more})


def kubernetes(kind: str, name: str = "web", *, named: str = "web", **inputs: Any) -> Resource:
    """An object of Kubernetes, without a namespace unless its metadata have one."""
    version, package = TYPES[kind]
    manifest = {"apiVersion": version, "kind": kind, "metadata": {"name": named}, **inputs}
    return resource(f"kubernetes:{package}:{kind}", name, inputs=manifest)


def workload(kind: str = "Deployment", *, pod: Mapping[str, Any], **spec: Any) -> Resource:
    """One whose pods have that spec."""
    return kubernetes(kind, spec={**spec, "template": {"spec": pod}})


def only(before: Resource | None, after: Resource | None) -> Change:
    """What becomes of one resource."""
    (found,) = changes([before] if before else [], [after] if after else [])
    return found


def state(program: Callable[[], Any]) -> Sequence[Resource]:
    """What a program makes."""
    return recorded(run_program(program, preview=True))


def moved(before: Callable[[], Any], after: Callable[[], Any]) -> Migration:
    """From what one program makes to what another does."""
    return migration(state(before), state(after))


def clients(found: Migration) -> list[tuple[str, str]]:
    """What clients of each address notice: `cut off for a while: 40 s`."""
    return [
        (each.subject, f"{each.effect}{f': {shown(each.parts)}' if each.parts else ''}")
        for each in found.interruptions
    ]


def outcomes(found: Sequence[Change]) -> dict[str, str]:
    """What happens to each resource, by type and name, but for those that stay the same."""
    return {
        f"{each.resource.type.rpartition(':')[2]} {each.resource.name}": str(each.outcome)
        for each in found
        if each.outcome != "same"
    }
