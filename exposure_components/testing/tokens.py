"""The type token of a resource class."""

from collections.abc import Iterator, Mapping
from typing import Any, cast

import pulumi
from pulumi.runtime import rpc


def token_of(of: str | type[pulumi.Resource]) -> str:
    """The token itself, or that of a class of an SDK.

    Raises ``TypeError`` for a class that no SDK has registered.
    """
    if isinstance(of, str):
        return of
    # Older SDKs name it in the registry of the SDK alone.
    token = getattr(of, "pulumi_type", None) or next(_registered(of), None)
    if not isinstance(token, str):
        raise TypeError(f"{of.__name__} names no type; give its token, such as pkg:index:Name")
    return token


def _registered(of: type[pulumi.Resource]) -> Iterator[str]:
    registry = rpc._RESOURCE_MODULES  # pyright: ignore[reportPrivateUsage]
    homes = (of.__module__, of.__module__.rpartition(".")[0])
    for module in (module for modules in registry.values() for module in modules):
        # The SDKs' generated code registers objects that all carry this attribute.
        info = cast(Mapping[str, Any], getattr(module, "mod_info", {}))
        if info.get("fqn") in homes:
            yield from (token for token, name in info["classes"].items() if name == of.__name__)
