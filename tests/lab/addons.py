"""Programs on top of the bare cluster: built, packed and started only when a test asks."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from . import api, images, machine
from . import build as builds
from .build import COREDNS, METALLB
from .paths import HERE
from .shell import LabError, say, wait
from .topology import NODES

MANIFESTS = HERE / "manifests"


@dataclass(frozen=True)
class Addon:
    build: Callable[[], object]
    manifest: Callable[[], str]
    workloads: tuple[tuple[str, str], ...]
    """Namespace and name, in the order in which they come up."""
    after: str = ""
    """A second manifest, for kinds that the first one brings."""


def _file(name: str) -> Callable[[], str]:
    return (MANIFESTS / name).read_text


def _metallb_manifest() -> str:
    """The one that comes with the module, with probes that don't wait for ten seconds."""
    module = builds.download(METALLB.path, METALLB.version)
    text = (module / "config/manifests/metallb-native.yaml").read_text()
    return re.sub(r"(initialDelaySeconds|periodSeconds): 10", r"\1: 1", text)


ADDONS = {
    "coredns": Addon(
        build=lambda: builds.build([COREDNS]),
        manifest=_file("coredns.yaml"),
        workloads=(("kube-system", "deployment/coredns"),),
    ),
    "metallb": Addon(
        build=lambda: builds.build([METALLB]),
        manifest=_metallb_manifest,
        workloads=(
            ("metallb-system", "deployment/controller"),
            ("metallb-system", "daemonset/speaker"),
        ),
        after="metallb-pool.yaml",
    ),
    "traefik": Addon(
        build=builds.traefik,
        manifest=_file("traefik.yaml"),
        workloads=(("traefik", "daemonset/traefik"),),
    ),
}


def _known(name: str) -> Addon:
    if name not in ADDONS:
        raise LabError(f"{name} is no addon; choose from {', '.join(ADDONS)}")
    return ADDONS[name]


def build(name: str) -> None:
    _known(name).build()


def up(name: str) -> None:
    addon = _known(name)
    # Applied once: MetalLB rewrites its own webhooks, and a second apply would fight it.
    if not all(_exists(*workload) for workload in addon.workloads):
        _import(name)
        api.kubectl("apply", "--server-side", "-f", "-", input=addon.manifest())
    for namespace, workload in addon.workloads:
        api.kubectl("-n", namespace, "rollout", "status", "--timeout=120s", workload)
    if addon.after:
        # Its webhook answers a moment after its pod is ready.
        wait(f"{addon.after} is accepted", lambda: _apply(addon.after))
    say(f"{name} runs")


def _exists(namespace: str, workload: str) -> bool:
    return bool(api.kubectl("-n", namespace, "get", workload, "-o", "name", check=False))


def _apply(manifest: str) -> bool:
    return bool(api.kubectl("apply", "-f", str(MANIFESTS / manifest), check=False))


def _import(name: str) -> None:
    command = ["ctr", "-n", "k8s.io", "images", "import", str(images.addon(name))]
    imports = [
        subprocess.Popen(machine.enter(node, command), stdout=subprocess.DEVNULL) for node in NODES
    ]
    if any([process.wait() for process in imports]):
        raise LabError(f"{name}: importing the images failed")
