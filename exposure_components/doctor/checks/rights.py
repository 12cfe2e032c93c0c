"""Whether the user may make what the plan has."""

from collections.abc import Iterator

from exposure_components.doctor.findings import Finding, ok, problem, unknown
from exposure_components.doctor.plan import Plan, group_of, listed
from exposure_components.doctor.questions import Ask, Found, May
from exposure_components.doctor.resources import resource_of, version_of

_VERBS = ("create", "get", "patch", "delete")
"""What Pulumi's Kubernetes provider does with objects: server-side apply needs create and patch."""


def rights(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Each verb on each kind in each namespace; what is allowed everywhere is asked once."""
    wanted: dict[tuple[str, str, str], None] = {}
    for each in plan.objects:
        resource = resource_of(each, plan.kinds, ask)
        if resource is not None:
            namespace = plan.namespace(each) if resource.namespaced else ""
            wanted[group_of(version_of(each)), resource.plural, namespace] = None
    allowed: list[str] = []
    for group, plural, namespace in wanted:
        name = f"{plural}.{group}" if group else plural
        found = list(_denied(name, group, plural, namespace, ask))
        allowed += [] if found else [name]
        yield from found
    if allowed:
        yield ok("the user", f"may make, change and delete {listed(allowed, most=40)}")


def _denied(name: str, group: str, plural: str, namespace: str, ask: Ask) -> Iterator[Finding]:
    about = f"{name} in {namespace}" if namespace else name
    denied: list[str] = []
    for verb in _VERBS:
        answer = ask(May(verb, group, plural))
        if namespace and isinstance(answer, Found) and not answer.value:
            answer = ask(May(verb, group, plural, namespace))
        if not isinstance(answer, Found):
            rule = f"is not known to be allowed: {getattr(answer, 'reason', 'nobody answers')}"
            yield unknown(about, rule, f"kubectl auth can-i {verb} {name}")
            return
        denied += [] if answer.value else [verb]
    if denied:
        where = f"-n {namespace} create role NAME" if namespace else "create clusterrole NAME"
        remedy = f"let somebody who may: kubectl {where} --verb={','.join(denied)} "
        remedy += f"--resource={name}, and bind it to the user"
        yield problem(about, f"is forbidden to the user: {listed(denied)}", remedy)
