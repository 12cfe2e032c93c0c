"""How the apps of a stack get into the labs: by the engine, or from what it would register."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import yaml

from exposure_components.endpoints import Endpoint
from exposure_components.settings import read_settings, register
from exposure_components.testing import Recording, run_program
from tests.e2e.replay import Replay
from tests.lab.lab import Lab

ROOT = Path(__file__).resolve().parents[2]
PULUMI = shutil.which("pulumi")
WAYS = ["manifests", *(["engine"] if PULUMI else [])]
PATIENCE = "120s"
AT_ONCE = 500
"""Objects that one command deletes."""

Config = Mapping[str, Any]
"""What a stack's config says: `apps` and `cluster`."""


class Way(Protocol):
    """One way to get apps into the lab."""

    def up(self, config: Config) -> dict[str, list[Endpoint]]:
        """Make the cluster what the config says; the endpoints of each app."""
        ...

    def down(self) -> None:
        """Remove all of it, and wait until it is gone."""
        ...


def environment(stack: str) -> dict[str, Any]:
    """The config of an environment in stacks/."""
    text = (ROOT / "stacks" / f"Pulumi.{stack}.yaml").read_text()
    found = yaml.safe_load(text)["config"]
    return {k.removeprefix("exposure:"): v for k, v in found.items() if k.startswith("exposure:")}


class Manifests:
    """Renders offline, and applies as `kubectl apply --server-side` does for anyone."""

    def __init__(self, lab: Lab, cloud: Replay | None = None) -> None:
        self.lab = lab
        self.cloud = cloud
        self.applied: list[dict[str, Any]] = []
        """What may be there, also of an `up` that failed half-way."""

    def up(self, config: Config) -> dict[str, list[Endpoint]]:
        recording = recorded(config, self.cloud.calls() if self.cloud else {})
        self.make(recording)
        endpoints: dict[str, list[Endpoint]] = recording.value
        return endpoints

    def make(self, recording: Recording) -> None:
        """Make the cluster what any program says."""
        manifests = recording.manifests(secrets=True)
        wanted = set(map(key_of, manifests))
        gone = [old for old in self.applied if key_of(old) not in wanted]
        self._apply(manifests, before=self.applied)
        for manifest in manifests:
            if manifest["kind"] in ("Deployment", "DaemonSet", "StatefulSet"):
                place = ("-n", manifest["metadata"]["namespace"])
                what = f"{manifest['kind']}/{manifest['metadata']['name']}"
                self.lab.kubectl(*place, "rollout", "status", what, f"--timeout={PATIENCE}")
        # In the engine's order: what comes is there before what goes has gone.
        self._delete(gone)
        self.applied = manifests
        if self.cloud is not None:
            # It imitates no update: what was there is made anew.
            self.cloud.remove()
            self.cloud.make(recording.resources)

    def down(self) -> None:
        try:
            if self.cloud is not None:
                self.cloud.remove()
        finally:
            self._delete(self.applied)
            self.applied = []

    def _apply(self, manifests: Sequence[dict[str, Any]], before: Sequence[dict[str, Any]]) -> None:
        """Kinds and namespaces first: what is of them, or in them, needs them."""
        kinds = [m for m in manifests if m["kind"] == "CustomResourceDefinition"]
        if new := [m for m in kinds if m not in before]:
            self._apply_at_once(new)
            self._kubectl(new, "wait", "--for=condition=Established")
        for part in (m for m in manifests if m["kind"] == "Namespace"):
            self._apply_at_once([part])
        self._apply_at_once([m for m in manifests if m not in kinds])

    def _apply_at_once(self, manifests: Sequence[dict[str, Any]]) -> None:
        """Noted first: of a list that kubectl refuses, a part is there."""
        keys = set(map(key_of, manifests))
        self.applied = [*(old for old in self.applied if key_of(old) not in keys), *manifests]
        self._kubectl(manifests, "apply", "--server-side")

    def _delete(self, manifests: Sequence[dict[str, Any]]) -> None:
        backwards = list(reversed(manifests))
        # Patience is for one command, and thousands of objects need more than one has.
        for start in range(0, len(backwards), AT_ONCE):
            options = ("--ignore-not-found", f"--timeout={PATIENCE}")
            self._kubectl(backwards[start : start + AT_ONCE], "delete", *options)

    def _kubectl(self, manifests: Sequence[dict[str, Any]], *command: str) -> None:
        # As JSON: kubectl reads an unquoted `y` of YAML's as true.
        whole = {"apiVersion": "v1", "kind": "List", "items": list(manifests)}
        self.lab.kubectl(*command, "-f", "-", input=json.dumps(whole))


