"""Apps behind a load balancer: the cloud's, or one that the program makes."""

from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.testing import UNKNOWN, RecordedResource, Recording, Timeouts, run_program
from tests.load_balancers.aws import apps as aws
from tests.load_balancers.octavia import apps as octavia
from tests.load_balancers.octavia.programs import CALLS
from tests.strategies.programs import (
    DEPLOYMENT,
    SERVICE,
    app,
    component_of,
    exposing,
    token,
)

TITLE = "CloudLoadBalancedApp"
BALANCER = "aws:lb/loadBalancer:LoadBalancer"
GROUP = "aws:lb/targetGroup:TargetGroup"
PING = {"http_path": "/ping"}
CLOUD = app(readiness=PING, ports=[{"container_port": 8086, "port": 80}])
OCTAVIA = octavia.app(octavia.port(), readiness=PING)
AWS = aws.app(readiness=PING)
AWS_HOST = "influxdb.elb.eu-west-1.amazonaws.com"


def aws_balancer(resource: RecordedResource) -> dict[str, Any]:
    """As AWS answers, with a name for readers."""
    return {"dnsName": f"{resource.name}.elb.eu-west-1.amazonaws.com", "zoneId": "Z1"}


def recorded(args: Any, *, preview: bool = False, service: Any = None) -> Recording:
    """One run of a program of one app; service: what the provider says of its Service."""
    answers = {} if preview else {BALANCER: aws_balancer}
    answers |= {} if service is None else {SERVICE: service}
    return run_program(exposing(TITLE, args), preview=preview, calls=CALLS, outputs=answers)


def endpoint(host: Any, port: int = 8086, **more: Any) -> dict[str, Any]:
    """Of an app that is asked by HTTP."""
    url = f"http://{host}/ping" if port == 80 else f"http://{host}:{port}/ping"
    return {
        "url": url,
        "protocol": "TCP",
        "host": host,
        "port": port,
        "node": None,
        "survives_reschedule": True,
        "client_ip_kept": False,
        "command": f"curl -i {url}",
        **more,
    }


def test_an_app_is_a_component_with_a_deployment_and_a_service() -> None:
    recording = recorded(CLOUD)
    assert [(r.type, r.name) for r in recording.resources] == [
        (token(TITLE), "influxdb"),
        (DEPLOYMENT, "influxdb"),
        (SERVICE, "influxdb"),
    ]


def test_the_service_is_of_type_load_balancer_and_is_waited_for() -> None:
    assert recorded(CLOUD).one(SERVICE).inputs == {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {
            "name": "influxdb",
            "labels": {
                "app.kubernetes.io/name": "influxdb",
                "exposure-components/app": "influxdb",
            },
        },
        "spec": {
            "type": "LoadBalancer",
            "externalTrafficPolicy": "Cluster",
            "selector": {"exposure-components/app": "influxdb"},
            "ports": [
                {"name": "tcp-8086", "port": 80, "targetPort": 8086, "protocol": "TCP"},
            ],
        },
    }


@pytest.mark.parametrize("args", [OCTAVIA, AWS], ids=["octavia", "aws"])
def test_a_service_behind_a_balancer_of_the_programs_is_not_waited_for(args: Any) -> None:
    made = recorded(args).one(SERVICE).inputs
    assert made["metadata"]["annotations"] == {"pulumi.com/skipAwait": "true"}
    assert made["spec"]["type"] == "NodePort"


@pytest.mark.parametrize(
    ("cloud", "timeouts"),
    [
        ({}, Timeouts()),
        ({"timeout": 1200}, Timeouts(create="1200s", update="1200s")),
    ],
    ids=["the provider's own", "said"],
)
def test_the_address_is_waited_for_as_long_as_is_said(cloud: Any, timeouts: Timeouts) -> None:
    recording = recorded(app(load_balancer={"cloud": cloud}))
    assert recording.one(SERVICE).options.timeouts == timeouts
    assert recording.one(DEPLOYMENT).options.timeouts == Timeouts()


def test_the_clouds_balancer_is_the_endpoint_whatever_the_nodes() -> None:
    expected = [endpoint("203.0.113.10", 80)]
    assert recorded(CLOUD).value["endpoints"] == expected
    assert recorded({**CLOUD, "cluster": {}}).value["endpoints"] == expected


