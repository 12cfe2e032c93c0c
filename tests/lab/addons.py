"""Programs on top of the bare cluster: built, packed and started only when a test asks."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from . import api, build, entry, images
from .modules import COREDNS, METALLB
from .network_policy import NetworkPolicy
from .paths import HERE
from .shell import LabError, wait
from .topology import NODES

MANIFESTS = HERE / "manifests"


class Addon(Protocol):
    def build(self) -> None:
        """Put its programs into the cache."""

    def pack(self) -> None:
        """Put its images into the cache."""

    def up(self) -> None:
        """Start it, unless it runs, and wait until it works."""


@dataclass(frozen=True)
class Deployed:
    """An addon that runs in pods."""

    name: str
    programs: Callable[[], object]
    manifest: Callable[[], str]
    workloads: tuple[tuple[str, str], ...]
    """Namespace and name, in the order in which they come up."""
    after: str = ""
    """A second manifest, for kinds that the first one brings."""

    def build(self) -> None:
        self.programs()

    def pack(self) -> None:
        images.addon(self.name)

    def up(self) -> None:
        # Applied once: MetalLB rewrites its own webhooks, and a second apply would fight it.
        if not all(_exists(*workload) for workload in self.workloads):
            self._import()
            api.kubectl("apply", "--server-side", "-f", "-", input=self.manifest())
        for namespace, workload in self.workloads:
            api.kubectl("-n", namespace, "rollout", "status", "--timeout=120s", workload)
        if self.after:
            # Its webhook answers a moment after its pod is ready.
            apply = ("apply", "-f", str(MANIFESTS / self.after))
            wait(f"{self.after} is accepted", lambda: api.kubectl(*apply))

    def _import(self) -> None:
        command = ["ctr", "-n", "k8s.io", "images", "import", str(images.addon(self.name))]
        imports = [
            subprocess.Popen(entry.enter(node, command), stdout=subprocess.DEVNULL)
            for node in NODES
        ]
        codes = [process.wait() for process in imports]
        if any(codes):
            raise LabError(f"{self.name}: importing the images failed")


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
        name="coredns",
        programs=lambda: build.build([COREDNS]),
        manifest=_file("coredns.yaml"),
        workloads=(("kube-system", "deployment/coredns"),),
    ),
    "metallb": Deployed(
        name="metallb",
        programs=lambda: build.build([METALLB]),
        manifest=_metallb_manifest,
        workloads=(
            ("metallb-system", "deployment/controller"),
            ("metallb-system", "daemonset/speaker"),
        ),
        after="metallb-pool.yaml",
    ),
    "network-policy": NetworkPolicy(),
    "traefik": Deployed(
        name="traefik",
        programs=build.traefik,
        manifest=_file("traefik.yaml"),
        workloads=(("traefik", "daemonset/traefik"),),
    ),
}


def find(name: str) -> Addon:
    if name not in ADDONS:
        raise LabError(f"{name} is no addon; choose from {', '.join(ADDONS)}")
    return ADDONS[name]
