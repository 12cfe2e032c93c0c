"""A balancer that several apps listen on."""

import gc
from collections.abc import Mapping
from itertools import pairwise, permutations
from typing import Any

import pytest

from exposure_components import CloudLoadBalancedApp, ExposureError, OctaviaLoadBalancer
from exposure_components.testing import UNKNOWN, Call, Recording
from tests.load_balancers.octavia.apps import OVN, TLS, UDP, app, balancer, port
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
    SHARED,
    SUBNET_LOOKUP,
    balancer_in,
    changes,
    each,
    exposing,
    label,
    run,
    sharing,
    told,
)

WEB = {
    **app(
        port(8443, **TLS, redirect_from={"port": 80, "host": "web.example.com"}),
        {**port(8080, protocol="HTTP", redirects=[{"path": "/old", "url": "https://a.b"}])},
    )
}
DNS = app(UDP)
ORDERS = list(permutations(["influxdb", "web", "dns"]))


def test_a_balancer_stands_alone() -> None:
    recording = run(sharing(balancer()))
    assert [(r.type, r.name) for r in recording.resources] == [
        (SHARED, "edge"),
        (PORT, "edge-vip"),
        (BALANCER, "edge"),
    ]
    component = recording.one(SHARED)
    assert recording.children_of(component) == recording.resources[1:]
    address = recording.one(PORT).outputs["allFixedIps"][0]
    assert component.outputs == {"id": recording.value["id"], "host": address}
    assert told(recording, BALANCER)["LoadBalancer edge"]["name"] == "edge"


def test_apps_bring_what_they_need_and_no_balancer() -> None:
    recording = run(sharing(balancer(), influxdb=app()))
    (behind,) = [r for r in recording.resources if r.type == APP]
    assert [(r.type, r.name) for r in recording.children_of(behind)][2:] == [
        (POOL, "influxdb-tcp-8086"),
        (MEMBERS, "influxdb-tcp-8086"),
        (MONITOR, "influxdb-tcp-8086"),
        (LISTENER, "influxdb-tcp-8086"),
        (GROUP_RULE, "influxdb-tcp-30086"),
    ]
    seen = told(recording, POOL, LISTENER)
    assert {inputs["loadbalancerId"] for inputs in seen.values()} == {"id of LoadBalancer edge"}
    assert recording.value["influxdb"][0]["host"] == recording.value["host"]
    assert recording.one(GROUP_RULE).inputs["remoteIpPrefix"] == "192.0.2.0/24"


def test_the_balancers_things_are_looked_up_once() -> None:
    args = balancer(member_subnet={"name": "nodes"})
    recording = run(sharing(args, influxdb=app(), web=WEB, dns=DNS))
    assert sorted((i.token, i.args["name"]) for i in recording.invokes) == [
        (BALANCER_LOOKUP, "edge"),
        (GROUP_LOOKUP, "nodes"),
        (SUBNET_LOOKUP, "nodes"),
        (SUBNET_LOOKUP, "vip"),
    ]
    subnets = {
        member["subnetId"]
        for inputs in each(recording, MEMBERS).values()
        for member in inputs["members"]
    }
    assert subnets == {"subnet-nodes"}
    rules = each(recording, GROUP_RULE).values()
    assert {rule["securityGroupId"] for rule in rules} == {"group-nodes"}
    assert {rule["remoteIpPrefix"] for rule in rules} == {"10.13.241.0/24"}


def test_apps_behind_a_public_balancer_are_at_its_floating_ip() -> None:
    public = balancer(floating_ip={"network": "public"})
    recording = run(sharing(public, influxdb=app(), dns=DNS))
    address = recording.one(FLOATING_IP).outputs["address"]
    hosts = {recording.value[name][0]["host"] for name in ("influxdb", "dns")}
    assert hosts == {recording.value["host"], address} == {address}


THERE: Mapping[str, Call] = {
    BALANCER_LOOKUP: lambda _: {
        "id": "balancer-1",
        "vipAddress": "192.0.2.7",
        "vipSubnetId": "subnet-vip",
    }
}


