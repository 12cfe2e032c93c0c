"""What an app sees of its clients, and which clients reach it, by real requests."""

import json
from collections import Counter
from typing import Any

from exposure_components.live import live_nodes
from tests.e2e.clients import Clients
from tests.e2e.ways import Way, environment
from tests.lab.lab import Lab
from tests.lab.objects import WHOAMI, pod

NAMESPACE = "traffic"


def whoami(strategy: str, **args: Any) -> dict[str, Any]:
    """A stack with an app that tells who asked it."""
    app = {
        "strategy": strategy,
        "image": "whoami:1",
        "namespace": {"name": NAMESPACE, "create": True},
        "ports": [{"container_port": 8080, "app_protocol": "http"}],
        "security": {"run_as_user": 1500},
        **args,
    }
    return {"cluster": environment("node-port")["cluster"], "apps": {"whoami": app}}


def seen(lab: Lab, url: str, client: str = "client") -> str:
    """The address that the app sees; empty if it does not answer."""
    answer = lab.curl(url, client=client)
    return str(json.loads(answer.body)["client"]) if answer.code == 200 else ""


def test_a_preserved_client_ip_is_the_clients_and_only_nodes_with_a_pod_answer(
    lab: Lab, way: Way
) -> None:
    ports = [{"container_port": 8080, "node_port": 30001, "app_protocol": "http"}]
    args = {"client_ip": "preserve", "kind": "DaemonSet"}
    endpoints = way.up(whoami("NodePortApp", ports=ports, **args))["whoami"]
    assert [(e["client_ip_kept"], e["survives_reschedule"]) for e in endpoints] == [
        (True, True)
    ] * 2
    for url in [e["url"] for e in endpoints]:
        lab.until(f"the client's address at {url}", lambda u=url: seen(lab, u))  # type: ignore[misc]
        assert seen(lab, url) == lab.clients["client"]

    pinned = {"client_ip": "preserve", "node_selector": {"kubernetes.io/hostname": "kubenode01"}}
    endpoints = way.up(whoami("NodePortApp", ports=ports, **pinned))["whoami"]
    assert [e["node"] for e in endpoints] == ["kubenode01"]
    lab.until("kubenode01 alone answers", lambda: answering(lab, 30001) == {"kubenode01"})


def test_without_that_intent_every_node_answers_and_the_client_ip_is_not_promised(
    lab: Lab, way: Way
) -> None:
    ports = [{"container_port": 8080, "node_port": 30001, "app_protocol": "http"}]
    pinned = {"node_selector": {"kubernetes.io/hostname": "kubenode01"}}
    endpoints = way.up(whoami("NodePortApp", ports=ports, **pinned))["whoami"]
    assert [e["client_ip_kept"] for e in endpoints] == [False, False]
    lab.until("both nodes answer", lambda: answering(lab, 30001) == {"kubenode01", "kubenode02"})
    assert seen(lab, f"http://{lab.nodes['kubenode02']}:30001/") != lab.clients["client"]


def test_a_host_port_keeps_the_client_ip_as_promised(lab: Lab, way: Way) -> None:
    endpoints = way.up(whoami("HostPortApp", kind="DaemonSet"))["whoami"]
    assert [e["client_ip_kept"] for e in endpoints] == [True, True]
    for url in [e["url"] for e in endpoints]:
        lab.until(f"an answer at {url}", lambda u=url: seen(lab, u))  # type: ignore[misc]
        assert seen(lab, url) == lab.clients["client"]


def test_allowed_cidrs_serve_one_client_and_refuse_the_other(lab: Lab, way: Way) -> None:
    lab.addon("network-policy")
    ports = [{"container_port": 8080, "node_port": 30001, "app_protocol": "http"}]
    allowed = {"allowed_cidrs": [f"{lab.clients['client']}/32"], "kind": "DaemonSet"}
    served = {"client": lab.clients["client"], "client2": ""}
    for strategy, more in (("NodePortApp", {"ports": ports}), ("HostPortApp", {})):
        endpoints = way.up(whoami(strategy, **allowed, **more))["whoami"]
        for url in [e["url"] for e in endpoints]:
            lab.until(
                f"one client served at {url}",
                lambda u=url: {c: seen(lab, u, c) for c in served} == served,  # type: ignore[misc]
            )


