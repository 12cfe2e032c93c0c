"""The apps that are compared: those of a project, or one of a file and of options."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from exposure_components.checks.collisions import Claim
from exposure_components.cli import documents
from exposure_components.cli.console import warn
from exposure_components.cli.failure import ProgramError, UsageError
from exposure_components.cli.planned import planned
from exposure_components.comparing.app import App
from exposure_components.comparing.words import arg_problems
from exposure_components.exposing import claimed, problems
from exposure_components.kinds import Protocol
from exposure_components.noted import Noted, noting
from exposure_components.problems import did_you_mean
from exposure_components.strategies.all import STRATEGIES
from exposure_components.values import mapping

_STDIN: Final = "-"
_IMAGE: Final = "app"
"""Stands for the image of an app of which only ports are given; no strategy depends on it."""


@dataclass(frozen=True)
class Comparable:
    """An app, and what else the program has."""

    app: App
    shared: Sequence[tuple[str, str, Any]] = ()
    """Arg, name and value of what apps can share."""
    taken: Sequence[Claim] = ()
    """What the others have for themselves."""


def of_project(
    directory: Path, stack: str | None, config: Sequence[str] | None, name: str | None
) -> list[Comparable]:
    """Those of a project's program, or the one of that name, also where they are refused."""
    with noting() as seen:
        try:
            planned(directory, stack, config)
        except ProgramError as exn:
            if not seen.apps:
                raise
            for line in str(exn).splitlines():
                warn(line.strip())
    if not seen.apps:
        raise UsageError("the program exposes no app; give one with --args or --port")
    if name is not None and name not in seen.apps:
        remedy = did_you_mean(name, seen.apps, f"the apps are {', '.join(seen.apps)}")
        raise UsageError(f"the program has no app {name}; {remedy}")
    return list(_noted(seen, name))


def _noted(seen: Noted, name: str | None) -> Iterator[Comparable]:
    shared = [(arg, label, each.value) for (arg, label), each in seen.shared.items()]
    of_shared = [claim for each in seen.shared.values() for claim in each.claims]
    for own, app in seen.apps.items():
        if name in (None, own):
            others = [
                claim for other in seen.apps if other != own for claim in _claims(seen, other)
            ]
            yield Comparable(App(own, app.args, app.strategy), shared, [*of_shared, *others])


def _claims(seen: Noted, name: str) -> list[Claim]:
    app = seen.apps[name]
    strategy = STRATEGIES.get(app.strategy)
    if strategy is None or problems(strategy, name, app.args):
        return []
    return claimed(strategy, name, app.args)


def of_file(source: str) -> Comparable:
    """The one of a YAML file with its args, as a stack's config has them under its name."""
    if source == _STDIN:
        content = documents.parse(sys.stdin, "the standard input")
    else:
        try:
            content = documents.load(Path(source))
        except OSError as exn:
            raise UsageError(f"--args {source}: {exn.strerror}") from exn
    args = mapping(content)
    if args is None:
        raise UsageError(f"--args {source} is no mapping: write the app's args, as `ports: [...]`")
    strategy = args.get("strategy")
    if strategy is not None and strategy not in STRATEGIES:
        remedy = did_you_mean(str(strategy), STRATEGIES, f"name one of {', '.join(STRATEGIES)}")
        raise UsageError(f"--args {source}: {strategy} is no strategy; {remedy}")
    own = {key: value for key, value in args.items() if key != "strategy"}
    return Comparable(App(str(own.get("name", "app")), own, strategy))


def of_ports(ports: Sequence[str]) -> Comparable:
    """One that is known by its ports alone."""
    return Comparable(App("app", {"image": _IMAGE, "ports": [_port(each) for each in ports]}))


def _port(text: str) -> dict[str, Any]:
    number, _, spoken = text.partition("/")
    if not number.isdecimal():
        raise UsageError(f"--port {text} is no port: write 5432, 53/UDP or 8086/http")
    port: dict[str, Any] = {"container_port": int(number)}
    if spoken.upper() in list(Protocol):
        return {**port, "protocol": spoken.upper()}
    return {**port, "app_protocol": spoken} if spoken else port


def changed(found: Comparable, settings: Sequence[str]) -> Comparable:
    """The same with other args: `KEY=VALUE`, where dots lead into mappings and values are YAML.

    Raises ``UsageError`` with all that is wrong with the args then.
    """
    args: Mapping[str, Any] = found.app.args
    for each in settings:
        key, equals, text = each.partition("=")
        if not key or not equals:
            raise UsageError(f"--set {each} is no KEY=VALUE")
        args = _put(args, key.split("."), documents.parse(text, f"--set {key}"))
    wrong = arg_problems(args, STRATEGIES)
    if wrong:
        raise UsageError(f"the args of {found.app.name} are wrong:", *(f"  {p}" for p in wrong))
    return replace(found, app=replace(found.app, args=args))


def _put(args: Mapping[str, Any], path: Sequence[str], value: Any) -> dict[str, Any]:
    first, *rest = path
    below = mapping(args.get(first)) or {}
    return {**args, first: _put(below, rest, value) if rest else value}
