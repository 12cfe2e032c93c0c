"""A run ends with the program's result or exception, and leaves nothing behind."""

import asyncio
import contextvars
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pulumi
import pytest
from pulumi.runtime.settings import get_root_resource
from pulumi_kubernetes.core.v1 import ConfigMap

from exposure_components.testing import UNKNOWN, SchemaError, run_program
from tests.testing.programs import CONFIG_MAP, service_of_type


class RefusedError(ValueError):
    """An exception of a program's own."""


def refuse(_value: Any) -> str:
    raise RefusedError("not like this")


def test_the_value_is_what_the_program_returns_with_its_outputs_settled() -> None:
    def program() -> dict[str, Any]:
        config = ConfigMap("web", metadata={"name": "web"}, data={"a": "1"})
        return {"name": config.metadata.name, "all": [config.id, (config.data, 1)]}

    assert run_program(program).value == {"name": "web", "all": ["default/web", ({"a": "1"}, 1)]}


def test_a_program_may_be_a_coroutine() -> None:
    async def program() -> str:
        await asyncio.sleep(0)
        return "done"

    assert run_program(program).value == "done"


def test_a_program_may_use_the_async_entrypoint_of_the_sdk() -> None:
    async def entrypoint() -> dict[str, Any]:
        return {"name": ConfigMap("web", metadata={"name": "web"}, data={}).metadata.name}

    assert run_program(lambda: pulumi.run(entrypoint)).exports == {"name": "web"}


def test_exports_are_as_the_engine_gets_them() -> None:
    def program() -> None:
        service = service_of_type("NodePort")
        pulumi.export("spec", service.spec)
        pulumi.export("ports", {"all": [80, 443.5]})
        pulumi.export("nothing", None)

    assert run_program(program).exports == {
        "spec": {
            "type": "NodePort",
            "selector": {"app": "web"},
            "ports": [{"port": 80, "nodePort": 32767}],
            "clusterIP": "10.96.0.1",
        },
        "ports": {"all": [80, 443.5]},
    }


def test_a_preview_does_not_know_what_is_allocated() -> None:
    def program() -> list[Any]:
        service = service_of_type("NodePort")
        pulumi.export("id", service.id)
        return [service.id, service.metadata.name, service.spec.ports[0].node_port, service.spec]

    recording = run_program(program, preview=True)
    assert recording.exports == {"id": UNKNOWN}
    identity, name, node_port, spec = recording.value
    assert (identity, name, node_port) == (UNKNOWN, "web", UNKNOWN)
    assert spec["cluster_ip"] is UNKNOWN
    assert spec["selector"] == {"app": "web"}


def test_unknown_reads_as_a_word() -> None:
    assert repr({"port": UNKNOWN}) == "{'port': UNKNOWN}"


def test_an_exception_of_the_program_arrives_as_it_is() -> None:
    refused = RefusedError("no")

    def program() -> None:
        raise refused

    with pytest.raises(RefusedError) as raised:
        run_program(program)
    assert raised.value is refused
    assert raised.value.__cause__ is None


def test_an_exception_in_an_apply_that_nobody_awaits_fails_the_run() -> None:
    def program() -> None:
        ConfigMap("web", data={}).id.apply(refuse)

    with pytest.raises(RefusedError, match="not like this"):
        run_program(program)


def test_an_assertion_in_the_apply_of_an_input_fails_the_run() -> None:
    def fails(value: int) -> str:
        assert value == 2
        return str(value)

    def program() -> None:
        ConfigMap("web", data={"a": pulumi.Output.from_input(1).apply(fails)})

    with pytest.raises(AssertionError, match=r"^assert 1 == 2\b"):
        run_program(program)


def test_the_apply_of_an_input_raises_the_programs_own_class() -> None:
    def program() -> None:
        ConfigMap("web", data={"a": pulumi.Output.from_input(1).apply(refuse)})

    with pytest.raises(RefusedError, match="not like this"):
        run_program(program)


def test_the_programs_exception_notes_what_a_provider_would_refuse_as_well() -> None:
    def program() -> None:
        ConfigMap("web", data={"port": 80}).id.apply(refuse)

    with pytest.raises(RefusedError) as raised:
        run_program(program)
    assert raised.value.__notes__ == [f"{CONFIG_MAP} web.data['port']: expected str, got int 80"]


