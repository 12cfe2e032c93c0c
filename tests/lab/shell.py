"""Running commands, telling progress, waiting for conditions."""

import subprocess
import time
from collections.abc import Callable, Mapping
from http.client import HTTPException
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
STARTED = time.monotonic()


class LabError(Exception):
    """Something that the user can read and act on; the CLI prints it without a traceback."""


def say(message: str) -> None:
    print(f"[{time.monotonic() - STARTED:6.1f}s] {message}", flush=True)


def run(
    *command: str | Path,
    check: bool = True,
    input: str | None = None,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[str]:
    argv = [str(part) for part in command]
    try:
        result = subprocess.run(
            argv, capture_output=True, text=True, input=input, cwd=cwd, env=env, check=False
        )
    except FileNotFoundError as error:
        raise LabError(f"{argv[0]}: {error.strerror}") from None
    if check and result.returncode:
        output = (result.stderr.strip() or result.stdout.strip())[-2000:]
        raise LabError(f"{' '.join(argv)}: exit code {result.returncode}: {output}")
    return result


def wait(what: str, condition: Callable[[], T], limit: float = 120) -> T:
    """Poll until the condition holds; a server that does not answer yet is no error."""
    deadline = time.monotonic() + limit
    reason = ""
    while time.monotonic() < deadline:
        try:
            if value := condition():
                return value
        except (LabError, OSError, HTTPException, KeyError) as error:
            reason = f": {error!r}"
        time.sleep(0.1)
    raise LabError(f"not within {limit:g} s: {what}{reason}")
