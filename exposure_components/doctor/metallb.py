"""Whether MetalLB will give a Service its address, and announce it."""

from collections.abc import Mapping, Sequence
from typing import Any

from exposure_components.doctor import pools
from exposure_components.doctor.classes import ready, running
from exposure_components.doctor.findings import Finding, ok, problem, warning
from exposure_components.doctor.plan import known, listed, named
from exposure_components.doctor.questions import Ask, Found, Objects, objects
from exposure_components.load_balancers.cloud.metallb import PREFIXES
from exposure_components.topology.things import Thing, fields, items

METALLB = "metallb.io"
"""Group of its API."""
_VERSION = "v1beta1"


def announced(
    about: str, service: Thing, others: Sequence[Mapping[str, Any]], ask: Ask, *, installed: bool
) -> Finding:
    """Its kinds, its pools, its pods, and who has the address already."""
    if not installed:
        rule = "is annotated for MetalLB, which is not in the cluster"
        return problem(about, rule, "install MetalLB and give it an IPAddressPool")
    answer = ask(Objects(f"{METALLB}/{_VERSION}", "ipaddresspools"))
    there = list(objects(answer))
    if isinstance(answer, Found) and not there:
        rule = "will get no address: MetalLB has no IPAddressPool"
        return problem(about, rule, "give it one, and an L2Advertisement or BGPAdvertisement of it")
    wanted = _addresses(service)
    if (pool := _annotation(service, "address-pool")) and pool not in named(there):
        rule = f"asks for the pool {pool}; MetalLB has {listed(named(there))}"
        return problem(about, rule, "name one of them in `address_pool`, or make it")
    for address in wanted:
        if there and not any(pools.has(each, address) for each in there):
            rule = f"asks for {address}, which no pool has: {listed(pools.shown(there))}"
            return problem(about, rule, "choose an address of a pool, or add it to one")
        if holder := _holder(address, service, others):
            rule = f"asks for {address}, which Service {holder} has"
            return problem(about, rule, "choose another, or share it by `allow_shared_ip` on both")
    if there and not (wanted or pool or any(map(pools.gives_by_itself, there))):
        rule = "asks for no pool, and none of MetalLB's gives addresses to such Services"
        return problem(about, rule, "name one in `address_pool`")
    return _serving(about, wanted, ask)


def _serving(about: str, wanted: Sequence[str], ask: Ask) -> Finding:
    kinds = ("l2advertisements", "bgpadvertisements")
    answers = [ask(Objects(f"{METALLB}/{_VERSION}", each)) for each in kinds]
    if all(isinstance(each, Found) and not each.value for each in answers):
        rule = "will get an address that nobody answers for: MetalLB announces none"
        return problem(about, rule, "make an L2Advertisement or a BGPAdvertisement of the pool")
    pods = ask(Objects("v1", "pods"))
    serving = ready(running(objects(pods), "metallb"))
    if isinstance(pods, Found) and not serving:
        rule = "needs MetalLB, of which no pod (an image with metallb) is Ready"
        return warning(about, rule, "see whether its controller and its speakers run")
    return ok(about, f"will get {listed(wanted) or 'an address'} of MetalLB")


def _addresses(service: Thing) -> list[str]:
    listed_ones = _annotation(service, "loadBalancerIPs").split(",")
    given = [*listed_ones, known(service.spec.get("loadBalancerIP"))]
    return [each.strip() for each in given if each.strip()]


def _annotation(service: Thing, name: str) -> str:
    annotations = fields(service.fields, "metadata", "annotations")
    found = (known(annotations.get(prefix + name)) for prefix in PREFIXES)
    return next(filter(None, found), "")


def _holder(address: str, service: Thing, others: Sequence[Mapping[str, Any]]) -> str:
    if _annotation(service, "allow-shared-ip"):
        return ""
    for each in others:
        if any(i.get("ip") == address for i in items(each, "status", "loadBalancer", "ingress")):
            metadata = fields(each, "metadata")
            return f"{metadata.get('namespace')}/{metadata.get('name')}"
    return ""
