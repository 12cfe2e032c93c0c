"""Clients that ask all the time."""

import threading
import time
from typing import Self

from tests.lab.lab import Lab


class Clients:
    """Three that ask, each anew as soon as it has its answer and a little later."""

    def __init__(self, lab: Lab, url: str) -> None:
        self._lab = lab
        self._url = url
        self._end = threading.Event()
        self._threads = [threading.Thread(target=self._ask, daemon=True) for _ in range(3)]
        self._answers: list[tuple[float, int]] = []

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        self.until_another(5)
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join()

    def until_another(self, count: int) -> None:
        """Wait for so many more answers."""
        enough = len(self._answers) + count
        self._lab.until(f"{count} more answers", lambda: len(self._answers) >= enough)

    def codes(self) -> list[int]:
        """Status of each answer, 0 for none, in the order of the questions."""
        return [code for _, code in sorted(self._answers)]

    def failed_after(self, moment: float) -> list[float]:
        """Seconds after the moment at which questions were asked that failed."""
        return [at - moment for at, code in sorted(self._answers) if code != 200 and at > moment]

    def _ask(self) -> None:
        while not self._end.is_set():
            asked = time.monotonic()
            self._answers.append((asked, self._lab.curl(self._url).code))
            self._end.wait(0.1)
