"""``exposure probe`` tries what a plan, a stack or its arguments tell, and exits by what it saw."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.projects import CONFIG_MAP, SHOP, exposure, write_project
from tests.probing.certificates import authority, certificate
from tests.probing.servers import HOST, Talk, datagrams, http, listening, unused_port

PATIENT = ("--timeout", "10")
APP = """
    from pulumi import ComponentResource, Config

    class App(ComponentResource):
        def __init__(self, name, port):
            super().__init__("shop:index:App", name)
            self.register_outputs({
                "endpoints": [
                    {"url": f"http://127.0.0.1:{port}/ping", "protocol": "TCP",
                     "host": "127.0.0.1", "port": port, "node": "node1",
                     "survives_reschedule": True, "client_ip_kept": False}
                ]
            })

    App("web", Config().require_int("port"))
"""
"""One component with an endpoint on this machine's loopback."""


@pytest.fixture(autouse=True)
def interruptible() -> Iterator[None]:
    """By Ctrl-C, which what a shell starts in the background ignores, and all that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def port() -> Iterator[int]:
    """Of a server that answers 204."""
    with listening(http("204 No Content")) as found:
        yield found


def endpoint(port: int, host: str = HOST, **fields: Any) -> dict[str, Any]:
    return {
        "url": f"http://{host}:{port}/ping",
        "protocol": "TCP",
        "host": host,
        "port": port,
        "node": "node1",
        "survives_reschedule": True,
        "client_ip_kept": False,
        **fields,
    }


def write(folder: Path, document: Any) -> Path:
    file = folder / "document.json"
    file.write_text(json.dumps(document))
    return file


def test_a_url_that_answers_ends_with_0(port: int) -> None:
    result = exposure("probe", f"http://{HOST}:{port}/ping", *PATIENT)
    assert result.exit_code == 0, result.output
    heading, row, blank, summary = result.stdout.splitlines()
    assert heading.split() == ["Endpoint", "Verdict", "Latency", "Seen"]
    assert row.split()[:2] == [f"http://{HOST}:{port}/ping", "answers"]
    assert row.split()[3:] == ["ms", "204", "No", "Content"]
    assert (blank, summary, result.stderr) == ("", "1 endpoint: 1 up", "")


def test_one_that_is_down_ends_with_1_and_its_causes(port: int) -> None:
    down = f"tcp://{HOST}:{unused_port()}"
    result = exposure("probe", f"http://{HOST}:{port}/", down, *PATIENT)
    assert result.exit_code == 1
    assert "\n2 endpoints: 1 up, 1 down\n" in result.stdout
    explained = result.stdout.split("\n\n")[1].splitlines()
    assert explained[0] == f"{down}: refused"
    assert explained[1].startswith("  - no process listens there")


def test_one_of_which_nobody_can_say_ends_with_3(port: int) -> None:
    with datagrams(answers=False) as silent:
        url = f"udp://{HOST}:{silent}"
        options = ("--timeout", "0.5")
        assert exposure("probe", url, f"http://{HOST}:{port}/", *options).exit_code == 3


def test_a_plan_is_tried_by_its_config(tmp_path: Path, port: int) -> None:
    project = write_project(tmp_path, APP)
    options = ("--project", project, "--json", *PATIENT)
    result = exposure("probe", *options, "--config", f"port={port}")
    (found,) = json.loads(result.stdout)["endpoints"]
    assert (result.exit_code, found["component"], found["verdict"]) == (0, "web", "answers")
    assert (found["node"], found["status"], found["address"]) == ("node1", 204, HOST)
    assert found["latency_ms"] > 0
    assert exposure("probe", *options, "--config", f"port={unused_port()}").exit_code == 1


def test_what_a_plan_does_not_know_yet_is_told(tmp_path: Path) -> None:
    result = exposure("probe", "--project", write_project(tmp_path, SHOP), "--json")
    document = json.loads(result.stdout)
    (found,) = document["endpoints"]
    assert (result.exit_code, document["state"], found["verdict"]) == (3, "unknown", "not known")
    assert found["causes"] == ["probe what the stack has: --deployed, or --state FILE"]


@pytest.mark.parametrize("form", ["outputs", "state", "plan"])
def test_files_of_pulumi_and_plans_are_read(tmp_path: Path, port: int, form: str) -> None:
    entry = endpoint(port)
    outputs = {"endpoints": {"web": [entry]}}
    stack = {"urn": "urn:pulumi:lab::shop::s::s", "type": "pulumi:pulumi:Stack", "outputs": outputs}
    documents: dict[str, Any] = {
        "outputs": outputs,
        "state": {"version": 3, "deployment": {"resources": [stack]}},
        "plan": {"resources": [], "endpoints": [{"component": "web", **entry}]},
    }
    file = write(tmp_path, documents[form])
    result = exposure("probe", "--state", file, "--json", *PATIENT)
    (found,) = json.loads(result.stdout)["endpoints"]
    assert (result.exit_code, found["component"], found["state"]) == (0, "web", "up")


def test_the_stack_is_asked_by_the_pulumi_cli(
    tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stack = {"urn": "s", "type": "pulumi:pulumi:Stack", "outputs": {"endpoints": [endpoint(port)]}}
    pulumi = tmp_path / "pulumi"
    file = write(tmp_path, {"deployment": {"resources": [stack]}})
    pulumi.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/asked\ncat {file}\n')
    pulumi.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    options = ("--project", tmp_path, "--stack", "lab", "--deployed", "--show-secrets")
    assert exposure("probe", *options, *PATIENT).exit_code == 0
    asked = (tmp_path / "asked").read_text().split()
    assert asked[:2] == ["stack", "export"]
    assert asked[-3:] == ["--stack", "lab", "--show-secrets"]


def test_only_some_components_are_tried(tmp_path: Path, port: int) -> None:
    entries = {"web": [endpoint(port)], "db": [endpoint(unused_port())]}
    file = write(tmp_path, {"endpoints": entries})
    assert exposure("probe", "--state", file, "--only", "web", *PATIENT).exit_code == 0
    assert exposure("probe", "--state", file, *PATIENT).exit_code == 1
    wrong = exposure("probe", "--state", file, "--only", "shop")
    assert (wrong.exit_code, wrong.stderr) == (
        2,
        "error: no endpoint is of shop\n  components: db, web\n",
    )


def test_a_node_without_the_pod_is_no_failure_where_another_answers(
    tmp_path: Path, port: int
) -> None:
    bound: dict[str, Any] = {"survives_reschedule": False}
    entries = [
        endpoint(port, **bound),
        endpoint(port, "127.0.0.2", node="node2", **bound),
    ]
    result = exposure("probe", "--state", write(tmp_path, {"endpoints": entries}), *PATIENT)
    assert result.exit_code == 0, result.stdout
    assert "refuses the connection, and node1 answers" in result.stdout
    assert "2 endpoints: 1 up, 1 idle" in result.stdout


def test_each_address_of_a_name_has_its_row(port: int) -> None:
    url = f"http://app.example.com:{port}/"
    resolve = ("--resolve", f"app.example.com:{port}:{HOST},127.0.0.2")
    result = exposure("probe", url, *resolve, *PATIENT)
    assert result.exit_code == 1
    rows = [line.split()[:3] for line in result.stdout.splitlines()[1:3]]
    assert rows == [[url, HOST, "answers"], [url, "127.0.0.2", "refused"]]


def test_another_status_may_be_expected() -> None:
    with listening(http("401 Unauthorized")) as port:
        url = f"http://{HOST}:{port}/"
        assert exposure("probe", url, *PATIENT).exit_code == 1
        assert exposure("probe", url, "--expect", "401,403", *PATIENT).exit_code == 0


def test_a_certificate_is_judged_by_authorities_of_ones_own_or_not_at_all(tmp_path: Path) -> None:
    issuer = authority("the shop's authority")
    ca_file = tmp_path / "ca.pem"
    ca_file.write_bytes(issuer.pem)
    resolve = ("--resolve", f"app.example.com:{HOST}")
    mine = certificate(issuer, "app.example.com").write(tmp_path)
    with listening(http("200 OK"), mine) as port:
        command = ("probe", f"https://app.example.com:{port}/", *resolve, *PATIENT)
        refused = exposure(*command)
        assert refused.exit_code == 1
        assert "signed by the shop's authority, whom this machine does not know" in refused.stdout
        assert exposure(*command, "--insecure").exit_code == 0
        found = exposure(*command, "--ca-file", ca_file, "--json")
    (entry,) = json.loads(found.stdout)["endpoints"]
    assert found.exit_code == 0
    assert entry["certificate"]["names"] == ["app.example.com"]
    assert entry["certificate"]["is_verified"] is True


def test_wait_goes_on_until_all_answer() -> None:
    place = unused_port()
    urls = [f"tcp://{HOST}:{place}"]
    requests: list[str] = []
    with listening(http("503 Service Unavailable", requests=requests)) as busy:
        urls.append(f"http://{HOST}:{busy}/")
        result = exposure("probe", *urls, "--wait", "2", "--interval", "0.05", *PATIENT)
    assert result.exit_code == 1
    assert len(requests) > 1

    answers = iter(["503 Service Unavailable", "503 Service Unavailable"])
    lock = threading.Lock()

    def recovering(connection: Any, ended: threading.Event) -> None:
        with lock:
            status = next(answers, "200 OK")
        http(status)(connection, ended)

    with listening(recovering) as port:
        url = f"http://{HOST}:{port}/"
        result = exposure("probe", url, "--wait", "30", "--interval", "0.01", *PATIENT)
    assert result.exit_code == 0, result.stdout


def interrupting(*statuses: str) -> Talk:
    """Answers each in turn; whoever asks once more is interrupted, as by Ctrl-C."""
    answers = iter(statuses)

    def talk(connection: socket.socket, ended: threading.Event) -> None:
        status = next(answers, None)
        if status is None:
            os.kill(os.getpid(), signal.SIGINT)
            ended.wait()
        else:
            http(status)(connection, ended)

    return talk


def test_watch_tells_changes_and_ends_with_how_long_each_was_down() -> None:
    down = "503 Service Unavailable"
    with listening(interrupting("200 OK", "200 OK", down, down, "200 OK")) as port:
        url = f"http://{HOST}:{port}/"
        result = exposure("probe", url, "--watch", "--interval", "0.01", *PATIENT)
    assert result.exit_code == 1
    changes, history = result.stdout.split("\n\n")
    verdicts = [line.split("  ")[2] for line in changes.splitlines()]
    assert verdicts == ["answers", "no backend", "answers"]
    heading, row = history.splitlines()
    assert heading.split() == ["Endpoint", "Address", "Tries", "Down", "Longest"]
    found_url, tries, failures, _, unit = row.split()
    assert (found_url, tries, failures, unit) == (url, "5", "2", "s")


def test_watch_as_json_is_a_document_a_line() -> None:
    with listening(interrupting("200 OK", "204 No Content")) as port:
        url = f"http://{HOST}:{port}/"
        result = exposure("probe", url, "--watch", "--interval", "0.01", "--json", *PATIENT)
    documents = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [each["endpoints"][0]["status"] for each in documents] == [200, 204]


def test_watch_ends_by_itself_after_a_time(port: int) -> None:
    url = f"http://{HOST}:{port}/"
    result = exposure("probe", url, "--watch", "--for", "0.05", "--interval", "0", *PATIENT)
    assert result.exit_code == 0, result.stdout


def test_watch_ends_with_the_history_when_it_is_interrupted(port: int) -> None:
    url = f"http://{HOST}:{port}/"
    program = "from exposure_components.cli import main; main()"
    command = [sys.executable, "-c", program, "probe", url, "--watch", "--interval", "0.01"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
    assert "answers" in first
    assert rest.splitlines()[1].split()[:2] == ["Endpoint", "Address"]
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("args", "error"),
    [
        pytest.param(["x", "ftp://y"], "error: x is no URL", id="URLs"),
        pytest.param(["http://x/", "--deployed"], "URLs stand beside options", id="both"),
        pytest.param(["--deployed", "--state", "f"], "--state and --deployed both", id="states"),
        pytest.param(["--state", "f", "-c", "a=b"], "--config is for what a project", id="config"),
        pytest.param(["--show-secrets"], "--show-secrets is for what a stack has", id="secrets"),
        pytest.param(["--state", "none.json"], "error: none.json can't be read", id="no file"),
        pytest.param(["http://x/", "--expect", "ok"], "--expect ok is no status", id="status"),
        pytest.param(["http://x/", "--resolve", "x:y"], "--resolve x:y is no", id="resolve"),
        pytest.param(["http://x/", "--ca-file", "none"], "--ca-file none can't be", id="CA file"),
        pytest.param(["http://x/", "--for", "3"], "--for ends --watch", id="for"),
        pytest.param(["http://x/", "--watch", "--wait", "3"], "--watch goes on", id="watch"),
    ],
)
def test_a_wrong_command_ends_with_2_and_tries_nothing(args: list[str], error: str) -> None:
    result = exposure("probe", *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert error in result.stderr


def test_a_plan_without_endpoints_ends_with_2(tmp_path: Path) -> None:
    result = exposure("probe", "--project", write_project(tmp_path, CONFIG_MAP))
    assert result.exit_code == 2
    assert result.stderr == "error: the plan tells no endpoints; give URLs, or export `endpoints`\n"


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"app.example.com:{HOST}", "http://app.example.com:{}/"),
        (f"App.example.com:{{}}:{HOST}", "http://app.example.com:{}/"),
    ],
)
def test_names_are_resolved_as_it_is_said(port: int, text: str, url: str) -> None:
    resolve = ("--resolve", text.format(port))
    assert exposure("probe", url.format(port), *resolve, *PATIENT).exit_code == 0
