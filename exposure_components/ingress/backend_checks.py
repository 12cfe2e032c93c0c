"""TLS to the pods that cannot be."""

from exposure_components.checks.cluster import is_host
from exposure_components.checks.pem import certificate_problems
from exposure_components.checks.sound import Sound
from exposure_components.ingress.words import OVER_TLS
from exposure_components.problems import Problem


def backend_problems(args: Sound) -> list[Problem]:
    """Of `backend_tls`."""
    if "backend_tls" not in args.value:
        return []
    tls = args.below("backend_tls")
    found: list[Problem] = []
    if not any(port.get("backend_protocol") in OVER_TLS for port in args.items("ports")):
        rule = "is for ports whose `backend_protocol` is HTTPS or GRPCS"
        found.append(Problem("backend_tls", None, rule, "give a port one of them, or drop it"))
    elif args.below("tls").get("passthrough"):
        rule = "is for TLS that the controller speaks, and passthrough leaves that to clients"
        found.append(Problem("backend_tls", None, rule, "drop one of both"))
    if tls.get("insecure"):
        rule, remedy = "has no effect beside `insecure`", "drop one of both"
        found += [
            Problem(tls.at(k), None, rule, remedy) for k in ("ca", "server_name") if k in tls.value
        ]
    ca, name = tls.plain("ca"), tls.get("server_name")
    if ca is not None:
        found += certificate_problems(tls.at("ca"), ca)
    if name is not None and not is_host(name):
        found.append(tls.problem("server_name", "is no DNS name", "give the certificate's"))
    return found
