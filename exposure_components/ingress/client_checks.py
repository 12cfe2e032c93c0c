"""Words that judge clients by their addresses, which not every controller sees."""

from exposure_components.args.ingress_kinds import RateScope
from exposure_components.checks.sound import Sound
from exposure_components.ingress.contract import Dialect
from exposure_components.problems import Problem


def client_problems(args: Sound, dialect: Dialect) -> list[Problem]:
    """Where somebody says that the controller does not see the clients."""
    if args.below("controller").get("client_ip_kept") is not False:
        return []
    rule = "judges clients by their addresses, which the controller does not see"
    remedy = (
        "give the controller `proxy_protocol` or `client_ip`, or let it serve on the nodes' own "
        "ports; else drop it"
    )
    return [Problem(path, None, rule, remedy) for path in _judging(args, dialect)]


def client_warnings(args: Sound, dialect: Dialect) -> list[str]:
    """Where nobody says whether it does."""
    if dialect.sees_clients or "client_ip_kept" in args.below("controller").value:
        return []
    return [
        f"{path} judges clients by their addresses: see to it that the controller sees them, and "
        "say so by `controller.client_ip_kept`"
        for path in _judging(args, dialect)
    ]


def _judging(args: Sound, dialect: Dialect) -> list[str]:
    """Paths of what the dialect has of them."""
    found = ["allowed_cidrs"] if "allowed_cidrs" in args.value else []
    limit = args.below("rate_limit")
    lacked = {"rate_limit", "rate_limit.scope=client"} & dialect.lacks.keys()
    if limit.value and limit.get("scope", RateScope.CLIENT) == RateScope.CLIENT and not lacked:
        found.append("rate_limit")
    return [path for path in found if path not in dialect.lacks]
