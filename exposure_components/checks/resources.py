"""Resources that the API server refuses."""

import re
from collections.abc import Mapping

from exposure_components.checks.metadata import is_qualified_name
from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem, did_you_mean, join
from exposure_components.quantities import quantity

_NATIVE = ("cpu", "memory", "ephemeral-storage")
_HUGE_PAGES = re.compile(r"hugepages-[1-9]\d*[KMGT]i")


def resource_problems(args: Sound) -> list[Problem]:
    """Names, quantities, and requests that their limits do not allow."""
    resources = args.below("resources")
    requests, limits = resources.get("requests", {}), resources.get("limits", {})
    found = _of(resources.at("requests"), requests) + _of(resources.at("limits"), limits)
    for name, text in requests.items():
        at = join(resources.at("requests"), name)
        found += _beside_limit(at, name, text, limits.get(name))
    return found


def _of(path: str, amounts: Mapping[str, str]) -> list[Problem]:
    found: list[Problem] = []
    for name, text in amounts.items():
        at = join(path, name)
        if not _is_resource(name):
            remedy = did_you_mean(name, _NATIVE, "name cpu, memory, or domain/resource")
            found.append(Problem(at, None, "is no resource of a container", remedy))
        amount = quantity(text)
        if amount is None or amount < 0:
            found.append(Problem(at, text, "is no quantity", "write it like 500m or 1Gi"))
        elif name not in _NATIVE and amount % 1:
            found.append(Problem(at, text, "is no whole number", "a device cannot be shared"))
    return found


def _is_resource(name: str) -> bool:
    if name in _NATIVE or _HUGE_PAGES.fullmatch(name):
        return True
    return "/" in name and "kubernetes.io/" not in name and is_qualified_name(name)


def _beside_limit(at: str, name: str, text: str, limit: str | None) -> list[Problem]:
    asked, most = quantity(text), quantity(limit or "")
    if asked is None or (limit is not None and most is None):
        return []
    if name not in _NATIVE and asked != most:
        remedy = "give the same limit: it cannot be overcommitted"
        return [Problem(at, text, f"differs from the limit {limit or 'that is missing'}", remedy)]
    if most is not None and asked > most:
        return [Problem(at, text, f"is above the limit {limit}", "lower it")]
    return []
