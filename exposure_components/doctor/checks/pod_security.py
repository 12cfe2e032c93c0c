"""Pod Security admission: are the plan's pods admitted to their namespaces?"""

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.checks.security import LEVELS
from exposure_components.doctor.findings import Finding, ok, problem, unknown
from exposure_components.doctor.plan import Plan
from exposure_components.doctor.questions import Admission, Ask, Found, Object
from exposure_components.kinds import PodSecurityLevel
from exposure_components.objects.namespaces import ENFORCED
from exposure_components.objects.security import needed_level
from exposure_components.topology.pods import pod_spec
from exposure_components.topology.things import Thing, fields

_VIOLATES = "violates PodSecurity"
"""What the admission plugin says (k8s.io/pod-security-admission, admission.go)."""
_STAND_IN = "default"
"""A namespace that every cluster has: without a label it has the level of all without one."""


def pod_security(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """The level that each workload's pods need, against the one that their namespace has."""
    for workload in plan.workloads:
        needed = needed_level(dict(pod_spec(workload)))
        about = plan.label(workload)
        if needed is PodSecurityLevel.RESTRICTED:
            yield ok(about, "needs the level restricted, which every namespace admits")
            continue
        namespace = plan.namespace(workload)
        level = _label(plan, namespace, ask)
        if level in LEVELS:
            yield _compared(about, namespace, PodSecurityLevel(level), needed)
        else:
            yield _tried(about, namespace, workload, needed, ask)


def _compared(
    about: str, namespace: str, level: PodSecurityLevel, needed: PodSecurityLevel
) -> Finding:
    if LEVELS.index(level) >= LEVELS.index(needed):
        return ok(about, f"needs the level {needed}; namespace {namespace} enforces {level}")
    rule = f"needs the level {needed}, and namespace {namespace} enforces {level}: no pod starts"
    return problem(about, rule, _remedy(namespace, needed))


def _tried(
    about: str, namespace: str, workload: Thing, needed: PodSecurityLevel, ask: Ask
) -> Finding:
    """What the API server says of the pod: the level of an unlabelled namespace is in the
    configuration of its admission, which it does not tell."""
    there = isinstance(ask(Object("v1", "namespaces", namespace)), Found)
    where = namespace if there else _STAND_IN
    stands_in = there or not _live_label(_STAND_IN, ask)
    answer = ask(Admission(where, pod_spec(workload))) if stands_in else None
    if isinstance(answer, Found):
        rule = f"needs the level {needed}; namespace {namespace} has no label, and a dry run of "
        return ok(about, f"{rule}the pod in {where} is admitted")
    reason = getattr(answer, "reason", "")
    if _VIOLATES in reason:
        rule = f"needs the level {needed}, and the cluster's default for namespaces without a "
        rule += f"label refuses it: {reason[reason.index(_VIOLATES) :]}"
        return problem(about, rule, _remedy(namespace, needed))
    told = f", and a dry run of the pod was not answered: {reason}" if reason else ""
    rule = f"needs the level {needed}, and namespace {namespace} has no label {ENFORCED}: the "
    rule += f"cluster's own default holds, which the API does not tell{told}"
    return unknown(about, rule, f"label it to be sure: {_labelling(namespace, needed)}")


def _label(plan: Plan, namespace: str, ask: Ask) -> str:
    made = [each for each in plan.of("Namespace") if each.object_name == namespace]
    labels: Mapping[str, Any] = fields(made[0].fields, "metadata", "labels") if made else {}
    return str(labels.get(ENFORCED) or _live_label(namespace, ask))


def _live_label(namespace: str, ask: Ask) -> str:
    answer = ask(Object("v1", "namespaces", namespace))
    labels = fields(answer.value if isinstance(answer, Found) else None, "metadata", "labels")
    return str(labels.get(ENFORCED, ""))


def _remedy(namespace: str, needed: PodSecurityLevel) -> str:
    return f"{_labelling(namespace, needed)}; or choose a strategy or `security` that needs less"


def _labelling(namespace: str, needed: PodSecurityLevel) -> str:
    return f"kubectl label --overwrite namespace {namespace} {ENFORCED}={needed}"
