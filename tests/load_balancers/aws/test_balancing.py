from typing import Any

import pytest

from exposure_components.checks.collisions import collision_problems
from exposure_components.load_balancers.aws.balancing import AWS
from exposure_components.load_balancers.aws.words import child_name, object_name_for
from tests.load_balancers.aws.apps import BY_PODS, app, balancer, port

PODS = balancer(targets=BY_PODS)
POD_PORT = {"container_port": 8086}
PROXY = {"proxy_protocol_v2": True}
UDP = port(protocol="UDP")
# Of an app: traffic policy, whether the client's address is kept, and the Service's type.
RESOLVED: dict[str, tuple[dict[str, Any], str, bool, str]] = {
    "any": (app(), "Cluster", False, "NodePort"),
    "preserve": (app(client_ip="preserve"), "Local", True, "NodePort"),
    "Local": (app(external_traffic_policy="Local"), "Local", True, "NodePort"),
    "proxy": (app(port(aws=PROXY), client_ip="preserve"), "Cluster", True, "NodePort"),
    "any with cidrs": (app(allowed_cidrs=["10.0.0.0/8"]), "Cluster", False, "NodePort"),
    "udp": (app(UDP, port(container_port=1)), "Cluster", False, "NodePort"),
    "udp preserved": (
        app(UDP, port(container_port=1), client_ip="preserve"),
        "Local",
        True,
        "NodePort",
    ),
    "pods": (app(POD_PORT, aws=PODS), "Cluster", False, "ClusterIP"),
    "pods preserved": (
        app(POD_PORT, aws=PODS, client_ip="preserve"),
        "Cluster",
        True,
        "ClusterIP",
    ),
    "group alone": (
        app(port(aws={"preserve_client_ip": True})),
        "Cluster",
        False,
        "NodePort",
    ),
    "IPv6": (
        app(aws=balancer(ip_address_type="dualstack"), external_traffic_policy="Local"),
        "Local",
        False,
        "NodePort",
    ),
}


@pytest.mark.parametrize(("args", "policy", "kept", "kind"), RESOLVED.values(), ids=RESOLVED)
def test_what_is_asked_is_resolved(args: Any, policy: str, kept: bool, kind: str) -> None:
    fields = AWS.service_fields(args)
    assert (AWS.traffic_policy(args), AWS.client_ip_kept(args, args["ports"][0])) == (policy, kept)
    assert fields["type"] == kind
    assert fields.get("externalTrafficPolicy") == (policy if kind == "NodePort" else None)


def test_no_network_policy_can_judge_the_clients() -> None:
    assert not AWS.pods_see_clients(app(client_ip="preserve"))


def test_a_tls_listener_is_in_the_url() -> None:
    tls = {"protocol": "TLS"}
    assert AWS.scheme(port()) is None
    assert AWS.scheme(port(aws=tls)) == "tls"
    assert AWS.scheme(port(aws=tls, app_protocol="http")) == "https"
    assert AWS.scheme(port(aws={**tls, "health_check": {"path": "/"}})) == "https"


def test_drawbacks_are_said() -> None:
    assert AWS.warnings(app()) == []
    bare = {"vpc_id": "vpc-0", "subnets": [], "public": True}
    assert AWS.warnings(app({"container_port": 1}, aws=bare)) == [
        "no security group is opened to the balancer, and none closes the NodePorts to others: "
        "give the nodes' in `load_balancer.aws.node_security_group_id`",
        "the balancer is public, and open to everyone: give `allowed_cidrs`",
        "the NodePort is allocated by the cluster: it is known after `pulumi up`",
    ]
    assert AWS.warnings(app(POD_PORT, aws={**PODS, "node_security_group_id": "sg-0"})) == []


def behind(name: str, *ports: dict[str, Any]) -> dict[str, Any]:
    args = app(*ports)
    return {**args, "load_balancer": {**args["load_balancer"], "shared": {"name": name}}}


def collisions(*apps: tuple[str, dict[str, Any]]) -> list[str]:
    claims = [claim for name, args in apps for claim in AWS.claims(name, args)]
    return [f"{claim.app}: {problem}" for claim, problem in collision_problems(claims)]


