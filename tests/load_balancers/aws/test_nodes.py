import importlib
import sys
from collections.abc import Mapping
from typing import Any

import pytest

from exposure_components.errors import ExposureError
from exposure_components.load_balancers.aws.nodes import aws_nodes
from exposure_components.testing import run_program

LIST = "aws:ec2/getInstances:getInstances"
GET = "aws:ec2/getInstance:getInstance"
RESOURCES = "exposure_components.load_balancers.aws.resources"
TAGS = {"kubernetes.io/cluster/shop": "owned"}
INSTANCES = {
    "i-02": ("ip-10-0-2-22.ec2.internal", "10.0.2.22", "eu-west-1b"),
    "i-01": ("ip-10-0-1-11.ec2.internal", "10.0.1.11", "eu-west-1a"),
}


def one(args: Mapping[str, Any]) -> dict[str, Any]:
    name, address, zone = INSTANCES[args["instanceId"]]
    return {
        "id": args["instanceId"],
        "privateDns": name,
        "privateIp": address,
        "availabilityZone": zone,
        "instanceType": "m7g.large",
        "region": "eu-west-1",
    }


def asked(ids: list[str], source: Any) -> Any:
    calls = {LIST: lambda _: {"ids": ids}, GET: one}
    return run_program(lambda: aws_nodes(source), calls=calls)


def test_instances_are_nodes_by_their_name() -> None:
    recording = asked(list(INSTANCES), {"tags": TAGS})
    labels = {
        "node.kubernetes.io/instance-type": "m7g.large",
        "topology.kubernetes.io/region": "eu-west-1",
    }
    assert recording.value == [
        {
            "name": "ip-10-0-1-11.ec2.internal",
            "address": "10.0.1.11",
            "provider_id": "aws:///eu-west-1a/i-01",
            "labels": {"topology.kubernetes.io/zone": "eu-west-1a", **labels},
        },
        {
            "name": "ip-10-0-2-22.ec2.internal",
            "address": "10.0.2.22",
            "provider_id": "aws:///eu-west-1b/i-02",
            "labels": {"topology.kubernetes.io/zone": "eu-west-1b", **labels},
        },
    ]
    assert recording.invokes[0].args["instanceTags"] == TAGS


def test_the_region_is_asked_for() -> None:
    recording = asked(["i-01"], {"tags": TAGS, "region": "eu-west-1"})
    assert [call.args["region"] for call in recording.invokes] == ["eu-west-1", "eu-west-1"]


def test_tags_are_needed() -> None:
    with pytest.raises(ExposureError) as raised:
        asked([], {"tags": {}})
    assert str(raised.value) == (
        "aws_nodes has 1 problem:\n"
        "  tags: are missing, and every instance would be a node; give those of the cluster, such "
        'as {"kubernetes.io/cluster/shop": "owned"}'
    )


def test_tags_of_no_instance_are_a_problem() -> None:
    with pytest.raises(ExposureError) as raised:
        asked([], {"tags": TAGS, "region": "eu-west-1"})
    assert str(raised.value) == (
        "aws_nodes has 1 problem:\n"
        "  tags: kubernetes.io/cluster/shop=owned are on no running instance in eu-west-1; check "
        "the tags and the region"
    )


def unanswered() -> Exception:
    """What reaches a program where the engine or the provider cannot answer."""
    # Its package has no types.
    grpc: Any = importlib.import_module("grpc")
    told = {"code": lambda _: grpc.StatusCode.UNKNOWN, "details": lambda _: "no role found"}
    error: Exception = type("Unanswered", (grpc.RpcError,), told)()
    return error


def test_no_answer_is_a_problem() -> None:
    def fails(args: Mapping[str, Any]) -> dict[str, Any]:
        raise unanswered()

    with pytest.raises(ExposureError) as raised:
        run_program(lambda: aws_nodes({"tags": TAGS}), calls={LIST: fails})
    assert str(raised.value) == (
        "cluster has 1 problem:\n"
        "  cluster.nodes: could not be read from EC2: invoke of "
        "aws:ec2/getInstances:getInstances failed: no role found; check the provider's "
        "credentials and region, or list them in `cluster.nodes`"
    )


def test_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, RESOURCES, raising=False)
    monkeypatch.setitem(sys.modules, "pulumi_aws", None)
    with pytest.raises(ImportError, match=r"pip install 'exposure-components\[aws\]'"):
        aws_nodes({"tags": TAGS})
