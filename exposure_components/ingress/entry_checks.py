"""Ports of the controller that it cannot pass on, and what it cannot do to those that it does."""

from typing import Any

from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.ingress.tls_checks import OF_REQUESTS
from exposure_components.ingress.words import asked_by_http, entries
from exposure_components.ports import PORTS, protocol_of
from exposure_components.problems import Problem

_PASSED_ON = ("TCP", "UDP")


def entry_problems(args: Sound) -> list[Problem]:
    """Of the `entry_port` of each port."""
    found: list[Problem] = []
    first: dict[tuple[str, int], str] = {}
    for port in args.items("ports"):
        number, protocol = port.get("entry_port"), protocol_of(port)
        wrong = in_range(port, "entry_port", PORTS, "choose a port of the controller")
        found += wrong
        if number is None or wrong:
            continue
        taken = first.setdefault((protocol, number), port.path)
        if taken != port.path:
            rule, remedy = f"is {taken}'s as well", "give one of them another"
            found.append(port.problem("entry_port", rule, remedy))
        if protocol in _PASSED_ON:
            found += _open_problems(args.below("controller"), port, number, protocol)
        if "backend_protocol" in port.value:
            rule = "is for HTTP, and the controller passes the port on as it is"
            found.append(port.problem("backend_protocol", rule, "drop it, or `entry_port`"))
    return found + _request_problems(args)


def _request_problems(args: Sound) -> list[Problem]:
    """Words about requests, where the controller sees none."""
    ports = args.items("ports")
    if asked_by_http(ports) or not any(port.get("entry_port") for port in ports):
        return []
    rule, remedy = "needs requests, and every port is passed on as it is", "drop it"
    return [Problem(key, None, rule, remedy) for key in (*OF_REQUESTS, "tls") if key in args.value]


def uncovered(args: Any) -> list[str]:
    """Ports that are passed on beside what holds for requests alone."""
    kept = [key for key in ("basic_auth", "rate_limit") if key in args]
    if not kept or not asked_by_http(args["ports"]):
        return []
    return [
        f"ports[{i}].entry_port: {port['entry_port']} is passed on as it is, without "
        f"{' and '.join(kept)}"
        for i, port in entries(args)
    ]


def _open_problems(controller: Sound, port: Sound, number: int, protocol: str) -> list[Problem]:
    key = f"{protocol.lower()}_ports"
    if number in (controller.get(key) or ()):
        return []
    rule, remedy = f"is no {protocol} port of the controller", f"add it to the controller's `{key}`"
    return [port.problem("entry_port", rule, remedy)]
