"""Builds the site as `make docs` does."""

import re
import subprocess
import sys
from pathlib import Path

from tests.docs.blocks import ROOT


def options() -> list[str]:
    """As the Makefile gives them to Sphinx."""
    (found,) = re.findall(r"sphinx-build (.*) docs build/", (ROOT / "Makefile").read_text())
    return str(found).split()


def build(sources: Path, made: Path) -> subprocess.CompletedProcess[str]:
    """Build them in a process that may not talk to anybody."""
    command = [sys.executable, str(ROOT / "tests/docs/offline_build.py"), *options()]
    return subprocess.run(
        [*command, str(sources), str(made)], cwd=ROOT, check=False, capture_output=True, text=True
    )
