"""Pulumi programs in other languages that use the components as a package."""

import json
import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from tests.docs.blocks import BLOCKS
from tests.e2e.ways import PULUMI, ROOT

PAGE = "docs/other-languages.md"
PROGRAMS = {
    block.language: block.text
    for block in reversed(BLOCKS)
    if block.page == PAGE and block.language in ("go", "typescript", "yaml")
}
"""The first program of the page in each language."""
SHARED = [b.text for b in BLOCKS if b.page == PAGE and b.language == "yaml"][1]
(ADD,) = [b.text for b in BLOCKS if b.page == PAGE and b.language == "bash"]
PACKAGE = "../exposure_components"
PLUGIN = ("PulumiPlugin.yaml", "__main__.py", "README.md", "pyproject.toml", "requirements.txt")
PACKAGE_JSON = {
    "name": "influxdb",
    "main": "index.ts",
    "dependencies": {"@pulumi/pulumi": "^3.0.0"},
    "devDependencies": {"@types/node": "^20", "typescript": "^5"},
}
TSCONFIG = {
    "compilerOptions": {
        "strict": True,
        "target": "es2020",
        "module": "commonjs",
        "moduleResolution": "node",
        "skipLibCheck": True,
    },
    "files": ["index.ts"],
}


class Workplace:
    """A folder with the package beside programs that add it, and a state of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        package = folder / "exposure_components"
        package.mkdir()
        for name in PLUGIN:
            shutil.copy(ROOT / name, package)
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(
            ROOT / "exposure_components", package / "exposure_components", ignore=ignored
        )
        (folder / "state").mkdir()
        self.environ = {
            **os.environ,
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "",
            "PULUMI_HOME": str(folder / "home"),
            "PULUMI_SKIP_UPDATE_CHECK": "true",
        }
        # A package's plugins are looked for in Pulumi's own folder, never on PATH.
        if plugin := shutil.which("pulumi-resource-kubernetes"):
            name = f"resource-kubernetes-v{version('pulumi-kubernetes')}"
            place = folder / "home" / "plugins" / name
            place.mkdir(parents=True)
            (place / "pulumi-resource-kubernetes").symlink_to(plugin)

    def program(self, name: str, text: str, kubeconfig: Path | None = None) -> "Foreign":
        """The program of that text; `name` is its language, else it is of YAML.

        Without a kubeconfig the provider renders manifests instead.
        """
        known = {} if kubeconfig is None else {"KUBECONFIG": str(kubeconfig)}
        made = Foreign(self.folder / name, {**self.environ, **known})
        made.write(name, text)
        made.pulumi("stack", "init", "lab")
        if kubeconfig is None:
            made.pulumi("config", "set", "kubernetes:renderYamlToDirectory", "manifests")
        return made


class Foreign:
    """A program in another language, and its stack."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self.folder, self.environ = folder, environ
        folder.mkdir()

    def write(self, language: str, text: str) -> None:
        """Lay out the project, and add the package."""
        if language == "typescript":
            self._file("Pulumi.yaml", "name: influxdb-typescript\nruntime: nodejs\n")
            self._file("package.json", json.dumps(PACKAGE_JSON))
            self._file("tsconfig.json", json.dumps(TSCONFIG))
            self._file("index.ts", text)
        elif language == "go":
            self._file("Pulumi.yaml", "name: influxdb-go\nruntime: go\n")
            self._file("go.mod", "module influxdb\n\ngo 1.25\n")
        else:
            self._file("Pulumi.yaml", text)
        if language in PROGRAMS or not (self.folder / "../exposure_components/.venv").exists():
            for line in ADD.splitlines():
                self.run(*shlex.split(line))
        else:
            # The command would install all of it once more, which takes most of the time.
            self._file("Pulumi.yaml", f"{text}\npackages:\n  exposure_components: {PACKAGE}\n")
        if language == "go":
            self._file("main.go", text)
            self.run("go", "mod", "tidy")

    def up(self) -> dict[str, Any]:
        """Run the program; its outputs."""
        self.pulumi("up", "--yes", "--skip-preview")
        found: dict[str, Any] = json.loads(self.pulumi("stack", "output", "--json"))
        return found

    def pulumi(self, *command: str, code: int | None = 0) -> str:
        """Run a Pulumi command that must end with that exit code; None is any but 0."""
        return self.run(str(PULUMI), "--non-interactive", *command, code=code)

    def run(self, *command: str, code: int | None = 0) -> str:
        """Run any command in the program's folder."""
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environ,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        ended_well = done.returncode == code if code is not None else done.returncode != 0
        assert ended_well, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout if code == 0 else done.stdout + done.stderr

    def _file(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text)
