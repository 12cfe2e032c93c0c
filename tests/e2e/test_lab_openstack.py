"""The OpenStack lab is real where it says so: what other tests rely on is shown here once."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest
from openstack.exceptions import ConflictException, HttpException

from tests.lab.openstack.balancing import Balancer, balancer, listener
from tests.lab.openstack.lab import OpenStackLab
from tests.lab.openstack.quotas import Service
from tests.lab.paths import CHECKOUT
from tests.lab.topology import NODES


@pytest.fixture
def made(openstack: OpenStackLab) -> Iterator[Balancer]:
    """A balancer with a listener, and nothing left of it."""
    with balancer(openstack.connection(), listeners=[listener("TCP", 80)]) as balanced:
        yield balanced
    assert openstack.leftovers() == []


def add_member(made: Balancer, last: int = 89) -> str:
    """A change that is not waited for; the member's id."""
    pool = made.listener().default_pool_id
    member = made.octavia.create_member(pool, address=f"10.13.241.{last}", protocol_port=1)
    id: str = member.id
    return id


def test_every_api_answers_with_the_lab_s_seed(openstack: OpenStackLab) -> None:
    cloud = openstack.connection()
    assert {n.name for n in cloud.network.networks()} == {"public", "kube", "vip"}
    assert {s.name: s.cidr for s in cloud.network.subnets()} == {
        "public": "203.0.113.0/24",
        "kube": "10.13.241.0/24",
        "vip": "10.13.242.0/24",
    }
    assert {g.name for g in cloud.network.security_groups()} == {
        "default",
        "kube-cluster",
        "kube-nodes",
    }
    assert [f.name for f in cloud.load_balancer.flavors()] == ["small"]
    assert [z.name for z in cloud.load_balancer.availability_zones()] == ["nova"]
    assert list(cloud.load_balancer.load_balancers()) == []
    assert list(cloud.dns.zones()) == []
    assert openstack.leftovers() == []


def test_the_nodes_are_servers_that_bear_a_tag(openstack: OpenStackLab) -> None:
    compute = openstack.connection().compute
    addresses = {
        server.name: server.addresses["kube"][0]["addr"]
        for server in compute.servers(tags="kube-node")
    }
    assert addresses == {name: node.address for name, node in NODES.items()}
    assert list(compute.servers(tags="kube-node,other")) == []


def test_the_nodes_are_in_their_groups(openstack: OpenStackLab) -> None:
    cloud = openstack.connection()
    names = {group.id: group.name for group in cloud.network.security_groups()}
    for server in cloud.compute.servers():
        (port,) = cloud.network.ports(device_id=server.id)
        assert {names[id] for id in port.security_group_ids} == {"kube-cluster", "kube-nodes"}
        assert [each["ip_address"] for each in port.fixed_ips] == [NODES[server.name].address]


def test_the_environment_is_one_of_a_plain_user(openstack: OpenStackLab) -> None:
    login = "import openstack; c = openstack.connect(); print(c.current_user_id)"
    env = {"PATH": "/usr/bin:/bin", **openstack.env}
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", login],
        env=env,
        cwd=CHECKOUT.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == openstack.connection().current_user_id
    with pytest.raises(HttpException, match="403"):
        openstack.connection().load_balancer.create_flavor_profile(
            name="other", provider_name="amphora", flavor_data="{}"
        )


def test_a_balancer_takes_flavor_and_zone(openstack: OpenStackLab) -> None:
    cloud = openstack.connection()
    flavor = cloud.load_balancer.find_flavor("small", ignore_missing=False)
    with balancer(cloud, flavor_id=flavor.id, availability_zone="nova") as made:
        assert made.made.provider == "amphora"
        port = openstack.connection("admin").network.get_port(made.made.vip_port_id)
        assert port.fixed_ips[0]["ip_address"] == made.made.vip_address
    assert openstack.leftovers() == []


def test_leftovers_name_what_a_user_left(openstack: OpenStackLab) -> None:
    cloud = openstack.connection()
    group = cloud.network.create_security_group(name="forgotten")
    try:
        assert "security group forgotten" in openstack.leftovers()
    finally:
        cloud.network.delete_security_group(group)
    assert openstack.leftovers() == []


def test_a_slow_worker_makes_a_balancer_immutable(openstack: OpenStackLab, made: Balancer) -> None:
    with openstack.fault("worker.create_member", "hold"):
        add_member(made)
        with pytest.raises(ConflictException, match="immutable"):
            add_member(made, 10)
        assert made.status() == "PENDING_UPDATE"
    made.wait()


