"""AWS's objects as resources. Alone imports the package of its provider."""

import warnings
from collections.abc import Mapping
from typing import Any

from pulumi import InvokeOptions, Resource, ResourceOptions

with warnings.catch_warnings():
    # The SDK warns of classes of its own that it deprecates, whoever imports it.
    warnings.simplefilter("ignore", DeprecationWarning)
    from pulumi_aws import autoscaling, ec2, lb, vpc

    _CLASSES: Mapping[str, Any] = {
        "AutoscalingAttachment": autoscaling.Attachment,
        "Listener": lb.Listener,
        "LoadBalancer": lb.LoadBalancer,
        "SecurityGroup": ec2.SecurityGroup,
        "SecurityGroupEgressRule": vpc.SecurityGroupEgressRule,
        "SecurityGroupIngressRule": vpc.SecurityGroupIngressRule,
        "TargetGroup": lb.TargetGroup,
        "TargetGroupAttachment": lb.TargetGroupAttachment,
    }


def register(component: Resource, kind: str, name: str, properties: Mapping[str, Any]) -> Any:
    """A child of the component."""
    return _CLASSES[kind](name, opts=ResourceOptions(parent=component), **properties)


def instances(tags: Mapping[str, str], region: str | None, opts: InvokeOptions | None) -> list[Any]:
    """Facts about the running instances that bear the tags."""
    functions: Any = ec2
    found = functions.get_instances(instance_tags=dict(tags), region=region, opts=opts)
    return [
        functions.get_instance(instance_id=each, region=region, opts=opts)
        for each in sorted(found.ids)
    ]
