"""What two tools must agree on for their manifests to be the same apps."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

Manifest = Mapping[str, Any]
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read(place: Path) -> list[Manifest]:
    """The manifests of a file with documents, or of all files of a folder."""
    files = sorted(place.rglob("*.yaml")) if place.is_dir() else [place]
    return [
        document
        for file in files
        for document in yaml.load_all(file.read_text(encoding="utf-8"), _Loader)
        if document
    ]


def facts(manifests: Iterable[Manifest]) -> dict[tuple[str, str], dict[str, Any]]:
    """By kind and name, without what is the API server's default anyway, and without the labels'
    words: each tool has its own, and what counts is that they select the pods."""
    made = {(m["kind"], m["metadata"]["name"]): m for m in manifests}
    return {
        key: _FACTS[kind](made, manifest) if (kind := key[0]) in _FACTS else {}
        for key, manifest in made.items()
    }


def _deployment(_: Mapping[Any, Manifest], manifest: Manifest) -> dict[str, Any]:
    spec = manifest["spec"]
    pod = spec["template"]["spec"]
    (container,) = pod["containers"]
    of_pod, of_container = pod["securityContext"], container["securityContext"]
    both = {**of_pod, **of_container}
    return {
        "replicas": spec["replicas"],
        "strategy": spec["strategy"]["type"],
        "selects": _selects(spec["selector"]["matchLabels"], manifest),
        "labels": manifest["metadata"]["labels"]["app.kubernetes.io/name"],
        "token": pod["automountServiceAccountToken"],
        "name": container["name"],
        "image": container["image"],
        "ports": container["ports"],
        "liveness": container["livenessProbe"]["tcpSocket"]["port"],
        "readiness": _asked(container["readinessProbe"]),
        "mounts": container["volumeMounts"],
        "volumes": pod["volumes"],
        "group": of_pod["fsGroup"],
        "user": both["runAsUser"],
        "non_root": both["runAsNonRoot"],
        "escalation": both["allowPrivilegeEscalation"],
        "dropped": both["capabilities"]["drop"],
        "seccomp": both["seccompProfile"]["type"],
    }


def _service(made: Mapping[Any, Manifest], manifest: Manifest) -> dict[str, Any]:
    spec = manifest["spec"]
    return {
        "type": spec["type"],
        "traffic": spec.get("externalTrafficPolicy", "Cluster"),
        "labels": manifest["metadata"]["labels"]["app.kubernetes.io/name"],
        "ports": [{"protocol": "TCP", **port} for port in spec["ports"]],
        "selects": _selects(spec["selector"], made["Deployment", manifest["metadata"]["name"]]),
    }


def _asked(probe: Mapping[str, Any]) -> tuple[str, int]:
    return probe["httpGet"]["path"], probe["httpGet"]["port"]


def _selects(selector: Mapping[str, str], deployment: Manifest) -> bool:
    labels: Mapping[str, str] = deployment["spec"]["template"]["metadata"]["labels"]
    return selector.items() <= labels.items()


_FACTS = {"Deployment": _deployment, "Service": _service}