def test_a_balancer_that_has_a_name_is_known_by_it() -> None:
    def named(_: RecordedResource) -> dict[str, Any]:
        ingress = [{"hostname": "lb-1.example.com"}]
        return {"status": {"loadBalancer": {"ingress": ingress}}}

    recording = recorded(CLOUD, service=named)
    assert recording.value["endpoints"] == [endpoint("lb-1.example.com", 80)]


@pytest.mark.parametrize(
    "status", [None, {}, {"loadBalancer": {}}, {"loadBalancer": {"ingress": []}}], ids=repr
)
def test_in_manifests_that_are_only_rendered_nobody_knows_the_address(status: Any) -> None:
    # In its render mode the provider answers with the inputs.
    def rendered(resource: RecordedResource) -> dict[str, Any]:
        return {"spec": resource.inputs["spec"], "status": status}

    recording = recorded(CLOUD, service=rendered)
    url = "http://<allocated>/ping"
    assert recording.value["endpoints"] == [endpoint(None, 80, url=url, command=f"curl -i {url}")]


def test_in_a_preview_what_is_known_of_a_balancer_shows() -> None:
    late = {"host": UNKNOWN, "url": UNKNOWN, "command": UNKNOWN}
    for args, port in ((CLOUD, 80), (OCTAVIA, 8086), (AWS, 8086)):
        recording = recorded(args, preview=True)
        (found,) = component_of(recording, TITLE).outputs["endpoints"]
        expected = {**endpoint("", port), **late}
        assert found == {key: value for key, value in expected.items() if value is not None}


def test_in_a_preview_an_address_that_is_asked_for_shows() -> None:
    args = {**CLOUD, "load_balancer": {"cloud": {"address": "192.0.2.9", "metallb": {}}}}
    recording = recorded(args, preview=True)
    assert recording.value["endpoints"] == [endpoint("192.0.2.9", 80)]
    # After up it is the one that the balancer has.
    assert recorded(args).value["endpoints"] == [endpoint("203.0.113.10", 80)]


def test_octavias_vip_is_the_endpoint_or_its_floating_ip() -> None:
    vip = octavia.balancer(vip_address="192.0.2.9")
    assert recorded({**OCTAVIA, "load_balancer": {"octavia": vip}}).value["endpoints"] == [
        endpoint("192.0.2.9")
    ]
    floating = {**vip, "floating_ip": {"network": "public", "address": "203.0.113.9"}}
    assert recorded({**OCTAVIA, "load_balancer": {"octavia": floating}}).value["endpoints"] == [
        endpoint("203.0.113.9")
    ]


def test_the_name_of_awss_balancer_is_the_endpoint() -> None:
    assert recorded(AWS).value["endpoints"] == [endpoint(AWS_HOST)]


def test_each_port_is_an_endpoint() -> None:
    ports = [
        {"container_port": 53, "protocol": "UDP"},
        {"container_port": 8443, "port": 443, "app_protocol": "https"},
    ]
    recording = recorded(app(ports=ports))
    assert [(e["url"], e["command"]) for e in recording.value["endpoints"]] == [
        ("udp://203.0.113.10:53", "nc -u 203.0.113.10 53"),
        ("https://203.0.113.10", "curl -i https://203.0.113.10"),
    ]


@pytest.mark.parametrize(
    "args",
    [
        octavia.app(octavia.port(443, **octavia.TLS), readiness=PING),
        aws.app(
            {
                "container_port": 443,
                "node_port": 30443,
                "aws": {
                    "protocol": "TLS",
                    "certificate_arn": aws.CERTIFICATE,
                    "health_check": {"path": "/ping"},
                },
            },
            readiness=PING,
        ),
    ],
    ids=["octavia", "aws"],
)
def test_where_the_balancer_ends_tls_clients_speak_https(args: Any) -> None:
    (found,) = recorded(args).value["endpoints"]
    assert found["url"] == f"https://{found['host']}/ping"


def test_an_existing_workload_gets_a_service_alone() -> None:
    args = {"selector": {"app": "web"}, "ports": [{"container_port": 80}]}
    recording = recorded(args)
    assert [r.type for r in recording.resources] == [token(TITLE), SERVICE]
    assert recording.value["workload"] is None


