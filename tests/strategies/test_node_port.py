from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.testing import UNKNOWN, run_program
from tests.strategies.programs import (
    DEPLOYMENT,
    NODES,
    SERVICE,
    app,
    component_of,
    exposing,
    recorded,
    token,
)

FIXED = app(
    ports=[{"container_port": 8086, "node_port": 30000}],
    readiness={"http_path": "/ping"},
)


def endpoint(host: str, node: str, port: Any, **more: Any) -> dict[str, Any]:
    url = f"http://{host}:{port}/ping"
    return {
        "url": url,
        "protocol": "TCP",
        "host": host,
        "port": port,
        "node": node,
        "survives_reschedule": True,
        "client_ip_kept": False,
        "command": f"curl -i {url}",
        **more,
    }


def test_an_app_is_a_component_with_a_deployment_and_a_service() -> None:
    recording = recorded("NodePortApp", FIXED)
    assert [(r.type, r.name) for r in recording.resources] == [
        (token("NodePortApp"), "influxdb"),
        (DEPLOYMENT, "influxdb"),
        (SERVICE, "influxdb"),
    ]
    component = component_of(recording, "NodePortApp")
    assert recording.children_of(component) == recording.resources[1:]


def test_the_service_is_of_type_node_port() -> None:
    service = recorded("NodePortApp", FIXED).one(SERVICE)
    assert service.inputs == {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {
            "name": "influxdb",
            "labels": {
                "app.kubernetes.io/name": "influxdb",
                "exposure-components/app": "influxdb",
            },
            "annotations": {"pulumi.com/skipAwait": "true"},
        },
        "spec": {
            "type": "NodePort",
            "externalTrafficPolicy": "Cluster",
            "selector": {"exposure-components/app": "influxdb"},
            "ports": [
                {
                    "name": "tcp-8086",
                    "port": 8086,
                    "targetPort": 8086,
                    "protocol": "TCP",
                    "nodePort": 30000,
                }
            ],
        },
    }


@pytest.mark.parametrize("preview", [True, False], ids=["preview", "up"])
def test_a_fixed_node_port_is_known_at_once(preview: bool) -> None:
    recording = recorded("NodePortApp", FIXED, preview=preview)
    expected = {
        "endpoints": [endpoint(n["address"], n["name"], 30000) for n in NODES],
        "workload": {
            "api_version": "apps/v1",
            "kind": "Deployment",
            "namespace": "default",
            "name": "influxdb",
        },
        "service": {
            "namespace": "default",
            "name": "influxdb",
            "cluster_ip": UNKNOWN if preview else "10.96.0.1",
        },
    }
    if preview:
        expected |= {key: recording.value[key] for key in ("workload", "service")}
    assert recording.value == expected
    assert component_of(recording, "NodePortApp").outputs["endpoints"] == expected["endpoints"]


def test_an_allocated_node_port_is_not_known_in_a_preview() -> None:
    recording = recorded("NodePortApp", app(readiness={"http_path": "/ping"}), preview=True)
    unknown = {"url": UNKNOWN, "command": UNKNOWN}
    assert component_of(recording, "NodePortApp").outputs["endpoints"] == [
        endpoint(n["address"], n["name"], UNKNOWN, **unknown) for n in NODES
    ]


def test_the_node_port_of_a_dry_run_is_not_believed() -> None:
    # The API server answers one that it will not keep.
    def dry_run(resource: Any) -> dict[str, Any]:
        spec = resource.inputs["spec"]
        return {"spec": {**spec, "ports": [{**spec["ports"][0], "nodePort": 32769}]}}

    program = exposing("NodePortApp", app(cluster={"nodes": NODES[:1]}))
    recording = run_program(program, preview=True, outputs={SERVICE: dry_run})
    (found,) = component_of(recording, "NodePortApp").outputs["endpoints"]
    assert (found["url"], found["port"], found["command"]) == (UNKNOWN, UNKNOWN, UNKNOWN)


def test_an_allocated_node_port_is_known_after_up() -> None:
    args = app(
        ports=[{"container_port": 8086}, {"container_port": 9000, "node_port": 30000}],
        cluster={"nodes": NODES[:1]},
    )
    recording = recorded("NodePortApp", args)
    found = recording.value["endpoints"]
    assert [(e["url"], e["port"]) for e in found] == [
        ("tcp://10.13.241.89:32767", 32767),
        ("tcp://10.13.241.89:30000", 30000),
    ]


def test_a_rendered_service_has_no_node_port_yet() -> None:
    # In its render mode the provider answers with the inputs.
    def rendered(resource: Any) -> dict[str, Any]:
        return {"spec": resource.inputs["spec"]}

    program = exposing("NodePortApp", app(cluster={"nodes": NODES[:1]}))
    recording = run_program(program, outputs={SERVICE: rendered})
    (found,) = recording.value["endpoints"]
    assert (found["url"], found["port"]) == ("tcp://10.13.241.89:<allocated>", None)
    assert recording.value["service"]["cluster_ip"] is None


def test_an_existing_workload_gets_a_service_alone() -> None:
    args = {
        "selector": {"app": "web"},
        "ports": [{"container_port": 80}],
        "cluster": {"nodes": NODES},
    }
    recording = recorded("NodePortApp", args)
    assert [r.type for r in recording.resources] == [token("NodePortApp"), SERVICE]
    assert recording.one(SERVICE).inputs["spec"]["selector"] == {"app": "web"}
    assert recording.value["workload"] is None


def test_the_clients_address_is_kept_by_local_traffic() -> None:
    recording = recorded("NodePortApp", app(client_ip="preserve"))
    assert recording.one(SERVICE).inputs["spec"]["externalTrafficPolicy"] == "Local"
    assert [
        (e["client_ip_kept"], e["survives_reschedule"]) for e in recording.value["endpoints"]
    ] == [
        (True, False),
        (True, False),
    ]


def test_the_drawbacks_are_logged_at_the_component() -> None:
    recording = recorded("NodePortApp", app(client_ip="preserve"))
    assert recording.warnings == (
        "externalTrafficPolicy is Local, for keeping the client's address: a node without a pod "
        "drops what reaches it; use kind DaemonSet, or a load balancer that checks its members' "
        "health",
        "the NodePort is allocated by the cluster: it is known after `pulumi up`",
    )
    component = component_of(recording, "NodePortApp")
    assert {log.urn for log in recording.logs} == {component.urn}


def test_a_problem_is_raised_with_all_others() -> None:
    with pytest.raises(ExposureError) as raised:
        recorded("NodePortApp", {"ports": [{"container_port": 0, "node_port": 80}]})
    assert str(raised.value) == (
        "NodePortApp influxdb has 3 problems:\n"
        "  ports[0].container_port: 0 is outside of 1-65535; give the port the app listens on\n"
        "  image: is missing; add it, or the `selector` of an existing workload\n"
        "  ports[0].node_port: 80 is outside of 30000-32767; choose one inside or leave it out "
        "and let the cluster choose"
    )