def test_two_apps_cannot_listen_on_one_port() -> None:
    one, other = behind("edge", port()), behind("edge", port(container_port=1, port=8086))
    assert collisions(("db", one), ("web", other)) == [
        "web: ports[0].port: 8086 is claimed by db too (ports[0].container_port); choose another "
        "`port`, or give one of the two apps a balancer of its own"
    ]


def test_a_number_is_one_listener_whatever_the_protocol() -> None:
    one, other = behind("edge", port()), behind("edge", port(protocol="UDP"), port(port=1))
    assert len(collisions(("db", one), ("web", other))) == 1


def test_balancers_of_their_own_never_meet() -> None:
    assert collisions(("db", app()), ("web", app())) == []
    assert collisions(("db", behind("edge", port())), ("edge", app())) == []


def test_one_that_exists_is_told_by_its_arn() -> None:
    existing = {"id": "arn:aws:1", "host": "h"}
    args = app(aws={"vpc_id": "vpc-0", "existing": existing})
    named = {**args, "load_balancer": {**args["load_balancer"], "shared": {"name": "edge"}}}
    assert len(collisions(("db", args), ("web", named))) == 1


def test_apps_of_like_names_never_meet() -> None:
    first, second = app(port(name="x-y")), app(port(name="y"))
    assert collisions(("web", first), ("web-x", second)) == []
    assert collisions(("web", app(port(port=80))), ("web-80", app(port(port=80)))) == []


def test_a_listener_and_what_it_is_called_are_claimed() -> None:
    args = behind("edge", port(name="query", port=80), port(container_port=443))
    found = [(claim.path, claim.value, claim.key) for claim in AWS.claims("web", args)]
    assert found == [
        ("ports[0].port", 80, ("listener", "aws", "edge", 80)),
        ("ports[0]", "web-80", ("child", "aws", "web-80")),
        ("ports[1].container_port", 443, ("listener", "aws", "edge", 443)),
        ("ports[1]", "web-443", ("child", "aws", "web-443")),
    ]


ZONED = {"zone_id": "Z1"}
FOUND = {"id": "arn:aws:1", "host": "h"}
ALIASED: dict[str, tuple[Any, Any, bool]] = {
    # What exists, what is shared, and whether an ALIAS can lead there.
    "its own": (None, None, True),
    "exists": (FOUND, None, False),
    "exists, of a known zone": ({**FOUND, **ZONED}, None, True),
    "shared": (None, FOUND, False),
    "shared, of a known zone": (None, {**FOUND, **ZONED}, True),
    "shared, and exists": (FOUND, FOUND, False),
    "shared, and exists, of a known zone": ({**FOUND, **ZONED}, {**FOUND, **ZONED}, True),
}


@pytest.mark.parametrize(("existing", "shared", "aliased"), ALIASED.values(), ids=ALIASED)
def test_an_alias_leads_where_the_zone_is_told(existing: Any, shared: Any, aliased: bool) -> None:
    args = app(aws=balancer() if existing is None else {"vpc_id": "vpc-0", "existing": existing})
    told = {} if shared is None else {"shared": {"name": "edge", **shared}}
    assert AWS.has_alias({**args, "load_balancer": {**args["load_balancer"], **told}}) is aliased


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("influxdb", "8086"), "influxdb-8086"),
        (("influxdb", "tcp-8086"), "influxdb-tcp-8086"),
        (("influxdb-of-all-teams", "tcp-8086"), "influxdb-of-all-3694d383"),
        (("internal-api", "http"), "x-internal-api-f391b0bf"),
        (("sg-web", "http"), "x-sg-web-http-dee4bf88"),
        (("Web_App", "http"), "x-Web-App-http-5d398199"),
        (("--", "-"), "x--bd64bb8e"),
    ],
)
def test_names_are_what_aws_accepts(parts: tuple[str, ...], name: str) -> None:
    assert child_name(*parts) == name
    assert len(name) <= 24


def test_names_are_what_kubernetes_accepts() -> None:
    assert object_name_for("influxdb-tcp-8086") == "influxdb-tcp-8086"
    upper = object_name_for("Influxdb-tcp-8086")
    assert upper.startswith("influxdb-tcp-8086-")
    assert len(upper) == len("influxdb-tcp-8086-") + 8
