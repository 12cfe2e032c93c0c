"""A balancer that belongs to one app."""

from collections.abc import Mapping
from typing import Any

import pulumi
import pytest

from exposure_components import ExposureError
from exposure_components.testing import UNKNOWN, Call, Options, Timeouts
from tests.load_balancers.octavia.apps import app, balancer
from tests.load_balancers.octavia.programs import (
    APP,
    BALANCER,
    BALANCER_LOOKUP,
    FLOATING_IP,
    GROUP_LOOKUP,
    GROUP_RULE,
    LISTENER,
    MEMBERS,
    MONITOR,
    POOL,
    PORT,
    SERVICE,
    SUBNET_LOOKUP,
    balancer_in,
    changes,
    each,
    exposing,
    label,
    run,
    told,
)
from tests.strategies.programs import DEPLOYMENT, own_options

PUBLIC = {"floating_ip": {"network": "public"}}
EXISTING: Mapping[str, Call] = {
    BALANCER_LOOKUP: lambda asked: {
        "id": asked.get("loadbalancerId", f"balancer-{asked.get('name')}"),
        "vipAddress": "192.0.2.7",
        "vipSubnetId": "subnet-vip",
    }
}


def test_an_app_has_a_balancer_and_a_pool_and_a_listener_for_its_port() -> None:
    recording = run(exposing(influxdb=app()))
    assert [(r.type, r.name) for r in recording.children_of(recording.one(APP))] == [
        (DEPLOYMENT, "influxdb"),
        (SERVICE, "influxdb"),
        (PORT, "influxdb-vip"),
        (BALANCER, "influxdb"),
        (POOL, "influxdb-tcp-8086"),
        (MEMBERS, "influxdb-tcp-8086"),
        (MONITOR, "influxdb-tcp-8086"),
        (LISTENER, "influxdb-tcp-8086"),
        (GROUP_RULE, "influxdb-tcp-30086"),
    ]
    assert len(recording.resources) == 10


def test_what_octavia_is_asked_for() -> None:
    assert told(run(exposing(influxdb=app()))) == {
        "LoadBalancer influxdb": {
            "name": "influxdb",
            "description": "",
            "loadbalancerProvider": "amphora",
            "vipPortId": "id of Port influxdb-vip",
        },
        "Pool influxdb-tcp-8086": {
            "name": "influxdb-tcp-8086",
            "loadbalancerId": "id of LoadBalancer influxdb",
            "protocol": "TCP",
            "lbMethod": "ROUND_ROBIN",
        },
        "Members influxdb-tcp-8086": {
            "poolId": "id of Pool influxdb-tcp-8086",
            "members": [
                {"name": "kubenode01", "address": "10.13.241.89", "protocolPort": 30086},
                {"name": "kubenode02", "address": "10.13.241.10", "protocolPort": 30086},
            ],
        },
        "Monitor influxdb-tcp-8086": {
            "name": "influxdb-tcp-8086",
            "poolId": "id of Pool influxdb-tcp-8086",
            "type": "TCP",
            "delay": 5,
            "timeout": 3,
            "maxRetries": 2,
            "maxRetriesDown": 2,
        },
        "Listener influxdb-tcp-8086": {
            "name": "influxdb-tcp-8086",
            "loadbalancerId": "id of LoadBalancer influxdb",
            "defaultPoolId": "id of Pool influxdb-tcp-8086",
            "protocol": "TCP",
            "protocolPort": 8086,
            "connectionLimit": -1,
        },
    }


def test_the_vip_has_a_port_of_its_own() -> None:
    recording = run(exposing(influxdb=app()))
    assert recording.one(PORT).inputs == {
        "name": "influxdb-vip",
        "networkId": "network-vip",
        "fixedIps": [{"subnetId": "subnet-vip"}],
    }
    (address,) = recording.one(PORT).outputs["allFixedIps"]
    assert recording.value["influxdb"][0]["host"] == address


