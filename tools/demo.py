"""Exposes the app of a stack without a cluster, and says where clients would reach it.

With a Pulumi CLI (on PATH, else from the official installer) by `pulumi up` in the Kubernetes
provider's render mode, on a file backend in the build folder; without one by the offline plan.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / ".build" / "demo"
INSTALLER = "https://get.pulumi.com"
PATIENCE = 5
"""Seconds to wait for the installer to answer."""


def main() -> None:
    """Run the demo."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stack", default="node-port", help="a stack in stacks/")
    stack = parser.parse_args().stack
    shutil.rmtree(BUILD, ignore_errors=True)
    manifests = BUILD / "manifests"
    manifests.mkdir(parents=True)
    pulumi = shutil.which("pulumi") or installed()
    if pulumi:
        up(pulumi, stack, manifests)
    else:
        print("No Pulumi CLI here and none to be had: going on with the offline plan.", flush=True)
        exposure("plan", "--stack", stack)
        exposure("render", "--stack", stack, "--out", str(manifests))
    files = sorted(p.relative_to(ROOT) for p in manifests.rglob("*.yaml"))
    print(f"\nThe manifests are in {manifests.relative_to(ROOT)}:")
    print("\n".join(f"  {file}" for file in files))


def installed() -> str | None:
    """The CLI of the official installer, or None."""
    target = BUILD.parent / "pulumi"
    binary = target / "bin" / "pulumi"
    if not binary.exists():
        try:
            with urllib.request.urlopen(INSTALLER, timeout=PATIENCE) as answer:
                script = answer.read()
        except OSError:
            return None
        command = ["sh", "-s", "--", "--install-root", str(target), "--no-edit-path"]
        done = subprocess.run(command, input=script, check=False)
        if done.returncode or not binary.exists():
            return None
    os.environ["PATH"] = f"{binary.parent}{os.pathsep}{os.environ['PATH']}"
    return str(binary)


def up(pulumi: str, stack: str, manifests: Path) -> None:
    """Run `pulumi up` on a copy of the program, so that the checkout stays as it is."""
    project, state = BUILD / "project", BUILD / "state"
    state.mkdir()
    shutil.copytree(ROOT / "stacks", project / "stacks")
    shutil.copy(ROOT / "Pulumi.yaml", project)
    (project / ".venv").symlink_to(Path(sys.prefix))
    os.environ.update(
        PULUMI_BACKEND_URL=f"file://{state}",
        PULUMI_CONFIG_PASSPHRASE="",
        PULUMI_SKIP_UPDATE_CHECK="true",
    )

    run = [pulumi, "--cwd", str(project), "--non-interactive", "--stack", stack]
    subprocess.run([*run[:-2], "stack", "init", stack], check=True)
    config = ["--config", f"renderTo={manifests}"]
    subprocess.run([*run, "up", "--yes", *config], check=True)
    read = [*run, "stack", "output", "--json"]
    outputs = subprocess.run(read, check=True, stdout=subprocess.PIPE).stdout
    print("\nEndpoints:")
    for app, endpoints in json.loads(outputs)["endpoints"].items():
        for endpoint in endpoints:
            print(f"  {app}  {endpoint['url']}  {endpoint['command']}")


def exposure(*args: str) -> None:
    """Run the command line of this library."""
    command = [str(Path(sys.prefix) / "bin" / "exposure"), *args, "--project", str(ROOT)]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
