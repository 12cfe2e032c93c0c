"""One change at a time: several test runs may share a cache, and a lab."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from .paths import CACHE


@contextmanager
def alone(name: str) -> Iterator[None]:
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / f"{name}.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
