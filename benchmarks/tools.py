"""The other tools, by name from their registries, in the folder where the lab keeps its own."""

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.lab import build
from tests.lab.modules import Module
from tests.lab.paths import BUILD
from tests.lab.shell import run, say

HELM = Module(
    name="helm",
    path="helm.sh/helm/v4",
    version="4.3.1",
    programs={"helm": "helm.sh/helm/v4/cmd/helm"},
)
NPM = ("cdk8s@2.70.106", "cdk8s-plus-33@2.5.57", "constructs@10.8.1")
PYPI = ("cdk8s==2.70.115", "cdk8s-plus-33==2.5.63")


def helm() -> Path:
    """The program; the first time it is built, which takes minutes."""
    build.build([HELM])
    return HELM.binary("helm")


def node_modules() -> Path:
    """The folder with cdk8s for Node."""
    folder = _folder("cdk8s-node", NPM)
    if not folder.exists():
        say(f"installing {' '.join(NPM)}")
        part = _part(folder)
        options = ("--no-audit", "--no-fund", "--ignore-scripts", "--silent")
        run("npm", "install", *options, "--prefix", part, *NPM)
        part.rename(folder)
    return folder / "node_modules"


def python_packages() -> Path:
    """The folder with cdk8s for Python, apart from the packages of this environment."""
    folder = _folder("cdk8s-python", PYPI)
    if not folder.exists():
        say(f"installing {' '.join(PYPI)}")
        part = _part(folder)
        run(sys.executable, "-m", "pip", "install", "--quiet", "--target", part, *PYPI)
        part.rename(folder)
    return folder


def _folder(name: str, pins: Sequence[str]) -> Path:
    """One for each set of pins."""
    return BUILD / "-".join([name, *(pin.replace("==", "@").rpartition("@")[2] for pin in pins)])


def _part(folder: Path) -> Path:
    """Renamed when complete: an interrupted installation must not look like a finished one."""
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    return part
