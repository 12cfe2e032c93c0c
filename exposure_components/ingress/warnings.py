"""What may surprise the users of an app behind a controller."""

from __future__ import annotations

from typing import Any

from exposure_components.checks.sound import Sound
from exposure_components.dns.domain_names import answers_for, is_wildcard
from exposure_components.ingress.all import spoken
from exposure_components.ingress.client_checks import client_warnings
from exposure_components.ingress.entry_checks import uncovered
from exposure_components.ingress.words import asked_by_http, controller_of, hosts_of, redirects


def ingress_warnings(args: Any) -> list[str]:
    """Hosts that lead elsewhere or are not known, and what the dialect warns of."""
    controller, hosts = controller_of(args), hosts_of(args)
    found: list[str] = []
    domain = controller.get("domain")
    if domain is not None and "dns" not in args:
        found += [
            f"{host} is outside of the controller's {domain}: see to it yourself that the name "
            "leads to the controller, or give `dns`"
            for host in hosts
            if not answers_for(domain, host)
        ]
    named = spoken(args).names_apps
    if not hosts and not named and asked_by_http(args["ports"]):
        found.append("the app answers for every host that no other app has: name its `hosts`")
    if not hosts and named:
        found.append("endpoints are not known: the router names the app; name its `hosts`")
    elif not hosts and not controller.get("addresses"):
        found.append("endpoints are not known: name the `hosts`, or `controller.addresses`")
    if hosts and all(is_wildcard(host) for host in hosts):
        found.append("endpoints are not known: every host is a wildcard")
    if "basic_auth" in args and not redirects(args):
        found.append("basic_auth asks for passwords in clear text: give `tls`, and let it redirect")
    dialect = spoken(args)
    found += uncovered(args)
    return [*found, *client_warnings(Sound(args), dialect), *dialect.warnings(args)]
