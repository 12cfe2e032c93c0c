"""Registering resources of plain values, and outputs, without the SDK's tasks.

For each resource the SDK starts tasks that await its inputs, its parent and each of its properties,
writes a request and takes the answer apart. Of a resource in a preview whose inputs are plain
values, all of that is known at once. Whatever else there is goes the SDK's way: an Output among
the inputs, an option that has to be awaited, an explicit provider, a class of a provider's SDK.

Takes the place of functions of ``pulumi.resource``: of ``register_resource``, which
``Resource.__init__`` calls once parents, providers and transformations have had their say, of
``register_resource_outputs``, and of ``collapse_alias_to_urn``. Its Outputs are made by the SDK's
own ``resource_output``.
"""

import asyncio
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager, suppress
from functools import cache, partial
from typing import Any, Final
from weakref import WeakKeyDictionary

import pulumi
from pulumi import resource as sdk_resource
from pulumi._types import resource_types
from pulumi.runtime import resource as sdk_registering
from pulumi.runtime import settings

from exposure_components.testing.monitor import STACK, RecordingMonitor
from exposure_components.testing.plain import (
    NotPlainError,
    received,
    sent_fields,
    settled_fields,
)
from exposure_components.testing.recording import Alias, Options, RecordedResource, Timeouts
from exposure_components.testing.wire import Decoded, is_map

_AT_ONCE: Final = frozenset(
    {
        "aliases",
        "custom_timeouts",
        "delete_before_replace",
        "ignore_changes",
        "import_",
        "parent",
        "plugin_download_url",
        "protect",
        "replace_on_changes",
        "retain_on_delete",
        "transformations",
        "version",
    }
)
"""Options that need no waiting. A resource with any other, also of a later SDK, goes its way."""

_SDK: Final[Any] = sdk_resource
"""Its module, which does not say that it has the functions."""

_REGISTERING: Final[Any] = sdk_registering
"""Its functions promise no types."""

_urns: Final[WeakKeyDictionary[pulumi.Resource, str]] = WeakKeyDictionary()
"""Of the resources that were registered directly."""


@contextmanager
def registering_directly() -> Generator[None]:
    """Within it the resources of recorded previews are registered without tasks, where they can.

    For a process of its own: it is the SDK's module that changes, for all threads.
    """
    ours: dict[str, Callable[..., Any]] = {
        "collapse_alias_to_urn": _collapse_alias_to_urn,
        "register_resource": _register_resource,
        "register_resource_outputs": _register_resource_outputs,
    }
    by_tasks = {name: getattr(_SDK, name) for name in ours}
    for name, function in ours.items():
        setattr(_SDK, name, partial(function, by_tasks[name]))
    try:
        yield
    finally:
        for name, function in by_tasks.items():
            setattr(_SDK, name, function)


def _recording() -> RecordingMonitor | None:
    monitor = settings.get_monitor()
    return monitor if isinstance(monitor, RecordingMonitor) and settings.is_dry_run() else None


def _register_resource(
    by_tasks: Callable[..., None],
    res: pulumi.Resource,
    ty: str,
    name: str,
    custom: bool,
    remote: bool,
    new_dependency: Any,
    props: Mapping[str, Any],
    opts: pulumi.ResourceOptions,
    typ: type | None = None,
    *others: Any,
) -> None:
    monitor = _recording()
    if monitor is not None and ty != STACK and not remote and typ is None and not any(others):
        with suppress(NotPlainError):
            _register(monitor, res, _resource(monitor, res, ty, name, custom, props, opts), props)
            return
    by_tasks(res, ty, name, custom, remote, new_dependency, props, opts, typ, *others)


def _register_resource_outputs(
    by_tasks: Callable[..., None], res: pulumi.Resource, outputs: Any
) -> None:
    monitor = _recording()
    urn = monitor and (monitor.stack_urn if res is settings.get_root_resource() else _urns.get(res))
    if not monitor or not urn or not is_map(outputs):
        by_tasks(res, outputs)
        return

    async def register() -> None:
        try:
            monitor.register_outputs(urn, Decoded(await settled_fields(outputs)))
        except NotPlainError:
            by_tasks(res, outputs)

    done = _REGISTERING._get_rpc_manager().do_rpc("register resource outputs", register)
    # The manager knows of it until it is done.
    asyncio.ensure_future(done())  # noqa: RUF006


