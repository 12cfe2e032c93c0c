"""What Octavia is asked for by each kind of port."""

from typing import Any

import pulumi
import pytest

from exposure_components import ExposureError
from exposure_components.testing import UNKNOWN
from tests.load_balancers.octavia.apps import CONTAINER, OVN, TLS, UDP, app, balancer, port
from tests.load_balancers.octavia.programs import (
    BALANCER,
    GROUP_RULE,
    LISTENER,
    MEMBERS,
    MONITOR,
    POLICY,
    POOL,
    RULE,
    SERVICE,
    each,
    exposing,
    run,
    told,
)

LOCAL = {"external_traffic_policy": "Local"}
ZONE = {"designate": {"name": "example.com", "id": "11111111-2222-3333-4444-555555555555"}}
EVERY_PATH = {"type": "PATH", "compareType": "STARTS_WITH", "value": "/"}


def asked(args: Any, *types: str) -> list[dict[str, Any]]:
    """What a provider is told of resources of these types, without their names."""
    seen = told(run(exposing(app=args)), *types).values()
    return [{k: v for k, v in inputs.items() if k != "name"} for inputs in seen]


def test_datagrams_pass_from_listener_to_members() -> None:
    assert asked(app(UDP), POOL, MEMBERS, MONITOR, LISTENER) == [
        {
            "loadbalancerId": "id of LoadBalancer app",
            "protocol": "UDP",
            "lbMethod": "ROUND_ROBIN",
        },
        {
            "poolId": "id of Pool app-udp-53",
            "members": [
                {"name": "kubenode01", "address": "10.13.241.89", "protocolPort": 30053},
                {"name": "kubenode02", "address": "10.13.241.10", "protocolPort": 30053},
            ],
        },
        {
            "poolId": "id of Pool app-udp-53",
            "type": "UDP-CONNECT",
            "delay": 5,
            "timeout": 3,
            "maxRetries": 2,
            "maxRetriesDown": 2,
        },
        {
            "loadbalancerId": "id of LoadBalancer app",
            "defaultPoolId": "id of Pool app-udp-53",
            "protocol": "UDP",
            "protocolPort": 53,
            "connectionLimit": -1,
        },
    ]


def test_under_the_policy_local_datagrams_go_where_a_connection_is_taken() -> None:
    recording = run(exposing(app=app(UDP, port(), **LOCAL)))
    assert recording.one(SERVICE).inputs["spec"]["externalTrafficPolicy"] == "Local"
    assert recording.one(MONITOR, "app-udp-53").inputs["type"] == "TCP"
    members = recording.one(MEMBERS, "app-udp-53").inputs["members"]
    assert [(m["protocolPort"], m["monitorPort"]) for m in members] == [(30053, 30086)] * 2


def test_under_the_policy_local_an_allocated_node_port_is_asked_at() -> None:
    ports = {"container_port": 53, "protocol": "UDP"}, {"container_port": 53}
    recording = run(exposing(app=app(*ports, **LOCAL)))
    members = recording.one(MEMBERS, "app-udp-53").inputs["members"]
    assert [(m["protocolPort"], m["monitorPort"]) for m in members] == [(32767, 32766)] * 2


@pytest.mark.parametrize("version", ["PROXY", "PROXYV2"])
def test_the_proxy_protocol_is_between_pool_and_app(version: str) -> None:
    args = app(port(proxy_protocol=version), client_ip="preserve")
    recording = run(exposing(app=args))
    assert recording.one(POOL).inputs["protocol"] == version
    assert recording.one(LISTENER).inputs["protocol"] == "TCP"
    assert recording.one(SERVICE).inputs["spec"]["externalTrafficPolicy"] == "Cluster"
    assert recording.value["app"][0]["client_ip_kept"] is True


def test_requests_tell_their_client_by_a_header() -> None:
    recording = run(exposing(app=app(port(protocol="HTTP"), client_ip="preserve")))
    assert recording.one(LISTENER).inputs["insertHeaders"] == {"X-Forwarded-For": "true"}
    assert recording.value["app"][0]["client_ip_kept"] is True


