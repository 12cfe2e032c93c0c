"""Whose exception it is that ends a run."""

import traceback
from typing import Final

_PREFIXES_OF_SDK: Final = ("While processing resource: ", "While processing input: ")


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
    return exn


def raised_by_sdk(exn: BaseException) -> bool:
    """Whether the SDK itself found something that it cannot handle, not the program."""
    frames = [frame for frame, _ in traceback.walk_tb(exn.__traceback__)]
    return bool(frames) and str(frames[-1].f_globals.get("__name__")).startswith("pulumi.")
