"""From args to problems, objects and promises: what all strategies do alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.checks.cluster import cluster_problems
from exposure_components.checks.collisions import Claim
from exposure_components.checks.metadata import metadata_problems
from exposure_components.checks.network import network_problems
from exposure_components.checks.ports import port_problems
from exposure_components.checks.probes import probe_problems
from exposure_components.checks.resources import resource_problems
from exposure_components.checks.scheduling import scheduling_problems
from exposure_components.checks.security import pod_security_problems, security_problems
from exposure_components.checks.sound import Sound, sound
from exposure_components.checks.volumes import volume_problems
from exposure_components.checks.workload import workload_problems
from exposure_components.dns.app_checks import dns_problems
from exposure_components.dns.claims import dns_claims
from exposure_components.dns.hosts import Host
from exposure_components.dns.record_sets import record_sets
from exposure_components.endpoints import Reach
from exposure_components.named import UNKNOWN_HOST, app_hosts
from exposure_components.names import shortened
from exposure_components.objects.accounts import accounts
from exposure_components.objects.labels import Manifest, namespace_name
from exposure_components.objects.merging import conflicts
from exposure_components.objects.namespaces import namespaces
from exposure_components.objects.network import PodNetwork
from exposure_components.objects.pods import own_pod_spec
from exposure_components.objects.policies import disruption_budgets, network_policies
from exposure_components.objects.security import needed_level
from exposure_components.objects.services import service
from exposure_components.objects.volumes import claims
from exposure_components.objects.workloads import workload
from exposure_components.problems import Problem

_SHARED_CHECKS = (
    port_problems,
    workload_problems,
    resource_problems,
    probe_problems,
    volume_problems,
    scheduling_problems,
    security_problems,
    network_problems,
    cluster_problems,
)


NOT_AWAITED = {"pulumi.com/skipAwait": "true"}
"""The workload's await tells readiness; the Service's would only wait 10 s for nothing."""


@dataclass(frozen=True)
class Strategy:
    """What tells one way of exposing from another, as functions of the args."""

    title: str
    """Name of its component."""
    args: Any
    """Type of its args."""
    network: PodNetwork
    problems: Callable[[Sound], list[Problem]]
    """What only this strategy refuses."""
    reaches: Callable[[Any], list[Reach]]
    """Its endpoints."""
    warnings: Callable[[Any], list[str]]
    """Its drawbacks, for these args."""
    claims: Callable[[str, Any], list[Claim]]
    """The ports of nodes that it takes, and the listeners of balancers."""
    service_fields: Callable[[Any], Mapping[str, Any]] = lambda _args: {}
    """What it makes of the spec of the Service. Default: it stays a ClusterIP Service."""
    service_annotations: Callable[[str, Any], Mapping[str, Any]] = lambda _name, _args: NOT_AWAITED
    """Of the objects' name and the args. Default: `up` does not wait for the Service."""
    routes: Callable[[str, Any], list[Manifest]] = lambda _name, _args: []
    """Of the objects' name and the args: what leads to the Service from outside."""
    timeout: Callable[[Any], int | None] = lambda _args: None
    """Seconds that `up` waits for the address of the Service, or of an Ingress. None: as long as
    the provider does."""
    leads_to: Callable[[Any], list[Host]] | None = None
    """What the app's name leads to, where that is not the hosts of its endpoints."""
    known_by: str = "the nodes in `cluster.nodes`"
    """Where the args say what a name could lead to, as a message names it."""
    pods_see_clients: Callable[[Any], bool] = lambda _args: True
    """Whether packets reach the pods from the clients' addresses, so that a NetworkPolicy can
    judge them by `allowed_cidrs`."""
    has_alias: Callable[[Any], bool] = lambda _args: False
    """Whether an ALIAS record can lead to the app."""


@dataclass(frozen=True)
class Exposure:
    """All that a component makes and promises."""

    name: str
    """Name of the objects."""
    args: Any
    """What the component was given, without problems."""
    objects: Sequence[Manifest]
    """What is made in the cluster, in order."""
    reaches: Sequence[Reach]
    warnings: Sequence[str]
    claims: Sequence[Claim]
    dns: Mapping[str, Any] | None
    """The name that leads to the app."""
    leads_to: Sequence[Host] | None
    """What it leads to. None: the hosts of the endpoints, whose place it takes."""
    timeout: int | None
    """Seconds to wait for the Service or the Ingress."""


def problems(strategy: Strategy, component: str, args: Any) -> list[Problem]:
    """All that is wrong with the args of the component of that name."""
    readable, found = sound(args, strategy.args)
    well_shaped = not found
    found = [*found, *metadata_problems(component, readable)]
    for check in _SHARED_CHECKS:
        found += check(readable)
    found += strategy.problems(readable)
    # What is built can be judged only where it can be built.
    if well_shaped:
        found += _built_problems(strategy, component, args, readable)
    return found + _dns_problems(strategy, args, readable, buildable=not found)


