"""What this package's components look up is known after up, and nothing else is answered."""

import importlib
import inspect
import re
from pathlib import Path

import pytest

import exposure_components
from exposure_components.cli.look_ups import ANSWERS, LOOK_UPS
from exposure_components.testing import UNKNOWN
from tests.cli.projects import exposure, write_project

PACKAGE = Path(exposure_components.__file__).parent


def test_every_look_up_of_a_component_has_an_answer_and_none_else() -> None:
    code = "".join(
        path.read_text()
        for path in PACKAGE.rglob("*.py")
        if not {"cli", "testing"} & set(path.relative_to(PACKAGE).parts)
    )
    assert set(re.findall(r"\"([a-z]+:\w+/get\w+:get\w+)\"", code)) == {*LOOK_UPS}
    assert not re.findall(r"\bget_\w+_output\b", code), "named without its token"


@pytest.mark.parametrize("token", LOOK_UPS)
def test_the_sdk_calls_the_function_by_this_token(token: str) -> None:
    package, module, name = token.split(":")
    sdk = importlib.import_module(f"pulumi_{package}.{module.partition('/')[0]}")
    function = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
    assert f"invoke('{token}'" in inspect.getsource(getattr(sdk, function))


def test_they_are_sorted_and_all_unknown() -> None:
    assert list(LOOK_UPS) == sorted(set(LOOK_UPS)) == list(ANSWERS)
    assert {answer({"name": "lab"}) for answer in ANSWERS.values()} == {UNKNOWN}


def test_a_plan_goes_on_with_what_is_not_looked_up(tmp_path: Path) -> None:
    program = """
        from exposure_components import CloudLoadBalancedApp, OctaviaLoadBalancer

        edge = OctaviaLoadBalancer(
            "edge",
            {
                "vip_subnet": {"name": "vip"},
                "flavor": {"name": "small"},
                "node_security_group": {"name": "nodes"},
            },
        )
        CloudLoadBalancedApp(
            "web",
            {
                "image": "nginx:1.27",
                "ports": [{"container_port": 80}],
                "cluster": {"nodes": [{"name": "node1", "address": "192.0.2.1"}]},
                "load_balancer": edge.load_balancer,
                "dns": {
                    "name": "web.example.com",
                    "zone": {"designate": {"name": "example.com"}},
                },
            },
        )
    """
    result = exposure("plan", "-p", write_project(tmp_path, program))
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert lines[1:5] == [
        "├── OctaviaLoadBalancer edge",
        "│   ├── Port edge-vip",
        "│   └── LoadBalancer edge",
        "└── CloudLoadBalancedApp web",
    ]
    assert "    └── RecordSet web" in lines
    assert any("web.example.com:80" in line for line in lines)


def test_an_existing_balancer_is_known_after_up(tmp_path: Path) -> None:
    program = """
        from exposure_components import OctaviaLoadBalancer
        from pulumi import ComponentResource

        made = OctaviaLoadBalancer("edge", {"existing": {"name": "edge"}})
        told = ComponentResource("shop:index:App", "web")
        told.register_outputs({
            "endpoints": [{"url": made.host, "protocol": "TCP", "host": made.host}]
        })
    """
    lines = exposure("plan", "-p", write_project(tmp_path, program)).stdout.splitlines()
    assert [line.rstrip() for line in lines] == [
        "shop lab",
        "├── OctaviaLoadBalancer edge",
        "└── App web",
        "",
        "Endpoints",
        "Component  URL             Protocol",
        "web        known after up  TCP",
    ]


def test_an_existing_zone_of_route_53_is_known_after_up(tmp_path: Path) -> None:
    program = """
        from exposure_components import DnsRecords

        record = {"name": "web.example.com", "type": "A", "values": ["192.0.2.1"]}
        DnsRecords("names", {"zone": {"route53": {"name": "example.com"}}, "records": [record]})
    """
    assert exposure("plan", "-p", write_project(tmp_path, program)).stdout.splitlines() == [
        "shop lab",
        "└── DnsRecords names",
        "    └── Record names-web.example.com",
    ]
