"""Contour: to be written."""

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.ingress.contract import Dialect

CONTOUR = Dialect(ControllerDialect.CONTOUR, "Contour", lambda _name, _args: [])
