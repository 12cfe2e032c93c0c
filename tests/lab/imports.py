"""Getting images onto every node, because there is no registry that a node could ask."""

import subprocess
from pathlib import Path

from . import entry
from .shell import LabError, run
from .topology import NODES

CTR = ("ctr", "-n", "k8s.io", "images")


def everywhere(archive: Path) -> None:
    """On both nodes at the same time: unpacking is what takes long."""
    command = [*CTR, "import", str(archive)]
    imports = [
        subprocess.Popen(entry.enter(node, command), stdout=subprocess.DEVNULL) for node in NODES
    ]
    codes = [process.wait() for process in imports]
    if any(codes):
        raise LabError(f"importing {archive.name} failed")


def known(node: str) -> set[str]:
    """References of the images that a node has."""
    return set(run(*entry.enter(node, [*CTR, "list", "-q"])).stdout.split())
