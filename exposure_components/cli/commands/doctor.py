"""``exposure doctor``."""

from pathlib import Path
from typing import Annotated

import typer

from exposure_components.cli.console import errors_to_stderr, stdout
from exposure_components.cli.diagnosis import examined, print_diagnosis, print_diagnosis_as_json
from exposure_components.cli.options import ConfigOption, JsonOption, ProjectOption, StackOption
from exposure_components.cli.planned import planned
from exposure_components.doctor.examine import has_problems


def doctor(
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    config: ConfigOption = None,
    context: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Context of the kubeconfig; default: the one of the program's provider, else the "
            "current one.",
        ),
    ] = None,
    kubeconfig: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Default: $KUBECONFIG, else ~/.kube/config."),
    ] = None,
    name_server: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS[:PORT]",
            help="Who is asked for names in DNS; default: this machine's resolver.",
        ),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Tell whether the live cluster has what a project needs, before anything is made.

    Changes nothing. Exits with 1 if something is missing or in the way, with 2 if the cluster
    can't be read.
    """
    with errors_to_stderr():
        plan = planned(project, stack, config)
        plan.exit_for_errors()
        result = examined(plan, context, kubeconfig, name_server)
        if as_json:
            print_diagnosis_as_json(result)
        else:
            print_diagnosis(result, stdout())
    if has_problems(result.found):
        raise typer.Exit(1)
