"""The lab's own small programs in src/, built into a folder named by the hash of their source."""

import hashlib
import os
from pathlib import Path

from .host import check_go
from .paths import BINARIES, HERE
from .shell import run, say

SOURCE = HERE / "src"
PROGRAMS = {
    "ask": ("./ask", ""),
    "pause": ("./pause", ""),
    "pod-link": ("./pod-link", ""),
    "whoami-1": ("./whoami", "-X main.version=1"),
    "whoami-2": ("./whoami", "-X main.version=2"),
}
"""Program to package and linker flags."""
GO_ENV = {
    "CGO_ENABLED": "0",
    "GOFLAGS": "-buildvcs=false",
    "GOTOOLCHAIN": "local",
    "GOWORK": "off",
}


def folder() -> Path:
    digest = hashlib.sha256(repr(PROGRAMS).encode())
    for file in (*sorted(SOURCE.rglob("*.go")), SOURCE / "go.mod", SOURCE / "go.sum"):
        digest.update(file.read_bytes())
    return BINARIES / f"ours-{digest.hexdigest()[:12]}"


def build() -> None:
    for name, (package, ldflags) in PROGRAMS.items():
        target = folder() / name
        if target.exists():
            continue
        check_go()
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part")
        env = {**os.environ, **GO_ENV}
        flags = f"-s -w {ldflags}".strip()
        run("go", "build", "-trimpath", "-ldflags", flags, "-o", part, package, cwd=SOURCE, env=env)
        part.rename(target)
        say(f"built {name}")
