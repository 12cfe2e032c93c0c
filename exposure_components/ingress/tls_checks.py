"""TLS that cannot be."""

from exposure_components.args.ingress_kinds import BackendProtocol
from exposure_components.checks.metadata import subdomain_problem
from exposure_components.checks.pem import certificate_problems, key_problems
from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem

_SOURCES = ("secret_name", "issuer", "certificate", "default_certificate", "passthrough")
OF_REQUESTS = (
    "paths",
    "sticky_cookie",
    "timeouts",
    "max_body_size",
    "rate_limit",
    "basic_auth",
)
"""What a controller does to requests that it can read."""


def tls_problems(args: Sound) -> list[Problem]:
    """Of `tls`."""
    if "tls" not in args.value:
        return []
    tls = args.below("tls")
    given = [key for key in _SOURCES if tls.value.get(key)]
    found: list[Problem] = []
    off = [key for key in ("default_certificate", "passthrough") if tls.get(key) is False]
    found += [tls.problem(key, "says nothing", "leave it out") for key in off]
    if (
        tls.get("default_certificate")
        and args.below("controller").get("default_certificate") is False
    ):
        rule = "is one that no client trusts: the controller was given none"
        remedy = "give it `default_certificate`, or the app a certificate of its own"
        found.append(Problem(tls.at("default_certificate"), None, rule, remedy))
    if len(given) != 1:
        rule = f"gets its certificate in {len(given)} ways"
        found.append(Problem("tls", None, rule, f"give exactly one of {', '.join(_SOURCES)}"))
    if not args.value.get("hosts"):
        rule = "has no host: a certificate is for names"
        found.append(Problem("tls", None, rule, "name the `hosts`"))
    return [*found, *_name_problems(tls), *pem_problems(tls.below("certificate")), *_passed(args)]


def pem_problems(pem: Sound) -> list[Problem]:
    """A certificate and a key that are none."""
    certificate, key = pem.plain("certificate"), pem.plain("private_key")
    found: list[Problem] = []
    if certificate is not None:
        found += certificate_problems(pem.at("certificate"), certificate)
    if key is not None:
        found += key_problems(pem.at("private_key"), key)
    return found


def _name_problems(tls: Sound) -> list[Problem]:
    found = subdomain_problem(tls, "secret_name", "Secret")
    found += subdomain_problem(tls.below("issuer"), "name", "issuer")
    if tls.below("hsts").get("max_age", 0) < 0:
        rule, remedy = "is negative", "give seconds, or 0 to make browsers forget"
        found.append(tls.below("hsts").problem("max_age", rule, remedy))
    return found


def _passed(args: Sound) -> list[Problem]:
    """What nobody can do with requests that stay encrypted."""
    tls = args.below("tls")
    if not tls.get("passthrough"):
        return []
    rule, remedy = "needs to read requests, which passthrough leaves encrypted", "drop one of both"
    found = [Problem(key, None, rule, remedy) for key in OF_REQUESTS if key in args.value]
    found += [tls.problem(key, rule, remedy) for key in ("hsts",) if key in tls.value]
    if tls.get("redirect"):
        found.append(tls.problem("redirect", rule, remedy))
    found += [
        port.problem("backend_protocol", rule, remedy)
        for port in args.items("ports")
        if port.get("backend_protocol") not in (None, BackendProtocol.HTTPS, BackendProtocol.GRPCS)
    ]
    return found