def test_a_lost_message_leaves_a_change_pending_until_an_operator_comes(
    openstack: OpenStackLab, made: Balancer
) -> None:
    with openstack.fault("worker", "drop") as struck:
        add_member(made)
        openstack.until("it is lost", struck)
    began = time.monotonic()
    while time.monotonic() - began < 3:
        assert made.status() == "PENDING_UPDATE"
    with pytest.raises(ConflictException, match="Invalid state PENDING_UPDATE"):
        made.octavia.delete_load_balancer(made.id, cascade=True)
    openstack.unstick()
    assert made.status() == "ACTIVE"


def test_an_amphora_out_of_reach_leaves_the_change_in_error(
    openstack: OpenStackLab, made: Balancer
) -> None:
    pool = made.listener().default_pool_id
    with openstack.fault("amphora"):
        member = add_member(made)

        def status() -> str:
            found: str = made.octavia.get_member(member, pool).provisioning_status
            return found

        openstack.until("it gives up", lambda: status() == "ERROR")
    # The balancer is free for the next change.
    made.wait()
    made.octavia.delete_member(member, pool)
    made.wait()


def test_a_balancer_that_can_not_be_made_stays_in_error(openstack: OpenStackLab) -> None:
    cloud = openstack.connection()
    subnet = cloud.network.find_subnet("vip", ignore_missing=False)
    with openstack.fault("amphora"):
        made = cloud.load_balancer.create_load_balancer(vip_subnet_id=subnet.id)

        def status() -> str:
            found: str = cloud.load_balancer.get_load_balancer(made.id).provisioning_status
            return found

        openstack.until("it gives up", lambda: status() == "ERROR")
    cloud.load_balancer.delete_load_balancer(made.id, cascade=True)
    openstack.until("it is gone", lambda: openstack.leftovers() == [])


def test_records_are_answered_by_the_name_server(openstack: OpenStackLab) -> None:
    dns = openstack.connection().dns
    zone = dns.create_zone(name="answered.example.org.", email="a@example.org", ttl=300)
    try:
        record = dns.create_recordset(
            zone, name="*.answered.example.org.", type="A", records=["10.13.241.89"]
        )
        name = "any.answered.example.org."
        openstack.until("it is known", lambda: openstack.dig(name) == ["10.13.241.89"])
        both = ["10.13.241.10", "10.13.241.89"]
        dns.update_recordset(record, records=both)
        openstack.until("it is changed", lambda: openstack.dig(name) == both)
        assert "A record set *.answered.example.org." in openstack.leftovers()
        dns.delete_recordset(record, zone)
        openstack.until("it is forgotten", lambda: openstack.dig(name) == [])
    finally:
        dns.delete_zone(zone)
    openstack.until("nothing is left", lambda: openstack.leftovers() == [])


def test_a_frozen_name_server_takes_a_zone_later(openstack: OpenStackLab) -> None:
    dns = openstack.connection().dns

    def status() -> str:
        found: str = dns.get_zone(zone.id).status
        return found

    with openstack.freeze_dns():
        zone = dns.create_zone(name="frozen.example.org.", email="a@example.org")
        began = time.monotonic()
        while time.monotonic() - began < 3:
            assert status() in ("PENDING", "ERROR")
        assert openstack.dig("frozen.example.org.", "SOA") == []
    openstack.until("it is there", lambda: status() == "ACTIVE", 90)
    assert openstack.dig("frozen.example.org.", "SOA") != []
    dns.delete_zone(zone)
    openstack.until("nothing is left", lambda: openstack.leftovers() == [], 90)


def balancers(openstack: OpenStackLab) -> None:
    cloud = openstack.connection()
    subnet = cloud.network.find_subnet("vip", ignore_missing=False)
    cloud.load_balancer.create_load_balancer(vip_subnet_id=subnet.id)


def networks(openstack: OpenStackLab) -> None:
    openstack.connection().network.create_network(name="one-too-many")


def zones(openstack: OpenStackLab) -> None:
    openstack.connection().dns.create_zone(name="many.example.org.", email="a@example.org")


@pytest.mark.parametrize(
    ("service", "limit", "make", "refusal"),
    [
        pytest.param("load_balancer", {"load_balancer": 0}, balancers, "403.*Quota", id="octavia"),
        pytest.param("network", {"network": 2}, networks, "409.*Quota", id="neutron"),
        pytest.param("dns", {"zones": 0}, zones, "413.*Quota", id="designate"),
    ],
)
def test_a_quota_is_held(
    openstack: OpenStackLab,
    service: Service,
    limit: dict[str, int],
    make: Callable[[OpenStackLab], None],
    refusal: str,
) -> None:
    with openstack.quota(service, **limit), pytest.raises(HttpException, match=refusal):
        make(openstack)
    assert openstack.leftovers() == []