def test_apps_share_an_existing_balancer() -> None:
    octavia = {"existing": {"name": "edge"}, "node_security_group": {"name": "nodes"}}
    recording = run(sharing(octavia, influxdb=app(), dns=DNS), calls=THERE)
    assert BALANCER not in {r.type for r in recording.resources}
    assert {i["loadbalancerId"] for i in each(recording, POOL).values()} == {"balancer-1"}
    assert recording.value["host"] == "192.0.2.7"
    assert (recording.value["id"], recording.value["dns"][0]["host"]) == ("balancer-1", "192.0.2.7")


@pytest.mark.parametrize("preview", [True, False], ids=["preview", "up"])
def test_apps_behind_an_existing_balancer_are_where_clients_find_it(preview: bool) -> None:
    octavia = {"existing": {"name": "edge"}, "host": "edge.example.com"}
    recording = run(sharing(octavia, influxdb=app()), preview=preview, calls=THERE)
    assert recording.one(SHARED).outputs == {"id": "balancer-1", "host": "edge.example.com"}
    assert recording.value["influxdb"][0]["url"] == "tcp://edge.example.com:8086"


def test_apps_whose_names_and_ports_read_alike_have_children_of_their_own() -> None:
    first, second = {"name": "api-http", **port(80)}, {"name": "http", **port(8081)}
    recording = run(sharing(balancer(), **{"web": app(first), "web-api": app(second)}))
    urns = [r.urn for r in recording.resources]
    assert len(urns) == len(set(urns))
    assert list(told(recording, POOL, MEMBERS, MONITOR, LISTENER, GROUP_RULE)) == [
        "Pool web-tcp-80",
        "Members web-tcp-80",
        "Monitor web-tcp-80",
        "Listener web-tcp-80",
        "SecGroupRule web-tcp-30080",
        "Pool web-api-tcp-8081",
        "Members web-api-tcp-8081",
        "Monitor web-api-tcp-8081",
        "Listener web-api-tcp-8081",
        "SecGroupRule web-api-tcp-30081",
    ]


def test_in_a_preview_apps_behind_a_balancer_that_is_not_made_are_somewhere() -> None:
    recording = run(sharing(balancer(), influxdb=app()), preview=True)
    assert recording.one(POOL).inputs["loadbalancerId"] is UNKNOWN
    assert recording.one(APP).outputs["endpoints"][0]["host"] is UNKNOWN


def dependencies(recording: Recording) -> Mapping[str, list[str]]:
    """What each change of the balancer waits for, of the changes before it."""
    known = [label(r.urn) for r in changes(recording)]
    return {
        label(r.urn): [label(urn) for urn in r.dependencies if label(urn) in known]
        for r in changes(recording)
    }


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
def test_changes_come_one_after_another(order: tuple[str, ...]) -> None:
    apps = {"influxdb": app(), "web": WEB, "dns": DNS}
    recording = run(sharing(balancer(), **{name: apps[name] for name in order}))
    in_turn = [label(r.urn) for r in changes(recording)]
    waits = dependencies(recording)
    assert len(in_turn) == len(set(in_turn)) == 1 + 4 + (4 + 3) + (4 + 2) + 4
    for before, after in pairwise(in_turn):
        assert before in waits[after]


def test_changes_of_one_app_come_in_the_order_in_which_they_need_each_other() -> None:
    recording = run(exposing(web=WEB))
    assert [label(r.urn) for r in changes(recording)] == [
        "LoadBalancer web",
        "Pool web-tcp-8443",
        "Members web-tcp-8443",
        "Monitor web-tcp-8443",
        "Listener web-tcp-8443",
        "Listener web-tcp-80",
        "L7PolicyV2 web-tcp-80-0",
        "L7RuleV2 web-tcp-80-0",
        "Pool web-tcp-8080",
        "Members web-tcp-8080",
        "Monitor web-tcp-8080",
        "Listener web-tcp-8080",
        "L7PolicyV2 web-tcp-8080-0",
        "L7RuleV2 web-tcp-8080-0",
    ]


def test_apps_behind_balancers_of_their_own_do_not_wait_for_each_other() -> None:
    recording = run(exposing(influxdb=app(), dns=DNS))
    for after, before in dependencies(recording).items():
        name = after.split()[1].partition("-")[0]
        assert {other.split()[1].partition("-")[0] for other in before} <= {name}
    assert dependencies(recording)["LoadBalancer dns"] == []