def test_tls_ends_at_the_listener_and_plain_clients_are_sent_there() -> None:
    plain = {"port": 80, "host": "web.example.com"}
    args = app(port(8443, **TLS, redirect_from=plain), allowed_cidrs=["10.0.0.0/8"])
    assert told(run(exposing(web=args)), LISTENER, POLICY, RULE) == {
        "Listener web-tcp-8443": {
            "name": "web-tcp-8443",
            "loadbalancerId": "id of LoadBalancer web",
            "defaultPoolId": "id of Pool web-tcp-8443",
            "protocol": "TERMINATED_HTTPS",
            "protocolPort": 8443,
            "connectionLimit": -1,
            "defaultTlsContainerRef": CONTAINER,
            "allowedCidrs": ["10.0.0.0/8"],
        },
        "Listener web-tcp-80": {
            "name": "web-tcp-8443-redirect",
            "loadbalancerId": "id of LoadBalancer web",
            "protocol": "HTTP",
            "protocolPort": 80,
            "connectionLimit": -1,
            "allowedCidrs": ["10.0.0.0/8"],
        },
        "L7PolicyV2 web-tcp-80-0": {
            "name": "web-tcp-8443-redirect-0",
            "listenerId": "id of Listener web-tcp-80",
            "action": "REDIRECT_PREFIX",
            "redirectPrefix": "https://web.example.com:8443",
            "redirectHttpCode": 301,
            "position": 1,
        },
        "L7RuleV2 web-tcp-80-0": {
            "l7policyId": "id of L7PolicyV2 web-tcp-80-0",
            **EVERY_PATH,
        },
    }


def test_the_url_of_tls_that_ends_at_the_listener_is_https() -> None:
    args = app(port(8443, **TLS), readiness={"http_path": "/ping"}, octavia=None)
    recording = run(exposing(web=args))
    assert recording.value["web"][0]["url"].startswith("https://")
    assert recording.value["web"][0]["url"].endswith(":8443/ping")
    # Health is asked for in the clear: behind the listener the app speaks HTTP.
    assert recording.one(MONITOR).inputs["type"] == "HTTP"
    assert recording.one(POOL).inputs["protocol"] == "HTTP"


def test_plain_clients_are_sent_to_the_apps_name() -> None:
    args = app(
        port(443, **TLS, redirect_from={"port": 80, "code": "308"}),
        dns={"name": "Web.Example.com.", "zone": ZONE},
    )
    (policy,) = asked(args, POLICY)
    assert (policy["redirectPrefix"], policy["redirectHttpCode"]) == (
        "https://web.example.com",
        308,
    )


def test_plain_clients_are_sent_to_a_host_that_another_resource_has() -> None:
    def program() -> Any:
        late = pulumi.Output.from_input("late.example.com")
        plain = {"port": 80, "host": late}
        return exposing(web=app(port(443, **TLS, redirect_from=plain)))()

    (policy,) = each(run(program), POLICY).values()
    assert policy["redirectPrefix"] == "https://late.example.com"


def test_requests_for_a_path_are_sent_elsewhere() -> None:
    sent = [
        {"path": "/old", "url": "https://example.com/new", "code": "308"},
        {"prefix": "https://example.com"},
    ]
    seen = told(run(exposing(web=app(port(80, protocol="HTTP", redirects=sent)))), POLICY, RULE)
    assert seen == {
        "L7PolicyV2 web-tcp-80-0": {
            "name": "web-tcp-80-0",
            "listenerId": "id of Listener web-tcp-80",
            "action": "REDIRECT_TO_URL",
            "redirectUrl": "https://example.com/new",
            "redirectHttpCode": 308,
            "position": 1,
        },
        "L7RuleV2 web-tcp-80-0": {
            "l7policyId": "id of L7PolicyV2 web-tcp-80-0",
            "type": "PATH",
            "compareType": "STARTS_WITH",
            "value": "/old",
        },
        "L7PolicyV2 web-tcp-80-1": {
            "name": "web-tcp-80-1",
            "listenerId": "id of Listener web-tcp-80",
            "action": "REDIRECT_PREFIX",
            "redirectPrefix": "https://example.com",
            "position": 2,
        },
        "L7RuleV2 web-tcp-80-1": {
            "l7policyId": "id of L7PolicyV2 web-tcp-80-1",
            **EVERY_PATH,
        },
    }


