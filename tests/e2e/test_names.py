"""Names in OpenStack's DNS service, as a real name server answers them."""

from collections.abc import Iterator
from typing import Any

import pytest

from exposure_components import DnsRecords
from exposure_components.args.dns import Zone
from exposure_components.testing import run_program
from tests.e2e.replay import Replay
from tests.e2e.ways import environment, recorded
from tests.lab.openstack.lab import OpenStackLab

ZONE: Zone = {"designate": {"name": "kube.example.com", "create": True, "email": "dns@example.com"}}
NAME = "influxdb.kube.example.com"


@pytest.fixture
def replay(openstack: OpenStackLab) -> Iterator[Replay]:
    """What makes records by Designate's API, and removes them."""
    made = Replay(openstack)
    yield made
    made.remove()


def test_each_type_of_record_is_answered(openstack: OpenStackLab, replay: Replay) -> None:
    nodes = ["10.13.241.89", "10.13.241.10"]
    records: list[Any] = [
        {"name": NAME, "type": "A", "values": nodes, "ttl": 60},
        {"name": NAME, "type": "AAAA", "values": ["2001:db8::89"]},
        {"name": "www.kube.example.com", "type": "CNAME", "values": [NAME]},
        {"name": "*.kube.example.com", "type": "A", "values": nodes[:1]},
    ]
    recording = run_program(lambda: DnsRecords("names", {"zone": ZONE, "records": records}))
    replay.make(recording.resources)
    answers = {
        (NAME, "A"): sorted(nodes),
        (NAME, "AAAA"): ["2001:db8::89"],
        ("www.kube.example.com", "CNAME"): [f"{NAME}."],
        ("any.kube.example.com", "A"): nodes[:1],
    }
    openstack.until("each", lambda: {asked: openstack.dig(*asked) for asked in answers} == answers)


@pytest.mark.parametrize("stack", ["host-network", "host-port", "node-port"])
def test_the_name_of_an_app_leads_to_the_nodes_that_answer(
    openstack: OpenStackLab, replay: Replay, stack: str
) -> None:
    config = environment(stack)
    plain = recorded(config).value["influxdb"]
    config["apps"]["influxdb"]["dns"] = {"name": NAME, "zone": ZONE}
    recording = recorded(config)
    assert {e["host"] for e in recording.value["influxdb"]} == {NAME}
    replay.make(recording.resources)
    hosts = sorted(e["host"] for e in plain)
    openstack.until("the name", lambda: openstack.dig(NAME) == hosts)