def test_two_runs_in_one_process_do_not_wait_for_each_other() -> None:
    program = sharing(balancer(), influxdb=app(), web=WEB)
    assert run(program).resources == run(program).resources


def test_the_turns_of_a_program_end_with_it() -> None:
    def alive() -> int:
        gc.collect()
        return sum(isinstance(each, CloudLoadBalancedApp) for each in gc.get_objects())

    before = alive()
    run(exposing(influxdb=app()))
    assert alive() == before


@pytest.mark.parametrize("order", ORDERS, ids="-".join)
@pytest.mark.parametrize(
    "octavia", [balancer(), {**OVN, "node_security_group": {"id": "1"}}], ids=["amphora", "OVN"]
)
def test_the_order_of_apps_changes_no_input(
    octavia: dict[str, Any], order: tuple[str, ...]
) -> None:
    plain = {"influxdb": app(), "web": app(port(8443), port(8080)), "dns": DNS}

    def inputs(names: tuple[str, ...]) -> dict[str, Any]:
        recording = run(sharing(octavia, **{name: plain[name] for name in names}))
        return {r.urn: r.inputs for r in recording.resources}

    assert inputs(order) == inputs(("dns", "influxdb", "web"))


def test_an_app_in_the_middle_changes_no_input_of_the_others() -> None:
    def inputs(*names: str) -> dict[str, Any]:
        apps = {"dns": DNS, "influxdb": app(), "web": WEB}
        recording = run(sharing(balancer(), **{name: apps[name] for name in names}))
        return {r.urn: r.inputs for r in recording.resources}

    fewer, more = inputs("dns", "web"), inputs("dns", "influxdb", "web")
    assert {urn: more[urn] for urn in fewer} == fewer
    assert {urn.split("::")[-1] for urn in more.keys() - fewer.keys()} == {
        "influxdb",
        "influxdb-tcp-8086",
        "influxdb-tcp-30086",
    }


TAKEN: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "two listeners": (
        app(),
        app({"container_port": 8086}),
        "ports[0].container_port: 8086 is claimed by influxdb too (ports[0].container_port)",
    ),
    "another container's port": (
        app(),
        app({"container_port": 1, "port": 8086}),
        "ports[0].port: 8086 is claimed by influxdb too (ports[0].container_port)",
    ),
    "a listener and a plain port": (
        app({"container_port": 80}),
        app(port(8443, **TLS, redirect_from={"port": 80, "host": "a.b"})),
        "ports[0].octavia.redirect_from.port: 80 is claimed by influxdb too "
        "(ports[0].container_port)",
    ),
    "a plain port and a listener": (
        app(port(8443, **TLS, redirect_from={"port": 80, "host": "a.b"})),
        app({"container_port": 80}),
        "ports[0].container_port: 80 is claimed by influxdb too "
        "(ports[0].octavia.redirect_from.port)",
    ),
}


@pytest.mark.parametrize(("first", "second", "line"), TAKEN.values(), ids=TAKEN)
def test_two_apps_cannot_have_one_listener(
    first: dict[str, Any], second: dict[str, Any], line: str
) -> None:
    def program() -> str:
        shared = OctaviaLoadBalancer("edge", balancer())  # type: ignore[arg-type]
        behind = {"load_balancer": shared.load_balancer}
        made: Any = CloudLoadBalancedApp
        made("influxdb", {**first, **behind})
        with pytest.raises(ExposureError) as raised:
            made("web", {**second, **behind})
        return str(raised.value)

    recording = run(program)
    assert recording.value == (
        f"CloudLoadBalancedApp web has 1 problem:\n  {line}; choose another `port`, or give one of "
        "the two apps a balancer of its own"
    )
    assert [r.name for r in recording.resources if r.name.startswith("web")] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (app({"container_port": 53}), app({"container_port": 53, "protocol": "UDP"})),
        (app({"container_port": 80}), app({"container_port": 80, "port": 8080})),
    ],
    ids=["another transport", "another number"],
)
def test_two_apps_share_a_number_where_octavia_can(
    first: dict[str, Any], second: dict[str, Any]
) -> None:
    recording = run(sharing(balancer(), influxdb=first, web=second))
    assert len(each(recording, LISTENER)) == 2


