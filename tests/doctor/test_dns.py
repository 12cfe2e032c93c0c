"""Names in DNS: who serves their zones, and whether they are free."""

import socketserver
import threading
from collections.abc import Iterator
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest

from exposure_components.doctor.checks.names import names
from exposure_components.doctor.questions import Absent, Found, Records, Unanswered
from exposure_components.doctor.resolver import Resolver
from exposure_components.topology.things import Thing
from tests.doctor.clusters import Cluster, plan, remedies, told

ZONE, NAME, SERVER = "kube.example.com", "web.kube.example.com", "ns1.example.com"


def record(*values: str, name: str = f"{NAME}.") -> Thing:
    fields = {"name": name, "type": "A", "records": list(values)}
    return Thing("urn:record", "openstack:dns/recordSet:RecordSet", "web", "", fields)


def zone(**more: Any) -> Thing:
    return Thing("urn:zone", "aws:route53/zone:Zone", "web", "", {"name": f"{ZONE}.", **more})


SERVED = {
    (ZONE, "SOA", ""): ["soa"],
    (ZONE, "NS", ""): [f"{SERVER}."],
    (SERVER, "A", ""): ["192.0.2.53"],
    (ZONE, "SOA", "192.0.2.53"): ["soa"],
}


def found(*things: Thing, dead: frozenset[str] = frozenset(), **records: list[str]) -> list[str]:
    """What is told where the zone is served; records are those of the name at its server."""
    at_server = {(NAME, kind, "192.0.2.53"): values for kind, values in records.items()}
    asked = Cluster(names={**SERVED, **at_server}, dead=dead)
    return told(names(plan(things=things), asked))


WELL = f"ok: zone {ZONE} is served: {SERVER} answers for it"


def test_a_name_that_nobody_has_is_free() -> None:
    assert found(record("192.0.2.1")) == [WELL, f"ok: {NAME} A is free"]


def test_a_name_that_is_there_as_planned_is_well() -> None:
    assert found(record("192.0.2.1"), A=["192.0.2.1"]) == [
        WELL,
        f"ok: {NAME} A is there, as planned: 192.0.2.1",
    ]


@pytest.mark.parametrize("planned", ["192.0.2.2", "known after up"])
def test_a_name_that_is_there_otherwise_may_be_somebody_elses(planned: str) -> None:
    result = found(record(planned), A=["192.0.2.1"])
    assert result[1] == (
        f"warning: {NAME} A is there already, as 192.0.2.1: from an earlier `up`, or somebody "
        "else's"
    )


def test_a_zone_that_nobody_knows_leaves_the_name_unknown() -> None:
    result = list(names(plan(things=[record("192.0.2.1")]), Cluster()))
    assert told(result) == [f"unknown: {NAME} is in no zone that this machine's resolver knows"]
    assert "--name-server" in remedies(result)[0]


def test_a_name_server_that_is_dead_is_told() -> None:
    result = found(record("192.0.2.1"), dead=frozenset(["192.0.2.53"]))
    assert result[0] == (f"warning: zone {ZONE} is delegated to {SERVER}, and none answers for it")


def test_one_name_server_of_two_that_is_dead_is_told() -> None:
    both = {**SERVED, (ZONE, "NS", ""): ["ns0.example.com.", f"{SERVER}."]}
    asked = Cluster(names=both)
    assert told(names(plan(things=[record("192.0.2.1")]), asked))[0] == (
        f"{WELL}; ns0.example.com does not"
    )


def test_a_zone_of_the_plan_must_be_delegated() -> None:
    result = list(names(plan(things=[zone(), record("192.0.2.1")]), Cluster()))
    assert told(result)[0] == (
        f"warning: zone {ZONE} is made by the plan, and no zone above it leads to its name "
        "servers yet"
    )
    assert remedies(result)[0].startswith("have it delegated: ")


def test_a_private_zone_is_seen_from_inside_alone() -> None:
    private = zone(vpcs=[{"vpcId": "vpc-1"}])
    assert found(private, record("192.0.2.1"))[0] == (
        f"unknown: zone {ZONE} is private: only machines of its VPCs see it"
    )


def test_a_plan_without_names_asks_nothing() -> None:
    assert found() == []


class Handler(socketserver.BaseRequestHandler):
    """Answers as a name server of one zone."""

    def handle(self) -> None:
        packet, socket = self.request
        asked = dns.message.from_wire(packet)
        answer = dns.message.make_response(asked)
        answer.flags |= dns.flags.AA
        question = asked.question[0]
        name = question.name.to_text(omit_final_dot=True)
        if name == "silent.example.com":
            return
        if name not in (ZONE, NAME):
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif name == NAME and question.rdtype == dns.rdatatype.A:
            answer.answer.append(dns.rrset.from_text(question.name, 60, "IN", "A", "192.0.2.1"))
        socket.sendto(answer.to_wire(), self.client_address)


@pytest.fixture(scope="module")
def server() -> Iterator[int]:
    """The port of a name server on the loopback."""
    with socketserver.UDPServer(("127.0.0.1", 0), Handler) as made:
        thread = threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield made.server_address[1]
        made.shutdown()
        thread.join()


def test_the_resolver_asks_the_server_that_it_is_told(server: int) -> None:
    resolver = Resolver(f"127.0.0.1:{server}")
    assert resolver.records(Records(NAME, "A")) == Found(["192.0.2.1"])
    assert resolver.records(Records(NAME, "AAAA")) == Absent()
    assert resolver.records(Records("other.example.com", "A")) == Absent()


def test_a_question_may_name_its_own_server(server: int) -> None:
    resolver = Resolver(f"192.0.2.1:{server}")
    assert resolver.records(Records(NAME, "A", "127.0.0.1")) == Found(["192.0.2.1"])


def test_a_server_that_says_nothing_is_given_up(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exposure_components.doctor.resolver._PATIENCE", 0.2)
    answer = Resolver(f"127.0.0.1:{server}").records(Records("silent.example.com", "A"))
    assert isinstance(answer, Unanswered)
    assert "timed out" in answer.reason


@pytest.mark.parametrize("server", ["127.0.0.1:x", "127.0.0.1:0", "127.0.0.1:65536", "ns1", "[::1"])
def test_what_is_no_server_is_refused(server: str) -> None:
    with pytest.raises(ValueError, match=r"port|address"):
        Resolver(server)


@pytest.mark.parametrize("server", ["127.0.0.1", "::1", "[::1]:5353", "[::1]", "127.0.0.1:5353"])
def test_addresses_of_both_families_are_servers(server: str) -> None:
    Resolver(server)
