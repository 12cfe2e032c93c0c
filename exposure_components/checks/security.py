"""Security settings that contradict each other or their namespace."""

import re

from exposure_components.checks.metadata import key_problems, subdomain_problem
from exposure_components.checks.sound import Sound
from exposure_components.kinds import PodSecurityLevel
from exposure_components.problems import Problem, join

_CAPABILITY = re.compile(r"[A-Z][A-Z_]*")
_LARGEST_ID = 2**31 - 1
LEVELS = list(PodSecurityLevel)
"""From the strictest to the most open."""


def security_problems(args: Sound) -> list[Problem]:
    """Users, capabilities, the service account and the budget."""
    security, found = args.below("security"), list[Problem]()
    for key in ("run_as_user", "run_as_group", "fs_group"):
        number = security.get(key)
        if number is not None and not 0 <= number <= _LARGEST_ID:
            found.append(security.problem(key, "is no id", f"give 0 to {_LARGEST_ID}"))
    if security.get("run_as_user") == 0 and not security.get("run_as_root"):
        rule, remedy = "is root", "choose another, or set `run_as_root` if it must be"
        found.append(security.problem("run_as_user", rule, remedy))
    for at, name in security.texts("add_capabilities"):
        if not _CAPABILITY.fullmatch(name) or name.startswith("CAP_"):
            meant = name.upper().removeprefix("CAP_")
            found.append(Problem(at, name, "is no capability", f"did you mean {meant}?"))
    privileged = security.get("privileged")
    if privileged and security.get("allow_privilege_escalation") is False:
        rule, remedy = "cannot be false in a privileged container", "drop one of the two"
        found.append(security.problem("allow_privilege_escalation", rule, remedy))
    account = args.below("service_account")
    found += subdomain_problem(account, "name", "ServiceAccount")
    found += key_problems(account.at("annotations"), account.get("annotations", {}))
    for at, name in args.texts("image_pull_secrets"):
        secret = Sound({"name": name}, at)
        found += [
            Problem(at, p.value, p.rule, p.remedy)
            for p in subdomain_problem(secret, "name", "Secret")
        ]
    return found + _budget_problems(args.below("disruption_budget"))


def _budget_problems(budget: Sound) -> list[Problem]:
    found: list[Problem] = []
    if {"max_unavailable", "min_available"} <= budget.value.keys():
        rule, remedy = "stands beside `max_unavailable`", "keep one of them"
        found.append(budget.problem("min_available", rule, remedy))
    for key in ("max_unavailable", "min_available"):
        if budget.get(key, 0) < 0:
            found.append(budget.problem(key, "is negative", "give 0 or more"))
    return found


def pod_security_problems(args: Sound, needed: PodSecurityLevel) -> list[Problem]:
    """A namespace that would refuse the pods."""
    namespace = args.below("namespace")
    enforced = namespace.get("pod_security")
    if enforced is None or LEVELS.index(enforced) >= LEVELS.index(needed):
        return []
    rule = f"is stricter than the {needed} that the pods need"
    remedy = f"use a namespace at {needed}, or a strategy or `security` that needs less"
    return [Problem(join(namespace.path, "pod_security"), str(enforced), rule, remedy)]