class Engine:
    """Runs `pulumi up` of the program in stacks/, or of another in this repository, in a copy."""

    def __init__(
        self,
        lab: Lab,
        folder: Path,
        environ: Mapping[str, str] | None = None,
        project: Path = Path(),
    ) -> None:
        assert PULUMI
        root = folder / "project"
        self.project = root / project
        if project == Path():
            shutil.copytree(ROOT / "stacks", root / "stacks")
            shutil.copy(ROOT / "Pulumi.yaml", root)
        else:
            shutil.copytree(ROOT / project, self.project)
        (root / ".venv").symlink_to(sys.prefix)
        (folder / "state").mkdir()
        self.environ = {
            **os.environ,
            **(environ or {}),
            "KUBECONFIG": str(lab.kubeconfig),
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
        }
        self.run("stack", "init", "lab")

    def up(self, config: Config) -> dict[str, list[Endpoint]]:
        self.write(config)
        self.run("up", "--yes", "--skip-preview", "--stack", "lab")
        outputs: dict[str, Any] = json.loads(
            self.run("stack", "output", "--json", "--stack", "lab")
        )
        endpoints: dict[str, list[Endpoint]] = outputs["endpoints"]
        return endpoints

    def changes(self, config: Config) -> dict[str, str]:
        """What `up` would do to each resource that it changes: operation by type and name."""
        self.write(config)
        preview = json.loads(self.run("preview", "--json", "--stack", "lab"))
        steps = {_short(step["urn"]): step["op"] for step in preview["steps"]}
        return {resource: op for resource, op in steps.items() if op != "same"}

    def refused(self, config: Config) -> str:
        """What a preview says that fails."""
        self.write(config)
        return self.run("preview", "--stack", "lab", code=None)

    def down(self) -> None:
        self.run("destroy", "--yes", "--skip-preview", "--stack", "lab")

    def write(self, config: Config) -> None:
        """The stack's config, as its file has it."""
        keyed = {f"exposure:{key}": value for key, value in config.items()}
        keyed["pulumi:disable-default-providers"] = ["*"]
        path = self.project / "stacks" / "Pulumi.lab.yaml"
        salt = re.findall(r"^encryptionsalt:.*$", path.read_text(), re.M) if path.exists() else []
        path.write_text("\n".join([*salt, yaml.safe_dump({"config": keyed})]))

    def run(self, *command: str, code: int | None = 0) -> str:
        """Output of a Pulumi command that must end with that exit code; None is any but 0."""
        arguments = [str(PULUMI), "--cwd", str(self.project), "--non-interactive", *command]
        done = subprocess.run(
            arguments, env=self.environ, capture_output=True, text=True, check=False, timeout=300
        )
        ended_well = done.returncode == code if code is not None else done.returncode != 0
        assert ended_well, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
        return done.stdout if code == 0 else done.stdout + done.stderr


def recorded(config: Config, calls: Mapping[str, Any] | None = None) -> Recording:
    """What the same program does without an engine; its value are the endpoints."""

    def program() -> dict[str, Any]:
        settings = read_settings(config["apps"], config.get("cluster"), config)
        return {name: app.endpoints for name, app in register(settings).items()}

    return run_program(program, calls=calls or {})


def manifests_of(config: Config) -> list[dict[str, Any]]:
    """The manifests, as the same program gives them without an engine."""
    return [dict(manifest) for manifest in recorded(config).manifests()]


def key_of(manifest: Mapping[str, Any]) -> tuple[str, str | None, str]:
    """What tells an object from all others."""
    metadata = manifest["metadata"]
    return manifest["kind"], metadata.get("namespace"), metadata["name"]


def _short(urn: str) -> str:
    kind, name = urn.split("::")[2:4]
    return f"{kind.rsplit('$', 1)[-1].rsplit(':', 1)[-1]} {name}"
