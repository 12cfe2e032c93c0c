import inspect
from enum import StrEnum
from typing import Any, is_typeddict

import pytest

from exposure_components.args import aws, aws_kinds
from exposure_components.checks.shapes import shape_problems
from exposure_components.load_balancers.aws.groups import target_group
from exposure_components.load_balancers.aws.listeners import listeners
from exposure_components.load_balancers.aws.target_ports import TargetPorts
from tests.load_balancers.aws.apps import app, port

TYPES = [cls for cls in vars(aws).values() if is_typeddict(cls) and cls.__module__ == aws.__name__]
KINDS = [
    cls
    for cls in vars(aws_kinds).values()
    if inspect.isclass(cls) and issubclass(cls, StrEnum) and cls is not StrEnum
]


@pytest.mark.parametrize("cls", TYPES, ids=lambda cls: cls.__name__)
def test_each_field_is_documented(cls: Any) -> None:
    text = inspect.getsource(cls)
    for field in cls.__annotations__:
        after = text.partition(f"    {field}: ")[2].partition("\n")[2]
        assert after.lstrip().startswith('"""'), field


@pytest.mark.parametrize("cls", KINDS, ids=lambda cls: cls.__name__)
def test_each_choice_is_documented(cls: Any) -> None:
    text = inspect.getsource(cls)
    for member in cls:
        after = text.partition(f"    {member.name} = ")[2].partition("\n")[2]
        assert after.lstrip().startswith('"""'), member


def test_a_misspelt_option_is_found() -> None:
    (found,) = shape_problems({"stickyness": True}, aws.AwsListener)
    assert str(found) == "stickyness: is not known; did you mean stickiness?"


def group(args: Any) -> dict[str, Any]:
    """The target group of an app of one port."""
    (listener,) = listeners(args["ports"])
    return target_group(TargetPorts(args, [30086]), listener)


def test_the_defaults_of_a_target_group() -> None:
    assert group(app()) == {
        "port": 8086,
        "protocol": "TCP",
        "target_type": "instance",
        "vpc_id": "vpc-0",
        "health_check": {"protocol": "TCP", "port": "traffic-port"},
        "preserve_client_ip": "false",
    }


def test_what_a_port_says_of_its_target_group() -> None:
    own = {
        "deregistration_delay": 0,
        "preserve_client_ip": True,
        "proxy_protocol_v2": True,
        "stickiness": False,
        "connection_termination": True,
        "health_check": {"path": "/ping", "timeout": 3, "unhealthy_threshold": 5},
    }
    assert group(app(port(aws=own), client_ip="preserve", drain=20)) == {
        "port": 8086,
        "protocol": "TCP",
        "target_type": "instance",
        "vpc_id": "vpc-0",
        "health_check": {
            "protocol": "HTTP",
            "port": "traffic-port",
            "path": "/ping",
            "timeout": 3,
            "unhealthy_threshold": 5,
        },
        "deregistration_delay": 0,
        "preserve_client_ip": "true",
        "proxy_protocol_v2": True,
        "stickiness": {"type": "source_ip", "enabled": False},
        "connection_termination": True,
    }