@pytest.mark.parametrize("preview", [True, False], ids=["preview", "up"])
def test_a_given_address_is_known_at_once(preview: bool) -> None:
    args = app(octavia=balancer(vip_address="192.0.2.9"))
    recording = run(exposing(influxdb=args), preview=preview)
    fixed = {"subnetId": "subnet-vip", "ipAddress": "192.0.2.9"}
    assert recording.one(PORT).inputs["fixedIps"] == [fixed]
    assert recording.value["influxdb"][0]["url"] == "tcp://192.0.2.9:8086"


@pytest.mark.parametrize("given", [{}, {"vip_address": "192.0.2.9"}], ids=["any", "given"])
def test_another_address_is_another_port_and_so_another_balancer(given: dict[str, str]) -> None:
    recording = run(exposing(influxdb=app(octavia=balancer(**given))))
    assert own_options(recording.one(PORT)) == Options(
        delete_before_replace=True, replace_on_changes=("fixedIps",)
    )
    # Of another port's id the provider makes another balancer.
    assert told(recording, BALANCER)["LoadBalancer influxdb"]["vipPortId"] == (
        "id of Port influxdb-vip"
    )


def test_an_address_of_another_resource_is_taken_when_it_is_known() -> None:
    def program() -> Any:
        late = pulumi.Output.from_input("192.0.2.9")
        return exposing(influxdb=app(octavia=balancer(vip_address=late)))()

    recording = run(program)
    assert recording.one(PORT).inputs["fixedIps"][0]["ipAddress"] == "192.0.2.9"
    assert recording.value["influxdb"][0]["host"] == "192.0.2.9"


def test_in_a_preview_an_address_that_is_free_is_unknown() -> None:
    recording = run(exposing(influxdb=app()), preview=True)
    (endpoint,) = recording.one(APP).outputs["endpoints"]
    assert (endpoint["host"], endpoint["url"], endpoint["port"]) == (UNKNOWN, UNKNOWN, 8086)


def test_a_floating_ip_makes_a_balancer_public() -> None:
    recording = run(exposing(influxdb=app(octavia=balancer(**PUBLIC))))
    assert told(recording, FLOATING_IP) == {
        "FloatingIp influxdb": {
            "pool": "public",
            "description": "influxdb",
            "portId": "id of Port influxdb-vip",
        }
    }
    address = recording.one(FLOATING_IP).outputs["address"]
    assert recording.value["influxdb"][0]["host"] == address
    assert recording.warnings == (
        "the balancer is public, and open to everyone: give `allowed_cidrs`",
    )


def test_a_given_floating_ip_is_known_at_once() -> None:
    floating = {"network": "public", "address": "203.0.113.9"}
    args = app(octavia=balancer(floating_ip=floating), allowed_cidrs=["10.0.0.0/8"])
    recording = run(exposing(influxdb=args), preview=True)
    assert recording.one(FLOATING_IP).inputs["address"] == "203.0.113.9"
    assert recording.value["influxdb"][0]["url"] == "tcp://203.0.113.9:8086"
    assert recording.warnings == ()


def test_all_that_a_balancer_can_be() -> None:
    more = {
        "provider": "amphora",
        "flavor": {"name": "large"},
        "availability_zone": "a",
        "tags": ["team:shop"],
        "member_subnet": {"name": "nodes"},
    }
    recording = run(exposing(influxdb=app(octavia=balancer(**more))))
    assert told(recording, BALANCER) == {
        "LoadBalancer influxdb": {
            "name": "influxdb",
            "description": "",
            "loadbalancerProvider": "amphora",
            "vipPortId": "id of Port influxdb-vip",
            "flavorId": "flavor-large",
            "availabilityZone": "a",
            "tags": ["team:shop"],
        }
    }
    members = recording.one(MEMBERS).inputs["members"]
    assert [each["subnetId"] for each in members] == ["subnet-nodes"] * 2
    # An amphora connects from an address in the members' subnet.
    assert recording.one(GROUP_RULE).inputs["remoteIpPrefix"] == "10.13.241.0/24"