def test_nodes_have_their_weights_and_serve_when_no_other_does() -> None:
    own = {"weights": {"kubenode01": 10}, "backup": ["kubenode02"]}
    (members,) = asked(app(port(**own)), MEMBERS)
    assert members["members"] == [
        {"name": "kubenode01", "address": "10.13.241.89", "protocolPort": 30086, "weight": 10},
        {"name": "kubenode02", "address": "10.13.241.10", "protocolPort": 30086, "backup": True},
    ]


def test_a_pool_knows_its_clients_again() -> None:
    sticky = {"type": "APP_COOKIE", "cookie_name": "session"}
    (pool,) = asked(app(port(protocol="HTTP", persistence=sticky)), POOL)
    assert pool["persistence"] == {"type": "APP_COOKIE", "cookieName": "session"}


def test_timeouts_reach_the_listener() -> None:
    own = {
        "connection_limit": 100,
        "timeout_client_data": 1,
        "timeout_member_connect": 2,
        "timeout_member_data": 3,
        "timeout_tcp_inspect": 4,
    }
    (listener,) = asked(app(port(**own)), LISTENER)
    assert listener == {
        "loadbalancerId": "id of LoadBalancer app",
        "defaultPoolId": "id of Pool app-tcp-8086",
        "protocol": "TCP",
        "protocolPort": 8086,
        "connectionLimit": 100,
        "timeoutClientData": 1,
        "timeoutMemberConnect": 2,
        "timeoutMemberData": 3,
        "timeoutTcpInspect": 4,
    }


def test_with_ovn_the_policy_local_keeps_clients_addresses() -> None:
    recording = run(exposing(app=app(octavia=OVN, client_ip="preserve")))
    assert recording.one(BALANCER).inputs["loadbalancerProvider"] == "ovn"
    assert recording.one(POOL).inputs["lbMethod"] == "SOURCE_IP_PORT"
    assert "allowedCidrs" not in recording.one(LISTENER).inputs
    spec = recording.one(SERVICE).inputs["spec"]
    assert (spec["type"], spec["externalTrafficPolicy"]) == ("NodePort", "Local")
    assert recording.value["app"][0]["client_ip_kept"] is True


@pytest.mark.parametrize("octavia", [OVN, {"vip_subnet": {"name": "vip"}}], ids=["OVN", "amphora"])
def test_no_pod_judges_who_comes(octavia: dict[str, Any]) -> None:
    # Health is asked for from addresses that no policy knows.
    group = {"node_security_group": {"name": "nodes"}}
    args = app(octavia={**octavia, **group}, allowed_cidrs=["10.0.0.0/8"])
    recording = run(exposing(app=args))
    assert "kubernetes:networking.k8s.io/v1:NetworkPolicy" not in {
        r.type for r in recording.resources
    }
    judged = recording.one(LISTENER).inputs.get("allowedCidrs")
    assert judged == (None if octavia is OVN else ["10.0.0.0/8"])


AMPHORA_RULE = {
    "securityGroupId": "group-nodes",
    "direction": "ingress",
    "ethertype": "IPv4",
    "protocol": "tcp",
    "portRangeMin": 30086,
    "portRangeMax": 30086,
    "remoteIpPrefix": "192.0.2.0/24",
    "description": "app",
}
OPENED = {**OVN, "node_security_group": {"name": "nodes"}}


def test_nodes_are_open_to_the_balancers_subnet_at_exactly_the_node_ports() -> None:
    recording = run(exposing(app=app(port(), UDP, allowed_cidrs=["10.0.0.0/8"])))
    assert told(recording, GROUP_RULE) == {
        "SecGroupRule app-tcp-30086": AMPHORA_RULE,
        "SecGroupRule app-udp-30053": {
            **AMPHORA_RULE,
            "protocol": "udp",
            "portRangeMin": 30053,
            "portRangeMax": 30053,
        },
    }


