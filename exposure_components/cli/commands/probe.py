"""``exposure probe``."""

from pathlib import Path
from typing import Annotated

import typer

from exposure_components.cli.console import errors_to_stderr, print_json, stdout
from exposure_components.cli.failure import UsageError
from exposure_components.cli.options import ConfigOption, JsonOption, ProjectOption, StackOption
from exposure_components.cli.probe_report import as_json, report
from exposure_components.cli.probed import Source, given, overrides, told
from exposure_components.cli.rounds import Rounds
from exposure_components.probing.attempts import Manner, tls_context
from exposure_components.probing.expectations import Expectation, expectation
from exposure_components.probing.kinds import State
from exposure_components.probing.verdicts import state as state_of

_CODES = {State.UP: 0, State.DOWN: 1, State.UNKNOWN: 3}
"""2 is of a command that is wrong."""

UrlsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[URL]...", help="Try these instead: http, https, tcp, tls, udp, grpc."),
]
DeployedOption = Annotated[
    bool, typer.Option("--deployed", help="Try what the stack has, by the Pulumi CLI.")
]
StateOption = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="Try what a file has: pulumi stack export, pulumi stack output --json or exposure "
        "plan --json wrote it; - for stdin.",
    ),
]
SecretsOption = Annotated[
    bool, typer.Option("--show-secrets", help="Try secret endpoints, too, and print them.")
]
OnlyOption = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="NAME", help="Only of this component; may be repeated."),
]
ExpectOption = Annotated[
    list[str] | None,
    typer.Option(
        metavar="STATUS", help="Right statuses: 204, 2xx, 200-399, 200,404; may be repeated."
    ),
]
TimeoutOption = Annotated[float, typer.Option(metavar="SECONDS", min=0.01, help="Of each step.")]
WaitOption = Annotated[
    float, typer.Option(metavar="SECONDS", min=0, help="Try again until all answer, so long.")
]
WatchOption = Annotated[bool, typer.Option("--watch", "-w", help="Try again until Ctrl-C.")]
ForOption = Annotated[
    float | None, typer.Option("--for", metavar="SECONDS", min=0, help="End --watch after so long.")
]
IntervalOption = Annotated[
    float, typer.Option(metavar="SECONDS", min=0, help="Between rounds of --wait and --watch.")
]
ResolveOption = Annotated[
    list[str] | None,
    typer.Option(metavar="HOST[:PORT]:ADDRESS", help="Ask no DNS for that host; may be repeated."),
]
CaFileOption = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="PEM of authorities to believe besides this machine's."),
]
InsecureOption = Annotated[
    bool, typer.Option("--insecure", "-k", help="Tell of certificates, and judge none.")
]


def probe(
    urls: UrlsArgument = None,
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    config: ConfigOption = None,
    deployed: DeployedOption = False,
    state: StateOption = None,
    show_secrets: SecretsOption = False,
    only: OnlyOption = None,
    expect: ExpectOption = None,
    timeout: TimeoutOption = 5,
    wait: WaitOption = 0,
    watch: WatchOption = False,
    watch_for: ForOption = None,
    interval: IntervalOption = 1,
    resolve: ResolveOption = None,
    ca_file: CaFileOption = None,
    insecure: InsecureOption = False,
    as_json_: JsonOption = False,
) -> None:
    """Try the endpoints of a plan, of a stack or of URLs from here, and say why one is down.

    Exit codes: 0 all answer, 1 one is down, 2 the command is wrong, 3 none is down and of one
    nobody can say. Of --watch the first two: whether any try was down.
    """
    with errors_to_stderr():
        if watch_for is not None and not watch:
            raise UsageError("--for ends --watch; give both")
        if watch and wait:
            raise UsageError("--watch goes on when all answer, and --wait ends then; keep one")
        source = Source(project, stack, config or (), state, deployed, show_secrets)
        _refuse_mixed(source, urls or [], only or [])
        rounds = Rounds(
            given(urls) if urls else told(source, only or []),
            _manner(timeout, ca_file, insecure=insecure),
            overrides(resolve or []),
            _expected(expect or []),
            interval,
        )
        if watch:
            raise typer.Exit(0 if rounds.watch(watch_for, is_json=as_json_).is_clean else 1)
        found = rounds.until_up(wait)
        if as_json_:
            print_json(as_json(found))
        else:
            stdout().print(report(found))
    raise typer.Exit(_CODES[state_of(found)])


def _refuse_mixed(source: Source, urls: list[str], only: list[str]) -> None:
    is_state = source.state is not None or source.is_deployed
    if source.state is not None and source.is_deployed:
        raise UsageError("--state and --deployed both say where the stack's state is; keep one")
    if is_state and source.config:
        raise UsageError("--config is for what a project would make; the state is as it is")
    if source.reveal and not is_state:
        raise UsageError("--show-secrets is for what a stack has: --deployed, or --state FILE")
    if urls and (is_state or source.stack or source.config or only):
        raise UsageError("URLs stand beside options for a stack's endpoints; keep one of the two")


def _manner(timeout: float, ca_file: Path | None, *, insecure: bool) -> Manner:
    file = None if ca_file is None else str(ca_file)
    try:
        tls_context(file, "http/1.1", verifies=True)
    except OSError as error:
        words = error.strerror or "holds no certificate"
        raise UsageError(f"--ca-file {ca_file} can't be used: {words}") from error
    return Manner(timeout, file, is_insecure=insecure)


def _expected(texts: list[str]) -> Expectation:
    try:
        return expectation(texts)
    except ValueError as error:
        raise UsageError(f"--expect {','.join(texts)} {error}") from error
