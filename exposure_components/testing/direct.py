"""Registering resources of plain values without the SDK's tasks.

For each resource the SDK starts tasks that await its inputs, its parent and each of its properties,
writes a request and takes the answer apart. Of a resource in a preview whose inputs are plain
values, all of that is known at once. Whatever else there is goes the SDK's way: an Output among
the inputs, an option that has to be awaited, an explicit provider, a class of a provider's SDK.

Takes the place of ``pulumi.resource.register_resource``, which ``Resource.__init__`` calls once
parents, providers and transformations have had their say. Its Outputs are made by the SDK's own
``resource_output``.
"""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any, Final, cast
from weakref import WeakKeyDictionary

import pulumi
from pulumi import resource as sdk_resource
from pulumi._types import resource_types
from pulumi.output import UNKNOWN as SDK_UNKNOWN
from pulumi.runtime import resource as sdk_registering
from pulumi.runtime import rpc, settings

from exposure_components.testing.monitor import STACK, RecordingMonitor
from exposure_components.testing.recording import Alias, Options, RecordedResource, Timeouts
from exposure_components.testing.wire import UNKNOWN, is_list, is_map

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

_EXACT: Final = 2**53
"""Up to here a double, as which numbers are sent, holds every integer."""

_MARK: Final = rpc._special_sig_key  # pyright: ignore[reportPrivateUsage]

_SDK: Final[Any] = sdk_resource
"""Its module, which does not say that it has the function."""

_REGISTERING: Final[Any] = sdk_registering
"""Its function ``resource_output`` promises no type."""

_urns: Final[WeakKeyDictionary[pulumi.Resource, str]] = WeakKeyDictionary()
"""Of the resources that were registered directly."""


class _NotPlainError(Exception):
    """This is for the SDK."""


@contextmanager
def registering_directly() -> Generator[None]:
    """Within it the resources of recorded previews are registered without tasks, where they can.

    For a process of its own: it is the SDK's module that changes, for all threads.
    """
    by_tasks = _SDK.register_resource

    def register_resource(
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
        monitor = settings.get_monitor()
        special = ty == STACK or remote or typ is not None or any(others)
        if isinstance(monitor, RecordingMonitor) and settings.is_dry_run() and not special:
            try:
                resource = _resource(monitor, res, ty, name, custom, props, opts)
            except _NotPlainError:
                pass
            else:
                _register(monitor, res, resource, props)
                return
        by_tasks(res, ty, name, custom, remote, new_dependency, props, opts, typ, *others)

    _SDK.register_resource = register_resource
    try:
        yield
    finally:
        _SDK.register_resource = by_tasks


def _resource(
    monitor: RecordingMonitor,
    res: pulumi.Resource,
    type: str,
    name: str,
    custom: bool,
    props: Mapping[str, Any],
    opts: pulumi.ResourceOptions,
) -> RecordedResource:
    """What the engine would be asked for. Raises ``_NotPlainError``."""
    parent = monitor.stack_urn if opts.parent is None else _urns.get(opts.parent)
    if parent is None or _translates(res, props):
        raise _NotPlainError
    inputs = _sent_fields(props)
    return RecordedResource(
        type=type,
        name=name,
        urn=monitor.make_urn(parent, type, name),
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
    made = {key: _received(outputs.get(key)) for key in props if key not in ("id", "urn")}
    fields = {key: _output(res, value, known=value is not None) for key, value in made.items()}
    if resource.custom:
        fields["id"] = _output(res, identity, known=bool(identity))
    vars(res).update(fields, urn=_output(res, resource.urn, known=True))


def _output(res: pulumi.Resource, value: Any, *, known: bool) -> pulumi.Output[Any]:
    output: pulumi.Output[Any]
    resolve, output = _REGISTERING.resource_output(res)
    resolve(value, known, False, None)
    return output


def _translates(res: pulumi.Resource, props: Iterable[str]) -> bool:
    """Whether its class has names or types of its own for its properties."""
    cls, plain = type(res), pulumi.Resource
    if cls.translate_input_property is not plain.translate_input_property:
        return True
    if cls.translate_output_property is not plain.translate_output_property:
        return True
    types = resource_types(cls)
    return any(types.get(key, Any) is not Any for key in props)


def _options(opts: pulumi.ResourceOptions) -> Options:
    if any(_is_given(value) for key, value in vars(opts).items() if key not in _AT_ONCE):
        raise _NotPlainError
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
        raise _NotPlainError
    return Alias(urn=alias)


def _timeouts(given: Any) -> Timeouts:
    if given is None:
        return Timeouts()
    if not isinstance(given, pulumi.CustomTimeouts):
        raise _NotPlainError
    return Timeouts(given.create or "", given.update or "", given.delete or "")


def _sent(value: Any) -> Any:
    """A value as it is read from a request that the SDK made of it."""
    kind = type(cast(object, value))
    if kind is str:
        return _text(value)
    if kind is bool or value is None:
        return value
    if kind is int and abs(value) <= _EXACT:
        return value
    if kind is float and not value.is_integer():
        return value
    if kind is dict:
        return _sent_fields(value)
    if kind is list or kind is tuple:
        return [_sent(item) for item in value]
    raise _NotPlainError


def _sent_fields(fields: Mapping[Any, Any]) -> dict[str, Any]:
    return {_text(key): _sent(value) for key, value in fields.items() if value is not None}


def _text(text: Any) -> str:
    if type(text) is not str or text in (_MARK, rpc.UNKNOWN) or not _is_sound(text):
        raise _NotPlainError
    return text


def _is_sound(text: str) -> bool:
    """Whether it can be sent: half of a surrogate pair can't."""
    return text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text)


def _received(value: Any) -> Any:
    """A plain value as the SDK reads it from an answer, where every number is a float."""
    if value is UNKNOWN:
        return SDK_UNKNOWN
    if type(value) is int:
        return float(value)
    if is_map(value):
        return {key: _received(entry) for key, entry in value.items() if entry is not None}
    return [_received(item) for item in value] if is_list(value) else value
