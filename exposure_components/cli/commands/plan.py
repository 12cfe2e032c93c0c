"""``exposure plan``."""

from pathlib import Path
from typing import Annotated

import typer

from exposure_components.cli.changes import migration_as_json, print_migration
from exposure_components.cli.compared import compared, exit_for_replacements
from exposure_components.cli.console import errors_to_stderr, stdout
from exposure_components.cli.html import write_page
from exposure_components.cli.options import ConfigOption, JsonOption, ProjectOption, StackOption
from exposure_components.cli.plan import print_plan, print_plan_as_json
from exposure_components.cli.planned import planned

BeforeOption = Annotated[
    str | None,
    typer.Option(
        "--before",
        metavar="FILE",
        help="Compare with a state (`pulumi stack export`) or an earlier plan (`--json`); - is "
        "the standard input.",
    ),
]
BeforeStackOption = Annotated[
    str | None,
    typer.Option("--before-stack", metavar="NAME", help="Compare with another stack's config."),
]
RefuseOption = Annotated[
    bool,
    typer.Option("--refuse-replacements", help="Exit with 1 if a resource is replaced or may be."),
]

HtmlOption = Annotated[
    Path | None,
    typer.Option("--html", metavar="FILE", help="Write the plan as a page of its own besides."),
]


def plan(
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    config: ConfigOption = None,
    before: BeforeOption = None,
    before_stack: BeforeStackOption = None,
    refuse_replacements: RefuseOption = False,
    html: HtmlOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the resources, the endpoints and the warnings of a project.

    Needs no engine, provider and cluster. Encrypted config is not decrypted. Compared with what
    was before, also what changes, and for how long clients are cut off.
    """
    with errors_to_stderr():
        found = planned(project, stack, config)
        change = compared(found, project, before, before_stack)
        if html is not None:
            write_page(found, change, html)
        if as_json:
            more = migration_as_json(change) if change else None
            print_plan_as_json(found.recording, found.project, found.stack, more)
        else:
            print_plan(found.recording, f"{found.project} {found.stack}", stdout())
            if change:
                print_migration(change, stdout())
        found.exit_for_errors()
        if refuse_replacements:
            exit_for_replacements(change)
