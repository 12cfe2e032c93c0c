"""Questions that curl can't ask, by the program in src/ask, from a client's network."""

import json
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypedDict

from . import sources


class Options(TypedDict, total=False):
    """What every question can be told."""

    host: str
    """Host header or gRPC authority. Without it the address's own name."""
    sni: str
    """Name to ask for in TLS. Without it the address's own name, or gRPC's authority."""
    cacert: Path
    """File with the authorities to believe. Without it the host's."""
    insecure: bool
    """Believe every certificate."""
    tls: bool
    """gRPC and TCP go inside of TLS; the others have it in their URL."""
    resolve: Mapping[str, str]
    """Name to address, in place of DNS."""
    header: Mapping[str, str]
    """Request headers, or gRPC metadata."""
    timeout: float
    """Seconds for one question. Without it 3."""


class LoadOptions(Options, total=False):
    """What HTTP load can be told besides; it ends at the first bound that it reaches."""

    requests: int
    """Without it the time alone is the bound."""
    workers: int
    """Questions at the same time, at most. Without it 1."""
    every: float
    """Seconds between two questions. Without it each worker asks as soon as it has its answer."""
    seconds: float
    """Without it 60."""
    cookies: bool
    """Keep cookies; each worker has its own."""
    fresh: bool
    """A connection for each question. Without it each worker keeps one."""
    hosts: Path
    """File with a host in each line, asked for in turn. Without it all ask for one."""


@dataclass(frozen=True)
class Reply:
    said: Mapping[str, Any]
    """Empty when no answer came."""
    error: str
    """Why not."""

    def __bool__(self) -> bool:
        return not self.error


@dataclass(frozen=True)
class Load:
    """What came back: counts by status, pod, version, host and reason of a missing answer."""

    codes: Mapping[int, int]
    pods: Mapping[str, int]
    versions: Mapping[str, int]
    hosts: Mapping[str, int]
    """Those that were asked for with an answer of status 2xx."""
    errors: Mapping[str, int]
    missed: Sequence[float]
    """Seconds after the start at which questions were asked that got no answer of status 2xx."""
    median: float
    """Seconds within which half of the questions were over."""
    p99: float
    """The same of 99 of 100."""
    slowest: float
    """Seconds that the slowest question took."""
    seconds: float

    @classmethod
    def read(cls, text: str) -> "Load":
        said = json.loads(text)
        said["codes"] = {int(code): count for code, count in said["codes"].items()}
        return cls(**said)


class Loading:
    """Load at work."""

    def __init__(self, argv: list[str]) -> None:
        self._process = subprocess.Popen(argv, stdout=subprocess.PIPE, text=True)

    def end(self) -> Load:
        """Let it ask a last time and end, and tell what came back."""
        self._process.send_signal(signal.SIGTERM)
        return Load.read(self._process.communicate()[0])

    def kill(self) -> None:
        """Whether it has ended or not; what came back is lost."""
        with self._process:
            self._process.kill()


_NAMES = {"requests": "n", "workers": "c", "seconds": "for"}
_DURATIONS = ("timeout", "every", "seconds")


def command(question: str, arguments: Sequence[str], options: Mapping[str, Any]) -> list[str]:
    words = [str(sources.folder() / "ask"), question]
    for key, value in options.items():
        flag = f"-{_NAMES.get(key, key)}"
        if isinstance(value, bool):
            words.append(f"{flag}={str(value).lower()}")
        elif isinstance(value, Mapping):
            words += [word for pair in value.items() for word in (flag, "=".join(pair))]
        else:
            words += [flag, f"{value}s" if key in _DURATIONS else str(value)]
    # An argument may start with a dash.
    return [*words, "--", *arguments]
