"""Virtual environments of their own, made by uv."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REQUIREMENTS = ROOT / "requirements"
UV = Path(sys.prefix) / "bin" / "uv"


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    """What the command says; its whole output is in the error of one that fails."""
    done = subprocess.run(command, cwd=cwd, check=False, capture_output=True, text=True)
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def environment(folder: Path, *requirements: str | Path) -> Path:
    """The Python of a new environment that has nothing but the requirements."""
    run(UV, "venv", "--quiet", "--python", sys.executable, folder)
    python = folder / "bin" / "python"
    run(UV, "pip", "install", "--quiet", "--python", python, *requirements)
    return python
