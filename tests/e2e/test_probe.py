"""`exposure probe` from outside of a real cluster, whose apps and nodes go away."""

import json
import sys
from collections.abc import Iterator, Mapping
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path
from typing import Any

import pytest

from tests.docs.blocks import BLOCKS
from tests.e2e.ways import Manifests, environment
from tests.lab import entry
from tests.lab.lab import Lab
from tests.lab.shell import run

PINNED = {"node_selector": {"kubernetes.io/hostname": "kubenode01"}}


def app(strategy: str, space: str, **args: Any) -> dict[str, Any]:
    return {
        "strategy": strategy,
        "image": "whoami:1",
        "namespace": {"name": space, "create": True},
        "readiness": {"http_path": "/ping"},
        "security": {"run_as_user": 1500},
        **args,
    }


CONFIG = {
    "cluster": environment("node-port")["cluster"],
    "apps": {
        "web": app(
            "NodePortApp",
            "probe-web",
            ports=[{"container_port": 8080, "node_port": 30001}],
            **PINNED,
        ),
        "moving": app("HostPortApp", "probe-moving", ports=[{"container_port": 8080}]),
    },
}
"""At each node's port 30001, and at port 8080 of the one node that has the pod."""


TRANSCRIPTS = [b.text for b in BLOCKS if (b.page, b.language) == ("docs/probe.md", "text")]
"""What it prints with a pod, and without one."""


def printed(*args: str | Path) -> tuple[int, str]:
    """The exit code and the output of the command in the client's network."""
    program = "from exposure_components.cli import main; main()"
    command = [sys.executable, "-c", program, "probe", "--timeout", "4", *map(str, args)]
    done = run(*entry.enter("client", command), check=False)
    return done.returncode, done.stdout


def probe(*args: str | Path) -> tuple[int, dict[str, Any]]:
    """The exit code and the document."""
    code, document = printed("--json", *args)
    return code, json.loads(document)


def assert_documented(stack: Path, transcript: str) -> None:
    """Three dots stand for any text."""
    command, _, wanted = transcript.partition("\n")
    assert command == "$ exposure probe --state outputs.json --only web"
    _, output = printed("--state", stack, "--only", "web")
    got = "".join(f"{line.rstrip()}\n" for line in output.splitlines())
    assert OutputChecker().check_output(wanted, got, ELLIPSIS), got


def verdicts(found: Mapping[str, Any], component: str) -> dict[str, str]:
    """By node."""
    return {e["node"]: e["verdict"] for e in found["endpoints"] if e["component"] == component}


def first_causes(found: Mapping[str, Any], component: str) -> set[str]:
    return {e["causes"][0] for e in found["endpoints"] if e["component"] == component}


@pytest.fixture
def stack(lab: Lab, tmp_path: Path) -> Iterator[Path]:
    """The outputs of a stack that is up."""
    way = Manifests(lab)
    try:
        file = tmp_path / "outputs.json"
        file.write_text(json.dumps({"endpoints": way.up(CONFIG)}))
        yield file
    finally:
        way.down()


def test_a_probe_tells_what_answers_and_why_the_rest_does_not(lab: Lab, stack: Path) -> None:
    code, found = probe("--state", stack, "--wait", "60")
    assert (code, found["state"]) == (0, "up"), found
    assert verdicts(found, "web") == dict.fromkeys(lab.nodes, "answers")
    assert sorted(verdicts(found, "moving").values()) == ["answers", "no pod here"]
    assert {e["status"] for e in found["endpoints"] if e["state"] == "up"} == {204}
    assert {e["source"] for e in found["endpoints"]} == {lab.clients["client"]}

    with_pod, without = TRANSCRIPTS
    assert_documented(stack, with_pod)

    # TEST-NET-1 of RFC 5737, to which the client knows no way.
    code, found = probe("http://192.0.2.1/")
    assert (code, found["endpoints"][0]["verdict"]) == (1, "no route")

    lab.unplug("kubenode02")
    try:
        code, found = probe("--state", stack, "--only", "web")
        assert code == 1
        assert verdicts(found, "web")["kubenode01"] == "answers"
        assert verdicts(found, "web")["kubenode02"] in ("host unreachable", "timeout")
        (cause,) = [e["causes"][0] for e in found["endpoints"] if e["causes"]]
        assert cause.startswith("kubenode02 is down or cut off, while kubenode01 answers")
    finally:
        lab.plug("kubenode02")

    for name in ("web", "moving"):
        lab.kubectl("-n", f"probe-{name}", "scale", f"deployment/{name}", "--replicas=0")
        pods = ("-n", f"probe-{name}", "get", "pods", "-o", "name")
        lab.until(f"no pod of {name}", lambda p=pods: lab.kubectl(*p) == "")  # type: ignore[misc]
    refused = dict.fromkeys(lab.nodes, "refused")

    def all_refuse() -> dict[str, Any]:
        code, found = probe("--state", stack)
        verdict = [verdicts(found, name) for name in ("web", "moving")]
        return found if (code, verdict) == (1, [refused, refused]) else {}

    # kube-proxy hears of it a little later.
    found = lab.until("every endpoint is refused", all_refuse)
    assert found["state"] == "down"
    (cause,) = first_causes(found, "web")
    assert cause.startswith("no pod is ready, and kube-proxy refuses for the Service")
    assert all("it may have moved" in each for each in first_causes(found, "moving"))
    assert_documented(stack, without)
