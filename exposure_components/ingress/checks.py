"""All that is wrong with what an app asks of an ingress controller."""

from __future__ import annotations

from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.ingress.all import DIALECTS
from exposure_components.ingress.asked import WORDS, asked
from exposure_components.ingress.backend_checks import backend_problems
from exposure_components.ingress.contract import Dialect
from exposure_components.ingress.controller_checks import controller_problems
from exposure_components.ingress.host_checks import host_problems
from exposure_components.ingress.path_checks import path_problems
from exposure_components.ingress.tls_checks import tls_problems
from exposure_components.ingress.words import dialect_of
from exposure_components.names import is_dns_subdomain
from exposure_components.ports import PORTS, protocol_of
from exposure_components.problems import Problem


def ingress_problems(args: Sound) -> list[Problem]:
    """Hosts, paths, TLS, and words that the controller does not have."""
    found = [*controller_problems(args), *host_problems(args), *path_problems(args)]
    found += [
        *tls_problems(args),
        *backend_problems(args),
        *_entry_problems(args),
        *_number_problems(args),
    ]
    found += _auth_problems(args)
    # Where the dialect is none, that is a problem of its own.
    if args.below("controller").get("dialect", "ingress") is None:
        return found
    dialect = DIALECTS[dialect_of({"controller": {**_known(args)}})]
    return [*found, *lacking(args, dialect), *dialect.problems(args)]


def lacking(args: Sound, dialect: Dialect) -> list[Problem]:
    """Each word that the controller does not have."""
    return [
        Problem(path, value, f"is not to be had: {dialect.title} has no {WORDS[word]}", remedy)
        for word, path, value in asked(args)
        for remedy in [dialect.lacks.get(word)]
        if remedy is not None
    ]


def _known(args: Sound) -> dict[str, str]:
    dialect = args.below("controller").get("dialect")
    return {} if dialect is None else {"dialect": dialect}


def _entry_problems(args: Sound) -> list[Problem]:
    controller = args.below("controller")
    found: list[Problem] = []
    for port in args.items("ports"):
        number, protocol = port.get("entry_port"), protocol_of(port).lower()
        wrong = in_range(port, "entry_port", PORTS, "choose a port of the controller")
        found += wrong
        if number is None or wrong:
            continue
        if protocol in ("tcp", "udp"):
            key = f"{protocol}_ports"
            if number not in (controller.get(key) or ()):
                rule = f"is no {protocol.upper()} port of the controller"
                remedy = f"add it to the controller's `{key}`"
                found.append(port.problem("entry_port", rule, remedy))
        if "backend_protocol" in port.value:
            rule = "is for HTTP, and the controller passes the port on as it is"
            found.append(port.problem("backend_protocol", rule, "drop it, or `entry_port`"))
    return found


_AT_LEAST_ONE = (
    ("timeouts", ("connect", "response", "idle"), "second"),
    ("rate_limit", ("requests", "burst"), "request"),
    ("sticky_cookie", ("max_age",), "second"),
)


def _number_problems(args: Sound) -> list[Problem]:
    found = [
        below.problem(key, "is below 1", f"give at least one {unit}")
        for field, keys, unit in _AT_LEAST_ONE
        for below in [args.below(field)]
        for key in keys
        if (below.get(key) or 1) < 1 or below.get(key) == 0
    ]
    if args.get("max_body_size", 1) < 1:
        found.append(args.problem("max_body_size", "is below 1", "give at least one byte"))
    if args.get("timeout", 1) < 1:
        found.append(args.problem("timeout", "is below 1", "give at least one second"))
    return found + _cookie_problems(args)


def _cookie_problems(args: Sound) -> list[Problem]:
    cookie = args.below("sticky_cookie")
    insecure = cookie.get("secure") is False or "tls" not in args.value
    if cookie.get("same_site") == "None" and insecure and not cookie.get("secure"):
        rule = "is for secure cookies alone: browsers drop others"
        return [cookie.problem("same_site", rule, "serve by `tls`, or choose Lax or Strict")]
    return []


def _auth_problems(args: Sound) -> list[Problem]:
    auth = args.below("basic_auth")
    secret = auth.get("secret_name")
    if secret is None or is_dns_subdomain(secret):
        return []
    return [auth.problem("secret_name", "is no name of a Secret", "use a-z, 0-9, - and .")]
