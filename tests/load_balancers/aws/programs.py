"""Programs that put Network Load Balancers in front of apps, and what they register."""

from collections.abc import Callable, Mapping
from typing import Any

import pulumi

from exposure_components.claims import stake
from exposure_components.kubernetes_object import KubernetesObject
from exposure_components.load_balancers.aws.balancing import AWS
from exposure_components.load_balancers.contract import Backend
from exposure_components.ports import name_of, service_port_of
from exposure_components.testing import RecordedResource, Recording, run_program
from tests.load_balancers.aws.apps import lines

GROUP = "aws:lb/targetGroup:TargetGroup"
LISTENER = "aws:lb/listener:Listener"
BALANCER = "aws:lb/loadBalancer:LoadBalancer"
ATTACHMENT = "aws:lb/targetGroupAttachment:TargetGroupAttachment"
SCALED = "aws:autoscaling/attachment:Attachment"
SECURITY_GROUP = "aws:ec2/securityGroup:SecurityGroup"
INGRESS = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"
EGRESS = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule"
BINDING = "kubernetes:elbv2.k8s.aws/v1beta1:TargetGroupBinding"


class Behind(pulumi.ComponentResource):
    """An app's Service behind a balancer, with nothing else of an app."""

    def __init__(self, name: str, args: Any) -> None:
        assert lines(args) == []
        stake(name, AWS.claims(name, args))
        super().__init__("tests:index:Behind", name)
        service = {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": name, "annotations": dict(AWS.service_annotations(args))},
            "spec": {"ports": [_port(port) for port in args["ports"]], **AWS.service_fields(args)},
        }
        found = KubernetesObject(name, service, pulumi.ResourceOptions(parent=self))
        numbers = [_number(port, found) for port in args["ports"]]
        self.front = AWS.attach(Backend(self, name, args, found, numbers))
        self.register_outputs({})


def _port(port: Mapping[str, Any]) -> dict[str, Any]:
    numbers = {"nodePort": port["node_port"]} if "node_port" in port else {}
    return {"name": name_of(port), "port": service_port_of(port), **numbers}


def _number(port: Mapping[str, Any], found: Any) -> Any:
    if "node_port" in port:
        return port["node_port"]

    def allocated(spec: Any) -> Any:
        found = next(p for p in spec["ports"] if p["name"] == name_of(port))
        return int(found["nodePort"]) if "nodePort" in found else None

    return found.spec.apply(allocated)


def _balancer(resource: RecordedResource) -> dict[str, Any]:
    return {
        "arn": f"arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/{resource.name}/0",
        "dnsName": f"{resource.name}.elb.eu-west-1.amazonaws.com",
        "zoneId": "Z2IFOLAFXWLO4F",
    }


def _group(resource: RecordedResource) -> dict[str, Any]:
    return {"arn": f"arn:aws:elasticloadbalancing:eu-west-1:1:targetgroup/{resource.name}/0"}


def recorded(program: Callable[[], Any], *, preview: bool = False) -> Recording:
    """One run, with what AWS says of what it makes."""
    answers = {} if preview else {BALANCER: _balancer, GROUP: _group}
    return run_program(program, preview=preview, outputs=answers)


def apps(**args: Any) -> Callable[[], Any]:
    """A program of apps, that returns where clients find the last."""

    def program() -> Any:
        front = None
        for name, each in args.items():
            made = Behind(name, each)
            front = {
                "host": made.front.host,
                "zone_id": made.front.zone_id,
                "dual_stack": made.front.dual_stack,
            }
        return front

    return program


def names(recording: Recording, type_: str) -> list[str]:
    """What the resources of a type are called."""
    return [each.name for each in recording.resources if each.type == type_]
