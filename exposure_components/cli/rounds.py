"""Trying endpoints once, until they answer, or again and again."""

import json
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

from exposure_components.cli.console import print_text, stderr, stdout
from exposure_components.cli.probe_report import as_json, history, line, report, summary
from exposure_components.probing.attempts import Manner
from exposure_components.probing.expectations import Expectation
from exposure_components.probing.history import History
from exposure_components.probing.kinds import State
from exposure_components.probing.resolving import Overrides
from exposure_components.probing.targets import Target, Untold
from exposure_components.probing.trying import try_all
from exposure_components.probing.verdicts import Result, results, state, untold

Told = Callable[[int, int], None]


@dataclass(frozen=True)
class Rounds:
    """What is tried in each round, and how."""

    probed: Sequence[Target | Untold]
    how: Manner
    overrides: Overrides
    expected: Expectation
    interval: float
    """Seconds from the end of a round to the next."""

    def once(self, told: Told = lambda _done, _of: None) -> list[Result]:
        """One round; results in the order of what is probed."""
        targets = [each for each in self.probed if isinstance(each, Target)]
        tries = try_all(targets, self.how, self.overrides, told) if targets else []
        found = results(tries, self.expected)
        return found + [untold(each) for each in self.probed if isinstance(each, Untold)]

    def until_up(self, seconds: float) -> list[Result]:
        """Rounds until nothing is down, or for so many seconds; the last one's results."""
        deadline = time.monotonic() + seconds
        with _progress() as (told, say):
            while True:
                found = self.once(told)
                left = deadline - time.monotonic()
                if state(found) is not State.DOWN or left <= 0:
                    return found
                say(f"waiting {left:.0f} s: {summary(found)}")
                time.sleep(min(self.interval, left))

    def watch(self, seconds: float | None, *, is_json: bool) -> History:
        """Rounds for so many seconds, or until Ctrl-C, and what they saw.

        On a terminal a table that is always the last round's, else a line for each change; as JSON
        a line for each round.
        """
        seen = History()
        deadline = None if seconds is None else time.monotonic() + seconds
        with _shown(seen, is_json=is_json) as show:
            try:
                while True:
                    show(self.once())
                    left = None if deadline is None else deadline - time.monotonic()
                    if left is not None and left <= 0:
                        break
                    time.sleep(self.interval if left is None else min(self.interval, left))
            except KeyboardInterrupt:
                pass
        if not is_json:
            stdout().print()
            stdout().print(history(seen))
        return seen


@contextmanager
def _progress() -> Generator[tuple[Told, Callable[[str], None]], None, None]:
    """On a terminal alone: how many are tried, and a text."""
    console = stderr()
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bar:
        task = bar.add_task("trying", total=None)
        yield (
            lambda done, of: bar.update(task, completed=done, total=of),
            lambda text: bar.update(task, description=text),
        )


@contextmanager
def _shown(
    seen: History, *, is_json: bool
) -> Generator[Callable[[Sequence[Result]], None], None, None]:
    console = stdout()

    def lines(found: Sequence[Result]) -> None:
        for each in seen.add(found):
            console.print(line(each), soft_wrap=True)

    def documents(found: Sequence[Result]) -> None:
        seen.add(found)
        print_text(json.dumps(as_json(found)))

    if is_json or not console.is_terminal:
        yield documents if is_json else lines
        return
    with Live(console=console, auto_refresh=False) as live:

        def table(found: Sequence[Result]) -> None:
            seen.add(found)
            live.update(report(found), refresh=True)

        yield table
