"""Pods run as they are promised to, by what the kernel says of their processes; and those who may
not come do not."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.e2e import inside
from tests.e2e.test_traffic import whoami
from tests.e2e.ways import Way
from tests.lab.lab import Lab

NAMESPACE = "isolation"
HOST = "a.kube.example.com"
NET_BIND_SERVICE = 10
"""Number of the capability (linux/capability.h)."""
PORTS = [{"container_port": 8080, "app_protocol": "http"}]
USER = {"run_as_user": 1500, "run_as_group": 1600, "fs_group": 1700}
APPS: dict[str, dict[str, Any]] = {
    "CloudLoadBalancedApp": {"load_balancer": {"cloud": {"metallb": {}}}},
    "GatewayApp": {"gateway": {"name": "edge"}, "hosts": [HOST]},
    "HostNetworkApp": {"ports": [{"container_port": 8181}], "env": {"PORT": "8181"}},
    "HostPortApp": {"ports": [{"container_port": 8080, "host_port": 8182}]},
    "IngressApp": {"hosts": [HOST]},
    "NodePortApp": {},
}
"""What else each strategy needs."""


def of_strategy(strategy: str) -> dict[str, Any]:
    """A stack of one app."""
    name = strategy.lower()
    more = {"ports": PORTS, "namespace": {"name": f"{NAMESPACE}-{name}", "create": True}}
    security = {"security": {**USER, "read_only_root_filesystem": True}}
    return whoami(strategy, **{**more, **security, **APPS[strategy]})


@dataclass(frozen=True)
class Process:
    """What the kernel says of one."""

    status: dict[str, str]
    mounts: str

    def ids(self, key: str) -> set[int]:
        """Users or groups."""
        return {int(each) for each in self.status[key].split()}


def processes(lab: Lab, namespace: str) -> list[Process]:
    """Those of all pods of a namespace, but for those that hold their namespaces."""
    items = json.loads(lab.kubectl("-n", namespace, "get", "pods", "-o", "json"))["items"]
    return [process for item in items for process in _of_pod(lab, item)]


def _of_pod(lab: Lab, pod: Mapping[str, Any]) -> Iterator[Process]:
    node = pod["spec"]["nodeName"]
    for folder in inside.processes(lab, pod):
        lines = lab.run(node, "cat", f"{folder}/status").splitlines()
        status = {key: value.strip() for key, _, value in (line.partition(":") for line in lines)}
        if status["Name"] != "pause":
            yield Process(status, lab.run(node, "cat", f"{folder}/mountinfo"))


def hardened(process: Process) -> None:
    """What every pod is promised."""
    assert 0 not in process.ids("Uid") | process.ids("Gid") | process.ids("Groups")
    assert process.status["NoNewPrivs"] == "1"
    assert process.status["Seccomp"] == "2"
    sets = {key: int(process.status[key], 16) for key in ("CapPrm", "CapEff", "CapBnd", "CapAmb")}
    assert set(sets.values()) == {0}, sets


def root(process: Process) -> set[str]:
    """Options of the mount of its root."""
    fields = (line.split() for line in process.mounts.splitlines())
    return set(next(field[5] for field in fields if field[4] == "/").split(","))


@pytest.mark.parametrize("strategy", APPS)
def test_the_kernel_sees_the_promised_security_context(lab: Lab, way: Way, strategy: str) -> None:
    lab.addon("gateway-api", "metallb")
    config = of_strategy(strategy)
    way.up(config)
    found = processes(lab, config["apps"]["whoami"]["namespace"]["name"])
    assert found
    for process in found:
        hardened(process)
        assert process.ids("Uid") == {1500}
        assert process.ids("Gid") == {1600}
        assert process.ids("Groups") == {1600, 1700}
        assert "ro" in root(process)
        assert "serviceaccount" not in process.mounts


def test_a_pod_that_asks_for_more_gets_just_that(lab: Lab, way: Way) -> None:
    """And the test above would notice it."""
    namespace = {"name": f"{NAMESPACE}-more", "create": True}
    security = {"run_as_root": True, "run_as_user": 0, "add_capabilities": ["NET_BIND_SERVICE"]}
    account = {"create": True, "mount_token": True}
    more = {"namespace": namespace, "security": security, "service_account": account}
    way.up(whoami("NodePortApp", ports=PORTS, **more))
    (process,) = processes(lab, str(namespace["name"]))
    assert process.ids("Uid") == {0}
    assert int(process.status["CapEff"], 16) == 1 << NET_BIND_SERVICE
    assert "rw" in root(process)
    assert "serviceaccount" in process.mounts


@pytest.mark.parametrize("make", ["contour", "traefik"])
def test_a_controller_is_hardened_and_serves_its_clients_alone(
    lab: Lab, way: Way, make: str
) -> None:
    lab.addon("ingress", "network-policy")
    controller = {
        make: {},
        "http_port": 8183,
        "https_port": 8184,
        "allowed_cidrs": [f"{lab.clients['client']}/32"],
    }
    namespace = {"name": f"{NAMESPACE}-app", "create": True}
    app = whoami("IngressApp", controller="edge", hosts=[HOST], namespace=namespace, ports=PORTS)
    way.up({**app, "controllers": {"edge": controller}})
    found = processes(lab, "edge")
    assert found
    for process in found:
        hardened(process)

    def served(client: str) -> list[int]:
        to = (f"{HOST}:8183:{address}" for address in lab.nodes.values())
        url = f"http://{HOST}:8183/"
        return [lab.curl(url, "--resolve", each, client=client).code for each in to]

    alone = {"client": [200, 200], "client2": [0, 0]}
    lab.until("one client alone is served", lambda: {c: served(c) for c in alone} == alone)