def test_an_exception_of_the_sdk_gives_way_to_what_a_provider_would_refuse() -> None:
    def program() -> None:
        service_of_type("ClusterIP", ports={"port": 80})

    with pytest.raises(SchemaError) as raised:
        run_program(program)
    assert "Unexpected type" in str(raised.value.__cause__)


def test_exit_leaves_a_program_as_it_is() -> None:
    def program() -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit) as raised:
        run_program(program)
    assert raised.value.code == 3


def test_config_without_a_colon_belongs_to_the_project() -> None:
    def program() -> list[Any]:
        return [
            pulumi.Config().require_int("replicas"),
            pulumi.Config("shop").require_object("tags"),
            pulumi.Config("kubernetes").get("context"),
            pulumi.get_project(),
            pulumi.get_stack(),
        ]

    recording = run_program(
        program,
        project="shop",
        stack="lab",
        config={"replicas": "2", "shop:tags": '["a"]', "kubernetes:context": "lab"},
    )
    assert recording.value == [2, ["a"], "lab", "shop", "lab"]


def test_secret_config_is_secret() -> None:
    def program() -> Any:
        return pulumi.Output.from_input(pulumi.Config().require_secret("key")).is_secret()

    assert run_program(program, secret_config={"key": "hush"}).value is True


def test_missing_config_raises_the_error_of_the_sdk() -> None:
    with pytest.raises(pulumi.ConfigMissingError, match="project:key"):
        run_program(lambda: pulumi.Config().require("key"))


@pytest.mark.parametrize("first_fails", [False, True])
def test_a_run_sees_nothing_of_the_one_before(first_fails: bool) -> None:
    def first() -> None:
        ConfigMap("web", data={})
        pulumi.export("first", 1)
        if first_fails:
            raise RefusedError

    try:
        run_program(first, project="first", stack="first", config={"key": "first"}, preview=True)
    except RefusedError:
        assert first_fails

    def second() -> list[Any]:
        ConfigMap("web", data={})
        return [pulumi.Config().get("key"), pulumi.runtime.is_dry_run()]

    recording = run_program(second, project="second", stack="second")
    assert recording.value == [None, False]
    assert recording.exports == {}
    assert [each.urn for each in recording.resources] == [
        "urn:pulumi:second::second::kubernetes:core/v1:ConfigMap::web"
    ]


def test_a_run_leaves_nothing_in_the_context_of_its_caller() -> None:
    before = dict(contextvars.copy_context())
    run_program(lambda: ConfigMap("web", data={}), config={"key": "value"})
    assert dict(contextvars.copy_context()) == before
    assert get_root_resource() is None


def test_a_run_leaves_the_current_event_loop_alone() -> None:
    def run() -> None:
        with closing(asyncio.new_event_loop()) as loop:
            asyncio.set_event_loop(loop)
            run_program(lambda: ConfigMap("web", data={}))
            assert asyncio.get_event_loop_policy().get_event_loop() is loop

    # In a thread of its own: what is set for this one stays for the tests that follow.
    with ThreadPoolExecutor() as threads:
        threads.submit(run).result()


def test_a_task_that_never_ends_does_not_hold_the_run_up() -> None:
    tasks: list[asyncio.Task[None]] = []

    async def program() -> None:
        tasks.append(asyncio.create_task(asyncio.sleep(3600)))

    run_program(program)
    assert tasks[0].cancelled()


def test_a_coroutine_is_told_how_to_run_a_program() -> None:
    async def test() -> Any:
        with pytest.raises(RuntimeError, match="has an event loop of its own"):
            run_program(lambda: ConfigMap("web", data={}))
        return await asyncio.to_thread(run_program, lambda: ConfigMap("web", data={}))

    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        assert [each.name for each in runner.run(test()).resources] == ["web"]


def test_a_program_may_block_a_thread_of_its_own() -> None:
    async def program() -> str:
        loop = asyncio.get_running_loop()
        ended = asyncio.Event()

        def block() -> str:
            asyncio.run_coroutine_threadsafe(ended.wait(), loop).result(timeout=60)
            return "done"

        waiting = loop.run_in_executor(None, block)
        await asyncio.sleep(0)
        ended.set()
        return await waiting

    assert run_program(program).value == "done"
