"""Which balancer an app chooses."""

from collections.abc import Iterable

from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem


def choice_problems(args: Sound, keys: Iterable[str]) -> list[Problem]:
    """Several balancers for one app, none, or options of a port for another one."""
    known = list(keys)
    chosen = args.below("load_balancer")
    given = [key for key in known if key in chosen.value]
    if "load_balancer" in args.value and len(given) != 1 and chosen.path not in chosen.broken:
        got = f"has {' and '.join(given)}" if given else f"has none of {', '.join(known)}"
        return [Problem(chosen.path, None, got, "give exactly one")]
    found: list[Problem] = []
    if "shared" in chosen.value and given == ["cloud"]:
        rule = "does not go with the balancer of a Service, which nobody shares"
        found.append(Problem(chosen.at("shared"), None, rule, "use octavia or aws"))
    elif "shared" in chosen.value:
        shared = chosen.below("shared")
        remedy = "take all of it from the `load_balancer` of the component that makes it"
        missing = [key for key in ("id", "host") if key not in shared.value]
        found += [Problem(shared.at(key), None, "is missing", remedy) for key in missing]
    for port in args.items("ports"):
        found += [
            Problem(port.at(key), None, "is not the app's balancer", "drop it")
            for key in known
            if key in port.value and key not in (given or ["cloud"])
        ]
    return found
