"""Moves an app from a port of its node to a load balancer, while clients ask it by its name.

Each phase is one `pulumi up`. After `moved`, wait as long as resolvers keep the old address.
"""

from enum import StrEnum
from typing import Any

import pulumi
import pulumi_kubernetes
import pulumi_openstack
from pulumi import ResourceOptions

from exposure_components import CloudLoadBalancedApp, DnsRecords, HostPortApp
from exposure_components.dns.kinds import RecordType


class Phase(StrEnum):
    """How far the move is."""

    OLD = "old"
    """The old way alone."""
    BOTH = "both"
    """The new way is there, and nobody comes by it yet."""
    MOVED = "moved"
    """The name leads to the new way; the old one serves those who know the old address."""
    NEW = "new"
    """The new way alone."""


config = pulumi.Config()
phase = Phase(config.require("phase"))
node = config.require_object("node")
name, space = config.require("name"), "shop"

cluster = pulumi_kubernetes.Provider("cluster")
cloud = pulumi_openstack.Provider("openstack")
providers = ResourceOptions(providers=[cluster, cloud])
# Neither way's own: it stays when one of them goes.
namespace = pulumi_kubernetes.core.v1.Namespace(
    space,
    metadata={"name": space, "labels": {"pod-security.kubernetes.io/enforce": "privileged"}},
    opts=ResourceOptions(provider=cluster),
)
inside = ResourceOptions.merge(providers, ResourceOptions(depends_on=[namespace]))


def app(**own: Any) -> Any:
    """Args of the app by either way."""
    port = {"container_port": 8080, "name": "http", "app_protocol": "http"}
    return {
        "image": config.require("image"),
        "namespace": {"name": space},
        "ports": [{**port, **own.pop("port")}],
        "readiness": {"http_path": "/ping"},
        "security": {"run_as_user": 65532},
        # Who comes in the last moment is served before the pod ends.
        "drain": 5,
        **own,
    }


ways: dict[str, HostPortApp | CloudLoadBalancedApp] = {}
if phase is not Phase.NEW:
    at_node = app(
        port={"host_port": 80},
        node_selector={"kubernetes.io/hostname": node["name"]},
        cluster={"nodes": [node]},
    )
    ways["old"] = HostPortApp("shop-at-node", at_node, inside)
if phase is not Phase.OLD:
    balancer = {"cloud": config.get_object("balancer") or {}}
    ways["new"] = CloudLoadBalancedApp(
        "shop", app(port={"port": 80}, load_balancer=balancer), inside
    )

serving = ways["new" if phase in (Phase.MOVED, Phase.NEW) else "old"]
address = serving.endpoints.apply(lambda found: str(found[0]["host"]))
DnsRecords(
    "names",
    {
        "zone": {"designate": {"name": config.require("zone")}},
        "records": [{"name": name, "type": RecordType.A, "values": [address]}],
        "ttl": config.require_int("ttl"),
    },
    providers,
)
pulumi.export("url", f"http://{name}/")
pulumi.export("endpoints", {way: made.endpoints for way, made in ways.items()})
