from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.load_balancers.octavia import nodes
from exposure_components.load_balancers.octavia.nodes import openstack_nodes, serving_servers

FIRST: dict[str, Any] = {
    "id": "9f1c0d52-0000-4000-8000-000000000001",
    "name": "kubenode01",
    "status": "ACTIVE",
    "addresses": {
        "kube": [
            {"addr": "10.13.241.89", "version": 4, "OS-EXT-IPS:type": "fixed"},
            {"addr": "203.0.113.7", "version": 4, "OS-EXT-IPS:type": "floating"},
        ],
        "storage": [{"addr": "10.99.0.89", "version": 4, "OS-EXT-IPS:type": "fixed"}],
    },
}
SECOND: dict[str, Any] = {
    "id": "9f1c0d52-0000-4000-8000-000000000002",
    "name": "kubenode02",
    "status": "ACTIVE",
    "addresses": {"kube": [{"addr": "10.13.241.10", "version": 4}]},
}


def test_running_servers_are_nodes_by_their_name() -> None:
    stopped = {**FIRST, "name": "kubenode03", "status": "SHUTOFF"}
    assert serving_servers([SECOND, stopped, FIRST], None) == [
        {
            "name": "kubenode01",
            "address": "10.13.241.89",
            "provider_id": "openstack:///9f1c0d52-0000-4000-8000-000000000001",
        },
        {
            "name": "kubenode02",
            "address": "10.13.241.10",
            "provider_id": "openstack:///9f1c0d52-0000-4000-8000-000000000002",
        },
    ]


def test_the_address_is_that_of_the_network_asked_for() -> None:
    assert [n["address"] for n in serving_servers([FIRST, SECOND], "storage")] == ["10.99.0.89"]


def test_an_ipv4_address_comes_before_ipv6() -> None:
    both = [{"addr": "2001:db8::89", "version": 6}, {"addr": "10.13.241.89", "version": 4}]
    found = serving_servers(
        [
            {**FIRST, "addresses": {"kube": both}},
            {**SECOND, "addresses": {"kube": [{"addr": "2001:db8::10", "version": 6}]}},
        ],
        None,
    )
    assert [n["address"] for n in found] == ["10.13.241.89", "2001:db8::10"]


def test_no_tags_are_refused_before_openstack_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []
    monkeypatch.setattr(nodes, "_servers", asked.append)
    with pytest.raises(ExposureError) as error:
        openstack_nodes({"tags": []})
    assert str(error.value) == (
        "openstack_nodes has 1 problem:\n"
        "  tags: is empty, and every server would be a node; give those of the workers"
    )
    assert asked == []


def test_no_server_with_the_tags_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "_servers", lambda _source: [])
    with pytest.raises(ExposureError) as error:
        openstack_nodes({"tags": ["kube", "worker"]})
    assert list(map(str, error.value.problems)) == [
        "tags: kube, worker are on no running server; check the tags, the project and the network"
    ]


def test_a_cloud_that_nobody_configured_is_a_problem() -> None:
    with pytest.raises(ExposureError) as error:
        openstack_nodes({"tags": ["kube"], "cloud": "nowhere"})
    assert list(map(str, error.value.problems)) == [
        "cluster.nodes: could not be read from OpenStack: Cloud nowhere was not found.; check "
        "clouds.yaml or the OS_ variables, or list them in `cluster.nodes`"
    ]
