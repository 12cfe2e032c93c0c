"""What a stack's config says of nodes and clouds."""

import json
from pathlib import Path
from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.settings import read_settings
from exposure_components.testing import Recording, run_program

PROGRAM = Path(__file__).resolve().parents[2] / "stacks"
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


def test_encrypted_config_makes_secrets_of_variables() -> None:
    apps = {"shop": {**APP, "env": {"PASSWORD": "hush"}}, "web": APP}
    config = {"apps": json.dumps(apps), "cluster": "{}"}
    plain = run_program(PROGRAM, config=config, project="exposure")
    known = run_program(PROGRAM, secret_config=config, project="exposure")
    assert [variables(each) for each in (plain, known)] == [["hush"], ["[secret]"]]
    assert plain.manifests(secrets=True) == known.manifests(secrets=True)


def variables(recording: Recording) -> list[str]:
    """Values of the environment of all containers, as a plan shows them."""
    specs = [m["spec"]["template"]["spec"] for m in recording.manifests() if "Dep" in m["kind"]]
    return [v["value"] for spec in specs for c in spec["containers"] for v in c.get("env", [])]
