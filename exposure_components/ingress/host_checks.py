"""Hosts that cannot be."""

import re

from exposure_components.checks.addresses import is_address
from exposure_components.checks.sound import Sound
from exposure_components.dns.domain_names import answers_for, canonical, name_problems
from exposure_components.names import is_dns_subdomain
from exposure_components.problems import Problem

_SPELLED = re.compile(r"[-a-z0-9.*]*")
"""RFC 1123, and wildcards. Records may have underscores, hosts have none."""


def host_problems(args: Sound) -> list[Problem]:
    """Of `hosts`, and of a name in DNS that is none of them."""
    found: list[Problem] = []
    seen: dict[str, str] = {}
    for at, host in args.texts("hosts"):
        found += _one(at, host)
        first = seen.setdefault(host.lower(), at)
        if first != at:
            found.append(Problem(at, host, f"is {first} as well", "name each host once"))
    if args.value.get("hosts") == []:
        remedy = "leave it out for every host, or name one"
        found.append(Problem("hosts", None, "is empty", remedy))
    return found + _name_problems(args)


def covers(pattern: str, host: str) -> bool:
    """Whether an Ingress for the one serves the other: its wildcard stands for one label, where
    one in DNS stands for many."""
    wide, narrow = canonical(pattern), canonical(host)
    if not wide.startswith("*."):
        return wide == narrow
    return narrow.partition(".")[2] == wide.removeprefix("*.") or wide == narrow


def _one(at: str, host: str) -> list[Problem]:
    if is_address(host):
        rule = "is an IP address, and hosts are known by name"
        return [Problem(at, host, rule, "give a DNS name, or leave `hosts` out")]
    rule, remedy = "is no host name", "give the name alone: a-z, 0-9, - and ., no port"
    own = Problem(at, host, rule, remedy)
    if not _SPELLED.fullmatch(host.lower()):
        return [own]
    # What else a name can be, such as too long, is told as DNS tells it.
    told = name_problems(at, host, wildcard=True)
    return told or ([] if is_dns_subdomain(host.lower().removeprefix("*.")) else [own])


def _name_problems(args: Sound) -> list[Problem]:
    dns = args.below("dns")
    name, hosts = dns.get("name"), [host for _, host in args.texts("hosts")]
    if name is None or not hosts or any(answers_for(name, h) or covers(h, name) for h in hosts):
        return []
    rule = "is none of `hosts`: the controller would not know it"
    return [dns.problem("name", rule, "add it to `hosts`, or give the name of one")]