def test_what_is_given_by_id_is_not_looked_up_by_name() -> None:
    octavia = {
        "vip_subnet": {"id": "subnet-vip"},
        "flavor": {"id": "0b1d1b9e-6a5f-4c62-9b59-5a1c0de7a111"},
        "node_security_group": {"id": "group-1"},
    }
    recording = run(exposing(influxdb=app(octavia=octavia)))
    assert {i.token: i.args for i in recording.invokes} == {
        SUBNET_LOOKUP: {"subnetId": "subnet-vip"},
        BALANCER_LOOKUP: {"name": "influxdb"},
    }
    assert recording.one(BALANCER).inputs["flavorId"] == "0b1d1b9e-6a5f-4c62-9b59-5a1c0de7a111"
    assert recording.one(GROUP_RULE).inputs["securityGroupId"] == "group-1"


def test_names_of_objects_are_the_apps_in_the_cluster() -> None:
    recording = run(exposing(influxdb=app(name="metrics")))
    assert [r.inputs["name"] for r in changes(recording) if "name" in r.inputs] == [
        "metrics",
        *["metrics-tcp-8086"] * 3,
    ]
    assert recording.one(PORT).inputs["name"] == "metrics-vip"
    assert {r.name for r in changes(recording)} == {"influxdb", "influxdb-tcp-8086"}


@pytest.mark.parametrize(
    ("wanted", "asked", "identity"),
    [
        ({"name": "edge"}, {"name": "edge"}, "balancer-edge"),
        ({"id": "balancer-1"}, {"loadbalancerId": "balancer-1"}, "balancer-1"),
    ],
    ids=["name", "id"],
)
def test_an_existing_balancer_is_not_made(
    wanted: dict[str, str], asked: dict[str, str], identity: str
) -> None:
    octavia = {"existing": wanted, "node_security_group": {"name": "nodes"}}
    recording = run(exposing(influxdb=app(octavia=octavia)), calls=EXISTING)
    assert [r.type for r in changes(recording)] == [POOL, MEMBERS, MONITOR, LISTENER]
    assert recording.one(POOL).inputs["loadbalancerId"] == identity
    assert recording.one(LISTENER).inputs["loadbalancerId"] == identity
    assert recording.value["influxdb"][0]["host"] == "192.0.2.7"
    assert recording.one(GROUP_RULE).inputs["remoteIpPrefix"] == "192.0.2.0/24"
    assert [(i.token, i.args) for i in recording.invokes] == [
        (BALANCER_LOOKUP, asked),
        (GROUP_LOOKUP, {"name": "nodes"}),
        (SUBNET_LOOKUP, {"subnetId": "subnet-vip"}),
    ]


@pytest.mark.parametrize("late", [False, True], ids=["said", "of another resource"])
def test_an_existing_balancer_is_where_clients_find_it(late: bool) -> None:
    def program() -> Any:
        host: Any = pulumi.Output.from_input("203.0.113.9") if late else "203.0.113.9"
        octavia = {"existing": {"name": "edge"}, "host": host}
        return exposing(influxdb=app(octavia=octavia))()

    recording = run(program, calls=EXISTING)
    (endpoint,) = recording.value["influxdb"]
    assert (endpoint["host"], endpoint["url"]) == ("203.0.113.9", "tcp://203.0.113.9:8086")
    assert recording.one(LISTENER).inputs["loadbalancerId"] == "balancer-edge"


def test_what_cannot_be_found_is_a_problem_of_its_place() -> None:
    octavia = {"existing": {"name": "edge"}}
    with pytest.raises(ExposureError) as raised:
        run(exposing(influxdb=app(octavia=octavia)))
    assert str(raised.value) == (
        "CloudLoadBalancedApp influxdb has 1 problem:\n"
        "  load_balancer.octavia.existing.name: edge could not be looked up: Your query returned "
        "no results; give one of the provider's project and region"
    )


def test_a_timeout_is_of_every_change() -> None:
    recording = run(exposing(influxdb=app(octavia=balancer(timeout=1200, **PUBLIC))))
    waits = Timeouts(create="1200s", update="1200s", delete="1200s")
    of_octavia = [*changes(recording), recording.one(PORT), recording.one(FLOATING_IP)]
    assert [r.options.timeouts for r in of_octavia] == [waits] * 7
    assert recording.one(SERVICE).options.timeouts == Timeouts()


