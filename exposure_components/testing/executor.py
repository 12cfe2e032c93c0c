"""Where the SDK's requests are answered."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_SDK = "pulumi."


class RequestsAtOnce(ThreadPoolExecutor):
    """Answers a request in the thread that asks: one by one, so that the monitor needs no locks,
    and without a switch to another thread and back.

    What a program itself gives to the loop's executor runs in a thread, as it may block.
    """

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        if not str(getattr(fn, "__module__", "")).startswith(_SDK):
            return super().submit(fn, *args, **kwargs)
        answered: Future[T] = Future()
        try:
            answered.set_result(fn(*args, **kwargs))
        except BaseException as exn:
            answered.set_exception(exn)
        return answered
