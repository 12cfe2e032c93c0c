"""What runs, and what cannot run."""

import re

from exposure_components.checks.metadata import subdomain_problem
from exposure_components.checks.sound import Sound
from exposure_components.kinds import WorkloadKind
from exposure_components.problems import Problem

_VARIABLE = re.compile(r"[-._a-zA-Z][-._a-zA-Z0-9]*")
"""Names of variables that every supported version of Kubernetes accepts."""

OF_A_WORKLOAD = (
    "kind",
    "replicas",
    "autoscaled",
    "command",
    "args",
    "env",
    "env_value_from",
    "env_from",
    "resources",
    "volumes",
    "image_pull_policy",
    "image_pull_secrets",
    "readiness",
    "liveness",
    "startup",
    "termination_grace_period",
    "drain",
    "node_selector",
    "tolerations",
    "spread",
    "pod_annotations",
    "security",
    "service_account",
    "disruption_budget",
    "pod_spec",
)
"""Args that shape a workload, and say nothing where an existing one is exposed."""


def workload_problems(args: Sound) -> list[Problem]:
    """Image or selector, replicas, and variables."""
    return [
        *_source_problems(args),
        *_replica_problems(args),
        *_drain_problems(args),
        *_env_problems(args),
    ]


def _source_problems(args: Sound) -> list[Problem]:
    given = args.value.keys() & {"image", "selector"}
    if not given:
        remedy = "add it, or the `selector` of an existing workload"
        return [Problem("image", None, "is missing", remedy)]
    if len(given) == 2:
        remedy = "drop one: `image` makes a workload, `selector` names an existing one"
        return [Problem("selector", None, "stands beside `image`", remedy)]
    if args.plain("image", "x").strip() != args.plain("image", "x") or args.plain("image") == "":
        return [args.problem("image", "is no image", "write it like influxdb:1.8")]
    if "selector" not in given:
        return []
    rule, remedy = "shapes a workload that `selector` says exists already", "drop it, or `selector`"
    return [Problem(key, None, rule, remedy) for key in OF_A_WORKLOAD if key in args.value]


def _replica_problems(args: Sound) -> list[Problem]:
    replicas = args.get("replicas")
    if replicas is None:
        return []
    if replicas < 0:
        return [args.problem("replicas", "is negative", "give 0 or more")]
    if args.get("kind") == WorkloadKind.DAEMON_SET:
        remedy = "drop it: a DaemonSet runs one pod on each eligible node"
        return [args.problem("replicas", "does not go with a DaemonSet", remedy)]
    if args.get("autoscaled"):
        remedy = "drop one of the two: the autoscaler sets the number"
        return [args.problem("replicas", "stands beside `autoscaled`", remedy)]
    return []


def _drain_problems(args: Sound) -> list[Problem]:
    seconds = args.get("drain")
    if seconds is None or seconds >= 1:
        return []
    return [args.problem("drain", "is no time", "give seconds, from 1, or leave it out")]


def _env_problems(args: Sound) -> list[Problem]:
    found: list[Problem] = []
    plain, sourced = args.below("env"), args.below("env_value_from")
    for variables in (plain, sourced):
        for name in variables.value:
            at = variables.at(str(name))
            if at not in variables.broken and not _VARIABLE.fullmatch(str(name)):
                remedy = "use letters, digits, `_`, `-` and `.`, from no digit"
                found.append(Problem(at, None, "is no name of a variable", remedy))
    for name in sorted(map(str, plain.value.keys() & sourced.value.keys())):
        found.append(Problem(sourced.at(name), None, "stands in `env` too", "drop one of them"))
    sources = [sourced.below(str(name)) for name in sourced.value] + args.items("env_from")
    for source in sources:
        found += one_of(source, ("secret", "config_map"))
        found += subdomain_problem(source, "secret", "Secret")
        found += subdomain_problem(source, "config_map", "ConfigMap")
    return found


def one_of(item: Sound, keys: tuple[str, ...]) -> list[Problem]:
    given = [k for k in keys if k in item.value]
    if len(given) == 1 or item.path in item.broken:
        return []
    got = f"has {' and '.join(given)}" if given else f"has none of {', '.join(keys)}"
    return [Problem(item.path, None, got, "give exactly one")]
