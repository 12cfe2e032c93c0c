"""Nodes of the cluster, read from OpenStack's servers."""

import pytest

from exposure_components import ExposureError
from exposure_components.load_balancers.octavia.nodes import openstack_nodes
from tests.lab.openstack.lab import OpenStackLab
from tests.lab.topology import NODES


@pytest.fixture(autouse=True)
def user(openstack: OpenStackLab, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a user of the cloud."""
    for name, value in openstack.env.items():
        monkeypatch.setenv(name, value)


def test_servers_with_the_tag_are_the_nodes_of_the_cluster() -> None:
    nodes = openstack_nodes({"tags": ["kube-node"], "network": "kube"})
    found = {node["name"]: node["address"] for node in nodes}
    assert found == {name: node.address for name, node in NODES.items()}
    assert all(str(node.get("provider_id")).startswith("openstack:///") for node in nodes)


def test_a_tag_that_no_server_has_is_a_problem() -> None:
    with pytest.raises(ExposureError, match="tags: kube-node, other are on no running server"):
        openstack_nodes({"tags": ["kube-node", "other"]})
