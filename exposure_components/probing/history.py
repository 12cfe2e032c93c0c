"""What many rounds of tries saw of each endpoint."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from exposure_components.probing.kinds import State
from exposure_components.probing.observations import Observation
from exposure_components.probing.targets import Target
from exposure_components.probing.verdicts import Result

Key = tuple[str, str | None]
"""URL and address."""


@dataclass
class Record:
    """Of one endpoint at one address."""

    tries: int = 0
    failures: int = 0
    """Tries of which the verdict was down."""
    longest: float = 0
    """Seconds from the first try of those that failed one after the other to the next that did not,
    or to the last so far."""
    failing_since: datetime | None = None
    state: State | None = None

    def add(self, seen: Observation, state: State) -> None:
        """One more try."""
        self.tries, self.state = self.tries + 1, state
        if self.failing_since is not None:
            self.longest = max(self.longest, (seen.at - self.failing_since).total_seconds())
        if state is not State.DOWN:
            self.failing_since = None
        else:
            self.failures += 1
            self.failing_since = self.failing_since or seen.at


@dataclass
class History:
    """Of all endpoints."""

    records: dict[Key, Record] = field(default_factory=dict[Key, Record])

    def add(self, results: Iterable[Result]) -> list[Result]:
        """One more round. Returns those whose state is another than before."""
        changed: list[Result] = []
        for each in results:
            if isinstance(each.target, Target) and each.seen is not None:
                record = self.records.setdefault((each.target.url, each.seen.address), Record())
                if record.state is not each.verdict.state:
                    changed.append(each)
                record.add(each.seen, each.verdict.state)
        return changed

    @property
    def is_clean(self) -> bool:
        """Whether no try failed."""
        return not any(record.failures for record in self.records.values())
