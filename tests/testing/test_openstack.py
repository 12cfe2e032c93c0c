"""Resources of OpenStack have the ids and addresses that it would give them."""

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from pulumi_openstack import dns, loadbalancer, networking

from exposure_components.testing import UNKNOWN, RecordedResource, run_program

PORT = "openstack:networking/port:Port"
FLOATING_IP = "openstack:networking/floatingIp:FloatingIp"
LOAD_BALANCER = "openstack:loadbalancer/loadBalancer:LoadBalancer"


def outputs_of(make: Callable[[], Any], token: str, *, preview: bool = False) -> dict[str, Any]:
    return dict(run_program(make, preview=preview).one(token).outputs)


def balancer_behind_floating_ip() -> list[Any]:
    vip = networking.Port("vip", network_id="n", fixed_ips=[{"subnet_id": "s"}])
    balancer = loadbalancer.LoadBalancer("web", vip_port_id=vip.id)
    public = networking.FloatingIp("web", pool="public", port_id=vip.id)
    return [
        vip.all_fixed_ips[0],
        balancer.vip_address,
        public.fixed_ip,
        public.address,
        balancer.id,
    ]


def test_a_balancer_and_a_floating_ip_have_the_address_of_their_port() -> None:
    first, vip, fixed, public, identity = run_program(balancer_behind_floating_ip).value
    assert first == vip == fixed
    assert first.startswith("10.0.")
    assert public.startswith("203.0.113.")
    assert UUID(identity).version == 4


def test_every_run_makes_up_the_same() -> None:
    assert (
        run_program(balancer_behind_floating_ip).value
        == run_program(balancer_behind_floating_ip).value
    )


def test_a_preview_knows_nothing_that_openstack_decides() -> None:
    assert run_program(balancer_behind_floating_ip, preview=True).value == [UNKNOWN] * 5


@pytest.mark.parametrize("preview", [False, True])
def test_what_is_given_is_known(preview: bool) -> None:
    def program() -> list[Any]:
        balancer = loadbalancer.LoadBalancer(
            "web", name="web", vip_subnet_id="s", vip_address="192.0.2.1"
        )
        public = networking.FloatingIp("web", pool="public", address="203.0.113.7")
        return [balancer.name, balancer.vip_address, public.address]

    assert run_program(program, preview=preview).value == ["web", "192.0.2.1", "203.0.113.7"]


@pytest.mark.parametrize(
    ("given", "known", "count"),
    [
        pytest.param({}, [], 1, id="none"),
        pytest.param({"fixed_ips": [{"subnet_id": "s"}] * 2}, [], 2, id="subnets"),
        pytest.param(
            {"fixed_ips": [{"subnet_id": "s", "ip_address": "192.0.2.1"}, {"subnet_id": "t"}]},
            ["192.0.2.1"],
            2,
            id="address-and-subnet",
        ),
        pytest.param({"no_fixed_ip": True}, [], 0, id="no-fixed-ip"),
    ],
)
def test_a_port_has_the_addresses_it_asks_for(
    given: dict[str, Any], known: list[str], count: int
) -> None:
    outputs = outputs_of(lambda: networking.Port("web", network_id="n", **given), PORT)
    addresses = outputs["allFixedIps"]
    assert addresses[: len(known)] == known
    assert len(set(addresses)) == len(addresses) == count
    assert re.fullmatch("fa:16:3e(:[0-9a-f]{2}){3}", outputs["macAddress"])
    assert re.fullmatch("web-[0-9a-f]{7}", outputs["name"])


def test_two_hundred_floating_ips_have_addresses_of_their_own() -> None:
    def program() -> list[Any]:
        return [networking.FloatingIp(f"ip-{n}", pool="public").address for n in range(200)]

    addresses = run_program(program).value
    assert len(set(addresses)) == 200
    assert "203.0.113.10" not in addresses, "that of every Service of type LoadBalancer"


def test_more_floating_ips_than_test_net_3_has_are_refused() -> None:
    def program() -> None:
        for number in range(254):
            networking.FloatingIp(f"ip-{number}", pool="public")

    with pytest.raises(ValueError, match=r"all addresses of 203\.0\.113\.0/24 are taken"):
        run_program(program)


def test_a_record_set_has_the_id_of_its_zone_and_its_own() -> None:
    def program() -> list[Any]:
        zone = dns.Zone("edge", name="example.com.", email="edge@example.com")
        records = dns.RecordSet("web", zone_id=zone.id, type="A", records=["192.0.2.1"])
        return [zone.id, records.id]

    zone, records = run_program(program).value
    assert records.startswith(f"{zone}/")
    assert UUID(zone) != UUID(records.removeprefix(f"{zone}/"))


def test_members_have_the_id_of_their_pool() -> None:
    assert run_program(lambda: loadbalancer.Members("web", pool_id="p").id).value == "p"


def test_a_security_group_without_a_name_gets_one() -> None:
    def program() -> list[Any]:
        group = networking.SecGroup("web")
        return [group.name, group.id]

    name, identity = run_program(program).value
    assert re.fullmatch("web-[0-9a-f]{7}", name)
    assert UUID(identity)


def test_an_existing_one_keeps_its_id() -> None:
    assert run_program(lambda: networking.FloatingIp.get("web", "found").id).value == "found"


def test_outputs_that_a_test_gives_win() -> None:
    def address(_resource: RecordedResource) -> dict[str, Any]:
        return {"address": "198.51.100.1"}

    recording = run_program(
        lambda: networking.FloatingIp("web", pool="public").address,
        outputs={FLOATING_IP: address},
    )
    assert recording.value == "198.51.100.1"


def test_a_balancer_without_a_port_gets_one() -> None:
    outputs = outputs_of(lambda: loadbalancer.LoadBalancer("web", vip_subnet_id="s"), LOAD_BALANCER)
    assert UUID(outputs["vipPortId"])
    assert outputs["vipAddress"].startswith("10.0.")
    assert outputs["vipSubnetId"] == "s"
