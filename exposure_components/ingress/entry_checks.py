"""Ports of the controller that it cannot pass on."""

from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
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
    return found


def _open_problems(controller: Sound, port: Sound, number: int, protocol: str) -> list[Problem]:
    key = f"{protocol.lower()}_ports"
    if number in (controller.get(key) or ()):
        return []
    rule, remedy = f"is no {protocol} port of the controller", f"add it to the controller's `{key}`"
    return [port.problem("entry_port", rule, remedy)]