def test_nodes_are_open_where_their_health_is_asked_for() -> None:
    recording = run(exposing(app=app(port(monitor={"port": 30099}))))
    assert told(recording, GROUP_RULE) == {
        "SecGroupRule app-tcp-30086": AMPHORA_RULE,
        "SecGroupRule app-tcp-30099": {
            **AMPHORA_RULE,
            "portRangeMin": 30099,
            "portRangeMax": 30099,
        },
    }
    members = recording.one(MEMBERS).inputs["members"]
    assert [(m["protocolPort"], m["monitorPort"]) for m in members] == [(30086, 30099)] * 2


def test_clients_of_ovn_are_not_let_in_where_only_health_is_asked_for() -> None:
    args = app(port(monitor={"port": 30099}), octavia=OPENED)
    assert sorted(told(run(exposing(app=args)), GROUP_RULE)) == [
        "SecGroupRule app-tcp-30086",
        "SecGroupRule app-tcp-30086-0.0.0.0-0",
        "SecGroupRule app-tcp-30099",
    ]


def test_with_ovn_nodes_are_open_to_the_clients_and_to_questions_for_health() -> None:
    assert told(run(exposing(app=app(octavia=OPENED))), GROUP_RULE) == {
        "SecGroupRule app-tcp-30086": AMPHORA_RULE,
        "SecGroupRule app-tcp-30086-0.0.0.0-0": {**AMPHORA_RULE, "remoteIpPrefix": "0.0.0.0/0"},
    }


def test_with_ovn_each_cidr_has_a_rule_that_its_place_in_the_list_does_not_change() -> None:
    cidrs = ["10.0.0.0/8", "2001:db8::/32", "0.0.0.0/0", "::/0", "10.0.0.0/8"]

    def rules(given: list[str]) -> dict[str, Any]:
        return told(run(exposing(app=app(octavia=OPENED, allowed_cidrs=given))), GROUP_RULE)

    found = rules(cidrs)
    assert sorted((r["ethertype"], r["remoteIpPrefix"]) for r in found.values()) == [
        ("IPv4", "0.0.0.0/0"),
        ("IPv4", "10.0.0.0/8"),
        ("IPv4", "192.0.2.0/24"),
        ("IPv6", "2001:db8::/32"),
        ("IPv6", "::/0"),
    ]
    assert rules(cidrs[::-1]) == found
    assert rules(cidrs[1:]) == found
    assert rules(["192.0.2.9/32", *cidrs]).items() >= found.items()


def test_no_group_is_opened_unless_it_is_named() -> None:
    recording = run(exposing(app=app(octavia={"vip_subnet": {"name": "vip"}})))
    assert GROUP_RULE not in {r.type for r in recording.resources}
    assert recording.warnings == (
        "no security group is opened, and none closes the NodePorts to others: name the nodes' in "
        "`load_balancer.octavia.node_security_group`",
    )


EVERYTHING = (POOL, MEMBERS, MONITOR, LISTENER, POLICY, RULE, GROUP_RULE)
FRONT = {**port(**TLS, redirect_from={"port": 80, "host": "a.b"}), "port": 443}


@pytest.mark.parametrize(
    "more",
    [{"name": "secure"}, {"container_port": 9000}, {"name": "secure", "container_port": 9000}],
    ids=["name", "container_port", "both"],
)
@pytest.mark.parametrize("numbered", [True, False], ids=["numbered", "allocated"])
def test_a_port_of_another_name_or_container_takes_all_over(
    more: dict[str, Any], numbered: bool
) -> None:
    def names(given: dict[str, Any]) -> list[str]:
        own = given if numbered else {k: v for k, v in given.items() if k != "node_port"}
        return list(told(run(exposing(web=app(own))), *EVERYTHING))

    rule = "web-tcp-30086" if numbered else "web-tcp-for-443"
    assert (
        names({**FRONT, **more})
        == names(FRONT)
        == [
            "Pool web-tcp-443",
            "Members web-tcp-443",
            "Monitor web-tcp-443",
            "Listener web-tcp-443",
            "Listener web-tcp-80",
            "L7PolicyV2 web-tcp-80-0",
            "L7RuleV2 web-tcp-80-0",
            f"SecGroupRule {rule}",
        ]
    )


