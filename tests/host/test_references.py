"""What one component hands to another, in a program of another language."""

from typing import Any

import grpc
import pytest

from exposure_components.testing import UNKNOWN
from tests.host.engine import Host, Program, hosting, running
from tests.host.test_construct import made
from tests.host.wire import inputs
from tests.strategies.programs import NODES, app

EDGE = {"vip_subnet": {"id": "5a1b"}}
CONTROLLER = {"domain": "*.kube.example.com", "cluster": {"nodes": NODES}}
BALANCED = {
    **CONTROLLER,
    "load_balancer": {"octavia": EDGE},
}


def behind(program: Program, given: Any, name: str = "influxdb", **more: Any) -> Any:
    args = inputs("IngressApp", app(hosts=[f"{name}.kube.example.com"], **more))
    return made(program, "IngressApp", {**args, "controller": given}, name)


@pytest.mark.parametrize("preview", [True, False])
def test_an_app_is_behind_a_controller(host: Host, preview: bool) -> None:
    with running(host, preview=preview) as program:
        traefik = made(program, "IngressController", inputs("IngressController", CONTROLLER), "t")
        found = behind(program, traefik["controller"])
    assert found["endpoints"][0]["url"] == "http://influxdb.kube.example.com/"
    assert program.only("Ingress").inputs["spec"]["ingressClassName"] == "t"


def test_a_preview_hands_over_what_it_does_not_know(host: Host) -> None:
    """The balancer's address: were all of the controller unknown, nothing could be planned."""
    args = inputs("IngressController", BALANCED)
    with running(host, preview=True) as program:
        handed = made(program, "IngressController", args, "t")["controller"]
        assert handed["className"] == "t"
        assert "addresses" not in handed
        args = {**inputs("IngressApp", app()), "controller": handed}
        found = made(program, "IngressApp", args)
    assert found["endpoints"] is UNKNOWN


def test_apps_of_one_balancer_take_turns(host: Host) -> None:
    with running(host) as program:
        edge = made(program, "OctaviaLoadBalancer", inputs("OctaviaLoadBalancer", EDGE), "edge")
        for number, name in enumerate(("first", "second")):
            port = {"container_port": 8086, "port": 80 + number, "node_port": 30000 + number}
            args = inputs("CloudLoadBalancedApp", app(ports=[port]))
            made(
                program,
                "CloudLoadBalancedApp",
                {**args, "loadBalancer": edge["loadBalancer"]},
                name,
            )
    before = {each.urn for each in program.resources if each.name.startswith("first-")}
    after = [each for each in program.resources if each.name.startswith("second-")]
    assert [each.name for each in after if before & set(each.dependencies)]


def test_a_controller_of_another_stack_is_what_its_outputs_say(host: Host) -> None:
    other = "urn:pulumi:other::project::exposure_components:index:IngressController::t"
    given = {"component": other, "className": "theirs", "addresses": ["10.13.241.89"]}
    with running(host) as program:
        behind(program, given)
    assert program.only("Ingress").inputs["spec"]["ingressClassName"] == "theirs"


def test_components_of_two_providers_cannot_be_put_together(host: Host) -> None:
    with hosting() as other, running(other) as program:
        args = inputs("IngressController", CONTROLLER)
        handed = made(program, "IngressController", args, "t")["controller"]
    with running(host) as program, pytest.raises(grpc.RpcError) as raised:
        behind(program, handed)
    assert "another provider made it; give both components the same one" in str(raised.value)
    assert "Traceback" not in str(raised.value)
