"""Things that exist already, looked up by the functions of a provider."""

import re
from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi import InvokeOptions, Output
from pulumi.output import UNKNOWN

from exposure_components.errors import ExposureError
from exposure_components.problems import Problem


def looked_up(
    subject: str,
    path: str,
    wanted: Mapping[str, Any],
    token: str,
    options: InvokeOptions,
    remedy: str,
) -> Output[Any]:
    """What a provider's function answers, by the names that it has on the wire.

    An `ExposureError` where it fails: the engine would show a traceback.

    path: where the args of the subject say what is wanted.
    """

    async def ask() -> Any:
        try:
            return await pulumi.runtime.invoke_async(token, dict(wanted), options)
        except Exception as error:
            given = [Output.from_input(value) for value in wanted.values()]
            if any([await value.is_secret() for value in given]):
                # What the provider says may name it.
                rule = "is a secret, and could not be looked up"
                raise ExposureError(subject, [Problem(path, None, rule, remedy)]) from None
            reason = provider_reason(str(error))
            value = next((v for v in wanted.values() if isinstance(v, str)), None)
            problem = Problem(path, value, f"could not be looked up: {reason}", remedy)
            raise ExposureError(subject, [problem]) from None

    # What is found of a secret has it in it.
    found: Output[Any] = Output.all(*wanted.values()).apply(lambda _: ask())
    # Nobody knows before the provider is there, in a preview, or in a plan without one.
    return found.apply(lambda known: UNKNOWN if known is None else known)


def provider_reason(told: str) -> str:
    """What the provider says, without what the engine says around it."""
    last = told.strip().splitlines()[-1].strip(" *\t")
    return re.sub(r"^invoke of \S+ failed: ", "", last).removesuffix(" ()").rstrip(".")


def looked_up_now(
    wanted: Mapping[str, Any], token: str, options: InvokeOptions
) -> Mapping[str, Any] | None:
    """The same before the program goes on; None where nothing is found or nobody knows yet."""
    try:
        found: Mapping[str, Any] | None = pulumi.runtime.invoke(token, dict(wanted), options).value
    except Exception:
        return None
    return found