def test_a_listener_keeps_its_number_when_the_container_has_another() -> None:
    def listeners(**more: Any) -> dict[str, Any]:
        return told(run(exposing(web=app({**port(), "port": 80, **more}))), LISTENER)

    told_before, told_after = listeners(), listeners(container_port=9000, name="http")
    # What it is called in OpenStack is all that follows.
    assert told_after == {
        key: {**inputs, "name": "web-http"} for key, inputs in told_before.items()
    }


@pytest.mark.parametrize(
    ("own", "scheme"),
    [({"protocol": "HTTP"}, "http"), ({"protocol": "HTTPS"}, "https"), ({}, "tcp")],
    ids=["HTTP", "HTTPS", "TCP"],
)
def test_the_url_is_of_what_the_listener_speaks(own: dict[str, Any], scheme: str) -> None:
    octavia = balancer(vip_address="192.0.2.9")
    recording = run(exposing(web=app(port(**own), octavia=octavia)))
    assert recording.value["web"][0]["url"] == f"{scheme}://192.0.2.9:8086"


def test_members_have_the_nodes_internal_address() -> None:
    def program() -> Any:
        late = pulumi.Output.from_input("192.168.0.10")
        first = {"name": "a", "address": "203.0.113.1", "internal_address": "192.168.0.1"}
        second = {"name": "b", "address": "203.0.113.2", "internal_address": late}
        return exposing(app=app(cluster={"nodes": [first, second]}))()

    assert run(program).one(MEMBERS).inputs["members"] == [
        {"name": "a", "address": "192.168.0.1", "protocolPort": 30086},
        {"name": "b", "address": "192.168.0.10", "protocolPort": 30086},
    ]


def test_an_allocated_node_port_is_known_after_up() -> None:
    recording = run(exposing(app=app({"container_port": 80})), preview=True)
    assert recording.warnings == (
        "the NodePort is allocated by the cluster: it is known after `pulumi up`",
    )
    assert recording.one(GROUP_RULE).inputs["portRangeMax"] is UNKNOWN


def test_late_values_arrive_wherever_they_may_stand() -> None:
    def program() -> Any:
        late = pulumi.Output.from_input
        own = {
            **TLS,
            "tls_container": late("https://a"),
            "sni_containers": [late("https://b")],
            "redirects": [{"url": late("https://c.d")}],
        }
        octavia = {
            "vip_subnet": {"id": late("subnet-vip")},
            "vip_address": late("192.0.2.9"),
            "floating_ip": {"network": "public", "address": late("203.0.113.9")},
            "node_security_group": {"id": late("group-1")},
        }
        nodes = [{"name": "kubenode01", "address": late("10.13.241.89")}]
        more = {"cluster": {"nodes": nodes}, "allowed_cidrs": [late("10.0.0.0/8")]}
        return exposing(app=app(port(8443, **own), octavia=octavia, **more))()

    recording = run(program)
    listener = recording.one(LISTENER).inputs
    assert listener["defaultTlsContainerRef"] == "https://a"
    assert listener["sniContainerRefs"] == ["https://b"]
    assert listener["allowedCidrs"] == ["10.0.0.0/8"]
    assert recording.one(POLICY).inputs["redirectUrl"] == "https://c.d"
    assert recording.one(MEMBERS).inputs["members"][0]["address"] == "10.13.241.89"
    assert recording.one(GROUP_RULE).inputs["securityGroupId"] == "group-1"
    assert recording.value["app"][0]["host"] == "203.0.113.9"


def test_a_late_name_is_no_member() -> None:
    def program() -> Any:
        late = pulumi.Output.from_input("node.example.com:22")
        return exposing(app=app(cluster={"nodes": [{"name": "a", "address": late}]}))()

    with pytest.raises(ExposureError) as raised:
        run(program)
    assert [problem.path for problem in raised.value.problems] == ["cluster.nodes[0].address"]
