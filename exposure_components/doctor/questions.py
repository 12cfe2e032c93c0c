"""What checks ask the cluster, and the names in DNS, and what they are answered.

Questions and answers are plain values: a test answers from a table, the command from the cluster.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Version:
    """The API server's version, as its `/version` tells it."""


@dataclass(frozen=True)
class Groups:
    """The groups of the API: the versions of each, by name."""


@dataclass(frozen=True)
class Kinds:
    """The resources of one version of a group: `name`, `kind`, `namespaced`, `verbs`."""

    api_version: str


@dataclass(frozen=True)
class Object:
    """One object. Of a Secret, the keys without their values."""

    api_version: str
    plural: str
    name: str
    namespace: str = ""
    """Empty for a kind that lives in none."""


@dataclass(frozen=True)
class Objects:
    """All objects of a kind, in all namespaces."""

    api_version: str
    plural: str


@dataclass(frozen=True)
class May:
    """Whether somebody may do something (SelfSubjectAccessReview, SubjectAccessReview)."""

    verb: str
    group: str
    plural: str
    namespace: str = ""
    """Empty for all."""
    name: str = ""
    """Empty for all."""
    account: str = ""
    """Of a service account, its `namespace:name`. Empty for the user who asks."""


@dataclass(frozen=True)
class Admission:
    """Whether the API server would take a pod: a dry run, which makes nothing."""

    namespace: str
    spec: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Records:
    """The values of a name in DNS."""

    name: str
    type: str
    server: str = ""
    """Address of the name server that is asked. Empty for the resolver of this machine."""


Question = Version | Groups | Kinds | Object | Objects | May | Admission | Records


@dataclass(frozen=True)
class Found:
    """It is there."""

    value: Any
    """An object, or objects, as the API spells them; of `May` a bool; of `Records` texts."""


@dataclass(frozen=True)
class Absent:
    """It is not there."""


@dataclass(frozen=True)
class Refused:
    """The API server understood, and refuses."""

    reason: str


@dataclass(frozen=True)
class Unanswered:
    """Nobody answered."""

    reason: str


Answer = Found | Absent | Refused | Unanswered
Ask = Callable[[Question], Answer]
"""Answers a question; the same one always alike."""


def objects(answer: Answer) -> Sequence[Mapping[str, Any]]:
    """The objects that were found; none where the kind is not there."""
    found: Sequence[Mapping[str, Any]] = answer.value if isinstance(answer, Found) else ()
    return found
