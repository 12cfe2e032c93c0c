"""Routes that no listener would take, as far as the listeners are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exposure_components.args.gateway_kinds import ListenerProtocol
from exposure_components.checks.sound import Sound
from exposure_components.gateway.hostnames import meets_any
from exposure_components.gateway.words import (
    BY_HOST,
    BY_REQUEST,
    Attachment,
    Listener,
    admits,
    attachments,
    is_secure,
    takes,
)
from exposure_components.ingress.words import hosts_of
from exposure_components.problems import Problem, did_you_mean

_MOST_PARENTS = 32
_READ = ("gateway", "hosts", "name", "namespace", "ports", "redirect")


def attachment_problems(args: Sound) -> list[Problem]:
    """Of each route, what keeps it from the Gateway."""
    given = {key: args.get(key) for key in _READ if key in args.value}
    # What is broken is told, and says nothing of listeners.
    if None in given.values() or not {"gateway", "ports"} <= given.keys():
        return []
    if given["gateway"].get("listeners") == []:
        return []
    hosts = hosts_of(given)
    found = [p for each in attachments(given, hosts) for p in _one(given, hosts, each)]
    # What an HTTPRoute and a GRPCRoute both lack is one thing.
    alone = [p for i, p in enumerate(found) if p not in found[:i]]
    return [*alone, *_redirect_problems(args, given, hosts)]


def _one(args: Mapping[str, Any], hosts: Sequence[str], attached: Attachment) -> list[Problem]:
    if attached.listeners is None:
        return []
    known: Sequence[Listener] = args["gateway"]["listeners"]
    if attached.section is not None:
        named = [each for each in known if each["name"] == attached.section]
        if found := _section_problems(attached, known, named):
            return found
        candidates = named
    else:
        candidates = [each for each in known if takes(attached.kind, each)]
        if not candidates:
            return [_needed(attached, known)]
    if not any(admits(args, each) for each in candidates):
        names = ", ".join(each["name"] for each in candidates)
        rule = f"is the only namespace whose routes the Gateway takes at {names}"
        remedy = "give the listener `routes_from` All or Selector, or put the app there"
        return [Problem("gateway.namespace", args["gateway"].get("namespace"), rule, remedy)]
    if attached.kind in BY_HOST:
        return [*_host_problems(hosts, attached, candidates), *_many_problems(attached)]
    if len(attached.listeners) > 1:
        names = ", ".join(each["name"] for each in attached.listeners)
        rule = f"is missing: the listeners {names} would all take it"
        at = f"ports[{attached.index}].section_name"
        return [Problem(at, None, rule, "name one of them")]
    return []


def _section_problems(
    attached: Attachment, known: Sequence[Listener], named: Sequence[Listener]
) -> list[Problem]:
    by_request = attached.kind in BY_REQUEST
    at = "gateway.section_name" if by_request else f"ports[{attached.index}].section_name"
    names = [each["name"] for each in known]
    if not named:
        remedy = did_you_mean(str(attached.section), names, f"choose one of {', '.join(names)}")
        return [Problem(at, attached.section, "is no listener of the Gateway", remedy)]
    if not takes(attached.kind, named[0]):
        rule = f"is a listener of {named[0]['protocol']}, which takes no {attached.kind}"
        return [Problem(at, attached.section, rule, "choose another, or another `route`")]
    return []


def _needed(attached: Attachment, known: Sequence[Listener]) -> Problem:
    at = f"ports[{attached.index}].route"
    has = ", ".join(sorted({str(each["protocol"]) for each in known}))
    wanted = [str(p) for p in ListenerProtocol if takes(attached.kind, {"protocol": p})]
    rule = f"needs a listener of {' or '.join(wanted)}, and the Gateway has {has}"
    return Problem(at, str(attached.kind), rule, "add a listener, or choose another route")


def _host_problems(
    hosts: Sequence[str], attached: Attachment, candidates: Sequence[Listener]
) -> list[Problem]:
    found: list[Problem] = []
    for i, host in enumerate(hosts):
        served = [each for each in candidates if meets_any(each.get("hostname"), [host])]
        if any(each in (attached.listeners or ()) for each in served):
            continue
        if served:
            rule = "is served without TLS alone, and other hosts of the app are sent to HTTPS"
            remedy = "add a listener of HTTPS for it, or set `redirect` to false"
        else:
            theirs = ", ".join(sorted({str(each.get("hostname")) for each in candidates}))
            rule = f"is served by no listener that takes a {attached.kind}: they serve {theirs}"
            remedy = "give the Gateway a listener for it, or choose one of their hosts"
        found.append(Problem(f"hosts[{i}]", host, rule, remedy))
    return found


def _many_problems(attached: Attachment) -> list[Problem]:
    number = len(attached.listeners or ())
    if attached.all_of_kind or number <= _MOST_PARENTS:
        return []
    rule = f"is missing: {number} listeners take the route, which can name {_MOST_PARENTS}"
    by_request = attached.kind in BY_REQUEST
    at = "gateway.section_name" if by_request else f"ports[{attached.index}].section_name"
    return [Problem(at, None, rule, "name one of them")]


def _redirect_problems(
    args: Sound, given: Mapping[str, Any], hosts: Sequence[str]
) -> list[Problem]:
    if not given.get("redirect"):
        return []
    by_request = [a for a in attachments(given, hosts) if a.kind in BY_REQUEST]
    if not by_request:
        rule, remedy = "is for HTTPRoutes and GRPCRoutes, and the app has none", "drop it"
    elif any(each.listeners is None for each in by_request):
        rule = "needs to know at which listeners"
        remedy = "give what is known of them in `gateway.listeners`"
    elif not any(is_secure(each) for a in by_request for each in a.listeners or ()):
        rule, remedy = "needs a listener of HTTPS that serves the app", "add one to the Gateway"
    else:
        return []
    return [args.problem("redirect", rule, remedy)]
