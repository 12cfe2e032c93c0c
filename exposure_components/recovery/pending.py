"""Creations that a stack's state calls pending, and the state that knows what became of them."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from exposure_components.values import mapping

_CREATING = "creating"
"""Type of such an operation (pulumi, sdk/go/common/resource/operation.go)."""


@dataclass(frozen=True)
class Pending:
    """A resource that a run was creating when it was killed."""

    urn: str
    type: str
    inputs: Mapping[str, Any]

    @property
    def name(self) -> str:
        """As messages name it."""
        return f"{self.type.rpartition(':')[2]} {self.urn.rpartition('::')[2]}"


def pending_creates(export: Mapping[str, Any]) -> list[Pending]:
    """Those of an export of the state, each once, without what a later run has created."""
    known = {each["urn"] for each in _resources(export)}
    found = {
        each["urn"]: Pending(each["urn"], each["type"], mapping(each.get("inputs")) or {})
        for each in map(_resource, _created(export))
    }
    return [each for urn, each in found.items() if urn not in known]


def known_ids(export: Mapping[str, Any]) -> set[str]:
    """The providers' own ids of all that the state has."""
    return {each["id"] for each in _resources(export) if "id" in each}


def completed(export: Mapping[str, Any], ids: Mapping[str, str]) -> dict[str, Any]:
    """The state without what is pending, in which the resources of these URNs exist.

    Their outputs are as the program asked for them, until a refresh.
    """
    whole = deepcopy(dict(export))
    pending = {each["urn"]: each for each in map(_resource, _created(whole))}
    for urn, id in ids.items():
        made = {**pending[urn], "id": id}
        made["outputs"] = {**(mapping(made.get("inputs")) or {}), "id": id}
        _resources(whole).append(made)
    whole["deployment"].pop("pending_operations", None)
    return whole


def _created(export: Mapping[str, Any]) -> list[Any]:
    operations: list[Any] = export["deployment"].get("pending_operations") or []
    return [each for each in operations if each["type"] == _CREATING]


def _resource(operation: Any) -> Any:
    return operation["resource"]


def _resources(export: Mapping[str, Any]) -> list[Any]:
    found: list[Any] = export["deployment"].setdefault("resources", [])
    return found
