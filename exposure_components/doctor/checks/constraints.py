"""OpenShift's security context constraints: may the pods' accounts use what their pods need?"""

from collections.abc import Iterator

from exposure_components.doctor.findings import Finding, ok, problem, unknown, untold
from exposure_components.doctor.plan import Plan
from exposure_components.doctor.questions import Absent, Ask, Found, Groups, May, Object
from exposure_components.doctor.taken import host_ports
from exposure_components.kinds import PodSecurityLevel
from exposure_components.objects.security import needed_level
from exposure_components.topology.pods import pod_spec
from exposure_components.topology.things import Thing, fields, items, texts

_GROUP = "security.openshift.io"
_PLURAL = "securitycontextconstraints"


def constraints(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Nothing is found where neither cluster nor plan is OpenShift's."""
    groups = ask(Groups())
    if not isinstance(groups, Found):
        return
    granted = dict(_granted(plan))
    if _GROUP not in groups.value:
        for (namespace, account), name in granted.items():
            rule = f"is granted the constraint {name}, and the cluster is no OpenShift"
            remedy = "leave `cluster.platform` out, so that the pods get users of their own"
            yield problem(f"ServiceAccount {namespace}/{account}", rule, remedy)
        return
    for workload in plan.workloads:
        given = granted.get((plan.namespace(workload), _account(workload)))
        yield _exists(plan, workload, given, ask) if given else _judged(plan, workload, ask)


def _exists(plan: Plan, workload: Thing, name: str, ask: Ask) -> Finding:
    about = plan.label(workload)
    answer = ask(Object(f"{_GROUP}/v1", _PLURAL, name))
    if isinstance(answer, Found):
        return ok(about, f"may use the constraint {name}, which the plan grants its account")
    if isinstance(answer, Absent):
        rule = f"needs the constraint {name}, which the cluster does not have"
        return problem(about, rule, "oc get scc; OpenShift has brought it since 4.11")
    return untold(about, "security context constraints", answer)


def _judged(plan: Plan, workload: Thing, ask: Ask) -> Finding:
    """What the plan grants nothing for: a plan for another platform, or a program of one's own."""
    about, spec = plan.label(workload), pod_spec(workload)
    if needed_level(dict(spec)) is PodSecurityLevel.RESTRICTED:
        return ok(about, "needs no more than restricted-v2, which every account may use")
    needed = "hostnetwork-v2" if host_ports(spec) else "privileged"
    account = f"{plan.namespace(workload)}:{_account(workload)}"
    answer = ask(May("use", _GROUP, _PLURAL, name=needed, account=account))
    remedy = "set `cluster.platform: openshift`, so that the plan grants it, or "
    remedy += f"oc adm policy add-scc-to-user {needed} -z {_account(workload)} "
    remedy += f"-n {plan.namespace(workload)}"
    if not isinstance(answer, Found):
        why = getattr(answer, "reason", "")
        rule = f"needs the constraint {needed}; whether its account may use it is not known: {why}"
        return unknown(about, rule, remedy)
    if answer.value:
        return ok(about, f"may use the constraint {needed}")
    return problem(about, f"needs the constraint {needed}, which its account may not use", remedy)


def _account(workload: Thing) -> str:
    return str(pod_spec(workload).get("serviceAccountName") or "default")


def _granted(plan: Plan) -> Iterator[tuple[tuple[str, str], str]]:
    """By namespace and account: the constraint that a role of the plan lets it use."""
    roles = {
        (plan.namespace(role), role.object_name): name
        for role in plan.of("Role")
        for rule in items(role.fields, "rules")
        if _PLURAL in texts(rule, "resources")
        for name in texts(rule, "resourceNames")
    }
    for binding in plan.of("RoleBinding"):
        namespace = plan.namespace(binding)
        role = str(fields(binding.fields, "roleRef").get("name"))
        if granted := roles.get((namespace, role)):
            for subject in items(binding.fields, "subjects"):
                yield (namespace, str(subject.get("name"))), granted
