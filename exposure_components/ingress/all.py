"""Every dialect."""

from collections.abc import Mapping
from typing import Any

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.ingress.contract import Dialect
from exposure_components.ingress.dialects.contour import CONTOUR
from exposure_components.ingress.dialects.openshift import OPENSHIFT
from exposure_components.ingress.dialects.plain import PLAIN
from exposure_components.ingress.dialects.traefik import TRAEFIK
from exposure_components.ingress.words import dialect_of

DIALECTS: Mapping[ControllerDialect, Dialect] = {
    dialect.key: dialect for dialect in (PLAIN, TRAEFIK, CONTOUR, OPENSHIFT)
}


def spoken(args: Any) -> Dialect:
    """The dialect of an app's controller."""
    return DIALECTS[dialect_of(args)]
