"""Zones that cannot be."""

from exposure_components.checks.sound import Sound
from exposure_components.dns.all import PROVIDERS
from exposure_components.dns.contract import ZoneProvider
from exposure_components.dns.domain_names import name_problems
from exposure_components.problems import Problem


def chosen(zone: Sound) -> tuple[ZoneProvider, Sound] | None:
    """The provider of the zone and what the zone says to it; None unless there is just one."""
    keys = [key for key in PROVIDERS if key in zone.value]
    return (PROVIDERS[keys[0]], zone.below(keys[0])) if len(keys) == 1 else None


def zone_name(zone: Sound) -> str | None:
    """The zone's name, where it is one."""
    own = chosen(zone)
    name = own[1].get("name") if own else None
    return None if name is None or name_problems("", name) else name


def zone_problems(zone: Sound) -> list[Problem]:
    """Which provider, the zone's name, and what the provider refuses.

    A zone that is missing, or of a provider that is not known, is a matter of its shape.
    """
    own = chosen(zone)
    if own is None:
        given = [key for key in PROVIDERS if key in zone.value]
        if zone.path in zone.broken or (zone.value and not given):
            return []
        rule = f"has {' and '.join(given)}" if given else "names no provider"
        return [Problem(zone.path, None, rule, f"give exactly one of {', '.join(PROVIDERS)}")]
    provider, said = own
    name = said.get("name")
    found = [] if name is None else name_problems(said.at("name"), name)
    return [*found, *provider.problems(said)]