def test_all_problems_are_raised_at_once() -> None:
    args = app(
        ports=[{"container_port": 0, "node_port": 80, "octavia": {}}],
        load_balancer={"cloud": {"timeout": 0}},
        session_affinity={"type": "None", "timeout": 5},
    )
    with pytest.raises(ExposureError) as raised:
        recorded(args)
    assert str(raised.value) == (
        "CloudLoadBalancedApp influxdb has 5 problems:\n"
        "  ports[0].container_port: 0 is outside of 1-65535; give the port the app listens on\n"
        "  ports[0].node_port: 80 is outside of 30000-32767; choose one inside or leave it out "
        "and let the cluster choose\n"
        "  session_affinity.timeout: 5 does not go with the type None; drop it\n"
        "  ports[0].octavia: is not the app's balancer; drop it\n"
        "  load_balancer.cloud.timeout: 0 is less than 1 second; choose more"
    )


def test_clients_stay_with_their_pod() -> None:
    sticky = {"session_affinity": {"type": "ClientIP", "timeout": 600}}
    for args in ({**CLOUD, **sticky}, aws.app(**sticky)):
        spec = recorded(args).one(SERVICE).inputs["spec"]
        assert spec["sessionAffinity"] == "ClientIP"
        assert spec["sessionAffinityConfig"] == {"clientIP": {"timeoutSeconds": 600}}


PORTS = [{"container_port": 8086, "node_port": 30086}]


@pytest.mark.parametrize(
    "balancer",
    [{"cloud": {}}, OCTAVIA["load_balancer"], AWS["load_balancer"]],
    ids=["cloud", "octavia", "aws"],
)
def test_a_switch_to_a_balancer_keeps_what_is_there(balancer: Any) -> None:
    """The engine knows a child by name and type, and by its parent's former types."""
    plain = app(ports=PORTS, replicas=2, cluster={"nodes": aws.NODES})

    def children(title: str, args: Any) -> dict[tuple[str, str], Any]:
        recording = run_program(exposing(title, args), calls=CALLS)
        component = component_of(recording, title)
        former = {alias.urn.split("::")[2] for alias in component.options.aliases}
        assert {token("NodePortApp"), token(TITLE)} - {token(title)} <= former
        return {(r.type, r.name): r for r in recording.children_of(component)}

    before = children("NodePortApp", plain)
    after = children(TITLE, {**plain, "load_balancer": balancer})
    assert before.keys() <= after.keys()
    workload = (DEPLOYMENT, "influxdb")
    assert after[workload].inputs == before[workload].inputs
    old, new = (each[SERVICE, "influxdb"].inputs["spec"] for each in (before, after))
    assert (new["selector"], new["ports"]) == (old["selector"], old["ports"])


def test_drain_keeps_a_pod_serving_until_nobody_sends_to_it() -> None:
    for args in (CLOUD, OCTAVIA, AWS):
        pod = recorded({**args, "drain": 20}).one(DEPLOYMENT).inputs["spec"]["template"]["spec"]
        assert pod["containers"][0]["lifecycle"] == {"preStop": {"sleep": {"seconds": 20}}}
        # Kubernetes' own 30 s to end, after that.
        assert pod["terminationGracePeriodSeconds"] == 50


def test_a_grace_period_is_on_top_of_drain() -> None:
    args = {**CLOUD, "drain": 20, "termination_grace_period": 60}
    pod = recorded(args).one(DEPLOYMENT).inputs["spec"]["template"]["spec"]
    assert pod["terminationGracePeriodSeconds"] == 80


def test_a_balancer_of_aws_drains_as_long_as_the_pod_unless_its_port_says_otherwise() -> None:
    assert recorded({**AWS, "drain": 20}).one(GROUP).inputs["deregistrationDelay"] == 20
    said = aws.app(aws.port(aws={"deregistration_delay": 5}), drain=20)
    assert recorded(said).one(GROUP).inputs["deregistrationDelay"] == 5
    assert "deregistrationDelay" not in recorded(AWS).one(GROUP).inputs


@pytest.mark.parametrize("seconds", [0, -1])
def test_drain_takes_some_time(seconds: int) -> None:
    with pytest.raises(ExposureError) as raised:
        recorded({**CLOUD, "drain": seconds})
    assert [str(problem) for problem in raised.value.problems] == [
        f"drain: {seconds} is no time; give seconds, from 1, or leave it out"
    ]
