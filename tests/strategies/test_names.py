"""Names that lead to apps, whatever exposes them."""

from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.testing import UNKNOWN, RecordedResource, Recording, run_program
from tests.load_balancers.aws import apps as aws
from tests.load_balancers.octavia import apps as octavia
from tests.load_balancers.octavia.programs import CALLS
from tests.strategies.programs import app, component_of, exposing
from tests.strategies.test_cloud_load_balanced import BALANCER, aws_balancer

NAME = "influxdb.kube.example.com"
ZONES = {
    "designate": {"name": "kube.example.com", "id": "11111111-2222-3333-4444-555555555555"},
    "route53": {"name": "kube.example.com", "id": "Z0123456789ABCDEFGHIJ"},
}
RECORDS = {
    "designate": "openstack:dns/recordSet:RecordSet",
    "route53": "aws:route53/record:Record",
}
ON_NODES = ("HostNetworkApp", "HostPortApp", "NodePortApp")
TITLE = "CloudLoadBalancedApp"
STATUS = "openstack:dns/getDnsZone:getDnsZone"


def dns(provider: str = "designate", **more: Any) -> dict[str, Any]:
    """A name in a zone of a provider's."""
    return {"name": NAME, "zone": {provider: ZONES[provider]}, **more}


def recorded(title: str, args: Any, *, preview: bool = False) -> Recording:
    """One run of a program of one app."""
    calls = {**CALLS, STATUS: lambda _: {"id": "zone", "status": "ACTIVE"}}
    answers = {} if preview else {BALANCER: aws_balancer}
    return run_program(exposing(title, args), preview=preview, calls=calls, outputs=answers)


def record(recording: Recording, provider: str = "designate") -> RecordedResource:
    """The only record set."""
    return recording.one(RECORDS[provider])


def said(recording: Recording, provider: str = "designate") -> dict[str, Any]:
    """Type and values of the only record set."""
    inputs = record(recording, provider).inputs
    return {key: inputs[key] for key in ("type", "records")}


@pytest.mark.parametrize("title", ON_NODES)
@pytest.mark.parametrize("provider", ["designate", "route53"])
@pytest.mark.parametrize("preview", [True, False], ids=["preview", "up"])
def test_a_name_leads_to_every_node(title: str, provider: str, preview: bool) -> None:
    args = app(ports=[{"container_port": 8086}], dns=dns(provider), kind="DaemonSet")
    recording = recorded(title, args, preview=preview)
    found = said(recording, provider)
    assert {**found, "records": sorted(found["records"])} == {
        "type": "A",
        "records": ["10.13.241.10", "10.13.241.89"],
    }
    made = record(recording, provider)
    assert made.parent == component_of(recording, title).urn
    assert (made.name, made.inputs["ttl"]) == ("influxdb", 300)
    assert made.inputs["name"].removesuffix(".") == NAME


@pytest.mark.parametrize("title", ON_NODES)
def test_endpoints_carry_the_name_in_place_of_nodes(title: str) -> None:
    port = {"container_port": 30080} | ({"node_port": 30080} if title == "NodePortApp" else {})
    args = app(ports=[port], dns=dns(), readiness={"http_path": "/ping"}, kind="DaemonSet")
    recording = recorded(title, args)
    url = f"http://{NAME}:30080/ping"
    assert recording.value["endpoints"] == [
        {
            "url": url,
            "protocol": "TCP",
            "host": NAME,
            "port": 30080,
            "node": None,
            "survives_reschedule": True,
            "client_ip_kept": title != "NodePortApp",
            "command": f"curl -i {url}",
        }
    ]


def test_a_name_promises_no_more_than_the_worst_of_its_nodes() -> None:
    # A Deployment's pod runs on one of them, and only that one answers.
    recording = recorded("HostPortApp", app(dns=dns()))
    (endpoint,) = recording.value["endpoints"]
    assert (endpoint["host"], endpoint["survives_reschedule"]) == (NAME, False)


def test_in_a_preview_the_url_of_a_fixed_port_is_known_though_the_balancer_is_not() -> None:
    recording = recorded(TITLE, app(dns=dns()), preview=True)
    (endpoint,) = recording.value["endpoints"]
    assert endpoint["url"] == f"tcp://{NAME}:8086"


