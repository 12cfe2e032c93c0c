"""What a stack's config says of nodes and clouds."""

from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.settings import read_settings
from exposure_components.testing import run_program

APP: dict[str, Any] = {
    "strategy": "NodePortApp",
    "image": "influxdb:1.8",
    "ports": [{"container_port": 8086}],
}
TAGS = {"kubernetes.io/cluster/shop": "owned"}


def instance(args: Any) -> dict[str, Any]:
    """What EC2 answers."""
    return {
        "id": args["instanceId"],
        "privateDns": "kubenode01",
        "privateIp": "10.13.241.89",
        "availabilityZone": "eu-central-1a",
        "instanceType": "m7g.large",
    }


def test_nodes_are_read_from_aws_by_their_tags() -> None:
    calls = {
        "aws:ec2/getInstances:getInstances": lambda _: {"ids": ["i-01"]},
        "aws:ec2/getInstance:getInstance": instance,
    }

    def program() -> Any:
        return read_settings({"influxdb": APP}, {"aws": {"tags": TAGS}}).apps[0].args["cluster"]

    (node,) = run_program(program, calls=calls).value["nodes"]
    assert (node["name"], node["address"], node["provider_id"]) == (
        "kubenode01",
        "10.13.241.89",
        "aws:///eu-central-1a/i-01",
    )


def test_nodes_have_one_source() -> None:
    facts = {"nodes": [], "openstack": {"tags": ["kube"]}, "live": {}}
    with pytest.raises(ExposureError) as error:
        read_settings({"influxdb": APP}, facts)
    assert list(map(str, error.value.problems)) == [
        "cluster.nodes: are given by nodes and live and openstack; keep one of them"
    ]


def test_a_stack_needs_the_providers_of_what_it_names() -> None:
    zone = {"route53": {"name": "kube.example.com", "id": "Z0123456789ABC"}}
    cluster = {"nodes": [{"name": "kubenode01", "address": "10.13.241.89"}]}
    named = {**APP, "dns": {"name": "influxdb.kube.example.com", "zone": zone}}
    assert read_settings({"influxdb": APP}, cluster).clouds == set()
    assert read_settings({"influxdb": named}, cluster).clouds == {"aws"}
    balancers = {"edge": {"octavia": {"vip_subnet": {"name": "vip"}}}}
    assert read_settings({"influxdb": APP}, cluster, {"balancers": balancers}).clouds == {
        "openstack"
    }
