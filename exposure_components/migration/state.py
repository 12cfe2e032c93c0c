"""What a stack has, or shall have, as far as two of them are compared."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Final


class Unknown(Enum):
    """The type of ``UNKNOWN``."""

    UNKNOWN = "known after up"

    def __str__(self) -> str:
        return self.value


UNKNOWN: Final = Unknown.UNKNOWN
"""Stands for a value that only the cluster or a provider decides."""
SECRET: Final = "[secret]"
"""Stands for a value that is not shown, and so not compared."""


@dataclass(frozen=True)
class FormerName:
    """An earlier identity, as a program tells it; a part that is empty is as it is now."""

    urn: str = ""
    name: str = ""
    type: str = ""
    project: str = ""
    stack: str = ""
    parent: str = ""
    no_parent: bool = False


@dataclass(frozen=True)
class Resource:
    """A resource or a component."""

    urn: str
    parent: str
    """URN."""
    custom: bool
    """False for a component."""
    inputs: Mapping[str, Any]
    """Of a Kubernetes object its manifest. `UNKNOWN` and `SECRET` stand for what is not known."""
    endpoints: Sequence[Mapping[str, Any]] = ()
    """What a component promises to clients, as far as it is known."""
    provider: str = ""
    """URN of the explicit provider."""
    former: tuple[FormerName, ...] = ()
    comes_from: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """By input: URNs of the resources that its value is made of."""
    delete_first: bool | None = None
    """The option ``delete_before_replace``; None where the provider decides."""
    replace_on: tuple[str, ...] = ()
    """The option ``replace_on_changes``."""
    ignored: tuple[str, ...] = ()
    """The option ``ignore_changes``."""

    @property
    def type(self) -> str:
        """The token, such as ``kubernetes:core/v1:Service``."""
        return types_of(self.urn).rpartition("$")[2]

    @property
    def name(self) -> str:
        """In the program."""
        return name_of(self.urn)

    @property
    def is_object(self) -> bool:
        """Whether it is one Kubernetes object."""
        is_of_package = self.custom and self.type.startswith("kubernetes:")
        return is_of_package and {"apiVersion", "kind"} <= self.inputs.keys()

    @property
    def kind(self) -> str:
        """Of a Kubernetes object; empty for anything else."""
        return str(self.inputs["kind"]) if self.is_object else ""


def types_of(urn: str) -> str:
    """The types of a resource and of all above it: the qualified type."""
    return _parts(urn)[2]


def name_of(urn: str) -> str:
    """The last part, which may have colons of its own."""
    return _parts(urn)[3]


def place_of(urn: str) -> tuple[str, str]:
    """Stack and project."""
    stack, project, *_ = _parts(urn)
    return stack.removeprefix("urn:pulumi:"), project


def urn(stack: str, project: str, types: str, name: str) -> str:
    """The one that the engine makes of these."""
    return f"urn:pulumi:{stack}::{project}::{types}::{name}"


def in_place(resources: Iterable[Resource], stack: str, project: str) -> list[Resource]:
    """The same as if they were of another stack: two stacks of a program are compared so."""

    def moved(known: str) -> str:
        return known and urn(stack, project, types_of(known), name_of(known))

    return [
        replace(
            each,
            urn=moved(each.urn),
            parent=moved(each.parent),
            provider=moved(each.provider),
            comes_from={key: [*map(moved, urns)] for key, urns in each.comes_from.items()},
        )
        for each in resources
    ]


def _parts(urn: str) -> list[str]:
    found = urn.split("::", 3)
    return [*found, *[""] * (4 - len(found))]
