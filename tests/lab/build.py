"""Programs from Go modules: one folder per name and version."""

import json
import os
import re
import time
from collections.abc import Iterable
from pathlib import Path

from .host import check_go
from .modules import Module
from .paths import BUILD, HERE
from .shell import LabError, run, say


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
        # A compiler ends before its garbage is worth collecting: a fifth less CPU.
        "GOGC": "off",
        "GOMEMLIMIT": "2GiB",
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
