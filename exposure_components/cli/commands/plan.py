"""``exposure plan``."""

from pathlib import Path

from exposure_components.cli.console import errors_to_stderr, stdout
from exposure_components.cli.options import ConfigOption, JsonOption, ProjectOption, StackOption
from exposure_components.cli.plan import print_plan, print_plan_as_json
from exposure_components.cli.planned import planned


def plan(
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the resources, the endpoints and the warnings of a project.

    Needs no engine, provider and cluster. Encrypted config reads [secret].
    """
    with errors_to_stderr():
        found = planned(project, stack, config)
        if as_json:
            print_plan_as_json(found.recording, found.project, found.stack)
        else:
            print_plan(found.recording, f"{found.project} {found.stack}", stdout())
    found.exit_for_errors()
