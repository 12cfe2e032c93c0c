"""Backends that cannot be."""

from __future__ import annotations

from exposure_components.checks.metadata import subdomain_problem
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.gateway.limits import at_most
from exposure_components.names import is_dns_label
from exposure_components.ports import PORTS, protocol_of
from exposure_components.problems import Problem, did_you_mean

_MOST = 16
_WEIGHTS = range(1_000_001)


def backend_problems(args: Sound, item: Sound, protocol: str) -> list[Problem]:
    """Of a rule, or of a port: ports that the app lacks, weights that are none."""
    numbers = [
        port.get("container_port")
        for port in args.items("ports")
        if protocol_of(port) == protocol and isinstance(port.get("container_port"), int)
    ]
    backends = item.items("backends")
    found = at_most(item, "backends", _MOST, "send to fewer")
    for backend in backends:
        found += [*_one(backend, numbers), *_service_problems(backend)]
    weights = [backend.get("weight", 1) for backend in backends]
    if weights and not any(weights):
        rule, remedy = "have no weight but 0: nothing would be answered", "give one more than 0"
        found.append(Problem(item.at("backends"), None, rule, remedy))
    return found


def _one(backend: Sound, numbers: list[int]) -> list[Problem]:
    found = in_range(backend, "weight", _WEIGHTS, "choose one inside")
    if {"port", "service"} <= backend.value.keys():
        rule = "stands beside `service`, which has a port of its own"
        return [*found, backend.problem("port", rule, "drop one of the two")]
    port = backend.get("port")
    if port is None or port in numbers:
        return found
    known = [str(number) for number in numbers]
    rule = "is no `container_port` of the app that could be led to"
    remedy = did_you_mean(str(port), known, f"give one of {', '.join(known)}")
    return [*found, backend.problem("port", rule, remedy)]


def _service_problems(backend: Sound) -> list[Problem]:
    service = backend.below("service")
    found = in_range(service, "port", PORTS, "give the Service's port")
    if isinstance(service.plain("name"), str):
        found += subdomain_problem(service, "name", "Service")
    namespace = service.get("namespace")
    if namespace is not None and not is_dns_label(namespace):
        rule = "is no DNS label (RFC 1123)"
        found.append(service.problem("namespace", rule, "use a-z, 0-9 and dashes"))
    return found
