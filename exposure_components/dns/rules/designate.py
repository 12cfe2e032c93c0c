"""What Designate refuses in a zone."""

from collections.abc import Mapping
from typing import Any

from exposure_components.checks.sound import Sound
from exposure_components.checks.uuids import uuid_problems
from exposure_components.dns.contract import ZoneProvider
from exposure_components.dns.domain_names import canonical, name_problems
from exposure_components.dns.rules.shared import created_problems, ttl_problems
from exposure_components.problems import Problem


def _problems(zone: Sound) -> list[Problem]:
    found = [*created_problems(zone, ("email", "ttl", "description")), *ttl_problems(zone)]
    if zone.get("create") and "email" not in zone.value:
        rule = "is missing: Designate makes no zone without one"
        found.append(Problem(zone.at("email"), None, rule, "give who answers for the zone"))
    if zone.get("private"):
        rule = "cannot be: whoever asks Designate's name servers sees its zones"
        remedy = "leave it out, or use a zone of Route 53"
        found.append(Problem(zone.at("private"), None, rule, remedy))
    uuids = uuid_problems(zone, "id", "see `openstack zone list`, or leave it out")
    return [*found, *_label_problems(zone), *_email_problems(zone), *uuids]


def _label_problems(zone: Sound) -> list[Problem]:
    name = zone.get("name")
    if not zone.get("create") or not name or name_problems("", name) or "." in canonical(name):
        return []
    rule = "has one label, and Designate makes no top-level zone"
    return [zone.problem("name", rule, "give a name with a dot, such as kube.example.com")]


def _email_problems(zone: Sound) -> list[Problem]:
    email = zone.get("email")
    # In a zone an address is written as a domain name; so Designate takes what can be written so.
    if email is None or (email.count("@") == 1 and not name_problems("", email.replace("@", "."))):
        return []
    remedy = "use letters, digits, -, _ and dots around one @"
    return [zone.problem("email", "is no mail address that Designate takes", remedy)]


def _identities(zone: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return [(canonical(zone["name"]),)]


DESIGNATE = ZoneProvider(
    key="designate",
    title="Designate",
    problems=_problems,
    identities=_identities,
    adapter="exposure_components.dns.adapters.designate",
)
