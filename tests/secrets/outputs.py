"""All that is told of a program, by the name of who tells it."""

import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import redirect_stdout
from typing import Any

import yaml
from rich.console import Console

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
from exposure_components.report.page import page
from exposure_components.strategies.all import STRATEGIES
from exposure_components.testing import Recording
from exposure_components.topology.build import topology
from exposure_components.topology.recorded import recorded
from tests.doctor.clusters import Cluster


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