def _dns_problems(
    strategy: Strategy, args: Any, readable: Sound, *, buildable: bool
) -> list[Problem]:
    if "dns" not in readable.value:
        return []
    asked, aliased = readable.below("dns"), not buildable or strategy.has_alias(args)
    # Without pods nothing answers: the name comes with the first.
    hosts = [UNKNOWN_HOST]
    if buildable and args.get("replicas") != 0:
        hosts = _named_hosts(strategy, args)
    return dns_problems(asked, hosts, aliased=aliased, known_by=strategy.known_by)


def _built_problems(
    strategy: Strategy, component: str, args: Any, readable: Sound
) -> list[Problem]:
    if "selector" in args or not args["ports"]:
        return []
    name = object_name(component, args)
    own = own_pod_spec(name, args, args["ports"], strategy.network)
    found = list(conflicts(own, args.get("pod_spec", {}), "pod_spec"))
    spec = workload(name, args, args["ports"], strategy.network)["spec"]["template"]["spec"]
    return found + pod_security_problems(readable, needed_level(spec))


def expose(strategy: Strategy, component: str, args: Any) -> Exposure:
    """What args without problems come to."""
    name, ports = object_name(component, args), args["ports"]
    fields, annotations = strategy.service_fields(args), strategy.service_annotations(name, args)
    in_front = service(name, args, ports, fields, annotations)
    reaches = strategy.reaches(args)
    judged = args if strategy.pods_see_clients(args) else _without(args, "allowed_cidrs")
    if "selector" in args:
        objects = [*namespaces(name, args, needed_level({})), in_front]
    else:
        made = workload(name, args, ports, strategy.network)
        objects = [
            *namespaces(name, args, needed_level(made["spec"]["template"]["spec"])),
            *accounts(name, args, strategy.network),
            *claims(name, args),
            made,
            in_front,
            *disruption_budgets(name, args),
        ]
    return Exposure(
        name=name,
        args=args,
        objects=[
            *objects,
            *network_policies(name, judged, ports),
            *strategy.routes(name, args),
        ],
        reaches=reaches,
        warnings=strategy.warnings(args),
        claims=claimed(strategy, component, args),
        dns=args.get("dns") if reaches else None,
        leads_to=None if strategy.leads_to is None else strategy.leads_to(args),
        timeout=strategy.timeout(args),
    )


def claimed(strategy: Strategy, component: str, args: Any) -> list[Claim]:
    """What an app takes for itself, so that no other can have it."""
    name = object_name(component, args)
    return [
        *_name_claims(name, component, args),
        *_route_claims(strategy, name, component, args),
        *strategy.claims(component, args),
        *_record_claims(strategy, component, args),
    ]


def _record_claims(strategy: Strategy, component: str, args: Any) -> list[Claim]:
    hosts = _named_hosts(strategy, args) if "dns" in args else []
    if not hosts:
        return []
    sets = record_sets(args["dns"], hosts)
    return dns_claims(component, args["dns"]["zone"], sets, "dns")


def _named_hosts(strategy: Strategy, args: Any) -> list[Host]:
    if strategy.leads_to is not None:
        return strategy.leads_to(args)
    return app_hosts(strategy.reaches(args), args)


def _without(args: Mapping[str, Any], key: str) -> Any:
    return {k: v for k, v in args.items() if k != key}


def object_name(component: str, args: Mapping[str, Any]) -> str:
    """The name of the app's objects in the cluster."""
    return shortened(str(args.get("name", component)))


def cluster_name(args: Mapping[str, Any]) -> str:
    """Which cluster of the program the app is on."""
    return str(args.get("cluster", {}).get("name", ""))


def _name_claims(name: str, component: str, args: Any) -> list[Claim]:
    cluster, namespace = cluster_name(args), namespace_name(name, args)
    made = [Claim(component, "name", name, ("name", cluster, namespace, name))]
    if args.get("namespace", {}).get("create"):
        key = ("namespace", cluster, namespace)
        made.append(Claim(component, "namespace.create", namespace, key))
    return made


def _route_claims(strategy: Strategy, name: str, component: str, args: Any) -> list[Claim]:
    """Names of objects beyond the app's own, such as `influxdb-http`, which may be another's."""
    place = (cluster_name(args), namespace_name(name, args))
    remedy = "give one of the two apps another `name`"
    return [
        Claim(component, "name", made, ("object", *place, manifest["kind"], made), remedy=remedy)
        for manifest in strategy.routes(name, args)
        for made in [manifest["metadata"]["name"]]
    ]
