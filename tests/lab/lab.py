"""What tests use: the running lab as one object."""

import json
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path
from typing import Any, NoReturn, TypeVar, Unpack

from . import api, asking, cluster, entry
from .asking import Load, Loading, LoadOptions, Options, Reply
from .paths import HERE, KUBECONFIG
from .shell import LabError, run
from .topology import CLIENTS, NODES

T = TypeVar("T")
TAKING_PORTS = (
    "/api/v1/namespaces/{}/services",
    "/apis/networking.k8s.io/v1/namespaces/{}/ingresses",
    "/apis/apps/v1/namespaces/{}/deployments",
    "/apis/apps/v1/namespaces/{}/replicasets",
    "/apis/apps/v1/namespaces/{}/daemonsets",
    "/apis/apps/v1/namespaces/{}/statefulsets",
    "/apis/batch/v1/namespaces/{}/jobs",
    "/api/v1/namespaces/{}/pods",
)
"""Kinds of which one in a test is in another's way, owners before what they own."""

ANSWER_SECONDS = 3
"""The longest that a client waits: in the lab an answer takes milliseconds."""

MARK = "\x1e"
"""Between an answer's body and what curl tells about it."""

UDP_CLIENT = (HERE / "udp_client.py").read_text()


@dataclass(frozen=True)
class Answer:
    code: int
    """HTTP status; 0 when nothing answers."""
    body: str
    error: str
    """What curl says about a missing answer."""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    """Of the last answer, when redirects were followed; names in lower case."""


