"""Plans and clusters of plain objects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from exposure_components.doctor.findings import Finding
from exposure_components.doctor.plan import Plan
from exposure_components.doctor.questions import (
    Absent,
    Admission,
    Answer,
    Found,
    Groups,
    Kinds,
    May,
    Object,
    Objects,
    Question,
    Records,
    Refused,
    Unanswered,
    Version,
)
from exposure_components.topology.things import Thing

STACK = "urn:pulumi:lab::shop::pulumi:pulumi:Stack::shop-lab"
DENIED = Refused("it is forbidden")
FORBIDDEN = "is not known: {} can't be read: it is forbidden"


def plan(*manifests: dict[str, Any], parent: str = STACK, things: Iterable[Thing] = ()) -> Plan:
    """A plan with these objects, and other things."""
    objects = [
        Thing(f"urn:{index}", f"kubernetes:{each['kind']}", "", parent, each, is_object=True)
        for index, each in enumerate(manifests)
    ]
    return Plan([*objects, *things], "shop")


def component(urn: str, endpoints: list[dict[str, Any]]) -> Thing:
    """A component with endpoints."""
    return Thing(urn, "exposure_components:index:App", "web", STACK, {"endpoints": endpoints})


def made(
    kind: str,
    name: str = "web",
    version: str = "v1",
    namespace: str | None = "shop",
    annotations: Mapping[str, str] | None = None,
    labels: Mapping[str, str] | None = None,
    **rest: Any,
) -> dict[str, Any]:
    """An object."""
    metadata: dict[str, Any] = {"name": name}
    if namespace is not None:
        metadata["namespace"] = namespace
    if annotations:
        metadata["annotations"] = dict(annotations)
    if labels:
        metadata["labels"] = dict(labels)
    return {"apiVersion": version, "kind": kind, "metadata": metadata, **rest}


def workload(
    spec: Mapping[str, Any] | None = None, kind: str = "Deployment", replicas: int = 1
) -> dict[str, Any]:
    """A workload whose pods have this spec, and one hardened container."""
    labels = {"app": "web"}
    pod = {"containers": [container()], **(spec or {})}
    template = {"metadata": {"labels": labels}, "spec": pod}
    counted = {} if kind == "DaemonSet" else {"replicas": replicas}
    return made(
        kind,
        version="apps/v1",
        spec={"selector": {"matchLabels": labels}, **counted, "template": template},
    )


def container(*ports: dict[str, Any], **rest: Any) -> dict[str, Any]:
    """A container that the restricted level admits, but for its ports."""
    security = {
        "runAsNonRoot": True,
        "allowPrivilegeEscalation": False,
        "seccompProfile": {"type": "RuntimeDefault"},
        "capabilities": {"drop": ["ALL"]},
    }
    return {
        "name": "web",
        "image": "web:1",
        "ports": list(ports),
        "securityContext": security,
    } | rest


def node(
    name: str,
    address: str = "10.0.0.1",
    *,
    ready: bool = True,
    labels: Mapping[str, str] | None = None,
    **spec: Any,
) -> dict[str, Any]:
    """A Node object."""
    known = {"kubernetes.io/hostname": name, **(labels or {})}
    status = {
        "conditions": [{"type": "Ready", "status": str(ready)}],
        "addresses": [{"type": "InternalIP", "address": address}],
        "nodeInfo": {"kubeletVersion": "v1.34.4"},
    }
    return made("Node", name, namespace=None, labels=known, spec=spec, status=status)


def pod(
    name: str,
    on: str = "node1",
    *ports: dict[str, Any],
    image: str = "other:1",
    ready: bool = True,
    phase: str = "Running",
    namespace: str = "other",
    labels: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A Pod object."""
    status = {"phase": phase, "conditions": [{"type": "Ready", "status": str(ready)}]}
    spec = {"nodeName": on, "containers": [{"name": "c", "image": image, "ports": list(ports)}]}
    return made("Pod", name, namespace=namespace, labels=labels, spec=spec, status=status)


@dataclass
class Cluster:
    """Answers from what it has."""

    objects: Mapping[str, list[dict[str, Any]]] = field(default_factory=dict)
    """By plural."""
    kinds: Mapping[str, list[tuple[str, str, bool]]] = field(default_factory=dict)
    """By group and version: plural, kind, and whether it lives in namespaces."""
    groups: Mapping[str, list[str]] = field(default_factory=dict)
    version: str = "v1.34.4"
    denied: frozenset[str] = frozenset()
    """Plurals that the user may not read."""
    forbidden: frozenset[tuple[str, str, str]] = frozenset()
    """Verb, plural and namespace; without a namespace, not everywhere."""
    constraints: frozenset[tuple[str, str]] = frozenset()
    """Account and constraint that it may use."""
    admission: Answer = DENIED
    names: Mapping[tuple[str, str, str], list[str]] = field(default_factory=dict)
    """Records by name, type, and the server that is asked."""
    dead: frozenset[str] = frozenset()
    """Name servers that do not answer."""

    def __call__(self, question: Question) -> Answer:
        match question:
            case Version():
                return Found({"gitVersion": self.version})
            case Groups():
                return Found(self.groups)
            case Kinds(version):
                return self._kinds(version)
            case Object(_, plural, name, namespace):
                return self._object(plural, name, namespace)
            case Objects(_, plural):
                if plural in self.denied:
                    return DENIED
                return Found(self.objects[plural]) if plural in self.objects else Absent()
            case May():
                return Found(self._may(question))
            case Admission():
                return self.admission
            case Records(name, type, server):
                if server in self.dead:
                    return Unanswered("it timed out")
                found = self.names.get((name, type, server))
                return Absent() if found is None else Found(found)

    def _kinds(self, version: str) -> Answer:
        if version in self.denied:
            return DENIED
        if version not in self.kinds:
            return Absent()
        return Found(
            [
                {"name": plural, "kind": kind, "namespaced": namespaced}
                for plural, kind, namespaced in self.kinds[version]
            ]
        )

    def _object(self, plural: str, name: str, namespace: str) -> Answer:
        if plural in self.denied:
            return DENIED
        for each in self.objects.get(plural, []):
            metadata = each["metadata"]
            if (metadata["name"], metadata.get("namespace", "")) == (name, namespace):
                return Found(each)
        return Absent()

    def _may(self, wanted: May) -> bool:
        if wanted.account:
            return (wanted.account, wanted.name) in self.constraints
        return (wanted.verb, wanted.plural, wanted.namespace) not in self.forbidden


def told(found: Iterable[Finding]) -> list[str]:
    """Findings as lines, without their remedies."""
    return [f"{each.verdict}: {each.about} {each.rule}" for each in found]


def remedies(found: Iterable[Finding]) -> list[str]:
    """The remedies of what is not well."""
    return [each.remedy for each in found if each.remedy]
