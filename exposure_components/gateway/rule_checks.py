"""Rules that the Gateway API refuses, or that nothing would come to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from exposure_components.args.gateway_kinds import PathMatch, RouteKind
from exposure_components.checks.sound import Sound
from exposure_components.gateway.backend_checks import backend_problems
from exposure_components.gateway.claims import grpc_identity, http_identity
from exposure_components.gateway.filter_checks import (
    header_problems,
    redirect_problems,
    rewrite_problems,
    timeout_problems,
)
from exposure_components.gateway.limits import at_most
from exposure_components.gateway.match_checks import grpc_match_problems, http_match_problems
from exposure_components.gateway.words import path_type
from exposure_components.kinds import Protocol
from exposure_components.problems import Problem

_MOST_RULES = 16
_MOST_MATCHES = 64
_MOST_MATCHES_OF_A_ROUTE = 128
_APART = "make the others an app of their own, by `selector`"
_OF_PODS = ("backends", "rewrite")
Identity = Callable[[Sound], tuple[Hashable, ...]]


def http_rule_problems(args: Sound, kinds: Sequence[RouteKind]) -> list[Problem]:
    """Of `rules`."""
    found = _rule_problems(args, kinds, RouteKind.HTTP, "rules", http_identity)
    for rule in args.items("rules"):
        for match in rule.items("matches"):
            found += http_match_problems(match)
        found += [*redirect_problems(rule), *rewrite_problems(rule), *timeout_problems(rule)]
        found += [*_beside_redirect(rule), *_prefix_problems(rule)]
    return found


def grpc_rule_problems(args: Sound, kinds: Sequence[RouteKind]) -> list[Problem]:
    """Of `grpc_rules`."""
    found = _rule_problems(args, kinds, RouteKind.GRPC, "grpc_rules", grpc_identity)
    for rule in args.items("grpc_rules"):
        for match in rule.items("matches"):
            found += grpc_match_problems(match)
    return found


def _rule_problems(
    args: Sound, kinds: Sequence[RouteKind], kind: RouteKind, key: str, identity: Identity
) -> list[Problem]:
    rules = args.items(key)
    found = at_most(args, key, _MOST_RULES, _APART)
    if rules and kinds and kind not in kinds:
        text, remedy = f"lead nowhere: no port has a {kind}", f"give a port the route {kind}"
        found.append(Problem(key, None, text, remedy))
    for rule in rules:
        found += at_most(rule, "matches", _MOST_MATCHES, "make two rules of it")
        found += backend_problems(args, rule, Protocol.TCP)
        found += header_problems(rule)
    number = sum(max(1, len(rule.items("matches"))) for rule in rules)
    if number > _MOST_MATCHES_OF_A_ROUTE:
        text = f"have {number} matches, and the Gateway API takes {_MOST_MATCHES_OF_A_ROUTE}"
        found.append(Problem(key, None, text, _APART))
    return [*found, *_twice(args, rules, identity)]


def _twice(args: Sound, rules: Sequence[Sound], identity: Identity) -> list[Problem]:
    first: dict[Hashable, str] = {}
    found: list[Problem] = []
    for rule in rules:
        if any(b == rule.path for b in args.broken):
            continue
        matches = rule.items("matches") or [Sound({}, rule.path, rule.broken)]
        for match in matches:
            if any(f"{b}.".startswith(f"{match.path}.") for b in args.broken):
                continue
            known = first.setdefault(identity(match), match.path)
            if known != match.path:
                text = f"fits what {known} fits, which comes first"
                found.append(Problem(match.path, None, text, "drop one of them"))
    return found


def _beside_redirect(rule: Sound) -> list[Problem]:
    if "redirect" not in rule.value:
        return []
    text, remedy = "stands beside `redirect`, which the client is answered by", "drop one of both"
    return [Problem(rule.at(key), None, text, remedy) for key in _OF_PODS if key in rule.value]


def _prefix_problems(rule: Sound) -> list[Problem]:
    """A prefix can be replaced where it is known which."""
    matches = rule.items("matches")
    plain = all(match.get("path_type", PathMatch.PREFIX) is not None for match in matches)
    if len(matches) < 2 and plain and all(path_type(m) is PathMatch.PREFIX for m in matches):
        return []
    text = "replaces the prefix of the rule's only match, and there is not just one PathPrefix"
    remedy = "make a rule of each match, or use `full`"
    paths = [rule.below(key).below("path") for key in ("redirect", "rewrite")]
    return [path.problem("prefix", text, remedy) for path in paths if "prefix" in path.value]
