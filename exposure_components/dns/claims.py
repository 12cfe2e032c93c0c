"""What of a zone a component takes for itself, so that no other can have it."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from exposure_components.checks.collisions import Claim
from exposure_components.dns.all import provider_of
from exposure_components.dns.domain_names import canonical
from exposure_components.dns.neighbours import types_of
from exposure_components.dns.record_sets import RecordSet
from exposure_components.problems import join


def dns_claims(
    component: str, zone: Mapping[str, Any], sets: Sequence[RecordSet], path: str = ""
) -> list[Claim]:
    """The created zone, and each name with its types.

    component: which, as messages name it. path: where in its args `zone` stands.
    """
    provider, own = provider_of(zone)
    at = join(path, f"zone.{provider.key}")
    claims: list[Claim] = []
    if own.get("create"):
        remedy = "create it once, and give its id to the others"
        claims = [
            Claim(
                component,
                f"{at}.name",
                own["name"],
                ("zone", provider.key, *identity),
                remedy=remedy,
            )
            for identity in provider.identities(own)
        ]
    remedy = "choose another name"
    return [
        *claims,
        *(
            Claim(component, each.path, each.name, (*_zone(provider.key, own), *key), remedy=remedy)
            for each in sets
            for key in _keys(each)
        ),
    ]


def _zone(provider: str, own: Mapping[str, Any]) -> tuple[Hashable, ...]:
    # Of private zones several may have one name, each for networks of its own.
    private = own.get("id", "") if own.get("private") else None
    return ("record", provider, canonical(own["name"]), private)


def _keys(record_set: RecordSet) -> list[tuple[str, str]]:
    return [(record_set.name, str(kind)) for kind in types_of(record_set.type)]
