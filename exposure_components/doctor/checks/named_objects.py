"""Secrets, ConfigMaps, claims and accounts that the plan's objects name: are they there?"""

from collections.abc import Iterator

from exposure_components.doctor.findings import Finding, ok, problem, untold
from exposure_components.doctor.plan import Plan, known, listed
from exposure_components.doctor.questions import Absent, Ask, Found, Object
from exposure_components.doctor.references import PLURALS, TLS, Reference, references
from exposure_components.topology.things import fields

_ISSUERS = ("cert-manager.io/issuer", "cert-manager.io/cluster-issuer")
"""Annotations of Ingresses and Gateways whose Secrets cert-manager fills."""
_HOW = {
    "ConfigMap": "kubectl -n {namespace} create configmap {name} --from-file=FILE",
    "PersistentVolumeClaim": "make the claim, or let the pods have an `empty_dir`",
    "Secret": "kubectl -n {namespace} create secret generic {name} --from-file=FILE",
    "ServiceAccount": "kubectl -n {namespace} create serviceaccount {name}",
}
_TLS = (
    "kubectl -n {namespace} create secret tls {name} --cert=FILE --key=FILE, or let cert-manager "
    "fill it: `issuer`"
)


def named_objects(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Each object that is named and that the plan does not make."""
    wanted: dict[tuple[str, str, str], tuple[set[str], list[str]]] = {}
    for thing in plan.objects:
        annotations = fields(thing.fields, "metadata", "annotations")
        filled = any(each in annotations for each in _ISSUERS)
        for each in references(plan, thing):
            if not (filled and each.keys == TLS) and not _made(plan, each):
                keys, users = wanted.setdefault((each.kind, each.namespace, each.name), (set(), []))
                keys.update(each.keys)
                users.append(plan.label(thing))
    for (kind, namespace, name), (keys, users) in wanted.items():
        reference = Reference(kind, namespace, name, tuple(sorted(keys)))
        yield _found(reference, users, ask)


def _made(plan: Plan, each: Reference) -> bool:
    if each.kind == "PersistentVolumeClaim" and plan.of("StatefulSet"):
        # Its templates make claims of names that only the controller gives.
        return plan.makes(each.kind, each.name, each.namespace)
    filled = each.kind == "Secret" and any(
        known(c.spec.get("secretName")) == each.name and plan.namespace(c) == each.namespace
        for c in plan.of("Certificate")
    )
    return filled or plan.makes(each.kind, each.name, each.namespace)


def _found(wanted: Reference, users: list[str], ask: Ask) -> Finding:
    about = f"{wanted.kind} {wanted.namespace}/{wanted.name}"
    template = _TLS if set(TLS) <= set(wanted.keys) else _HOW[wanted.kind]
    remedy = template.format(namespace=wanted.namespace, name=wanted.name)
    answer = ask(Object("v1", PLURALS[wanted.kind], wanted.name, wanted.namespace))
    if isinstance(answer, Absent):
        return problem(about, f"is not there, and {listed(users)} needs it", remedy)
    if not isinstance(answer, Found):
        return untold(about, PLURALS[wanted.kind], answer)
    has = {*fields(answer.value, "data"), *fields(answer.value, "binaryData")}
    if missing := [key for key in wanted.keys if key not in has]:
        rule = f"has no {listed(missing)}, which {listed(users)} needs"
        return problem(about, rule, f"add it; it has {listed(sorted(has)) or 'nothing'}")
    return ok(about, "is there")
