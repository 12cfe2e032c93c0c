"""Makes a virtual environment and installs into it; says what is missing."""

import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)


def main(folder: str, *requirements: str) -> None:
    """Install the requirements into the environment in the folder."""
    if sys.version_info < OLDEST:
        sys.exit(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed, this is {sys.version}")
    python = Path(folder) / "bin" / "python"
    if not _works(python):
        made = subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=False)
        if made.returncode:
            sys.exit(
                "Python's venv module is needed: on Debian and Ubuntu, the package python3-venv"
            )
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    sys.exit(subprocess.run([*install, *requirements], check=False).returncode)


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    tried = subprocess.run([python, "-m", "pip", "--version"], check=False, capture_output=True)
    return tried.returncode == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
