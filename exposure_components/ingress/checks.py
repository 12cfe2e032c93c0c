"""All that is wrong with what an app asks of an ingress controller."""

from __future__ import annotations

from exposure_components.args.ingress_kinds import ForwardTo
from exposure_components.checks.metadata import subdomain_problem
from exposure_components.checks.numbers import at_least_one
from exposure_components.checks.sound import Sound
from exposure_components.ingress.all import DIALECTS
from exposure_components.ingress.asked import WORDS, asked
from exposure_components.ingress.backend_checks import backend_problems
from exposure_components.ingress.client_checks import client_problems
from exposure_components.ingress.contract import Dialect
from exposure_components.ingress.controller_checks import controller_problems
from exposure_components.ingress.entry_checks import entry_problems
from exposure_components.ingress.host_checks import host_problems
from exposure_components.ingress.path_checks import path_problems
from exposure_components.ingress.tls_checks import tls_problems
from exposure_components.ingress.words import dialect_of
from exposure_components.problems import Problem


def ingress_problems(args: Sound) -> list[Problem]:
    """Hosts, paths, TLS, and words that the controller does not have."""
    found = [*controller_problems(args), *host_problems(args), *path_problems(args)]
    found += [
        *tls_problems(args),
        *backend_problems(args),
        *entry_problems(args),
        *_number_problems(args),
    ]
    found += subdomain_problem(args.below("basic_auth"), "secret_name", "Secret")
    # Where the dialect is none, that is a problem of its own.
    if args.below("controller").get("dialect", "ingress") is None:
        return found
    dialect = DIALECTS[dialect_of({"controller": {**_known(args)}})]
    found += [*lacking(args, dialect), *client_problems(args, dialect)]
    return [*found, *dialect.problems(args)]


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


def _number_problems(args: Sound) -> list[Problem]:
    timeouts, limit = args.below("timeouts"), args.below("rate_limit")
    return [
        *(
            p
            for key in ("connect", "response", "idle")
            for p in at_least_one(timeouts, key, "second")
        ),
        *(p for key in ("requests", "burst") for p in at_least_one(limit, key, "request")),
        *at_least_one(args.below("sticky_cookie"), "max_age", "second"),
        *at_least_one(args, "max_body_size", "byte"),
        *at_least_one(args, "timeout", "second"),
        *_cookie_problems(args),
    ]


def _cookie_problems(args: Sound) -> list[Problem]:
    if "sticky_cookie" not in args.value:
        return []
    cookie, found = args.below("sticky_cookie"), list[Problem]()
    secure = cookie.get("secure", "tls" in args.value)
    if cookie.get("same_site") == "None" and not secure:
        rule = "is for secure cookies alone: browsers drop others"
        found.append(cookie.problem("same_site", rule, "serve by `tls`, or choose Lax or Strict"))
    if secure and "tls" not in args.value:
        rule = "needs `tls`: without it, browsers never send the cookie back"
        found.append(cookie.problem("secure", rule, "give `tls`, or leave it out"))
    if args.get("forward_to") == ForwardTo.SERVICE:
        rule = "would name no pod: with `forward_to` service, the Service is the only server"
        found.append(Problem("sticky_cookie", None, rule, "drop one of both"))
    return found
