"""A plan as a page."""

from pathlib import Path
from typing import Any

from exposure_components.cli.balancers import advice, balancers
from exposure_components.cli.change_texts import (
    CLIENT_HEADINGS,
    change_texts,
    client_cells,
    summary,
)
from exposure_components.cli.dumping import dump
from exposure_components.cli.endpoint_table import endpoint_table
from exposure_components.cli.failure import UsageError
from exposure_components.cli.planned import Planned
from exposure_components.cli.summary import LATER, label, lines, manifest_of, shown
from exposure_components.migration.assess import Migration
from exposure_components.report.content import Comparison, Content, Manifest, Message, Resource
from exposure_components.report.page import page
from exposure_components.testing import UNKNOWN, RecordedResource, Recording
from exposure_components.testing.wire import is_list, is_map
from exposure_components.topology.build import topology
from exposure_components.topology.recorded import recorded


def write_page(plan: Planned, change: Migration | None, file: Path) -> None:
    """Write the page; ``UsageError`` where that is not to be done."""
    try:
        file.write_text(page(content_of(plan, change)), encoding="utf-8")
    except OSError as exn:
        raise UsageError(f"{file} can't be written: {exn.strerror}") from exn


def content_of(plan: Planned, change: Migration | None = None) -> Content:
    """What the page tells.

    change: what the plan makes of what was before.
    """
    recording = plan.recording
    table = endpoint_table(recording)
    return Content(
        title=f"{plan.project} {plan.stack}",
        topology=topology(recorded(recording)),
        headings=table.headings,
        endpoints=table.rows,
        messages=[
            Message(str(each.severity), f"{each.resource}: {each.message}")
            if each.resource
            else Message(str(each.severity), each.message)
            for each in lines(recording)
        ],
        balancers=[(each.name, each.kind, shown(each.component)) for each in balancers(recording)],
        advice=advice(recording),
        comparison=None if change is None else _comparison(change),
        resources=_below(recording, None),
        manifests=[
            Manifest(label(each), dump(_readable(manifest_of(each))))
            for each in recording.resources
            if each.makes_kubernetes_object
        ],
    )


def _comparison(change: Migration) -> Comparison:
    return Comparison(
        summary=summary(change),
        changes=change_texts(change),
        headings=CLIENT_HEADINGS,
        clients=[client_cells(each) for each in change.interruptions],
        cautions=change.notices,
    )


def _below(recording: Recording, parent: RecordedResource | None) -> list[Resource]:
    return [
        Resource(label(each), not each.custom, _below(recording, each))
        for each in recording.children_of(parent)
    ]


def _readable(value: Any) -> Any:
    if is_map(value):
        return {key: _readable(entry) for key, entry in value.items()}
    if is_list(value):
        return [_readable(item) for item in value]
    return LATER if value is UNKNOWN else value
