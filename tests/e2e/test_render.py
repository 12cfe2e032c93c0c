"""What `exposure render` writes is ready for kubectl."""

from pathlib import Path

from typer.testing import CliRunner

from exposure_components.cli.app import app
from tests.e2e.ways import ROOT
from tests.lab.lab import Lab


def test_one_kubectl_apply_of_the_folder_exposes_the_app(lab: Lab, tmp_path: Path) -> None:
    out = str(tmp_path / "manifests")
    args = ["render", "--project", str(ROOT), "--stack", "node-port", "--out", out]
    assert CliRunner().invoke(app, args).exit_code == 0
    lab.kubectl("apply", "--recursive", "-f", out)
    try:
        urls = [f"http://{address}:30000/ping" for address in lab.nodes.values()]
        lab.until("204 from every node", lambda: {lab.curl(url).code for url in urls} == {204})
    finally:
        lab.kubectl("delete", "--recursive", "-f", out, "--ignore-not-found", "--timeout=120s")