def _collapse_alias_to_urn(by_tasks: Callable[..., Any], alias: Any, *others: Any) -> Any:
    """Of what is a URN the SDK makes two Outputs; it keeps it as what may be one."""
    return alias if type(alias) is str else by_tasks(alias, *others)


def _resource(
    monitor: RecordingMonitor,
    res: pulumi.Resource,
    ty: str,
    name: str,
    custom: bool,
    props: Mapping[str, Any],
    opts: pulumi.ResourceOptions,
) -> RecordedResource:
    """What the engine would be asked for. Raises ``NotPlainError``."""
    parent = monitor.stack_urn if opts.parent is None else _urns.get(opts.parent)
    if parent is None or _translates(type(res), props):
        raise NotPlainError
    inputs = sent_fields(props)
    return RecordedResource(
        type=ty,
        name=name,
        urn=monitor.make_urn(parent, ty, name),
        parent=parent,
        custom=custom,
        remote=False,
        inputs=inputs,
        outputs={},
        secrets=frozenset(),
        output_secrets=frozenset(),
        provider="",
        providers={},
        dependencies=(),
        property_dependencies=dict.fromkeys(inputs, ()),
        options=_options(opts),
        default_namespace=monitor.namespace_of(""),
    )


def _register(
    monitor: RecordingMonitor,
    res: pulumi.Resource,
    resource: RecordedResource,
    props: Iterable[str],
) -> None:
    identity, outputs = monitor.register(resource)
    _urns[res] = resource.urn
    made = {key: received(outputs.get(key)) for key in props if key not in ("id", "urn")}
    fields = {key: _output(res, value, known=value is not None) for key, value in made.items()}
    if resource.custom:
        fields["id"] = _output(res, identity, known=bool(identity))
    vars(res).update(fields, urn=_output(res, resource.urn, known=True))


def _output(res: pulumi.Resource, value: Any, *, known: bool) -> pulumi.Output[Any]:
    output: pulumi.Output[Any]
    resolve, output = _REGISTERING.resource_output(res)
    resolve(value, known, False, None)
    return output


def _translates(cls: Any, props: Iterable[str]) -> bool:
    """Whether a class has names or types of its own for these properties."""
    own = _own_types(cls)
    return own is None or not own.isdisjoint(props)


@cache
def _own_types(cls: type) -> frozenset[str] | None:
    """The properties of a class that have types; None if it has names of its own."""
    for method in ("translate_input_property", "translate_output_property"):
        if getattr(cls, method) is not getattr(pulumi.Resource, method):
            return None
    return frozenset(key for key, each in resource_types(cls).items() if each is not Any)


def _options(opts: pulumi.ResourceOptions) -> Options:
    if any(_is_given(value) for key, value in vars(opts).items() if key not in _AT_ONCE):
        raise NotPlainError
    return Options(
        protect=opts.protect,
        delete_before_replace=opts.delete_before_replace,
        retain_on_delete=opts.retain_on_delete,
        ignore_changes=tuple(opts.ignore_changes or ()),
        replace_on_changes=tuple(opts.replace_on_changes or ()),
        aliases=tuple(map(_alias, opts.aliases or ())),
        timeouts=_timeouts(opts.custom_timeouts),
        import_id=opts.import_ or "",
        version=opts.version or "",
    )


def _is_given(option: Any) -> bool:
    # Merging options makes a binding without hooks.
    hooks = isinstance(option, pulumi.ResourceHookBinding)
    return any(vars(option).values()) if hooks else bool(option)


def _alias(alias: Any) -> Alias:
    """Of a URN; the SDK awaits what other aliases may hold."""
    if type(alias) is not str:
        raise NotPlainError
    return Alias(urn=alias)


def _timeouts(given: Any) -> Timeouts:
    if given is None:
        return Timeouts()
    if not isinstance(given, pulumi.CustomTimeouts):
        raise NotPlainError
    return Timeouts(given.create or "", given.update or "", given.delete or "")