class Lab:
    """A cluster of two nodes, and clients outside of it."""

    kubeconfig: Path = KUBECONFIG
    nodes: dict[str, str]
    """Name to address."""
    clients: dict[str, str]
    """Name to address; both are outside of the cluster, in the nodes' network."""

    def __init__(self) -> None:
        self.nodes = {name: node.address for name, node in NODES.items()}
        self.clients = dict(CLIENTS)

    def kubectl(self, *args: str, input: str | None = None, check: bool = True) -> str:
        """Standard output. With `check`, a failure raises LabError with what kubectl said."""
        return api.kubectl(*args, input=input, check=check)

    def apply(self, *objects: object, namespace: str = "default") -> None:
        """Apply Kubernetes objects that are written as dicts."""
        document = json.dumps({"apiVersion": "v1", "kind": "List", "items": objects})
        self.kubectl("-n", namespace, "apply", "-f", "-", input=document)

    def curl(self, url: str, *args: str, client: str = "client") -> Answer:
        """Ask from outside of the cluster."""
        command = ["curl", "-sS", "--max-time", str(ANSWER_SECONDS), *args]
        marked = [*command, "-w", f"{MARK}%{{http_code}}{MARK}%{{header_json}}", url]
        result = run(*entry.enter(client, marked), check=False)
        body, code, headers = (result.stdout or f"{MARK}0{MARK}{{}}").rsplit(MARK, 2)
        named = {name: ", ".join(values) for name, values in json.loads(headers).items()}
        return Answer(int(code), body, result.stderr.strip(), named)

    def udp(self, address: str, port: int, payload: str, client: str = "client") -> str | None:
        """Send one datagram from outside of the cluster; None when no answer comes."""
        ask = [sys.executable, "-c", UDP_CLIENT, address, str(port), payload, str(ANSWER_SECONDS)]
        result = run(*entry.enter(client, ask), check=False)
        return result.stdout if result.returncode == 0 else None

    def websocket(
        self, url: str, message: str, client: str = "client", **options: Unpack[Options]
    ) -> Reply:
        """Send one message over a WebSocket (ws:// or wss://); whoami says who got it."""
        return self._ask(client, "ws", [url, message], options)

    def grpc(self, address: str, client: str = "client", **options: Unpack[Options]) -> Reply:
        """Call the health service at host:port: `status`, and whoami's `pod` and `version`."""
        return self._ask(client, "grpc", [address], options)

    def tcp(
        self, address: str, line: str, client: str = "client", **options: Unpack[Options]
    ) -> Reply:
        """Send one line to host:port; whoami answers with one."""
        return self._ask(client, "tcp", [address, line], options)

    def certificate(
        self, address: str, client: str = "client", **options: Unpack[Options]
    ) -> Reply:
        """What host:port shows: `subject`, `issuer`, `names`, `not_after`, `protocol`, `alpn`.

        `trusted` says whether it holds for the name that was asked for.
        """
        return self._ask(client, "cert", [address], options)

    def load(self, url: str, client: str = "client", **options: Unpack[LoadOptions]) -> Load:
        """Ask again and again, and count what comes back."""
        return Load.read(self.run(client, *asking.command("load", [url], options)))

    @contextmanager
    def loading(
        self, url: str, client: str = "client", **options: Unpack[LoadOptions]
    ) -> Iterator[Loading]:
        """Load while the block runs, or until its `end`, which tells what came back."""
        load = Loading(entry.enter(client, asking.command("load", [url], options)))
        try:
            yield load
        finally:
            load.kill()

    def _ask(
        self, client: str, question: str, arguments: list[str], options: Mapping[str, Any]
    ) -> Reply:
        asked = asking.command(question, arguments, options)
        result = run(*entry.enter(client, asked), check=False)
        return Reply(json.loads(result.stdout or "{}"), result.stderr.strip())

    def run(self, where: str, *command: str, check: bool = True) -> str:
        """Run a command on a machine (cp, kubenode01, kubenode02) or in a client's network."""
        return run(*entry.enter(where, list(command)), check=check).stdout

    def until(self, what: str, condition: Callable[[], T], limit: float = 60) -> T:
        """Poll until the condition returns something true, and return that."""
        deadline = time.monotonic() + limit
        last: object = None
        while True:
            try:
                if value := condition():
                    return value
                last = value
            except (LabError, OSError, HTTPException, ValueError, LookupError) as error:
                last = error
            if time.monotonic() > deadline:
                self._fail(f"not within {limit:g} s: {what} (last: {last!r})")
            time.sleep(0.1)

    def _fail(self, message: str) -> NoReturn:
        shown = [
            ("get", "nodes", "-o", "wide"),
            ("get", "pods,services,ingresses,networkpolicies", "-A", "-o", "wide"),
            ("get", "events", "-A", "--sort-by=.lastTimestamp"),
        ]
        dumps = [self.kubectl(*command, check=False)[-4000:] for command in shown]
        raise AssertionError("\n\n".join([message, *dumps]))

    @contextmanager
    def namespace(
        self, labels: Mapping[str, str] | None = None, *, wait: bool = False
    ) -> Iterator[str]:
        """A fresh namespace, emptied and deleted at the end; waited for only if asked to.

        Ports are free again at once, but its own end takes 5 s, always.
        """
        name = f"test-{uuid.uuid4().hex[:8]}"
        meta = {"name": name, "labels": dict(labels or {})}
        self.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": meta})
        try:
            # Without it the first pods are refused.
            account = ("-n", name, "get", "serviceaccount", "default", "-o", "name")
            self.until(f"service account in {name}", lambda: self.kubectl(*account))
            yield name
        finally:
            self._empty(name)
            self.kubectl("delete", "namespace", name, f"--wait={str(wait).lower()}")

    def _empty(self, namespace: str) -> None:
        """Kind by kind: kubectl deletes one object after the other, a thousand in minutes."""
        kinds = [kind.format(namespace) for kind in TAKING_PORTS]
        self.until(f"an end of all in {namespace}", lambda: all(map(api.emptied, kinds)), limit=300)

    def stop(self, node: str) -> None:
        """End the node's containerd, kubelet and kube-proxy; its pods live on."""
        cluster.stop(node)

    def start(self, node: str) -> None:
        """Bring a stopped or killed node back, and wait until it takes pods."""
        cluster.start(node)

    def kill(self, node: str) -> None:
        """Cut the node's power."""
        cluster.kill(node)

    def unplug(self, node: str) -> None:
        cluster.unplug(node)

    def plug(self, node: str) -> None:
        """Put the cable back, and wait until the node takes pods."""
        cluster.plug(node)

    def addon(self, *names: str) -> None:
        """Start addons that do not run yet."""
        cluster.up(list(names))
