"""All that a migration comes to."""

from collections.abc import Sequence
from dataclasses import dataclass

from exposure_components.migration.apps import App, apps
from exposure_components.migration.changes import Change, Outcome, changes
from exposure_components.migration.inside import of_services
from exposure_components.migration.interruptions import (
    Interruption,
    of_endpoints,
    of_names,
    of_the_switch,
)
from exposure_components.migration.names import moved_names
from exposure_components.migration.notices import notices
from exposure_components.migration.rollouts import Rollout, rollout
from exposure_components.migration.state import Resource

_CLASSES = ("GatewayClass", "IngressClass")


@dataclass(frozen=True)
class Migration:
    """From one state to another."""

    changes: tuple[Change, ...]
    interruptions: tuple[Interruption, ...]
    """Of the apps of which something changes."""
    notices: tuple[str, ...]
    """What `up` would stumble over, and what is lost for good."""


def migration(before: Sequence[Resource], after: Sequence[Resource]) -> Migration:
    """What becomes of each resource, and of each address.

    Both are in the order of the program; of both stacks the resources have URNs of one stack.
    """
    found = changes(before, after)
    names = moved_names(found)
    known = apps(found)
    run = _controllers(found)
    rows: list[Interruption] = []
    for app in known:
        if not _changes(app) and not any(each.pods != "stay" for each in run):
            continue
        others = {k: o.name for o in known if o is not app for k in o.endpoints_after}
        rows += of_the_switch(app)
        rows += of_endpoints(app, others, names, run)
        rows += of_services(app)
    return Migration(tuple(found), (*rows, *of_names(names)), tuple(notices(found)))


def _changes(app: App) -> bool:
    return any(each.outcome is not Outcome.SAME for each in app.changes)


def _controllers(found: Sequence[Change]) -> list[Rollout]:
    """Of the pods that serve routes, where the program runs them."""
    parents = {e.after.parent for e in found if e.after is not None and e.after.kind in _CLASSES}
    return [
        rollout([e for e in found if e.after is not None and e.after.parent == parent])
        for parent in sorted(parents)
    ]
