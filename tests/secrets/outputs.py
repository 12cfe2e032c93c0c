"""All that is told of a program, by the name of who tells it."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stdout
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml
from rich.console import Console

from exposure_components.cli import earlier, probe_report, summary
from exposure_components.cli.changes import migration_as_json, print_migration
from exposure_components.cli.compare_table import as_json as comparison_as_json
from exposure_components.cli.compare_table import print_comparison
from exposure_components.cli.diagnosis import Diagnosis, print_diagnosis, print_diagnosis_as_json
from exposure_components.cli.drawing import Format, drawn
from exposure_components.cli.failure import ProgramError, UsageError
from exposure_components.cli.html import content_of
from exposure_components.cli.plan import print_plan, print_plan_as_json
from exposure_components.cli.planned import Planned
from exposure_components.cli.render import rendered
from exposure_components.comparing.app import App
from exposure_components.comparing.compare import compared
from exposure_components.doctor.examine import examine
from exposure_components.doctor.plan import Plan
from exposure_components.migration.assess import migration
from exposure_components.migration.state import Resource
from exposure_components.probing.expectations import expectation
from exposure_components.probing.history import History
from exposure_components.probing.kinds import Kind
from exposure_components.probing.observations import Observation, Try
from exposure_components.probing.outputs import Named
from exposure_components.probing.outputs import endpoints as kept_endpoints
from exposure_components.probing.targets import Target, Untold, endpoint_target
from exposure_components.probing.verdicts import results, untold
from exposure_components.report.page import page
from exposure_components.strategies.all import STRATEGIES
from exposure_components.testing import Recording
from exposure_components.topology.build import topology
from exposure_components.topology.exported import exported
from exposure_components.topology.recorded import recorded
from tests.doctor.clusters import Cluster
from tests.probing.cases import AT
from tests.secrets.states import state


def shown(recording: Recording) -> Iterator[tuple[str, str]]:
    """What the commands, and tests of users, show of a recording."""
    things = list(recorded(recording))
    graph = topology(things)
    found = examine(Plan(things), Cluster())
    diagnosis = Diagnosis("shop", "lab", "context", "v1", found)
    plan = Planned(recording, "shop", "lab")
    yield "log", "\n".join(log.message for log in recording.logs)
    yield "render", rendering(recording)
    yield "manifests", yaml.safe_dump_all(recording.manifests())
    yield "plan", printed(lambda console: print_plan(recording, "shop lab", console))
    yield "plan --json", told(lambda: print_plan_as_json(recording, "shop", "lab"))
    yield "plan --html", page(content_of(plan))
    for form in Format:
        yield f"diagram -f {form}", drawn(graph, "shop", form)
    yield "doctor", printed(lambda console: print_diagnosis(diagnosis, console))
    yield "doctor --json", told(lambda: print_diagnosis_as_json(diagnosis))
    planned = ((row.component, row.endpoint or {}) for row in summary.endpoints(recording))
    yield "probe", "\n".join(probed(planned))
    yield from _of_states(plan)


def _of_states(plan: Planned) -> Iterator[tuple[str, str]]:
    """What they show of a state that has the secrets in plain text, and of a plan beside it."""
    kept = state(plan.recording)
    yield "probe --state", "\n".join(probed(kept_endpoints(kept)))
    graph = topology(list(exported(kept)))
    for form in Format:
        yield f"diagram --state -f {form}", drawn(graph, "shop", form)
    after = earlier.recorded(plan.recording)
    others = [replace(each, inputs=_otherwise(each.inputs)) for each in after]
    with TemporaryDirectory() as folder:
        file = Path(folder, "state.json")
        file.write_text(json.dumps(kept))
        before = earlier.earlier(str(file), plan.recording)
    for what, one, other in (("state", before, others), ("others", others, after)):
        yield from (
            (f"plan --before {what}{how}", text) for how, text in _changes(plan, one, other)
        )


def _changes(
    plan: Planned, before: list[Resource], after: list[Resource]
) -> Iterator[tuple[str, str]]:
    change = migration(before, after)
    yield "", printed(lambda console: print_migration(change, console))
    yield " --json", str(migration_as_json(change))
    yield " --html", page(content_of(plan, change))


def _otherwise(value: Any) -> Any:
    """Other texts in all places, so that every value is a change."""
    if isinstance(value, Mapping):
        return {key: _otherwise(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_otherwise(each) for each in value]
    return f"{len(value)} letters" if isinstance(value, str) else value


_STATUSES = (204, 302, 400, 401, 404, 500, 503)
_JUDGED = (Kind.IDLE, Kind.UNTOLD, Kind.REDIRECTED, Kind.BAD_REQUEST, Kind.LOGIN, Kind.NOT_FOUND)
"""What no try sees by itself."""
_SEEN = (
    [Observation(Kind.ANSWERS, AT, "192.0.2.1", status=each, location="/a") for each in _STATUSES],
    [
        Observation(each, AT, "192.0.2.1", detail="said")
        for each in Kind
        if each not in (*_JUDGED, Kind.WRONG_STATUS)
    ],
)
"""Answers; and failures apart from them, since who knows of an answer blames nobody."""


def probed(found: Iterable[Named]) -> Iterator[str]:
    """What a probe shows of endpoints, whatever it sees of them."""
    tried = [endpoint_target(*each) for each in found]
    unknown = [untold(each) for each in tried if isinstance(each, Untold)]
    for seen in _SEEN:
        tries = [Try(to, each) for each in seen for to in tried if isinstance(to, Target)]
        judged = [*results(tries, expectation([])), *unknown]
        history = History()
        shown = [*map(probe_report.line, history.add(judged)), probe_report.report(judged)]
        yield printed(partial(_print, [*shown, probe_report.history(history)]))
        yield str(probe_report.as_json(judged))


def _print(things: Iterable[Any], console: Console) -> None:
    for each in things:
        console.print(each)


def rendering(recording: Recording) -> str:
    """The files that nobody asked secrets for, or why there are none."""
    try:
        return yaml.safe_dump(rendered(recording, with_secrets=False).files)
    except (ProgramError, UsageError) as error:
        return str(error)


def comparison(title: str, args: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What `compare` shows of an app."""
    found = compared(App("app", args, title), STRATEGIES)
    yield "compare", printed(lambda console: print_comparison(found, console))
    yield "compare --json", str(comparison_as_json(found))


def printed(show: Callable[[Console], None]) -> str:
    """Without colours and on lines of any length: a word that is broken in two would be missed."""
    file = io.StringIO()
    show(Console(file=file, width=10_000))
    return file.getvalue()


def told(show: Callable[[], None]) -> str:
    """What goes to the standard output."""
    with redirect_stdout(io.StringIO()) as file:
        show()
    return file.getvalue()
