"""The kinds of the plan's objects: does the API server know them?"""

from collections.abc import Container, Iterator

from exposure_components.doctor.findings import Finding, ok, problem, untold
from exposure_components.doctor.plan import Plan, group_of, listed
from exposure_components.doctor.questions import (
    Ask,
    Found,
    Groups,
    Kinds,
    Refused,
    Unanswered,
    objects,
)
from exposure_components.doctor.resources import version_of
from exposure_components.topology.things import texts

_BRING = {
    "cert-manager.io": "install cert-manager",
    "elbv2.k8s.aws": "install the AWS Load Balancer Controller, which brings it",
    "gateway.networking.k8s.io": "install the Gateway API's kinds, from its experimental channel "
    "for TCPRoute and UDPRoute (gateway-api.sigs.k8s.io, Getting started)",
    "metallb.io": "install MetalLB",
    "projectcontour.io": "let an IngressController of the plan run Contour, or install Contour",
    "route.openshift.io": "choose another ingress controller: Routes are OpenShift's own",
    "traefik.io": "let an IngressController of the plan run Traefik, or install Traefik's kinds",
}
"""What brings the kinds of a group."""
_OTHERWISE = "install what defines it"


def kinds(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Each version of each group that the plan's objects are of."""
    used: dict[str, list[str]] = {}
    for each in plan.objects:
        version = version_of(each)
        if each.kind not in used.setdefault(version, []):
            used[version].append(each.kind)
    for version, wanted in used.items():
        yield from _served(version, wanted, plan.kinds, ask)


def _served(
    version: str, wanted: list[str], brought: Container[tuple[str, str]], ask: Ask
) -> Iterator[Finding]:
    asked = [kind for kind in wanted if (version, kind) not in brought]
    if len(asked) < len(wanted):
        made = [kind for kind in wanted if kind not in asked]
        yield ok(version, f"is brought by the plan, with {listed(made)}")
    if not asked:
        return
    answer = ask(Kinds(version))
    if isinstance(answer, Refused | Unanswered):
        yield untold(f"{version} {listed(asked)}", f"the kinds of {version}", answer)
        return
    served = {each.get("kind") for each in objects(answer)}
    if there := [kind for kind in asked if kind in served]:
        yield ok(version, f"is served, with {listed(there)}")
    if missing := [kind for kind in asked if kind not in served]:
        yield _missing(version, missing, ask)


def _missing(version: str, kinds: list[str], ask: Ask) -> Finding:
    about = f"{version} {listed(kinds)}"
    group = group_of(version)
    remedy = _BRING.get(group, _OTHERWISE)
    groups = ask(Groups())
    versions = texts(groups.value, group) if isinstance(groups, Found) else []
    others = [each for each in versions if f"{group}/{each}" != version]
    if others and version.rpartition("/")[2] not in versions:
        rule = f"is not served: the cluster has {group} in {listed(others)}"
        return problem(about, rule, f"{remedy}, of a release that has this version")
    return problem(about, "is not known to the API server", remedy)
