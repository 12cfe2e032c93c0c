"""cert-manager's issuers that the plan names."""

from collections.abc import Iterator

from exposure_components.doctor.findings import Finding, ok, problem, untold
from exposure_components.doctor.plan import Plan, is_true, known, listed
from exposure_components.doctor.questions import Absent, Ask, Found, Object
from exposure_components.topology.things import fields, items

_PLURALS = {"Issuer": "issuers", "ClusterIssuer": "clusterissuers"}
_ANNOTATIONS = {
    "cert-manager.io/issuer": "Issuer",
    "cert-manager.io/cluster-issuer": "ClusterIssuer",
}


def issuers(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Each is there and Ready."""
    wanted: dict[tuple[str, str, str], str] = {}
    for certificate in plan.of("Certificate"):
        reference = fields(certificate.spec, "issuerRef")
        if reference.get("group", "cert-manager.io") == "cert-manager.io":
            kind, name = str(reference.get("kind", "Issuer")), known(reference.get("name"))
            wanted[kind, plan.namespace(certificate), name] = plan.label(certificate)
    for thing in plan.of("Ingress", "Gateway"):
        annotations = fields(thing.fields, "metadata", "annotations")
        for annotation, kind in _ANNOTATIONS.items():
            name = known(annotations.get(annotation))
            wanted[kind, plan.namespace(thing), name] = plan.label(thing)
    for (kind, namespace, name), user in wanted.items():
        where = namespace if kind == "Issuer" else ""
        if name and kind in _PLURALS and not plan.makes(kind, name, where or None):
            yield _ready(kind, where, name, user, ask)


def _ready(kind: str, namespace: str, name: str, user: str, ask: Ask) -> Finding:
    about = f"{kind} {namespace}/{name}" if namespace else f"{kind} {name}"
    answer = ask(Object("cert-manager.io/v1", _PLURALS[kind], name, namespace))
    if isinstance(answer, Absent):
        remedy = "make it (cert-manager.io, Configuration), or name another in `issuer`"
        return problem(about, f"is not there, and {user} asks it for a certificate", remedy)
    if not isinstance(answer, Found):
        return untold(about, _PLURALS[kind], answer)
    if is_true(answer.value, "Ready"):
        return ok(about, "is Ready")
    told = [str(each.get("message")) for each in items(answer.value, "status", "conditions")]
    rule = f"is not Ready: {listed(told) or 'cert-manager has said nothing of it'}"
    where = f"-n {namespace} " if namespace else ""
    return problem(about, rule, f"kubectl {where}describe {kind.lower()} {name}")