def test_in_a_preview_a_name_leads_to_the_address_that_is_asked_for() -> None:
    cloud = {"address": "192.0.2.9", "metallb": {}}
    recording = recorded(TITLE, app(dns=dns(), load_balancer={"cloud": cloud}), preview=True)
    assert said(recording) == {"type": "A", "records": ["192.0.2.9"]}


@pytest.mark.parametrize("provider", ["designate", "route53"])
def test_what_a_name_of_the_clouds_balancer_is_shows_after_up(provider: str) -> None:
    args = app(dns=dns(provider))
    before = said(recorded(TITLE, args, preview=True), provider)
    assert before == {"type": UNKNOWN, "records": UNKNOWN}
    after = recorded(TITLE, args)
    assert said(after, provider) == {"type": "A", "records": ["203.0.113.10"]}
    assert [e["host"] for e in after.value["endpoints"]] == [NAME]


def test_a_balancer_that_has_a_name_is_an_alias_of_it() -> None:
    def named(_: RecordedResource) -> dict[str, Any]:
        ingress = [{"hostname": "lb-1.example.com"}]
        return {"status": {"loadBalancer": {"ingress": ingress}}}

    outputs = {"kubernetes:core/v1:Service": named}
    calls = {STATUS: lambda _: {"id": "zone", "status": "ACTIVE"}}
    recording = run_program(exposing(TITLE, app(dns=dns())), outputs=outputs, calls=calls)
    assert said(recording) == {"type": "CNAME", "records": ["lb-1.example.com."]}


@pytest.mark.parametrize(
    ("more", "address"),
    [
        ({"vip_address": "192.0.2.9"}, "192.0.2.9"),
        (
            {"floating_ip": {"network": "public", "address": "203.0.113.9"}},
            "203.0.113.9",
        ),
        ({"vip_address": "2001:db8::9"}, "2001:db8::9"),
    ],
    ids=["VIP", "floating IP", "VIP of IPv6"],
)
def test_a_name_leads_to_octavias_address(more: dict[str, Any], address: str) -> None:
    args = octavia.app(octavia=octavia.balancer(**more), dns=dns())
    kind = "AAAA" if ":" in address else "A"
    recording = recorded(TITLE, args)
    assert said(recording) == {"type": kind, "records": [address]}
    assert recording.value["endpoints"][0]["url"] == f"tcp://{NAME}:8086"


@pytest.mark.parametrize("provider", ["designate", "route53"])
def test_a_name_leads_to_the_name_of_awss_balancer(provider: str) -> None:
    recording = recorded(TITLE, aws.app(dns=dns(provider)))
    host = "influxdb.elb.eu-west-1.amazonaws.com"
    dot = "." if provider == "designate" else ""
    assert said(recording, provider) == {"type": "CNAME", "records": [host + dot]}


def test_an_alias_leads_to_awss_balancer_without_a_second_query() -> None:
    recording = recorded(TITLE, aws.app(dns=dns("route53", alias=True)))
    made = record(recording, "route53").inputs
    assert made == {
        "name": NAME,
        "zoneId": "Z0123456789ABCDEFGHIJ",
        "type": "A",
        "aliases": [
            {
                "name": "influxdb.elb.eu-west-1.amazonaws.com",
                "zoneId": "Z1",
                "evaluateTargetHealth": True,
            }
        ],
    }
    assert recording.value["endpoints"][0]["host"] == NAME


@pytest.mark.parametrize(
    ("title", "args"),
    [(TITLE, app()), (TITLE, octavia.app()), ("NodePortApp", app())],
    ids=["cloud", "octavia", "nodes"],
)
def test_only_awss_balancer_has_an_alias(title: str, args: Any) -> None:
    with pytest.raises(ExposureError) as raised:
        recorded(title, {**args, "dns": dns("route53", alias=True)})
    assert [problem.path for problem in raised.value.problems] == ["dns.alias"]


def test_two_apps_cannot_have_one_name() -> None:
    def program() -> str:
        exposing(TITLE, app(dns=dns()))()
        with pytest.raises(ExposureError) as raised:
            exposing("NodePortApp", app(dns=dns()), "web")()
        return str(raised.value)

    calls = {STATUS: lambda _: {"id": "zone", "status": "ACTIVE"}}
    recording = run_program(program, calls=calls)
    assert recording.value.startswith("NodePortApp web has 1 problem:\n  dns.name: ")
    assert f"{NAME} is claimed by influxdb too (dns.name)" in recording.value
    assert not [r.name for r in recording.resources if r.name == "web"]
