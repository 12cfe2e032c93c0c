"""What the cluster's own cloud provider makes of an app's args."""

from typing import Any

import pulumi

from exposure_components.args.cloud import CloudBalancer
from exposure_components.checks.collisions import Claim
from exposure_components.exposing import cluster_name
from exposure_components.load_balancers.cloud.asked import cloud_of
from exposure_components.load_balancers.cloud.checks import problems
from exposure_components.load_balancers.cloud.service import (
    annotations,
    client_ip_kept,
    pods_see_clients,
    service_fields,
    timeout,
    traffic_policy,
)
from exposure_components.load_balancers.cloud.warnings import warnings
from exposure_components.load_balancers.contract import Backend, Balancing, Front
from exposure_components.ports import protocol_of, service_port_of


def _attach(backend: Backend) -> Front:
    wanted = cloud_of(backend.args).get("address")
    # In a preview nobody has one yet: the one that is asked for shows there.
    if wanted is not None and pulumi.runtime.is_dry_run():
        return Front(wanted)
    return Front(backend.service.status.apply(_address))


def _address(status: Any) -> str | None:
    """What the Service's status says; nothing does in manifests that are only rendered."""
    balancer = status and status.get("loadBalancer")
    (first, *_) = (balancer and balancer.get("ingress")) or [None]
    return None if first is None else first.get("ip") or first.get("hostname")


def _claims(component: str, args: Any) -> list[Claim]:
    """The NodePort of the health check, and listeners of a balancer that Services share."""
    cloud, found = cloud_of(args), list[Claim]()
    if (number := cloud.get("health_check_node_port")) is not None:
        path = "load_balancer.cloud.health_check_node_port"
        found.append(Claim(component, path, number, ("node port", cluster_name(args), number)))
    shared = cloud.get("openstack", {}).get("load_balancer_id")
    if not isinstance(shared, str):
        return found
    remedy = "choose another `port`, or leave one of the two apps a balancer of its own"
    for i, port in enumerate(args["ports"]):
        path = f"ports[{i}].{'port' if 'port' in port else 'container_port'}"
        key = ("listener", "cloud", shared, protocol_of(port), service_port_of(port))
        found.append(Claim(component, path, service_port_of(port), key, remedy=remedy))
    return found


CLOUD = Balancing(
    key="cloud",
    args=CloudBalancer,
    problems=problems,
    service_fields=service_fields,
    service_annotations=annotations,
    traffic_policy=traffic_policy,
    client_ip_kept=client_ip_kept,
    pods_see_clients=pods_see_clients,
    warnings=warnings,
    attach=_attach,
    timeout=timeout,
    claims=_claims,
)
