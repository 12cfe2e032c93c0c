"""What a program or a stack has, as plain values, wherever they come from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from exposure_components.topology.graph import Port
from exposure_components.values import mapping, sequence


@dataclass(frozen=True)
class Thing:
    """A resource or a component. Secrets are masked; what is not known yet reads ``LATER``."""

    urn: str
    type: str
    """The token, such as ``kubernetes:core/v1:Service``."""
    name: str
    """In the program."""
    parent: str
    """URN."""
    fields: Mapping[str, Any]
    """The manifest of a Kubernetes object, with its status where it has one; inputs and outputs of
    anything else."""
    is_object: bool = False
    """Whether it is a Kubernetes object."""
    id: str = ""
    """Empty where it is not known."""
    comes_from: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    """By field: URNs of the things that its value is made of."""

    @property
    def kind(self) -> str:
        """Of a Kubernetes object."""
        return str(self.fields.get("kind", "")) if self.is_object else ""

    @property
    def spec(self) -> Mapping[str, Any]:
        """Of a Kubernetes object."""
        return fields(self.fields, "spec")

    @property
    def object_name(self) -> str:
        """Of a Kubernetes object."""
        return str(fields(self.fields, "metadata").get("name", ""))

    @property
    def namespace(self) -> str:
        """Of a Kubernetes object; empty where the provider or the kubeconfig decides."""
        return str(fields(self.fields, "metadata").get("namespace", ""))


def fields(value: Any, *path: str) -> Mapping[str, Any]:
    """What stands below a path; empty where nothing does, or nothing of the sort."""
    for key in path:
        value = (mapping(value) or {}).get(key)
    return mapping(value) or {}


def items(value: Any, *path: str) -> list[Mapping[str, Any]]:
    """The mappings in the list below a path."""
    *above, key = path
    found = sequence(fields(value, *above).get(key)) or ()
    return [known for each in found if (known := mapping(each)) is not None]


def texts(value: Any, key: str) -> list[str]:
    """The texts in the list below a key."""
    found = sequence((mapping(value) or {}).get(key)) or ()
    return [each for each in found if isinstance(each, str)]


def number(value: Any) -> int | None:
    """A port's number where it is known; 0 stands for none."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) or None


def port(protocol: Any, value: Any) -> Port:
    """As Kubernetes says it, where TCP need not be said."""
    return Port(str(protocol or "TCP"), number(value))


def distinct(ports: Iterable[Port]) -> tuple[Port, ...]:
    """Each once, in order."""
    return tuple(dict.fromkeys(ports))
