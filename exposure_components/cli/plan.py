"""Printing what a project would make."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from exposure_components.cli.balancers import advice, balancers, count
from exposure_components.cli.console import print_json
from exposure_components.cli.endpoint_table import endpoint_table
from exposure_components.cli.summary import endpoints, label, lines, manifest_of, shown
from exposure_components.testing import RecordedResource, Recording, Severity
from exposure_components.testing.wire import is_map, masked


def print_plan(recording: Recording, title: str, console: Console) -> None:
    """The resources as a tree, then the endpoints, the load balancers and the warnings."""
    console.print(_tree(recording, title))
    table = _endpoints(recording)
    if table.row_count:
        _print_section("Endpoints", table, console)
    _print_balancers(recording, console)
    logged = list(lines(recording))
    if logged:
        console.print()
    for line in logged:
        style = "yellow" if line.severity is Severity.WARNING else "bold red"
        about = f"{line.resource}: " if line.resource else ""
        text = Text.assemble((f"{line.severity}: ", style), f"{about}{line.message}")
        console.print(text, soft_wrap=True)


def _print_balancers(recording: Recording, console: Console) -> None:
    found = balancers(recording)
    if not found:
        return
    table = _table("Load balancer", "Kind", "Component")
    for each in found:
        table.add_row(*(Text(shown(value)) for value in (each.name, each.kind, each.component)))
    _print_section(f"Load balancers: {count(found)}", table, console)
    for line in advice(recording):
        console.print(Text.assemble(("advice: ", "cyan"), line), soft_wrap=True)


def print_plan_as_json(
    recording: Recording, project: str, stack: str, more: Mapping[str, Any] | None = None
) -> None:
    """The same as one JSON object; null stands for what is known after ``up``.

    more: entries of the object besides.
    """
    plan = {
        "project": project,
        "stack": stack,
        "resources": [_resource(each) for each in recording.resources],
        "endpoints": [
            {"component": row.component, **(row.endpoint or {})} for row in endpoints(recording)
        ],
        "load_balancers": [asdict(each) for each in balancers(recording)],
        "advice": advice(recording),
        "messages": [
            {"severity": line.severity, "resource": line.resource, "message": line.message}
            for line in lines(recording)
        ],
        **(more or {}),
    }
    print_json(plan)


def _tree(recording: Recording, title: str) -> Tree:
    tree = Tree(Text(title, style="bold"), guide_style="dim")

    def add(branch: Tree, parent: RecordedResource | None) -> None:
        for child in recording.children_of(parent):
            add(branch.add(Text(label(child), style="" if child.custom else "cyan")), child)

    add(tree, None)
    return tree


def _endpoints(recording: Recording) -> Table:
    found = endpoint_table(recording)
    table = _table(*found.headings)
    for row in found.rows:
        table.add_row(*map(Text, row))
    return table


def _table(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _print_section(title: str, content: RenderableType, console: Console) -> None:
    console.print()
    console.print(Text(title, style="bold"))
    console.print(content)


def _resource(resource: RecordedResource) -> dict[str, Any]:
    described: dict[str, Any] = {
        "type": resource.type,
        "name": resource.name,
        "urn": resource.urn,
        "parent": resource.parent,
        "custom": resource.custom,
    }
    if resource.makes_kubernetes_object:
        manifest = manifest_of(resource)
        described["inputs"] = manifest
        metadata = manifest["metadata"]
        known: Mapping[str, Any] = metadata if is_map(metadata) else {}
        described["object"] = {
            "apiVersion": manifest["apiVersion"],
            "kind": manifest["kind"],
            "namespace": known.get("namespace"),
            "name": known.get("name"),
        }
    elif resource.read_id is None:
        described["inputs"] = masked(resource.inputs, resource.secrets)
    if not resource.custom:
        described["outputs"] = masked(resource.outputs, resource.output_secrets)
    return described
