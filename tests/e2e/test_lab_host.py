"""A host that can't carry the lab is told so in one line, and the exit code says it, too."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from tests.lab import __main__ as cli
from tests.lab import cluster, host, paths
from tests.lab.shell import LabError


def refusal(capsys: pytest.CaptureFixture[str], *command: str) -> str:
    """The one line on standard error of a command that fails."""
    assert cli.main(list(command)) == 1
    (line,) = capsys.readouterr().err.splitlines()
    return line


def test_another_user_than_root_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert refusal(capsys, "up") == (
        "lab: the lab needs root: it makes namespaces, mounts and cgroups"
    )


def test_another_system_than_linux_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert refusal(capsys, "up") == "lab: the lab needs Linux, this is darwin"


def test_a_cache_that_machines_would_not_see_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(host, "CACHE", Path("/var/lib/lab"))
    assert "choose another folder" in refusal(capsys, "up")


def test_a_host_without_go_is_told_which_one_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("tests.lab.modules.BINARIES", tmp_path)
    monkeypatch.setattr(host, "install_tools", lambda: None)
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda tool: None if tool == "go" else which(tool))
    assert refusal(capsys, "build") == (
        "lab: Go is missing: install Go 1.26 or later and put it on PATH"
    )


def test_a_missing_tool_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    which, installed = shutil.which, list[str]()
    monkeypatch.setattr(shutil, "which", lambda tool: None if tool == "ip" else which(tool))
    monkeypatch.setattr(host, "apt_get", lambda *arguments: installed.extend(arguments))
    host.install_tools()
    assert installed[-1] == "iproute2"


def test_an_unknown_addon_is_refused_with_the_known_ones(
    capsys: pytest.CaptureFixture[str],
) -> None:
    line = refusal(capsys, "build", "cilium")
    assert re.fullmatch(r"lab: cilium is no addon; choose from coredns, .*", line)


def test_an_unknown_node_is_refused() -> None:
    with pytest.raises(LabError, match="node3 is not a node; choose one of kubenode01, kubenode02"):
        cluster.kill("node3")


def test_nothing_is_kept_in_the_checkout() -> None:
    assert not paths.CACHE.is_relative_to(paths.CHECKOUT)
    assert paths.RUN.is_relative_to(paths.CACHE)
