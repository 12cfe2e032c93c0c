"""Names of apps that cannot be."""

from collections.abc import Sequence

from exposure_components.checks.sound import Sound
from exposure_components.dns.domain_names import canonical, is_apex, name_problems, place_problems
from exposure_components.dns.hosts import Host, type_of
from exposure_components.dns.kinds import RecordType
from exposure_components.dns.record_sets import RecordSet
from exposure_components.dns.rules.shared import seconds_problems, ttl_problems
from exposure_components.dns.settling import settled
from exposure_components.dns.zone_checks import chosen, zone_name, zone_problems
from exposure_components.problems import Problem


def dns_problems(
    dns: Sound,
    hosts: Sequence[Host],
    *,
    aliased: bool = False,
    known_by: str = "the nodes in `cluster.nodes`",
) -> list[Problem]:
    """All that is wrong with an app's `dns`, and with the hosts that its name leads to.

    aliased: whether the app is behind a balancer of AWS, so that an ALIAS can lead to it.
    known_by: what of the args would tell the hosts.
    """
    zone = dns.below("zone")
    found = [*ttl_problems(dns), *seconds_problems(dns, "timeout")]
    found += zone_problems(zone)
    name = dns.get("name")
    if name is None:
        return found
    wrong = name_problems(dns.at("name"), name, wildcard=True)
    within = zone_name(zone)
    if not wrong and within is not None:
        wrong = place_problems(dns.at("name"), name, within)
    if dns.get("alias"):
        return [*found, *wrong, *_alias_problems(dns, aliased)]
    apex = within is not None and is_apex(name, within)
    if not hosts:
        rule = "leads nowhere: no address of the app is known"
        remedy = f"give {known_by}, or leave `dns` out"
        return [*found, *wrong, dns.problem("name", rule, remedy)]
    return [*found, *wrong, *_host_problems(dns, canonical(name), hosts, at_apex=apex)]


def _alias_problems(dns: Sound, aliased: bool) -> list[Problem]:
    found: list[Problem] = []
    own = chosen(dns.below("zone"))
    if own is not None and not own[0].aliases:
        rule = f"is not to be had: a zone of {own[0].title} has no ALIAS records"
        found.append(Problem(dns.at("alias"), None, rule, "leave it out"))
    elif not aliased:
        rule = "is not to be had: the app is behind no balancer of AWS"
        found.append(Problem(dns.at("alias"), None, rule, "leave it out"))
    if "ttl" in dns.value:
        rule = "is not an ALIAS's to choose: it has the TTL of its target"
        found.append(dns.problem("ttl", rule, "leave it out"))
    return found


def _host_problems(dns: Sound, name: str, hosts: Sequence[Host], *, at_apex: bool) -> list[Problem]:
    known = [host for host in hosts if not host.is_late]
    types = sorted({kind for host in known if (kind := type_of(host.value))})
    if RecordType.CNAME in types and len(hosts) > 1:
        names = [h for h in known if type_of(h.value) is RecordType.CNAME]
        rule = "is a host name among several hosts, and a CNAME has one value"
        return [Problem(h.path, h.value, rule, "give IP addresses") for h in names]
    if len(types) > 1 and len(known) < len(hosts):
        rule = "may be of either family, next to IPv4 and IPv6 addresses"
        remedy = "give a plain address, known when the program runs"
        return [Problem(h.path, None, rule, remedy) for h in hosts if h.is_late]
    if len(known) < len(hosts):
        return []
    return [
        problem
        for kind in types
        for same in [[h for h in known if type_of(h.value) is kind]]
        for problem in settled(RecordSet(name, kind, at_apex=at_apex), same)[1]
    ]