def test_tcp_and_udp_share_one_number(lab: Lab, way: Way) -> None:
    ports = [
        {"container_port": 8080, "node_port": 30002, "app_protocol": "http"},
        {"container_port": 8080, "node_port": 30002, "protocol": "UDP"},
    ]
    env = {"UDP_PORT": "8080"}
    endpoints = way.up(whoami("NodePortApp", ports=ports, env=env))["whoami"]
    assert [(e["protocol"], e["port"]) for e in endpoints] == [("TCP", 30002)] * 2 + [
        ("UDP", 30002)
    ] * 2
    address = lab.nodes["kubenode01"]
    lab.until("an answer by TCP", lambda: seen(lab, f"http://{address}:30002/"))
    answer = lab.until("an answer by UDP", lambda: lab.udp(address, 30002, "hello"))
    assert json.loads(answer or "{}")["payload"] == "hello"


def test_session_affinity_keeps_a_client_on_one_pod(lab: Lab, way: Way) -> None:
    ports = [{"container_port": 8080, "node_port": 30001, "app_protocol": "http"}]
    sticky = {"session_affinity": {"type": "ClientIP", "timeout": 600}, "replicas": 3}
    url = way.up(whoami("NodePortApp", ports=ports, **sticky))["whoami"][0]["url"]
    lab.until("an answer", lambda: seen(lab, url))
    assert len(pods(lab, url)) == 1
    url = way.up(whoami("NodePortApp", ports=ports, replicas=3))["whoami"][0]["url"]
    lab.until("three pods answer without it", lambda: len(pods(lab, url)) == 3)


def test_an_existing_workload_is_exposed_by_its_selector(
    lab: Lab, way: Way, namespace: str
) -> None:
    lab.apply(pod("web", WHOAMI), namespace=namespace)
    config = whoami("NodePortApp")
    config["apps"]["whoami"] = {
        "strategy": "NodePortApp",
        "selector": {"app": "web"},
        "namespace": {"name": namespace},
        "ports": [{"container_port": 8080, "node_port": 30003, "app_protocol": "http"}],
    }
    url = way.up(config)["whoami"][0]["url"]
    lab.until("an answer", lambda: seen(lab, url))
    assert lab.kubectl("-n", namespace, "get", "deployments", "-o", "name") == ""


def test_nodes_are_read_from_the_live_cluster(lab: Lab) -> None:
    source = {"kubeconfig": str(lab.kubeconfig)}
    nodes = live_nodes({"kubeconfig": str(lab.kubeconfig)})
    assert {n["name"]: n["address"] for n in nodes} == lab.nodes
    excluded = "node.kubernetes.io/exclude-from-external-load-balancers"
    lab.kubectl("label", "node", "kubenode02", f"{excluded}=")
    try:
        assert [n["name"] for n in live_nodes({"kubeconfig": source["kubeconfig"]})] == [
            "kubenode01"
        ]
    finally:
        lab.kubectl("label", "node", "kubenode02", f"{excluded}-")


def test_a_rollout_that_drains_fails_no_request(lab: Lab, way: Way) -> None:
    ports = [{"container_port": 8080, "node_port": 30001, "app_protocol": "http"}]
    args = {"ports": ports, "replicas": 2, "drain": 5}
    url = way.up(whoami("NodePortApp", **args))["whoami"][0]["url"]
    lab.until("an answer", lambda: seen(lab, url))
    with Clients(lab, url) as clients:
        way.up(whoami("NodePortApp", **args, image="whoami:2"))
        lab.until("the new version alone", lambda: version(lab, url) == "2")
        clients.until_another(5)
    assert set(clients.codes()) == {200}


def version(lab: Lab, url: str) -> str:
    """Of the app that answers; several while a rollout goes on."""
    answers = {json.loads(lab.curl(url).body)["version"] for _ in range(6)}
    return " and ".join(sorted(answers))


def answering(lab: Lab, port: int) -> set[str]:
    """The nodes at which that port answers."""
    return {n for n, address in lab.nodes.items() if seen(lab, f"http://{address}:{port}/")}


def pods(lab: Lab, url: str) -> Counter[str]:
    """Which pods answer to twenty requests."""
    answers = [lab.curl(url) for _ in range(20)]
    return Counter(json.loads(a.body)["pod"] for a in answers if a.code == 200)
