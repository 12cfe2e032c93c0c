"""What the fixtures of the pytest plugin give to a test."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any, Protocol, cast

from exposure_components.testing.golden import Manifests, assert_golden
from exposure_components.testing.outputs import Call, ResourceOutputs
from exposure_components.testing.program import run_program
from exposure_components.testing.recording import Recording
from exposure_components.testing.wire import is_map


class RunPulumi(Protocol):
    """The fixture ``run_pulumi``: ``run_program`` with what the marker ``pulumi`` says.

    What a call says wins over the closest marker, and that over those of class and module; config,
    outputs and answers to calls add up. A path is relative to the directory of the test's file.
    """

    def __call__(
        self,
        program: Callable[[], Any] | str | PathLike[str],
        *,
        preview: bool = ...,
        project: str = ...,
        stack: str = ...,
        config: Mapping[str, str] | None = ...,
        secret_config: Mapping[str, str] | None = ...,
        outputs: Mapping[str, ResourceOutputs] | None = ...,
        calls: Mapping[str, Call] | None = ...,
        strict: bool = ...,
    ) -> Recording: ...


class GoldenManifests(Protocol):
    """The fixture ``golden_manifests``: ``assert_golden``, which writes with `--update-golden`.

    A path is relative to the directory of the test's file. Without one it is
    `golden/<file of the test>/<name of the test>.yaml`.
    """

    def __call__(
        self, made: Recording | Manifests, path: str | PathLike[str] | None = ...
    ) -> None: ...


@dataclass(frozen=True)
class Runner:
    """A ``RunPulumi``."""

    directory: Path
    marks: Iterable[Mapping[str, Any]]
    """Keyword arguments of markers, the closest one first."""

    def __call__(self, program: Any, **given: Any) -> Recording:
        __tracebackhide__ = True
        arguments: dict[str, Any] = {}
        for each in (given, *self.marks):
            for key, value in each.items():
                known = arguments.get(key)
                arguments[key] = (
                    {**value, **known}
                    if is_map(known) and is_map(value)
                    else (arguments.get(key, value))
                )
        if not callable(program):
            program = self.directory / cast(str | PathLike[str], program)
        return run_program(program, **arguments)


@dataclass(frozen=True)
class Golden:
    """A ``GoldenManifests``."""

    directory: Path
    default: str
    """The path of a test that names none."""
    update: bool

    def __call__(
        self, made: Recording | Manifests, path: str | PathLike[str] | None = None
    ) -> None:
        __tracebackhide__ = True
        assert_golden(made, self.directory / (path or self.default), update=self.update)
