"""Asking for what a killed run created, and printing what is found."""

from collections.abc import Callable, Generator, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from typing import Any

from exposure_components.cli.failure import UsageError
from exposure_components.errors import reason_of
from exposure_components.recovery.recover import Fate, Recovered

_PATIENCE = 30
"""Seconds to wait for an answer."""
_TOLD = {
    Fate.MADE: "was made, and is taken over",
    Fate.NAMED: "is taken over, if it was made",
    Fate.NOT_MADE: "was not made",
    Fate.AMBIGUOUS: "may be any of several, and none is taken over",
    Fate.UNKNOWN: "is not known to be there or not",
}


def table(found: Sequence[Recovered]) -> str:
    """A line for each."""
    if not found:
        return "nothing was being created"
    return "\n".join(_line(each) for each in found)


def _line(each: Recovered) -> str:
    ids = ", ".join([each.id] if each.id else each.candidates)
    return f"{each.pending.name} {_TOLD[each.fate]}" + (f": {ids}" if ids else "")


def undecided(found: Sequence[Recovered]) -> list[str]:
    """What is left to whoever runs the command: which, why and what to do."""
    return [
        f"{each.pending.urn}: {_remedy(each)}"
        for each in found
        if each.fate in (Fate.AMBIGUOUS, Fate.UNKNOWN)
    ]


def _remedy(each: Recovered) -> str:
    if each.fate is Fate.UNKNOWN:
        return "look for it, and tell `pulumi refresh` its id"
    why = f"{len(each.candidates)} are as it was asked for ({', '.join(each.candidates)})"
    return (
        f"{why}; delete those that nobody needs and run this again, "
        "or tell `pulumi refresh` the id of the right one"
    )


@contextmanager
def cloud_of(name: str | None) -> Generator[Callable[[], Any], None, None]:
    """Gives a connection to OpenStack when the first is asked for; ends it."""
    with ExitStack() as stack:

        @cache
        def connection() -> Any:
            try:
                import openstack
            except ImportError:
                raise UsageError(
                    "what is pending is OpenStack's: pip install 'exposure-components[openstack]'"
                ) from None
            package: Any = openstack
            made = stack.enter_context(package.connect(cloud=name, api_timeout=_PATIENCE))
            try:
                made.authorize()
            except Exception as error:
                raise UsageError(
                    f"OpenStack can't be asked: {reason_of(error)}",
                    "  check clouds.yaml or the OS_ variables; name a cloud by --cloud",
                ) from error
            return made

        yield connection
