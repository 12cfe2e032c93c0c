"""The namespaces that the plan's objects are in."""

from collections.abc import Iterator

from exposure_components.doctor.findings import Finding, ok, problem, untold
from exposure_components.doctor.plan import Plan, listed
from exposure_components.doctor.questions import Absent, Ask, Found, Object
from exposure_components.doctor.resources import resource_of
from exposure_components.topology.things import Thing, fields


def namespaces(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Each is there, or is made."""
    used: dict[str, list[Thing]] = {}
    for each in plan.objects:
        if each.namespace or _is_namespaced(plan, each, ask):
            used.setdefault(plan.namespace(each), []).append(each)
    for name, things in used.items():
        about = f"Namespace {name}"
        made = plan.makes("Namespace", name)
        answer = ask(Object("v1", "namespaces", name))
        if isinstance(answer, Found):
            if fields(answer.value, "status").get("phase") == "Terminating":
                rule = "is being deleted: nothing can be made in it"
                yield problem(about, rule, "wait until it is gone, or see what holds it there")
            else:
                yield ok(about, "is there")
        elif made:
            yield ok(about, "is made by the plan")
        elif isinstance(answer, Absent):
            owners = listed(f"{each.kind} {each.object_name}" for each in things)
            rule = f"is not there, and {owners} of the plan would be in it"
            remedy = f"kubectl create namespace {name}, or let the plan make it: `namespace.create`"
            yield problem(about, rule, remedy)
        else:
            yield untold(about, "namespaces", answer)


def _is_namespaced(plan: Plan, thing: Thing, ask: Ask) -> bool:
    resource = resource_of(thing, plan.kinds, ask)
    return resource is not None and resource.namespaced
