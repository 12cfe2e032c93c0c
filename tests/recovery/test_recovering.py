"""Pending creations of a state, and the state that knows what became of them."""

from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

import pytest

from exposure_components.recovery.pending import completed, known_ids, pending_creates
from exposure_components.recovery.recover import Fate, recover

STACK = "urn:pulumi:lab::shop"
OCTAVIA = "openstack:loadbalancer"


def operation(kind: str, name: str, /, type: str = "creating", **inputs: Any) -> dict[str, Any]:
    """What the engine notes before it asks a provider for something."""
    resource = {"urn": f"{STACK}::{kind}::{name}", "type": kind, "custom": True, "inputs": inputs}
    return {"resource": resource, "type": type}


def state(*operations: Any, resources: Any = ()) -> dict[str, Any]:
    """An export."""
    whole = {"resources": list(resources), "pending_operations": list(operations)}
    return {"version": 3, "deployment": whole}


def test_what_was_being_created_is_pending_and_nothing_else_is() -> None:
    made = operation("a:b:C", "made")
    export = state(
        operation("a:b:C", "new"),
        operation("a:b:C", "new"),
        operation("a:b:C", "gone", "deleting"),
        made,
        resources=[made["resource"]],
    )
    assert [each.name for each in pending_creates(export)] == ["C new"]
    assert pending_creates({"deployment": {}}) == []


def test_the_completed_state_has_what_was_made_with_what_was_asked_for() -> None:
    first = {"urn": f"{STACK}::pulumi:pulumi:Stack::lab", "type": "pulumi:pulumi:Stack"}
    new = operation("a:b:C", "new", size=1)
    export = state(new, operation("a:b:C", "other"), resources=[first])
    whole = completed(export, {new["resource"]["urn"]: "id-1"})
    made = {**new["resource"], "id": "id-1", "outputs": {"size": 1, "id": "id-1"}}
    assert whole["deployment"] == {"resources": [first, made]}
    assert len(export["deployment"]["resources"]) == 1
    assert known_ids(whole) == {"id-1"}


@pytest.mark.parametrize(
    ("metadata", "id"),
    [({"name": "web", "namespace": "shop"}, "shop/web"), ({"name": "shop"}, "shop")],
)
def test_an_object_of_kubernetes_has_the_id_of_its_name(metadata: Any, id: str) -> None:
    pending = pending_creates(state(operation("kubernetes:core/v1:X", "web", metadata=metadata)))
    (found,) = recover(pending, set(), _nobody)
    assert (found.fate, found.id) == (Fate.NAMED, id)


def test_what_the_state_knows_already_is_not_what_was_made() -> None:
    inputs = {"name": "web-http", "loadbalancerId": "lb-1"}
    pending = pending_creates(state(operation(f"{OCTAVIA}/pool:Pool", "web", **inputs)))
    asked: list[dict[str, str]] = []

    def pools(**query: str) -> list[Any]:
        asked.append(query)
        return [SimpleNamespace(id="old"), SimpleNamespace(id="new")]

    cloud = SimpleNamespace(load_balancer=SimpleNamespace(pools=pools))
    assert recover(pending, {"old"}, lambda: cloud)[0].id == "new"
    assert recover(pending, {"old", "new"}, lambda: cloud)[0].fate is Fate.NOT_MADE
    assert asked[0] == {"name": "web-http", "loadbalancer_id": "lb-1"}


def test_of_several_that_are_as_it_was_asked_for_none_is_taken() -> None:
    inputs = {"name": "web-http", "loadbalancerId": "lb-1"}
    pending = pending_creates(state(operation(f"{OCTAVIA}/pool:Pool", "web", **inputs)))
    pools = [SimpleNamespace(id=id) for id in ("old", "one", "two")]
    cloud = SimpleNamespace(load_balancer=SimpleNamespace(pools=lambda **_: pools))
    (found,) = recover(pending, {"old"}, lambda: cloud)
    assert (found.fate, found.id, found.candidates) == (Fate.AMBIGUOUS, None, ["one", "two"])


@pytest.mark.parametrize(
    "pending",
    [
        pytest.param(operation("aws:lb/listener:Listener", "web"), id="another provider's"),
        pytest.param(operation("openstack:networking/port:Port", "web"), id="without a name"),
    ],
)
def test_what_cannot_be_told_from_others_is_unknown(pending: Any) -> None:
    (found,) = recover(pending_creates(state(pending)), set(), Mock)
    assert (found.fate, found.id) == (Fate.UNKNOWN, None)


def _nobody() -> Any:
    raise AssertionError("no cloud is needed")
