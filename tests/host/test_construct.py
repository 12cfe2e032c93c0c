"""A running host makes components as a Python program does, whatever their inputs are made of."""

from collections.abc import Callable, Mapping
from typing import Any

import grpc
import pytest

import exposure_components
from exposure_components.testing import UNKNOWN, run_program
from tests.host.engine import CALLS, Host, Program, running
from tests.host.wire import SERVER, inputs, output, seen
from tests.strategies.programs import NODES, app

ARGS = app(
    ports=[{"container_port": 8086, "node_port": 30000}],
    readiness={"http_path": "/ping"},
    labels={"node_port": "a-label"},
    kind="DaemonSet",
    pod_spec={"terminationGracePeriodSeconds": 5, "hostAliases": [{"ip": "10.0.0.1"}]},
)
GATEWAY = {"name": "edge", "listeners": [{"name": "http", "port": 80, "protocol": "HTTP"}]}
MADE: Mapping[str, Mapping[str, Any]] = {
    "NodePortApp": ARGS,
    "HostPortApp": app(ports=[{"container_port": 8086, "host_port": 80}]),
    "HostNetworkApp": app(kind="DaemonSet"),
    "CloudLoadBalancedApp": app(load_balancer={"cloud": {"load_balancer_class": "own"}}),
    "IngressApp": app(hosts=["influxdb.kube.example.com"], tls={"secret_name": "own"}),
    "GatewayApp": app(gateway=GATEWAY),
    "IngressController": {"domain": "*.kube.example.com", "cluster": {"nodes": NODES}},
    "Gateway": {
        "class_name": "traefik",
        "listeners": [{"name": "http", "port": 80, "protocol": "HTTP"}],
    },
    "OctaviaLoadBalancer": {"vip_subnet": {"id": "5a1b"}, "vip_address": "10.13.242.236"},
    "AwsNetworkLoadBalancer": {"vpc_id": "vpc-1", "subnets": [{"id": "subnet-1"}]},
    "DnsRecords": {
        "zone": {"designate": {"name": "kube.example.com"}},
        "records": [{"name": "influxdb.kube.example.com", "type": "A", "values": ["10.13.241.89"]}],
    },
}


def refusal(make: Callable[[], Any]) -> str:
    """What the engine is told of inputs that cannot work."""
    with pytest.raises(grpc.RpcError) as raised:
        make()
    assert raised.value.code() is grpc.StatusCode.INVALID_ARGUMENT, raised.value
    said = raised.value.details() or ""
    assert "Traceback" not in said
    return said


def node(address: Any) -> dict[str, Any]:
    return {
        **inputs("NodePortApp", ARGS),
        "cluster": {"nodes": [{"name": "a", "address": address}]},
    }


def made(program: Program, title: str, args: Any, name: str = "influxdb", **more: Any) -> Any:
    return program.outputs(program.make(title, name, args, **more))


@pytest.mark.parametrize("title", MADE)
def test_a_component_is_what_it_is_in_python(host: Host, title: str) -> None:
    component = getattr(exposure_components, title)
    in_python = run_program(lambda: component("influxdb", MADE[title]), calls=CALLS)
    with running(host) as program:
        program.make(title, "influxdb", inputs(title, MADE[title]))
    assert seen(program.resources) == seen(in_python.resources)


def test_an_update_is_another_program_than_the_preview_before_it(host: Host) -> None:
    """Though its monitor may get the port that the preview's had."""
    args = inputs("NodePortApp", ARGS)
    with running(host, preview=True) as preview:
        preview.make("NodePortApp", "influxdb", args)
    with running(host, address=preview.address) as update:
        update.make("NodePortApp", "influxdb", args)
    assert seen(update.resources)


def test_outputs_have_the_names_and_values_of_their_types(host: Host) -> None:
    with running(host) as program:
        found = made(program, "NodePortApp", inputs("NodePortApp", ARGS))
    assert found["service"] == {
        "namespace": "default",
        "name": "influxdb",
        "clusterIp": "10.96.0.1",
    }
    assert found["endpoints"][0] == {
        "url": "http://10.13.241.89:30000/ping",
        "protocol": "TCP",
        "host": "10.13.241.89",
        "port": 30000,
        "node": "kubenode01",
        "survivesReschedule": True,
        "clientIpKept": False,
        "command": "curl -i http://10.13.241.89:30000/ping",
    }