def test_what_octavia_cannot_have_twice_is_deleted_first() -> None:
    recording = run(exposing(influxdb=app()))
    options = {label(r.urn): own_options(r) for r in changes(recording)}
    assert options == {
        "LoadBalancer influxdb": Options(
            delete_before_replace=True, ignore_changes=("description",)
        ),
        "Pool influxdb-tcp-8086": Options(delete_before_replace=False),
        "Members influxdb-tcp-8086": Options(),
        "Monitor influxdb-tcp-8086": Options(delete_before_replace=True),
        "Listener influxdb-tcp-8086": Options(delete_before_replace=True),
    }


STATUSES = ["ACTIVE", "PENDING_CREATE", "PENDING_UPDATE", "PENDING_DELETE"]


def test_a_balancer_in_error_is_made_anew_at_the_same_address() -> None:
    program = exposing(influxdb=app())
    failed = run(program, calls={BALANCER_LOOKUP: balancer_in("ERROR")})
    made = failed.one(BALANCER)
    assert made.inputs["description"] == "In place of balancer-1, which had failed"
    assert own_options(made) == Options(
        delete_before_replace=True, replace_on_changes=("description",)
    )
    assert failed.warnings == (
        "the balancer influxdb (balancer-1) is in ERROR: it is made anew, with the same address",
    )
    assert {log.urn for log in failed.logs} == {failed.one(APP).urn}
    assert failed.one(PORT) == run(program).one(PORT)


@pytest.mark.parametrize("status", STATUSES)
def test_a_balancer_that_is_no_failure_stays(status: str) -> None:
    program = exposing(influxdb=app())
    recording = run(program, calls={BALANCER_LOOKUP: balancer_in(status)})
    assert recording.resources == run(program).resources
    assert recording.warnings == ()


def test_in_a_preview_without_a_provider_no_balancer_has_failed() -> None:
    unknown = {BALANCER_LOOKUP: lambda _: UNKNOWN}
    recording = run(exposing(influxdb=app()), preview=True, calls=unknown)
    assert recording.one(BALANCER).inputs["description"] == ""
    assert recording.warnings == ()


def test_two_ports_have_a_pool_and_a_listener_each() -> None:
    recording = run(exposing(web=app({"container_port": 80}, {"container_port": 443})))
    assert list(each(recording, LISTENER)) == ["web-tcp-80", "web-tcp-443"]
    assert {n: i["protocolPort"] for n, i in each(recording, LISTENER).items()} == {
        "web-tcp-80": 80,
        "web-tcp-443": 443,
    }
    # The cluster allocates from above, in these tests.
    numbers = {
        n: {m["protocolPort"] for m in i["members"]} for n, i in each(recording, MEMBERS).items()
    }
    assert numbers == {"web-tcp-80": {32767}, "web-tcp-443": {32766}}
    rules = each(recording, GROUP_RULE)
    assert {n: (i["portRangeMin"], i["portRangeMax"]) for n, i in rules.items()} == {
        "web-tcp-for-80": (32767, 32767),
        "web-tcp-for-443": (32766, 32766),
    }


def test_in_a_preview_allocated_node_ports_are_unknown() -> None:
    recording = run(exposing(web=app({"container_port": 80})), preview=True)
    members = recording.one(MEMBERS).inputs["members"]
    assert [member["protocolPort"] for member in members] == [UNKNOWN, UNKNOWN]
    assert recording.one(GROUP_RULE).inputs["portRangeMin"] is UNKNOWN
    assert recording.one(LISTENER).inputs["protocolPort"] == 80


def test_nothing_is_registered_when_octavia_refuses_something() -> None:
    def program() -> str:
        with pytest.raises(ExposureError) as raised:
            exposing(influxdb=app(octavia={}))()
        return str(raised.value)

    recording = run(program)
    assert (recording.resources, recording.invokes, recording.logs) == ((), (), ())
    assert recording.value == (
        "CloudLoadBalancedApp influxdb has 1 problem:\n"
        "  load_balancer.octavia.vip_subnet: is missing; give the subnet of the balancer's "
        "address, like {name: vip}, or `existing`"
    )
