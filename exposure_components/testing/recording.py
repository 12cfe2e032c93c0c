"""What a program did: its resources, calls, log and exports, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pulumi

from exposure_components.testing import kubernetes
from exposure_components.testing.tokens import token_of
from exposure_components.testing.wire import Path


class Severity(StrEnum):
    """How bad a line of the log is. What programs log at debug level is not recorded."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Log:
    """A line that the program logged with ``pulumi.log``."""

    severity: Severity
    message: str
    urn: str = ""
    """The resource that the line is about, where the program named one."""


@dataclass(frozen=True)
class Timeouts:
    """Custom timeouts as Pulumi writes them, such as ``10m``; empty where not set."""

    create: str = ""
    update: str = ""
    delete: str = ""


@dataclass(frozen=True)
class Alias:
    """An earlier identity of a resource; a part that is empty is as it is now."""

    urn: str = ""
    name: str = ""
    type: str = ""
    project: str = ""
    stack: str = ""
    parent: str = ""
    no_parent: bool = False


@dataclass(frozen=True)
class Options:
    """The resource options that reached the engine."""

    protect: bool | None = None
    """None where not set, which is not the same as False: a child inherits its parent's."""
    delete_before_replace: bool | None = None
    """None where not set: the provider decides."""
    retain_on_delete: bool | None = None
    ignore_changes: tuple[str, ...] = ()
    replace_on_changes: tuple[str, ...] = ()
    additional_secret_outputs: tuple[str, ...] = ()
    aliases: tuple[Alias, ...] = ()
    timeouts: Timeouts = Timeouts()
    deleted_with: str = ""
    """URN."""
    import_id: str = ""
    version: str = ""
    """Of the provider plugin that the SDK asks for."""


@dataclass(frozen=True)
class RecordedResource:
    """A resource or component that the program registered, or read with ``get``."""

    type: str
    """The token, such as ``kubernetes:core/v1:Service``."""
    name: str
    """The logical name in the program; a Kubernetes object's own is in its metadata."""
    urn: str
    parent: str
    """URN; the stack's for a resource at the top."""
    custom: bool
    """True for what a provider makes, False for a component."""
    remote: bool
    """True for a component whose children a provider registers, unseen by any recording."""
    inputs: Mapping[str, Any]
    """As the provider gets them: names as on the wire, ``UNKNOWN`` where a preview can't know."""
    outputs: Mapping[str, Any]
    """A component's registered outputs; what the mocks answered for any other resource."""
    secrets: frozenset[Path]
    """Paths of the secrets within ``inputs``."""
    output_secrets: frozenset[Path]
    """Paths of the secrets within a component's ``outputs``."""
    provider: str
    """URN and id of the explicit provider, joined by ``::``; empty for the default provider."""
    providers: Mapping[str, str]
    """By package: the providers that a component hands to its children."""
    dependencies: tuple[str, ...]
    """URNs from ``depends_on`` and from inputs."""
    property_dependencies: Mapping[str, tuple[str, ...]]
    """By input: the URNs that its value comes from."""
    options: Options
    default_namespace: str = ""
    """The provider's ``namespace``, for a Kubernetes object that names none.

    Empty if the provider names none either: then the kubeconfig decides.
    """
    read_id: str | None = None
    """The id of an existing object that the program only reads, empty if a preview can't know it.

    None for an object that the program makes.
    """
    id: str = ""
    """The id that the run gave it; empty while it is unknown, and for a component."""

    @property
    def makes_kubernetes_object(self) -> bool:
        """Whether the resource is one Kubernetes object, and the program makes it."""
        return self.custom and self.read_id is None and kubernetes.is_object(self.type)

    def manifest(self, *, secrets: bool = False, namespace: str = "default") -> dict[str, Any]:
        """The manifest of a Kubernetes object; see ``Recording.manifests``."""
        return kubernetes.as_manifest(
            self.inputs if secrets else kubernetes.masked_object(self.inputs, self.secrets),
            name=kubernetes.auto_name(self.name, self.urn),
            namespace=self.default_namespace or namespace,
        )


@dataclass(frozen=True)
class Invoke:
    """A call of a provider's function, such as ``openstack:networking/getNetwork:getNetwork``."""

    token: str
    args: Mapping[str, Any]
    provider: str


@dataclass(frozen=True)
class Recording:
    """All that one run of a program did."""

    value: Any
    """What the program returned, with every output in it settled."""
    exports: Mapping[str, Any]
    """The stack's outputs, as the engine gets them."""
    resources: tuple[RecordedResource, ...]
    """In the order in which the program created them."""
    invokes: tuple[Invoke, ...]
    logs: tuple[Log, ...]
    stack_urn: str

    def one(self, type: str | type[pulumi.Resource], name: str | None = None) -> RecordedResource:
        """The only resource of a type, or the only one of that type and logical name.

        type: a token such as ``kubernetes:core/v1:Service``, or a class of an SDK that has one.

        Raises ``AssertionError`` that lists the resources there are, if none or several match.
        """
        __tracebackhide__ = True
        token, found = token_of(type), self.all(type, name)
        if len(found) == 1:
            return found[0]
        wanted = token if name is None else f"{token} named {name!r}"
        present = "".join(f"\n  {each.type} {each.name}" for each in self.resources) or " none"
        raise AssertionError(f"{len(found)} resources are {wanted}; the program made:{present}")

    def all(
        self, type: str | type[pulumi.Resource] | None = None, name: str | None = None
    ) -> tuple[RecordedResource, ...]:
        """The resources of a type, of a logical name, or of both; see ``one``."""
        token = None if type is None else token_of(type)
        return tuple(
            each
            for each in self.resources
            if token in (None, each.type) and name in (None, each.name)
        )

    def by_urn(self, urn: str) -> RecordedResource:
        """The resource that a parent, a dependency or a provider names.

        urn: of a provider also with its id, as ``RecordedResource.provider`` has it.

        Raises ``KeyError``.
        """
        known = {each.urn: each for each in self.resources}
        return known[urn if urn in known else urn.rpartition("::")[0]]

    def below(self, parent: RecordedResource) -> tuple[RecordedResource, ...]:
        """All that a component made, and that its children made."""
        inside = {parent.urn}
        # Nothing is registered before its parent.
        for each in self.resources:
            if each.parent in inside:
                inside.add(each.urn)
        return tuple(each for each in self.resources if each.parent in inside)

    def children_of(self, parent: RecordedResource | None) -> tuple[RecordedResource, ...]:
        """The resources right below one; with None those at the top of the program."""
        urn = self.stack_urn if parent is None else parent.urn
        return tuple(each for each in self.resources if each.parent == urn)

    @property
    def warnings(self) -> tuple[str, ...]:
        """The messages that the program logged with ``pulumi.log.warn``."""
        return tuple(each.message for each in self.logs if each.severity is Severity.WARNING)

    def manifests(
        self, *, secrets: bool = False, namespace: str = "default"
    ) -> list[dict[str, Any]]:
        """The Kubernetes objects of the program as manifests, in program order.

        They mean what the Kubernetes provider writes with ``render_yaml_to_directory``, which
        besides drops zero values and rewrites quantities such as ``0.5`` to ``500m``.

        secrets: show the values of Secret objects and of secret outputs; they read ``[secret]``
            otherwise.
        namespace: the one of the kubeconfig's context, for objects of which neither program nor
            provider name one; empty leaves it out, as the provider does without a kubeconfig.
        """
        return [
            each.manifest(secrets=secrets, namespace=namespace)
            for each in self.resources
            if each.makes_kubernetes_object
        ]
