"""Nodes read from EC2."""

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from pulumi import InvokeOptions

from exposure_components.args.cluster import Node
from exposure_components.errors import ExposureError, reason_of
from exposure_components.problems import Problem

_ZONE = "topology.kubernetes.io/zone"
_REGION = "topology.kubernetes.io/region"
_TYPE = "node.kubernetes.io/instance-type"
"""What cloud-provider-aws labels nodes with (kubernetes.io, Well-Known Labels)."""


class AwsNodes(TypedDict):
    """Which instances to read, and from where."""

    tags: Mapping[str, str]
    """Tags that an instance must bear, each with its value, such as
    `{"kubernetes.io/cluster/shop": "owned"}`."""
    region: NotRequired[str]
    """Default: the provider's."""


def aws_nodes(source: AwsNodes, opts: InvokeOptions | None = None) -> list[Node]:
    """The running instances that bear the tags, as nodes of the cluster.

    A node's name is the instance's private DNS name, as on EKS; its labels are zone, region and
    type. The provider's functions are asked, in previews too; `opts` names provider or parent.
    Raises `ExposureError` if AWS does not answer, or knows no such instance. Needs the extra
    `aws`. Instances that an autoscaling group starts later are not there until the next run:
    choose `autoscaling_group` or `binding` as targets then.
    """
    where = f" in {source['region']}" if "region" in source else ""
    tags = source.get("tags")
    if not tags:
        remedy = 'give those of the cluster, such as {"kubernetes.io/cluster/shop": "owned"}'
        _refuse(Problem("tags", None, "are missing, and every instance would be a node", remedy))
    try:
        found = _instances(tags, source.get("region"), opts)
    except ImportError:
        raise
    except Exception as error:
        rule = f"could not be read from EC2{where}: {reason_of(error)}"
        remedy = "check the provider's credentials and region, or list them in `cluster.nodes`"
        raise ExposureError("cluster", [Problem("cluster.nodes", None, rule, remedy)]) from error
    if not found:
        shown = ", ".join(f"{key}={value}" for key, value in sorted(tags.items()))
        rule = f"are on no running instance{where}"
        _refuse(Problem("tags", shown, rule, "check the tags and the region"))
    return sorted((_node(each) for each in found), key=lambda node: node["name"])


def _instances(
    tags: Mapping[str, str], region: str | None, opts: InvokeOptions | None
) -> list[Any]:
    try:
        from exposure_components.load_balancers.aws.resources import instances
    except ImportError as error:
        raise ImportError("pip install 'exposure-components[aws]'") from error
    return instances(tags, region, opts)


def _refuse(problem: Problem) -> None:
    raise ExposureError("aws_nodes", [problem])


def _node(instance: Any) -> Node:
    zone = instance.availability_zone
    return {
        "name": instance.private_dns or instance.id,
        "address": instance.private_ip,
        "provider_id": f"aws:///{zone}/{instance.id}",
        "labels": {_ZONE: zone, _TYPE: instance.instance_type, **_region(instance)},
    }


def _region(instance: Any) -> dict[str, str]:
    return {_REGION: instance.region} if getattr(instance, "region", None) else {}
