"""Where the lab keeps things: never in the checkout, never in the host's own folders."""

import os
from pathlib import Path

INSTANCE = os.environ.get("EXPOSURE_LAB_INSTANCE", "")
"""Tells labs of one host apart: the test of `down` uses its own. Empty: the shared lab."""

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parent.parent


def _cache() -> Path:
    if chosen := os.environ.get("EXPOSURE_LAB_CACHE"):
        return Path(chosen).resolve()
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return (Path(base) / "exposure-components" / "lab").resolve()


CACHE = _cache()
BINARIES = CACHE / "bin"
BUILD = CACHE / "build"
PACKAGES = CACHE / "debian"
IMAGES = CACHE / "images"
RUN = CACHE / (f"run-{INSTANCE}" if INSTANCE else "run")
"""State of the running lab; `down` removes it."""

PKI = RUN / "pki"
KUBECONFIG = RUN / "kubeconfig"

HIDDEN = ("/proc", "/run", "/sys", "/usr", "/var/lib", "/var/log")
"""What a machine of the lab covers with its own: a cache below would be out of its sight."""
