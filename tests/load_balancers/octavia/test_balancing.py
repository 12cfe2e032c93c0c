"""What Octavia tells about itself."""

from typing import Any

import pytest

from exposure_components.checks.collisions import Claim
from exposure_components.load_balancers.octavia.balancing import OCTAVIA
from tests.load_balancers.octavia.apps import OVN, TLS, UDP, app, balancer, port

PUBLIC = balancer(floating_ip={"network": "public"})
OPEN = "the balancer is public, and open to everyone: give `allowed_cidrs`"
CLOSED = (
    "no security group is opened, and none closes the NodePorts to others: name the nodes' in "
    "`load_balancer.octavia.node_security_group`"
)
ALLOCATED = "the NodePort is allocated by the cluster: it is known after `pulumi up`"


@pytest.mark.parametrize(
    ("args", "warnings"),
    [
        (app(), []),
        (app(octavia={"vip_subnet": {"name": "vip"}}), [CLOSED]),
        (app(octavia=PUBLIC), [OPEN]),
        (app(octavia=PUBLIC, allowed_cidrs=["10.0.0.0/8"]), []),
        (app({"container_port": 80}), [ALLOCATED]),
        (
            app({"container_port": 80}, octavia={**OVN, **PUBLIC, "provider": "ovn"}),
            [OPEN, ALLOCATED],
        ),
    ],
    ids=["none", "nodes", "public", "judged", "allocated", "several"],
)
def test_the_drawbacks_of_octavia(args: dict[str, Any], warnings: list[str]) -> None:
    assert OCTAVIA.warnings(args) == warnings


@pytest.mark.parametrize(
    ("args", "policy"),
    [(app(), "Cluster"), (app(octavia=OVN, client_ip="preserve"), "Local")],
    ids=["amphora", "OVN"],
)
def test_the_service_has_node_ports(args: dict[str, Any], policy: str) -> None:
    fields = {"type": "NodePort", "externalTrafficPolicy": policy}
    assert OCTAVIA.service_fields(args) == fields
    assert OCTAVIA.service_annotations(args) == {"pulumi.com/skipAwait": "true"}
    assert OCTAVIA.timeout(args) is None


def claim(path: str, value: int, key: tuple[Any, ...]) -> Claim:
    """A listener that an app takes."""
    remedy = "choose another `port`, or give one of the two apps a balancer of its own"
    return Claim("web", path, value, key, remedy=remedy)


def test_an_app_takes_its_listeners() -> None:
    plain = {"port": 80, "host": "a.b"}
    args = app({**port(8443, **TLS, redirect_from=plain), "port": 443}, UDP)
    own = ("listener", "octavia", "web alone")
    taken = [
        claim("ports[0].port", 443, (*own, "TCP", 443)),
        claim("ports[0].octavia.redirect_from.port", 80, (*own, "TCP", 80)),
        claim("ports[1].container_port", 53, (*own, "UDP", 53)),
    ]
    assert OCTAVIA.claims("web", args) == taken
    shared = {**args, "load_balancer": {**args["load_balancer"], "shared": {"name": "edge"}}}
    keys = [each.key[2] for each in OCTAVIA.claims("web", shared)]
    assert keys == ["edge", "edge", "edge"]
