"""Programs on top of the bare cluster: built, packed and started only when a test asks."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from . import api, build, images, imports
from .gateway_api import GatewayAPI
from .ingress import Ingress
from .modules import COREDNS, METALLB
from .network_policy import NetworkPolicy
from .paths import HERE
from .shell import LabError, wait

MANIFESTS = HERE / "manifests"


class Addon(Protocol):
    def build(self) -> None:
        """Put its programs into the cache."""

    def pack(self) -> None:
        """Put its images into the cache."""

    def up(self) -> None:
        """Start it, unless it runs, and wait until it works; images are only put there."""


@dataclass(frozen=True)
class Deployed:
    """An addon that runs in pods."""

    programs: Callable[[], object]
    images: Callable[[], Path]
    manifest: Callable[[], str]
    workloads: tuple[tuple[str, str], ...]
    """Namespace and name, in the order in which they come up."""
    after: str = ""
    """A second manifest, for kinds that the first one brings."""

    def build(self) -> None:
        self.programs()

    def pack(self) -> None:
        self.images()

    def up(self) -> None:
        # Applied once: MetalLB rewrites its own webhooks, and a second apply would fight it.
        if not all(_exists(*workload) for workload in self.workloads):
            imports.everywhere(self.images())
            api.kubectl("apply", "--server-side", "-f", "-", input=self.manifest())
        for namespace, workload in self.workloads:
            api.kubectl("-n", namespace, "rollout", "status", "--timeout=120s", workload)
        if self.after:
            # Its webhook answers a moment after its pod is ready.
            apply = ("apply", "-f", str(MANIFESTS / self.after))
            wait(f"{self.after} is accepted", lambda: api.kubectl(*apply))


def _exists(namespace: str, workload: str) -> bool:
    return bool(api.kubectl("-n", namespace, "get", workload, "-o", "name", check=False))


def _file(name: str) -> Callable[[], str]:
    return (MANIFESTS / name).read_text


def _metallb_manifest() -> str:
    """The one that comes with the module, with probes that don't wait for ten seconds."""
    module = build.download(METALLB.path, METALLB.version)
    text = (module / "config/manifests/metallb-native.yaml").read_text()
    return re.sub(r"(initialDelaySeconds|periodSeconds): 10", r"\1: 1", text)


ADDONS: dict[str, Addon] = {
    "coredns": Deployed(
        programs=lambda: build.build([COREDNS]),
        images=images.coredns,
        manifest=_file("coredns.yaml"),
        workloads=(("kube-system", "deployment/coredns"),),
    ),
    "metallb": Deployed(
        programs=lambda: build.build([METALLB]),
        images=images.metallb,
        manifest=_metallb_manifest,
        workloads=(
            ("metallb-system", "deployment/controller"),
            ("metallb-system", "daemonset/speaker"),
        ),
        after="metallb-pool.yaml",
    ),
    "gateway-api": GatewayAPI(),
    "ingress": Ingress(),
    "network-policy": NetworkPolicy(),
}


def find(name: str) -> Addon:
    if name not in ADDONS:
        raise LabError(f"{name} is no addon; choose from {', '.join(ADDONS)}")
    return ADDONS[name]
