"""The article's app, exposed by each strategy to a client outside of a real cluster."""

import json
from typing import Any

import pytest

from exposure_components.endpoints import Endpoint
from tests.e2e.ways import Way, environment
from tests.lab.lab import Lab

STACKS = ["host-network", "host-port", "node-port"]


@pytest.mark.parametrize("stack", STACKS)
def test_every_promised_endpoint_answers_and_no_other(lab: Lab, way: Way, stack: str) -> None:
    config = environment(stack)
    app = config["apps"]["influxdb"]
    endpoints = way.up(config)["influxdb"]
    assert endpoints
    assert all(endpoint["survives_reschedule"] for endpoint in endpoints)
    lab.until("204 from each", lambda: answering(lab, endpoints) == len(endpoints))
    port = endpoints[0]["port"]
    for node, address in lab.nodes.items():
        if node not in {e["node"] for e in endpoints}:
            assert lab.curl(f"http://{address}:{port}/ping").code == 0
    way.down()
    lab.until("closed ports", lambda: all(lab.curl(e["url"]).code == 0 for e in endpoints))
    name = app["namespace"]["name"]
    assert lab.kubectl("get", "namespace", name, "--ignore-not-found") == ""


def test_the_ready_command_of_an_endpoint_works(lab: Lab, way: Way) -> None:
    endpoint = way.up(environment("node-port"))["influxdb"][0]
    command = endpoint["command"].split()
    assert command[:2] == ["curl", "-i"]
    answer = lab.until("an answer", lambda: lab.curl(command[-1], "-i").body)
    assert answer.startswith("HTTP/1.1 204 No Content")


def test_pods_on_other_nodes_are_candidates_and_as_many_as_replicas_answer(
    lab: Lab, way: Way
) -> None:
    config = environment("host-port")
    del config["apps"]["influxdb"]["node_selector"]
    endpoints = way.up(config)["influxdb"]
    assert [e["survives_reschedule"] for e in endpoints] == [False, False]
    lab.until("one answers", lambda: answering(lab, endpoints) == 1)


@pytest.mark.parametrize("stack", ["host-network", "host-port"])
def test_a_daemon_set_answers_on_every_node(lab: Lab, way: Way, stack: str) -> None:
    config = environment(stack)
    del config["apps"]["influxdb"]["node_selector"]
    config["apps"]["influxdb"]["kind"] = "DaemonSet"
    endpoints = way.up(config)["influxdb"]
    assert [e["survives_reschedule"] for e in endpoints] == [True, True]
    lab.until("both answer", lambda: answering(lab, endpoints) == 2)


def test_a_rollout_of_a_host_port_app_finishes(lab: Lab, way: Way) -> None:
    config = environment("host-port")
    way.up(config)
    config["apps"]["influxdb"]["image"] = "influxdb:1.8.10"
    endpoint = way.up(config)["influxdb"][0]
    lab.until("204", lambda: lab.curl(endpoint["url"]).code == 204)
    assert images(lab, "influxdb-host-port") == ["influxdb:1.8.10"]


def test_a_switch_of_strategy_and_back_keeps_the_cluster_ip(lab: Lab, way: Way) -> None:
    config = environment("node-port")
    way.up(config)
    before = service(lab, "influxdb-node-port")
    assert before["spec"]["type"] == "NodePort"

    switched = environment("host-port")
    # The namespace stays: the app moves from strategy to strategy within it.
    namespace = {"name": "influxdb-node-port", "create": True, "pod_security": "privileged"}
    switched["apps"]["influxdb"]["namespace"] = namespace
    endpoint = way.up(switched)["influxdb"][0]
    lab.until("204 from the node's port", lambda: lab.curl(endpoint["url"]).code == 204)
    between = service(lab, "influxdb-node-port")
    assert between["spec"]["type"] == "ClusterIP"

    config["apps"]["influxdb"]["namespace"] = namespace
    endpoint = way.up(config)["influxdb"][0]
    lab.until("204 from the NodePort", lambda: lab.curl(endpoint["url"]).code == 204)
    after = service(lab, "influxdb-node-port")
    assert after["spec"]["ports"][0]["nodePort"] == 30000
    for same in ("clusterIP", "selector"):
        assert before["spec"][same] == between["spec"][same] == after["spec"][same]
    assert before["metadata"]["uid"] == after["metadata"]["uid"]


def answering(lab: Lab, endpoints: list[Endpoint]) -> int:
    """How many endpoints answer."""
    return sum(lab.curl(e["url"]).code == 204 for e in endpoints)


def service(lab: Lab, namespace: str) -> Any:
    """The app's Service."""
    return json.loads(lab.kubectl("-n", namespace, "get", "service", "influxdb", "-o", "json"))


def images(lab: Lab, namespace: str) -> list[str]:
    """What the namespace's pods that are not ending run."""
    pods = json.loads(lab.kubectl("-n", namespace, "get", "pods", "-o", "json"))["items"]
    return [
        pod["spec"]["containers"][0]["image"]
        for pod in pods
        if "deletionTimestamp" not in pod["metadata"]
    ]
