"""What an app says of its controller, and cannot be."""

from exposure_components.checks.cluster import host_problems
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.dns.domain_names import name_problems
from exposure_components.ingress.words import HTTP_PORT, HTTPS_PORT
from exposure_components.names import is_dns_subdomain
from exposure_components.ports import PORTS
from exposure_components.problems import Problem
from exposure_components.values import sequence


def controller_problems(args: Sound) -> list[Problem]:
    """Names, addresses and ports."""
    controller = args.below("controller")
    found: list[Problem] = []
    name = controller.get("class_name")
    if name is not None and not is_dns_subdomain(name):
        rule = "is no name of an IngressClass"
        found.append(controller.problem("class_name", rule, "see `kubectl get ingressclass`"))
    for at, address in controller.texts("addresses"):
        found += host_problems(at, address)
    domain = controller.get("domain")
    if domain is not None:
        found += name_problems(controller.at("domain"), domain, wildcard=True)
    for key in ("http_port", "https_port"):
        found += in_range(controller, key, PORTS, "give the controller's port")
    for key in ("tcp_ports", "udp_ports"):
        found += number_problems(controller, key)
    http = {controller.get("http_port", HTTP_PORT), controller.get("https_port", HTTPS_PORT)}
    for i, number in enumerate(sequence(controller.get("tcp_ports")) or ()):
        if number in http:
            rule, remedy = "is the controller's for HTTP or HTTPS", "drop it"
            found.append(Problem(f"{controller.at('tcp_ports')}[{i}]", number, rule, remedy))
    return found


def number_problems(fields: Sound, key: str) -> list[Problem]:
    """A list of ports of the controller: each in range, and once."""
    numbers = sequence(fields.get(key)) or ()
    found: list[Problem] = []
    for i, number in enumerate(numbers):
        at = f"{fields.at(key)}[{i}]"
        if number not in PORTS:
            rule = f"is outside of {PORTS.start}-{PORTS.stop - 1}"
            found.append(Problem(at, number, rule, "choose one inside"))
        elif number in numbers[:i]:
            found.append(Problem(at, number, "stands there twice", "drop one"))
    return found
