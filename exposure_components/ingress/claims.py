"""What an app takes of its controller, so that no other can have it."""

from __future__ import annotations

from typing import Any

from exposure_components.checks.collisions import Claim
from exposure_components.ingress.all import spoken
from exposure_components.ingress.path_checks import identity
from exposure_components.ingress.words import controller_key, entries, hosts_of, routes
from exposure_components.ports import protocol_of

_OTHER_PATH = "give one of the two apps another host or path"
_OTHER_HOST = "give one of the two apps another host: one of them must have it for itself"


def ingress_claims(component: str, args: Any) -> list[Claim]:
    """Each path of each host, the hosts, and the controller's ports."""
    controller = controller_key(args)
    dialect = spoken(args)
    every = [] if dialect.names_apps else [("hosts", "*")]
    hosts = [(f"hosts[{i}]", host) for i, host in enumerate(hosts_of(args))] or every
    alone = dialect.owns_hosts(args)
    found: list[Claim] = []
    for at, host in hosts:
        for route in routes(args):
            taken = ("route", *controller, host, *identity(route.path, route.type))
            where = at if route.at == "paths" else route.at
            shown = f"{host}{route.path}"
            found.append(Claim(component, where, shown, taken, remedy=_OTHER_PATH))
        whole = ("host", *controller, host)
        found.append(Claim(component, at, host, whole, remedy=_OTHER_HOST, shared=not alone))
    for i, port in entries(args):
        number = port["entry_port"]
        key = ("entry", *controller, protocol_of(port), number)
        found.append(Claim(component, f"ports[{i}].entry_port", number, key))
    return found
