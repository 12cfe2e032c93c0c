import pytest

from exposure_components.dns.kinds import RecordType
from exposure_components.dns.record_sets import RecordSet, client_name, record_sets
from tests.dns.programs import APP, NODES, VIP, WILDCARD, alias, as_hosts, zone
from tests.pure.apps import Later

A, AAAA, CNAME = RecordType.A, RecordType.AAAA, RecordType.CNAME
DNS = {"name": f"{APP.upper()}.", "zone": zone()}
LATER = Later()


def test_addresses_of_one_family_are_one_record_set() -> None:
    hosts = as_hosts(NODES)
    assert record_sets(DNS, hosts) == [RecordSet(APP, A, "dns.name", tuple(hosts), 300)]


def test_each_family_has_a_record_set() -> None:
    hosts = as_hosts(["fd00::1", *NODES])
    found = record_sets({**DNS, "ttl": 60}, hosts)
    assert found == [
        RecordSet(APP, A, "dns.name", tuple(hosts[1:]), 60),
        RecordSet(APP, AAAA, "dns.name", (hosts[0],), 60),
    ]
    assert [each.suffix for each in found] == ["", ".aaaa"]


def test_a_host_name_is_a_cname() -> None:
    hosts = as_hosts(["lb.example.org"])
    assert record_sets(DNS, hosts) == [RecordSet(APP, CNAME, "dns.name", tuple(hosts))]


def test_what_is_known_later_has_one_record_set_of_a_type_that_is_known_later() -> None:
    hosts = as_hosts([LATER])
    assert record_sets(DNS, hosts) == [RecordSet(APP, None, "dns.name", tuple(hosts))]


def test_what_is_known_later_is_taken_to_be_of_the_family_of_the_others() -> None:
    hosts = as_hosts([VIP, LATER])
    assert record_sets(DNS, hosts) == [RecordSet(APP, A, "dns.name", tuple(hosts))]


def test_a_name_of_the_zone_itself_is_marked() -> None:
    (found,) = record_sets({**DNS, "name": "kube.example.com."}, as_hosts([VIP]))
    assert (found.name, found.at_apex) == ("kube.example.com", True)


@pytest.mark.parametrize(
    ("more", "types"),
    [({}, [A]), ({"dual_stack": True}, [A, AAAA])],
    ids=["one family", "both"],
)
def test_an_alias_has_a_target_and_no_hosts(more: dict[str, bool], types: list[RecordType]) -> None:
    target = alias(**more)["alias"]
    dns = {"name": APP, "zone": zone("route53"), "alias": True}
    found = record_sets(dns, as_hosts([LATER]), target, "ingress.dns")
    assert found == [RecordSet(APP, kind, "ingress.dns.name", alias=target) for kind in types]


def test_without_the_word_alias_a_balancer_of_aws_is_a_host() -> None:
    hosts = as_hosts([LATER])
    dns = {"name": APP, "zone": zone("route53")}
    assert [each.alias for each in record_sets(dns, hosts, alias()["alias"])] == [None]


def test_clients_ask_for_the_name_unless_it_is_a_wildcard() -> None:
    assert client_name(DNS) == APP
    assert client_name({**DNS, "name": WILDCARD}) is None
