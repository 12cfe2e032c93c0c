"""Routes of the Gateway API: are the Gateways there, and the classes that Gateways name?"""

from collections.abc import Iterator
from typing import Any

from exposure_components.doctor.findings import Finding, ok, problem, untold, warning
from exposure_components.doctor.plan import Plan, is_true, known, listed, named
from exposure_components.doctor.questions import Absent, Ask, Found, Object, Objects, objects
from exposure_components.problems import did_you_mean
from exposure_components.topology.things import fields, items

_GROUP = "gateway.networking.k8s.io"
_VERSION = f"{_GROUP}/v1"
_ROUTES = ("HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute")


def gateways(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Gateways that the plan's routes hang on, and classes of Gateways that it makes."""
    seen: set[tuple[str, str]] = set()
    for route in plan.of(*_ROUTES):
        for parent in items(route.spec, "parentRefs"):
            namespace = known(parent.get("namespace")) or plan.namespace(route)
            name = known(parent.get("name"))
            is_gateway = parent.get("kind", "Gateway") == "Gateway"
            made = plan.makes("Gateway", name, namespace)
            if is_gateway and name and not made and (namespace, name) not in seen:
                seen.add((namespace, name))
                yield _gateway(namespace, name, plan.label(route), ask)
    classes = {known(each.spec.get("gatewayClassName")) for each in plan.of("Gateway")}
    for name in sorted(classes - {""}):
        if plan.makes("GatewayClass", name):
            yield ok(f"GatewayClass {name}", "is made by the plan, with its controller")
        else:
            yield _class(name, ask)


def _gateway(namespace: str, name: str, route: str, ask: Ask) -> Finding:
    about = f"Gateway {namespace}/{name}"
    answer = ask(Object(_VERSION, "gateways", name, namespace))
    if isinstance(answer, Absent):
        found = objects(ask(Objects(_VERSION, "gateways")))
        there = [f"{fields(e, 'metadata').get('namespace')}/{n}" for e in found for n in named([e])]
        otherwise = f"the cluster has {listed(there) or 'none'}; let a Gateway of the plan be made"
        remedy = did_you_mean(f"{namespace}/{name}", there, otherwise)
        return problem(about, f"is not there, and {route} hangs on it", remedy)
    if not isinstance(answer, Found):
        return untold(about, "Gateways", answer)
    return _conditions(about, answer.value, ("Accepted", "Programmed"), "gateway")


def _class(name: str, ask: Ask) -> Finding:
    about = f"GatewayClass {name}"
    answer = ask(Object(_VERSION, "gatewayclasses", name))
    if isinstance(answer, Absent):
        classes = named(objects(ask(Objects(_VERSION, "gatewayclasses"))))
        otherwise = f"the cluster has {listed(classes) or 'none'}: install a controller that brings"
        remedy = did_you_mean(name, classes, f"{otherwise} it, or name another in `class_name`")
        return problem(about, "is not there", remedy)
    if not isinstance(answer, Found):
        return untold(about, "GatewayClasses", answer)
    return _conditions(about, answer.value, ("Accepted",), "gatewayclass")


def _conditions(about: str, found: Any, wanted: tuple[str, ...], plural: str) -> Finding:
    missing = [each for each in wanted if not is_true(found, each)]
    if not missing:
        return ok(about, f"is {' and '.join(wanted)}")
    told = [
        f"{each.get('reason')}: {each.get('message')}"
        for each in items(found, "status", "conditions")
        if each.get("type") in missing
    ]
    metadata = fields(found, "metadata")
    where = f"-n {metadata['namespace']} " if metadata.get("namespace") else ""
    remedy = f"see whether its controller runs: kubectl {where}describe {plural} "
    remedy += str(metadata.get("name"))
    if "Accepted" in missing:
        why = f" ({listed(told)})" if told else ": no controller has said a word of it"
        return problem(about, f"is not Accepted{why}", remedy)
    return warning(about, f"is not Programmed ({listed(told) or 'nothing is told of it'})", remedy)
