"""What the objects of a plan are, as checks ask for it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exposure_components.doctor.resources import Resource, defined
from exposure_components.topology.graph import LATER
from exposure_components.topology.inventory import WORKLOADS, Inventory, inventory
from exposure_components.topology.things import Thing, fields, items

_MASK = "[secret]"


@dataclass(frozen=True)
class Plan:
    """The things of a plan, and the namespace of objects that name none."""

    things: Sequence[Thing]
    default_namespace: str = "default"

    @cached_property
    def inventory(self) -> Inventory:
        """The things by what is asked of them."""
        return inventory(self.things)

    @cached_property
    def objects(self) -> list[Thing]:
        """Kubernetes objects."""
        return [each for each in self.things if each.is_object]

    @cached_property
    def workloads(self) -> list[Thing]:
        """What runs pods."""
        return self.of(*WORKLOADS)

    @cached_property
    def kinds(self) -> Mapping[tuple[str, str], Resource]:
        """The kinds that it brings, by version and kind."""
        return defined(self.of("CustomResourceDefinition"))

    def of(self, *kinds: str) -> list[Thing]:
        """Kubernetes objects of these kinds."""
        return self.inventory.objects(*kinds)

    def namespace(self, thing: Thing) -> str:
        """Where an object lives; of a kind that lives in none it says nothing."""
        return known(thing.namespace) or self.default_namespace

    def label(self, thing: Thing) -> str:
        """How findings call an object: `Deployment influxdb/influxdb`."""
        return f"{thing.kind} {self.namespace(thing)}/{thing.object_name}"

    def makes(self, kind: str, name: str, namespace: str | None = None) -> bool:
        """Whether it has an object; without a namespace, of a kind that lives in none."""
        return any(
            each.object_name == name and namespace in (None, self.namespace(each))
            for each in self.of(kind)
        )


def known(value: Any) -> str:
    """A text; empty where there is none, or none that is known before `up`."""
    return value if isinstance(value, str) and value not in (LATER, _MASK) else ""


def group_of(api_version: str) -> str:
    """`apps/v1` is of the group `apps`, `v1` of the one without a name."""
    return api_version.rpartition("/")[0]


def named(items: Iterable[Mapping[str, Any]]) -> list[str]:
    """The names of objects, sorted."""
    return sorted(str(fields(each, "metadata").get("name", "")) for each in items)


def is_true(thing: Mapping[str, Any], condition: str) -> bool:
    """Whether the object's status has the condition."""
    return any(
        each.get("type") == condition and each.get("status") == "True"
        for each in items(thing, "status", "conditions")
    )


def listed(names: Iterable[str], most: int = 5) -> str:
    """Names as a sentence has them, not too many."""
    every = list(dict.fromkeys(names))
    more = len(every) - most
    return ", ".join(every[:most]) + (f" and {more} more" if more > 0 else "")
