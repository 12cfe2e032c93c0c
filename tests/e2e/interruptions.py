"""Runs of the engine that end before they are done."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from tests.e2e.ways import PULUMI, Engine
from tests.lab import processes

PATIENCE = 300
"""Seconds after which a run that does not end is ended."""

Process = subprocess.Popen[str]


class How(StrEnum):
    """What ends a run."""

    ENGINE = "engine killed"
    """SIGKILL of its process group: its plugins go on with what they are at."""
    ALL = "all killed"
    """SIGKILL of its plugins and of the program, too, as when the machine goes."""
    INTERRUPT = "interrupted"
    """SIGINT, as by Ctrl-C: it finishes what it is at, or gives it up."""


@dataclass(frozen=True)
class Moment:
    """When and how a run ends."""

    line: int
    """After so many lines of what the engine says: each step that begins or ends has one."""
    delay: float
    """And so many seconds."""
    how: How
    grace: float
    """Seconds that plugins outlive their engine."""

    def __str__(self) -> str:
        return f"{self.how} {self.delay:.2f} s after line {self.line + 1}"


@dataclass(frozen=True)
class Run:
    """What became of a run."""

    said: str
    code: int
    struck: bool
    """Whether it was still at work when what should happen in its middle did."""

    @property
    def lines(self) -> int:
        """How much it said before it summed up."""
        return len(
            re.split(r"^(?:Diagnostics|Outputs|Resources):", self.said, flags=re.M)[0].splitlines()
        )


def moment(chance: random.Random, lines: int) -> Moment:
    """Some moment of a run that says so many lines."""
    how = chance.choices(list(How), weights=[2, 2, 1])[0]
    grace = chance.uniform(0, 3) if how is How.ENGINE else 0
    return Moment(chance.randrange(lines), chance.uniform(0, 1), how, grace)


def run(
    engine: Engine,
    command: str,
    when: Callable[[list[str]], bool] = lambda _said: False,
    strike: Callable[[Process], None] = lambda _process: None,
) -> Run:
    """`up` or `destroy`, and what happens once, when it has said so much."""
    arguments = [str(PULUMI), "--cwd", str(engine.project), "--non-interactive", command]
    said: list[str] = []
    struck = False
    with Process(
        [*arguments, "--yes", "--skip-preview", "--stack", "lab"],
        env=engine.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        limit = threading.Timer(PATIENCE, process.kill)
        limit.daemon = True
        limit.start()
        for text in process.stdout or ():
            said.append(text)
            if not struck and when(said) and process.poll() is None:
                struck = True
                strike(process)
        code = process.wait()
        limit.cancel()
    return Run("".join(said), code, struck)


def ended(engine: Engine, command: str, at: Moment) -> Run:
    """A run that ends at that moment, unless it is done before."""

    def strike(process: Process) -> None:
        time.sleep(at.delay)
        if at.how is How.INTERRUPT:
            os.killpg(process.pid, signal.SIGINT)
            return
        if at.how is How.ENGINE:
            os.killpg(process.pid, signal.SIGKILL)
            time.sleep(at.grace)
        # Who is killed may have just started another.
        while left := processes.of_session(process.pid):
            for pid in left:
                processes.kill(pid)

    return run(engine, command, lambda said: len(said) > at.line, strike)


def recovered(engine: Engine) -> str:
    """What a user does before the next run, and what `exposure recover` says of it."""
    engine.run("cancel", "--yes", "lab")
    command = [str(Path(sys.executable).with_name("exposure")), "recover", "--stack", "lab"]
    done = subprocess.run(
        [*command, "--project", str(engine.project)],
        env=engine.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
