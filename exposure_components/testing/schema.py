"""Checks of a resource's inputs against the SDK that defines the resource.

Every Pulumi SDK carries generated ``*Args`` classes. They name the properties of a resource, all
the way down, with their types: no schema file, plugin or engine is needed. Plain mocks accept any
property; a misspelt one would be found by the provider, during ``pulumi up``.

Uses the registry of resource modules in ``pulumi.runtime.rpc``, through which the SDK itself finds
a class by its token.
"""

import importlib
from contextlib import suppress
from functools import cache
from typing import Any, Final, cast

from pulumi._types import input_type_py_to_pulumi_names
from pulumi.runtime import rpc

from exposure_components.testing import kubernetes
from exposure_components.testing.annotations import Check, args_check
from exposure_components.testing.wire import is_map


def input_problems(token: str, name: str, inputs: dict[str, Any]) -> list[str]:
    """What the SDK's generated classes find wrong with the inputs of one resource.

    Empty as well for a token of which no installed SDK knows the class.
    """
    check = _check_of(token)
    problems: list[str] = []
    if check is not None:
        check(inputs, name, problems)
    return [f"{token} {problem}" for problem in sorted(problems)]


_known: Final[dict[str, Check]] = {}
"""By token. What is not found is looked for again: a package may be imported later."""


def _check_of(token: str) -> Check | None:
    check = _known.get(token) or _find_check(token)
    if check is not None:
        _known[token] = check
    return check


def _find_check(token: str) -> Check | None:
    package, _, rest = token.partition(":")
    module = rest.partition(":")[0]
    if (package, module) == ("pulumi", "providers"):
        return _provider_check(token.rpartition(":")[2])
    args = _args_class(token, rpc._module_key(package, module))  # pyright: ignore[reportPrivateUsage]
    if args is not None:
        return args_check(args)
    return _custom_object_check() if kubernetes.is_object(token) else None


def _custom_object_check() -> Check:
    """Of a custom resource in Kubernetes the SDK knows the metadata, and no more."""
    metadata = args_check(importlib.import_module("pulumi_kubernetes.meta.v1").ObjectMetaArgs)

    def check(value: Any, path: str, problems: list[str]) -> None:
        if is_map(value.get("metadata")):
            metadata(value["metadata"], f"{path}.metadata", problems)

    return check


def _provider_check(package: str) -> Check | None:
    """Providers get every input as a string of JSON: only the names can be checked."""
    try:
        home = importlib.import_module(f"pulumi_{package.replace('-', '_')}.provider")
    except ImportError:
        return None
    known = frozenset(input_type_py_to_pulumi_names(home.ProviderArgs).values())

    def check(value: Any, path: str, problems: list[str]) -> None:
        problems += [
            f"{path}.{key}: unknown property of the {package} Provider"
            for key in value
            if key not in known
        ]

    return check


@cache
def _import_sdk(package: str) -> None:
    """A program may register a resource by its token alone, and have the SDK installed."""
    with suppress(ImportError):
        importlib.import_module(f"pulumi_{package.replace('-', '_')}")


def _args_class(token: str, module_key: str) -> type | None:
    modules = rpc._RESOURCE_MODULES  # pyright: ignore[reportPrivateUsage]
    if module_key not in modules:
        _import_sdk(token.partition(":")[0])
    for module in modules.get(module_key, []):
        # The SDKs' generated code registers objects that all carry this attribute.
        info = cast(dict[str, Any], getattr(module, "mod_info", {}))
        class_name = info.get("classes", {}).get(token)
        if class_name is None:
            continue
        resource = getattr(importlib.import_module(info["fqn"]), class_name)
        home = importlib.import_module(resource.__module__)
        for candidate in (f"{class_name}InitArgs", f"{class_name}Args"):
            if hasattr(home, candidate):
                return cast(type, getattr(home, candidate))
    return None
