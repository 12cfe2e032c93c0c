"""One run of a program, apart from every other.

Settings, configuration and the root stack of the SDK are context variables: every run has a
context and an event loop of its own, and leaves nothing behind for the next one.

Sets those variables as ``pulumi.runtime.set_mocks`` does, which would keep an earlier root stack,
and then runs the program as the SDK's language host does, ``pulumi.runtime.run_in_stack``.
"""

import asyncio
import inspect
import threading
from collections.abc import Callable, Mapping
from os import PathLike
from typing import Any, Final, cast

import pulumi
from pulumi.runtime import config as sdk_config
from pulumi.runtime import mocks, settings
from pulumi.runtime import stack as sdk_stack

from exposure_components.testing.executor import RequestsAtOnce
from exposure_components.testing.failures import own_exception, raised_by_sdk
from exposure_components.testing.monitor import RecordingEngine, RecordingMonitor
from exposure_components.testing.outputs import Answers, Call, ResourceOutputs
from exposure_components.testing.program_file import as_the_engine_runs_it, program_file, run_file
from exposure_components.testing.recording import RecordedResource, Recording
from exposure_components.testing.settle import settled

_SECONDS_FOR_LOGS: Final = 1.0
"""How long a run waits, after all resources and outputs, for tasks such as pending log lines."""


class SchemaError(AssertionError):
    """The program registered what its provider or the engine would refuse.

    ``problems`` has a line for each: the type and name, the path, and what is wrong.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def run_program(
    program: Callable[[], Any] | str | PathLike[str],
    *,
    preview: bool = False,
    project: str = "project",
    stack: str = "stack",
    config: Mapping[str, str] | None = None,
    secret_config: Mapping[str, str] | None = None,
    outputs: Mapping[str, ResourceOutputs] | None = None,
    calls: Mapping[str, Call] | None = None,
    strict: bool = True,
) -> Recording:
    """Run a Pulumi program without engine, plugins and cluster, and record what it does.

    It is done when all its resources are registered and all its outputs are settled, so that an
    assertion in an ``apply`` counts.

    program: a function or coroutine function; or the path of a program's file, or of the directory
        of its `__main__.py`, which is then run as the engine runs it: working directory, imports
        and arguments are its own, and modules from its directory are forgotten afterwards.
    preview: run as ``pulumi preview`` does, where ids and allocated values are ``UNKNOWN``.
    config, secret_config: values as the engine hands them over: strings, with lists and objects
        as JSON. A key without a colon belongs to the project.
    outputs: by type token, what the provider adds to the outputs of a resource.
    calls: by token, the answers to calls of providers' functions; others raise
        ``UnmockedCallError``. An answer may be ``UNKNOWN``, see ``Call``.
    strict: check every resource against its SDK.

    Raises the program's own exception, or else ``SchemaError`` with all that providers and engine
    would refuse; ``RuntimeError`` in a coroutine, where ``asyncio.to_thread`` helps.
    """
    __tracebackhide__ = True
    _expect_no_running_loop()
    if not callable(program):
        file = program_file(program)
        with as_the_engine_runs_it(file):
            return run_program(
                lambda: run_file(file),
                preview=preview,
                project=project,
                stack=stack,
                config=config,
                secret_config=secret_config,
                outputs=outputs,
                calls=calls,
                strict=strict,
            )
    plain = _with_project(project, config or {})
    secret = _with_project(project, secret_config or {})
    monitor = RecordingMonitor(
        Answers(outputs or {}, calls or {}, preview=preview),
        project=project,
        stack=stack,
        config=plain,
        strict=strict,
    )
    engine = RecordingEngine()

    recordings: list[Recording] = []

    async def run() -> None:
        _configure(monitor, engine, project=project, stack=stack, preview=preview)
        sdk_config.set_all_config({**plain, **secret}, list(secret))
        # Not as the result: asyncio writes that out where it takes back its handler of signals.
        recordings.append(await _record(program, monitor, engine))

    # A loop from a factory does not become the thread's current loop, which others may rely on.
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        try:
            runner.run(run())
            failure = None
        except BaseException as exn:
            failure = own_exception(exn)
    if monitor.problems and (failure is None or raised_by_sdk(failure)):
        raise SchemaError(monitor.problems) from failure
    if failure is not None:
        for problem in monitor.problems:
            failure.add_note(problem)
        raise failure
    return recordings[0]


def _expect_no_running_loop() -> None:
    __tracebackhide__ = True
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return
    raise RuntimeError(
        "run_program has an event loop of its own and can't be called in a coroutine; "
        "await asyncio.to_thread(run_program, program) instead"
    )


def _with_project(project: str, config: Mapping[str, str]) -> dict[str, str]:
    return {key if ":" in key else f"{project}:{key}": value for key, value in config.items()}


def _configure(
    monitor: RecordingMonitor, engine: RecordingEngine, *, project: str, stack: str, preview: bool
) -> None:
    make_settings = cast(Callable[..., settings.Settings], mocks.MockSettings)
    settings.configure(
        make_settings(
            monitor=monitor,
            engine=engine,
            project=project,
            stack=stack,
            organization="organization",
            root_directory="",
            dry_run=preview,
            parallel=None,
            legacy_apply_enabled=False,
            monitor_features=set[int](),
            feature_support={},
            outputs=type(cast(Any, settings.SETTINGS).outputs)(),
            lock=threading.Lock(),
            package_refs={},
            base_providers_by_ref={},
            callbacks=None,
        )
    )
    settings.ROOT.set(None)


async def _record(
    program: Callable[[], Any], monitor: RecordingMonitor, engine: RecordingEngine
) -> Recording:
    loop = asyncio.get_running_loop()
    loop.set_default_executor(RequestsAtOnce())
    # Of many futures that fail for one reason the SDK awaits and raises one.
    loop.set_exception_handler(lambda _loop, _context: None)
    created: list[pulumi.Resource] = []
    returned: list[Any] = []

    def note(args: pulumi.ResourceTransformationArgs) -> None:
        created.append(args.resource)

    async def run() -> None:
        result = program()
        returned.append(await result if inspect.isawaitable(result) else result)

    async def main() -> None:
        sdk_stack.register_stack_transformation(note)
        # Every resource waits for its parent's URN; for one that is known it need not.
        await cast(pulumi.Resource, settings.get_root_resource()).urn.future()
        # A task has a stack of its own; the SDK copies the stack for every resource.
        await asyncio.create_task(run())

    await sdk_stack.run_in_stack(main)
    value = await settled(returned[0])
    pending = asyncio.all_tasks() - {cast(asyncio.Task[Any], asyncio.current_task())}
    if pending:
        await asyncio.wait(pending, timeout=_SECONDS_FOR_LOGS)
    return Recording(
        value=value,
        exports=monitor.exports,
        resources=await _in_program_order(created, monitor.recorded),
        invokes=tuple(monitor.invokes),
        logs=tuple(engine.logs),
        stack_urn=monitor.stack_urn,
    )


async def _in_program_order(
    created: list[pulumi.Resource], recorded: Mapping[str, RecordedResource]
) -> tuple[RecordedResource, ...]:
    """The SDK sends requests when their inputs are ready, which is in another order every time."""
    urns = [await settled(resource.urn) for resource in created]
    return tuple(recorded[urn] for urn in dict.fromkeys(urns) if urn in recorded)
