"""Ingresses and their like: is there a controller that serves them?"""

from collections.abc import Iterator
from typing import Any

from exposure_components.doctor.classes import image_of, ready, running
from exposure_components.doctor.findings import Finding, ok, problem, unknown, untold, warning
from exposure_components.doctor.plan import Plan, known, listed, named
from exposure_components.doctor.questions import Absent, Ask, Found, Object, Objects, objects
from exposure_components.problems import did_you_mean
from exposure_components.topology.inventory import ANNOTATED_CLASS
from exposure_components.topology.things import Thing, fields

_VERSION, _PLURAL = "networking.k8s.io/v1", "ingressclasses"
_DEFAULT = "ingressclass.kubernetes.io/is-default-class"
_ROUTES = ("Ingress", "HTTPProxy", "IngressRoute", "IngressRouteTCP", "IngressRouteUDP")


def ingress_classes(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Each class that the plan's routes name, and the default one where they name none."""
    named_by: dict[str, list[str]] = {}
    for route in plan.of(*_ROUTES):
        name = _class_of(route)
        # Kinds of a controller's own need no class: whoever knows them serves them.
        if name or route.kind == "Ingress":
            named_by.setdefault(name, []).append(plan.label(route))
    for name, routes in named_by.items():
        if name and plan.makes("IngressClass", name):
            yield ok(f"IngressClass {name}", "is made by the plan, with its controller")
        elif name:
            yield _named(name, routes, ask)
        else:
            yield _default(routes, ask)


def _class_of(route: Thing) -> str:
    annotations = fields(route.fields, "metadata", "annotations")
    return known(route.spec.get("ingressClassName")) or known(annotations.get(ANNOTATED_CLASS))


def _named(name: str, routes: list[str], ask: Ask) -> Finding:
    about = f"IngressClass {name}"
    answer = ask(Object(_VERSION, _PLURAL, name))
    if isinstance(answer, Absent):
        classes = named(objects(ask(Objects(_VERSION, _PLURAL))))
        has = f"the cluster has {listed(classes)}" if classes else "the cluster has none"
        remedy = did_you_mean(name, classes, f"{has}: install its controller, or let an ")
        remedy += "" if remedy.endswith("?") else "IngressController of the plan bring one"
        return problem(about, f"is not there, and {listed(routes)} asks for it", remedy)
    if not isinstance(answer, Found):
        return untold(about, "IngressClasses", answer)
    return _served(about, answer.value, ask)


def _default(routes: list[str], ask: Ask) -> Finding:
    answer = ask(Objects(_VERSION, _PLURAL))
    if not isinstance(answer, Found | Absent):
        return untold("the default IngressClass", "IngressClasses", answer)
    default = [
        each
        for each in objects(answer)
        if fields(each, "metadata", "annotations").get(_DEFAULT) == "true"
    ]
    if not default:
        rule = f"is none, and {listed(routes)} names no class: no controller serves it"
        remedy = "name one in `controller.class_name`, or annotate one as the default"
        return problem("the default IngressClass", rule, remedy)
    return _served(f"IngressClass {named(default)[0]}, the default", default[0], ask)


def _served(about: str, found: Any, ask: Ask) -> Finding:
    controller = str(fields(found, "spec").get("controller", ""))
    image = image_of(controller)
    answer = ask(Objects("v1", "pods"))
    if not image or not isinstance(answer, Found | Absent):
        rule = f"is there, of {controller}; whether that runs can't be told by its pods"
        return unknown(about, rule, "see whether it serves another route")
    pods = running(objects(answer), image)
    if serving := ready(pods):
        return ok(about, f"is served by {controller}: {listed(_where(serving))}")
    if pods:
        rule = f"is served by {controller}, and none of its pods is Ready: {listed(_where(pods))}"
        return problem(about, rule, "kubectl describe these pods")
    rule = f"is there, and no pod looks like its controller {controller} (an image with {image})"
    return warning(about, rule, "see whether it runs outside of the cluster; else install it")


def _where(pods: list[Any]) -> list[str]:
    found = [fields(each, "metadata") for each in pods]
    return [f"{each.get('namespace')}/{each.get('name')}" for each in found]
