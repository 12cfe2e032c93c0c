"""Every provider, by its key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.load_balancers.cloud.asked import Asked, asked, cloud_of
from exposure_components.load_balancers.cloud.aws import AWS
from exposure_components.load_balancers.cloud.azure import AZURE
from exposure_components.load_balancers.cloud.contract import Preset
from exposure_components.load_balancers.cloud.gcp import GCP
from exposure_components.load_balancers.cloud.metallb import METALLB
from exposure_components.load_balancers.cloud.openstack import OPENSTACK
from exposure_components.load_balancers.cloud.plain import PLAIN

PRESETS: Mapping[str, Preset] = {p.key: p for p in (AWS, AZURE, GCP, METALLB, OPENSTACK)}
"""In the order in which the first one named counts."""


def chosen(args: Mapping[str, Any]) -> tuple[Preset, Asked]:
    """The provider, and what is asked of it."""
    named = [preset for key, preset in PRESETS.items() if key in cloud_of(args)]
    preset = named[0] if named else PLAIN
    return preset, asked(args, preset.key)
