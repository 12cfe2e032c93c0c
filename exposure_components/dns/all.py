"""Every provider of zones, by its key in a `Zone`."""

from collections.abc import Mapping
from typing import Any

from exposure_components.dns.contract import ZoneProvider
from exposure_components.dns.rules.designate import DESIGNATE
from exposure_components.dns.rules.route53 import ROUTE53

PROVIDERS: Mapping[str, ZoneProvider] = {p.key: p for p in (DESIGNATE, ROUTE53)}
"""What each provider refuses, and where its resources are registered."""


def provider_of(zone: Mapping[str, Any]) -> tuple[ZoneProvider, Mapping[str, Any]]:
    """The provider of a `Zone` without problems, and what the zone says to it."""
    ((key, own),) = zone.items()
    return PROVIDERS[key], own
