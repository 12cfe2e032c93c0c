"""Whose exception it is that ends a run."""

import traceback
from collections.abc import Mapping
from typing import Any, Final

_PREFIXES_OF_SDK: Final = ("While processing resource: ", "While processing input: ")


class UnknownResultError(AssertionError):
    """The program needs the result of a provider's function at once, and it is unknown."""

    def __init__(self, function: str, args: Mapping[str, Any]) -> None:
        given = ", ".join(f"{key}={value!r}" for key, value in args.items() if value is not None)
        self.call = f"{function}({given})"
        """The call, by the function's name in the SDK and the arguments' names on the wire."""
        self.remedy = f"{function}_output gives outputs, which may be unknown"
        super().__init__(f"the program calls {self.call}, whose result is UNKNOWN; {self.remedy}")


def own_exception(exn: BaseException) -> BaseException:
    """The program's exception, out of those that the SDK makes of it.

    The SDK replaces a ValueError or AssertionError in an input's ``apply`` by one that names the
    input, that by one that names the resource, and raises the last as its own cause. What they
    say becomes a note.
    """
    told = ""
    while True:
        if exn.__cause__ is exn:
            exn.__cause__ = None
        origin = exn.__cause__ or exn.__context__
        if origin is None or not str(exn).startswith(_PREFIXES_OF_SDK):
            break
        told = told or str(exn).partition("\n")[0]
        exn = origin
    if told:
        exn.add_note(told)
    unknown = _unknown_result(exn)
    if unknown is not None:
        unknown.__cause__ = exn
        return unknown
    return exn


def _unknown_result(exn: BaseException) -> UnknownResultError | None:
    """What it means that a generated function finds no result to take values from."""
    frames = [frame for frame, _ in traceback.walk_tb(exn.__traceback__)][-2:]
    if len(frames) < 2 or frames[1].f_globals.get("__name__") != "pulumi._types":
        return None
    names = frames[0].f_locals
    if "__args__" not in names or names.get("__ret__", exn) is not None:
        return None
    return UnknownResultError(frames[0].f_code.co_name, names["__args__"])


def raised_by_sdk(exn: BaseException) -> bool:
    """Whether the SDK itself found something that it cannot handle, not the program."""
    frames = [frame for frame, _ in traceback.walk_tb(exn.__traceback__)]
    return bool(frames) and str(frames[-1].f_globals.get("__name__")).startswith("pulumi.")
