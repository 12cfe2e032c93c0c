"""The article's app behind a Service of type LoadBalancer, to which MetalLB gives an address."""

import json
from typing import Any

import pytest

from tests.e2e.ways import Way, environment
from tests.lab.lab import Lab

ADDRESS = "10.13.241.240"
URL = f"http://{ADDRESS}:8086/ping"
NAMESPACE = "influxdb-metallb"


@pytest.fixture(autouse=True)
def addons(lab: Lab) -> None:
    """Who gives addresses, and who holds the pods' policies."""
    lab.addon("metallb", "network-policy")


def service(lab: Lab) -> Any:
    """The Service as the cluster has it."""
    return json.loads(lab.kubectl("-n", NAMESPACE, "get", "service", "influxdb", "-o", "json"))


def test_the_address_arrives_and_allowed_clients_alone_are_served(lab: Lab, way: Way) -> None:
    way.up(environment("metallb"))
    lab.until("one client alone is served", lambda: codes(lab, URL) == [204, 0])
    made = service(lab)
    assert [i["ip"] for i in made["status"]["loadBalancer"]["ingress"]] == [ADDRESS]
    # What loadBalancerSourceRanges leaves open: the way around the balancer.
    number = made["spec"]["ports"][0]["nodePort"]
    urls = [f"http://{address}:{number}/ping" for address in lab.nodes.values()]
    assert 204 in [lab.curl(url).code for url in urls]
    # Another agent than kube-proxy closes it.
    lab.until(
        "a closed way around",
        lambda: [lab.curl(url, client="client2").code for url in urls] == [0, 0],
    )


def codes(lab: Lab, url: str) -> list[int]:
    """Status of the answer to each client; 0 for none."""
    return [lab.curl(url, client=client).code for client in ("client", "client2")]


def test_without_node_ports_there_is_no_way_around(lab: Lab, way: Way) -> None:
    config = environment("metallb")
    config["apps"]["influxdb"]["load_balancer"]["cloud"]["allocate_node_ports"] = False
    way.up(config)
    lab.until("204 at the address", lambda: lab.curl(URL).code == 204)
    assert "nodePort" not in service(lab)["spec"]["ports"][0]


def test_a_switch_from_node_ports_keeps_the_cluster_ip(lab: Lab, way: Way) -> None:
    config = environment("metallb")
    app = config["apps"]["influxdb"]
    balanced = {**config, "apps": {"influxdb": {**app}}}
    del app["load_balancer"]
    app["strategy"] = "NodePortApp"
    way.up(config)
    before = service(lab)["spec"]
    assert before["type"] == "NodePort"
    way.up(balanced)
    after = service(lab)["spec"]
    assert (after["type"], after["clusterIP"]) == ("LoadBalancer", before["clusterIP"])
    lab.until("204 at the address", lambda: lab.curl(URL).code == 204)
