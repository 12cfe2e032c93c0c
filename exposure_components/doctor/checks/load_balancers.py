"""Services of type LoadBalancer: is there something that gives them an address?"""

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.doctor.findings import Finding, ok, problem, untold, warning
from exposure_components.doctor.metallb import METALLB, announced
from exposure_components.doctor.plan import Plan, known, listed, named
from exposure_components.doctor.questions import Absent, Ask, Found, Groups, Objects, objects
from exposure_components.load_balancers.cloud.metallb import asks_metallb
from exposure_components.topology.things import Thing, fields, items

_CLOUDS = {
    "aws": "AWS",
    "azure": "Azure",
    "digitalocean": "DigitalOcean",
    "gce": "Google Cloud",
    "hcloud": "Hetzner Cloud",
    "openstack": "OpenStack",
}
"""By the scheme of nodes' `spec.providerID`: clouds whose controller makes balancers."""


def load_balancers(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Each such Service of the plan."""
    wanted = [each for each in plan.of("Service") if each.spec.get("type") == "LoadBalancer"]
    if not wanted:
        return
    answer = ask(Objects("v1", "services"))
    if not isinstance(answer, Found | Absent):
        for service in wanted:
            yield untold(plan.label(service), "Services of all namespaces", answer)
        return
    groups = ask(Groups())
    has_metallb = isinstance(groups, Found) and METALLB in groups.value
    own = {(plan.namespace(each), each.object_name) for each in wanted}
    others = [each for each in objects(answer) if _key(each) not in own]
    for service in wanted:
        asked = asks_metallb(fields(service.fields, "metadata", "annotations"))
        if asked or (has_metallb and not known(_class(service.spec))):
            yield announced(plan.label(service), service, others, ask, installed=has_metallb)
        else:
            yield _given(plan.label(service), service, others, ask)


def _key(service: Mapping[str, Any]) -> tuple[str, str]:
    metadata = fields(service, "metadata")
    return str(metadata.get("namespace")), str(metadata.get("name"))


def _class(spec: Mapping[str, Any]) -> str:
    return str(spec.get("loadBalancerClass") or "")


def _given(about: str, service: Thing, others: list[Any], ask: Ask) -> Finding:
    """By what other Services got, then by what the nodes say of their cloud."""
    wanted = _class(service.spec)
    alike = [
        each
        for each in others
        if fields(each, "spec").get("type") == "LoadBalancer"
        and _class(fields(each, "spec")) == wanted
    ]
    of_class = f"the class {wanted}" if wanted else "no class"
    if served := [each for each in alike if items(each, "status", "loadBalancer", "ingress")]:
        rule = f"will get an address as Service {'/'.join(_key(served[0]))} did, which has "
        return ok(about, f"{rule}{of_class}, too")
    clouds = {
        _CLOUDS[scheme]
        for node in objects(ask(Objects("v1", "nodes")))
        if (scheme := str(fields(node, "spec").get("providerID")).partition(":")[0]) in _CLOUDS
    }
    if clouds and not alike:
        return ok(
            about, f"is up to the controller of {listed(sorted(clouds))}, where the nodes are"
        )
    remedy = "install one, such as MetalLB or the cloud's controller, or use NodePortApp"
    if alike:
        rule = f"may wait for ever: {listed(named(alike))} of {of_class} waits for an address, too"
        return problem(about, rule, f"kubectl describe these Services; {remedy}")
    rule = "needs something that gives addresses to Services of type LoadBalancer with "
    return warning(about, f"{rule}{of_class}: nothing in the cluster shows it", remedy)