def behind(way: str, name: str) -> Any:
    """A `load_balancer` that stands for an existing one: a component of that name, or none."""
    octavia: Any = {"existing": {"name": "edge"}}
    made: Any = OctaviaLoadBalancer
    return {"octavia": octavia} if way == "app" else made(name, octavia).load_balancer


WAYS = [("component", "component"), ("component", "app"), ("app", "component"), ("app", "app")]


@pytest.mark.parametrize(("first", "second"), WAYS, ids=map(" and ".join, WAYS))
def test_whoever_names_an_existing_balancer_names_the_same(first: str, second: str) -> None:
    def program() -> str:
        made: Any = CloudLoadBalancedApp
        made("influxdb", {**app(), "load_balancer": behind(first, "east")})
        other = {"load_balancer": behind(second, "west")}
        with pytest.raises(ExposureError) as raised:
            made("web", {**app({"container_port": 8086}), **other})
        made("dns", {**DNS, **other})
        return str(raised.value)

    recording = run(program, calls=THERE)
    assert recording.value == (
        "CloudLoadBalancedApp web has 1 problem:\n"
        "  ports[0].container_port: 8086 is claimed by influxdb too (ports[0].container_port); "
        "choose another `port`, or give one of the two apps a balancer of its own"
    )
    # The one balancer takes one change at a time, whoever asks for it.
    in_turn, waits = [label(r.urn) for r in changes(recording)], dependencies(recording)
    assert len(in_turn) == 4 + 4
    assert [(a, b) for a, b in pairwise(in_turn) if a not in waits[b]] == []


def test_apps_behind_two_balancers_have_one_number_each() -> None:
    def program() -> None:
        for name in ("east", "west"):
            made: Any = OctaviaLoadBalancer
            shared = made(name, balancer())
            args = {**app({"container_port": 8086}), "load_balancer": shared.load_balancer}
            exposing(**{f"influxdb-{name}": args})()

    assert {n: i["protocolPort"] for n, i in each(run(program), LISTENER).items()} == {
        "influxdb-east-tcp-8086": 8086,
        "influxdb-west-tcp-8086": 8086,
    }


def test_two_balancers_of_one_name_are_refused() -> None:
    def program() -> str:
        made: Any = OctaviaLoadBalancer
        made("edge", balancer())
        with pytest.raises(ExposureError) as raised:
            made("edge", balancer())
        return str(raised.value)

    assert run(program).value == (
        "OctaviaLoadBalancer edge has 1 problem:\n"
        "  component: edge is claimed by OctaviaLoadBalancer edge too (component); give one of the "
        "two components another name"
    )


def test_problems_are_raised_before_anything_is_registered() -> None:
    def program() -> str:
        with pytest.raises(ExposureError) as raised:
            sharing(balancer(provider="f5", timeout=0))()
        return str(raised.value)

    recording = run(program)
    assert (recording.resources, recording.invokes) == ((), ())
    assert recording.value == (
        "OctaviaLoadBalancer edge has 2 problems:\n"
        "  provider: f5 is none of amphora, ovn; choose one of them\n"
        "  timeout: 0 is no time to wait; give seconds, from 1"
    )


def test_a_shared_balancer_in_error_is_made_anew_once() -> None:
    calls = {BALANCER_LOOKUP: balancer_in("ERROR")}
    recording = run(sharing(balancer(), influxdb=app(), dns=DNS), calls=calls)
    assert recording.one(BALANCER).options.replace_on_changes == ("description",)
    assert [log.urn for log in recording.logs if "ERROR" in log.message] == [
        recording.one(SHARED).urn
    ]


def test_monitors_are_of_each_app() -> None:
    asks = app(readiness={"http_path": "/ping"})
    recording = run(sharing(balancer(), influxdb=asks, dns=DNS))
    assert {n: i["type"] for n, i in each(recording, MONITOR).items()} == {
        "influxdb-tcp-8086": "HTTP",
        "dns-udp-53": "UDP-CONNECT",
    }
