"""What Route 53 refuses in a zone."""

import re
from collections.abc import Mapping
from typing import Any

from exposure_components.checks.sound import Sound
from exposure_components.dns.contract import ZoneProvider
from exposure_components.dns.domain_names import canonical
from exposure_components.dns.rules.shared import created_problems
from exposure_components.problems import Problem
from exposure_components.values import sequence

LONGEST_COMMENT = 256
"""Characters (Route 53 API, HostedZoneConfig)."""
_ID = re.compile(r"[A-Z0-9]{1,32}")
"""Route 53 API, HostedZone: at most 32 characters."""
_VPC = re.compile(r"vpc-[0-9a-f]+")


def _problems(zone: Sound) -> list[Problem]:
    return [
        *created_problems(zone, ("comment",)),
        *_vpc_problems(zone),
        *_text_problems(zone),
    ]


def _vpc_problems(zone: Sound) -> list[Problem]:
    vpcs, path = sequence(zone.get("vpc_ids")), zone.at("vpc_ids")
    if not zone.get("private"):
        remedy = "add `private: true` or drop it"
        return [Problem(path, None, "is of a private zone", remedy)] if vpcs else []
    if zone.get("create") and not vpcs and "vpc_ids" not in zone.broken:
        rule = "is missing: a private zone is made for at least one VPC"
        return [Problem(path, None, rule, "give the VPCs that see it")]
    found: list[Problem] = []
    seen: dict[str, str] = {}
    for at, text in zone.texts("vpc_ids"):
        if not _VPC.fullmatch(text):
            found.append(Problem(at, text, "is no id of a VPC", "write it like vpc-0a1b2c3d"))
        elif seen.setdefault(text, at) != at:
            found.append(Problem(at, text, f"is {seen[text]} as well", "list each VPC once"))
    return found


def _text_problems(zone: Sound) -> list[Problem]:
    found: list[Problem] = []
    hosted, comment = zone.plain("id"), zone.get("comment")
    if hosted is not None and not _ID.fullmatch(hosted):
        remedy = "give it without /hostedzone/, or leave it out"
        found.append(zone.problem("id", "is no id of a hosted zone", remedy))
    if comment is not None and len(comment) > LONGEST_COMMENT:
        rule = f"has {len(comment)} characters, more than {LONGEST_COMMENT}"
        found.append(zone.problem("comment", rule, "shorten it"))
    return found


def _identities(zone: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    # Zones of one name can be told apart by who sees them: the internet, or each VPC one of them.
    name = canonical(zone["name"])
    return [(name, vpc) for vpc in zone["vpc_ids"]] if zone.get("private") else [(name,)]


ROUTE53 = ZoneProvider(
    key="route53",
    title="Route 53",
    problems=_problems,
    identities=_identities,
    adapter="exposure_components.dns.adapters.route53",
    aliases=True,
)
