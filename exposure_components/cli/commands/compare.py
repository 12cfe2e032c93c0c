"""``exposure compare``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from exposure_components.cli.comparable import Comparable, changed, of_file, of_ports, of_project
from exposure_components.cli.compare_table import as_json as comparison_as_json
from exposure_components.cli.compare_table import print_comparison
from exposure_components.cli.console import errors_to_stderr, print_json, stdout
from exposure_components.cli.failure import UsageError
from exposure_components.cli.options import ConfigOption, JsonOption, ProjectOption, StackOption
from exposure_components.comparing.compare import Comparison, compared
from exposure_components.strategies.all import STRATEGIES


def compare(
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    config: ConfigOption = None,
    app: Annotated[
        str | None,
        typer.Option("--app", "-a", metavar="NAME", help="Only this app of the project."),
    ] = None,
    args: Annotated[
        str | None,
        typer.Option(
            "--args",
            metavar="FILE",
            help="Compare an app by its args in YAML instead, as a stack's config has them; - is "
            "the standard input.",
        ),
    ] = None,
    port: Annotated[
        list[str] | None,
        typer.Option(
            "--port",
            metavar="PORT[/PROTOCOL]",
            help="Compare an app of these ports instead, as 8086/http or 53/UDP; may be repeated.",
        ),
    ] = None,
    setting: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="KEY=VALUE",
            help="Another arg of the app, as client_ip=preserve or cluster.platform=openshift; may "
            "be repeated.",
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Exit with 1 if an app has not the recommended strategy."),
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Compare every strategy for an app: what it needs, gives, costs and breaks.

    Each is tried by the checks and builders of its component, with the facts that the args tell of
    the cluster, and with what the program has in front of apps. Exits with 1 where an app has no
    strategy that can be.
    """
    with errors_to_stderr():
        if sum((args is not None, bool(port), app is not None)) > 1:
            raise UsageError("--args, --port and --app each say what is compared; keep one of them")
        if args is not None:
            chosen = [of_file(args)]
        else:
            chosen = [of_ports(port)] if port else of_project(project, stack, config, app)
        found = [_compared(changed(each, setting or [])) for each in chosen]
        _print(found, as_json=as_json)
        if check:
            _check(found)
        if any(each.best is None for each in found):
            raise typer.Exit(1)


def _compared(chosen: Comparable) -> Comparison:
    return compared(chosen.app, STRATEGIES, chosen.shared, chosen.taken)


def _print(found: Sequence[Comparison], *, as_json: bool) -> None:
    if as_json:
        print_json({"apps": [comparison_as_json(each) for each in found]})
        return
    console = stdout()
    for i, each in enumerate(found):
        if i:
            console.print()
        print_comparison(each, console)


def _check(found: Sequence[Comparison]) -> None:
    if any(each.app.strategy is None for each in found):
        raise UsageError("--check needs an app with a strategy: say `strategy` in its args")
    if any(each.best is None or not each.best.trial.is_present for each in found):
        raise typer.Exit(1)
