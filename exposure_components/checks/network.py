"""Allow lists that cannot hold."""

from exposure_components.checks.addresses import cidr_problem
from exposure_components.checks.sound import Sound
from exposure_components.names import is_dns_label
from exposure_components.problems import Problem


def network_problems(args: Sound) -> list[Problem]:
    """CIDRs and namespaces."""
    found = [p for at, text in args.texts("allowed_cidrs") for p in cidr_problem(at, text)]
    if args.get("allowed_cidrs") == []:
        remedy = "leave it out to let every client in"
        found.append(Problem("allowed_cidrs", None, "is empty, and lets nobody in", remedy))
    policy = args.below("network_policy")
    found += [p for at, text in policy.texts("egress_cidrs") for p in cidr_problem(at, text)]
    for at, name in policy.texts("namespaces"):
        if not is_dns_label(name):
            found.append(Problem(at, name, "is no name of a namespace", "use a-z, 0-9 and dashes"))
    if policy.get("enabled") is False and args.get("allowed_cidrs"):
        rule, remedy = "leaves `allowed_cidrs` without effect", "drop one of the two"
        found.append(policy.problem("enabled", rule, remedy))
    return found
