"""Every make of controller."""

from collections.abc import Mapping
from typing import Any

from exposure_components.controllers.contour import CONTOUR
from exposure_components.controllers.contract import Make
from exposure_components.controllers.traefik import TRAEFIK

MAKES: Mapping[str, Make] = {make.key: make for make in (TRAEFIK, CONTOUR)}


def make_of(args: Mapping[str, Any]) -> Make:
    """The one that the args choose: Traefik where they say nothing."""
    return CONTOUR if "contour" in args else TRAEFIK