def test_an_output_within_an_arg_reaches_the_endpoints(host: Host) -> None:
    with running(host) as program:
        found = made(program, "NodePortApp", node(output("10.13.241.7")))
    assert [each["host"] for each in found["endpoints"]] == ["10.13.241.7"]


def test_a_whole_arg_may_be_an_output(host: Host) -> None:
    """In YAML it is, if there is one within."""
    args = node("10.13.241.7")
    whole = {key: output(args[key]) for key in ("cluster", "ports", "kind")}
    with running(host) as program:
        found = made(program, "NodePortApp", {**args, **whole})
    assert [each["host"] for each in found["endpoints"]] == ["10.13.241.7"]


def test_what_a_preview_does_not_know_makes_the_outputs_unknown_and_no_more(host: Host) -> None:
    with running(host, preview=True) as program:
        found = made(program, "NodePortApp", node(output()))
    assert found["endpoints"] is UNKNOWN
    assert program.only("Service").inputs["spec"]["ports"][0]["nodePort"] == 30000


def test_dependencies_reach_the_objects(host: Host) -> None:
    args = {**inputs("NodePortApp", ARGS), "image": output("influxdb:1.8")}
    with running(host) as program:
        program.make("NodePortApp", "influxdb", args)
    assert SERVER in program.only("DaemonSet").dependencies
    assert SERVER not in program.only("Service").dependencies


def test_a_secret_stays_one(host: Host) -> None:
    args = {**inputs("NodePortApp", ARGS), "env": output({"PASSWORD": "s3cret"}, secret=True)}
    with running(host) as program:
        program.make("NodePortApp", "influxdb", args)
    workload = program.only("DaemonSet")
    (env,) = workload.inputs["spec"]["template"]["spec"]["containers"][0]["env"]
    assert env == {"name": "PASSWORD", "value": "s3cret"}
    assert [path[-1] for path in workload.secrets] == ["value"]


def test_all_problems_are_told_at_once_by_the_names_of_the_language(host: Host) -> None:
    port = {"containerPort": 8086, "nodeport": 30000}
    args = {**inputs("NodePortApp", ARGS), "ports": [port], "allowedCidrs": ["10.0.0.5"]}
    with running(host) as program:
        said = refusal(lambda: program.make("NodePortApp", "influxdb", args))
    assert said == (
        "NodePortApp influxdb has 2 problems:\n"
        "  ports[0].nodeport: is not known; did you mean nodePort?\n"
        "  allowedCidrs[0]: 10.0.0.5 is an address, no CIDR; did you mean 10.0.0.5/32?"
    )
    assert program.resources == []


def test_what_decides_which_resources_exist_must_be_known(host: Host) -> None:
    args = {**inputs("NodePortApp", ARGS), "ports": output(), "kind": output()}
    with running(host, preview=True) as program:
        said = refusal(lambda: program.make("NodePortApp", "influxdb", args))
    assert "ports: is an Output, and decides which resources exist; give a plain value" in said
    assert "kind: is an Output, and decides which resources exist; give a plain value" in said


def test_a_value_that_is_known_late_is_refused_with_its_path(host: Host) -> None:
    with running(host) as program:
        said = refusal(lambda: program.make("NodePortApp", "influxdb", node(output("10.0.0.0/8"))))
    assert "cluster.nodes[0].address: 10.0.0.0/8" in said


def test_components_of_one_program_know_what_others_have_taken(host: Host) -> None:
    args = inputs("NodePortApp", ARGS)
    with running(host) as program:
        program.make("NodePortApp", "first", args)
        said = refusal(lambda: program.make("NodePortApp", "second", args))
    assert "ports[0].nodePort: 30000 is claimed by first too (ports[0].nodePort)" in said
    with running(host) as another:
        another.make("NodePortApp", "second", args)


def test_an_unknown_component_is_an_error(host: Host) -> None:
    with running(host) as program, pytest.raises(grpc.RpcError) as raised:
        program.make("NoApp", "influxdb", {})
    assert "exposure_components:index:NoApp is no component" in str(raised.value)
