"""Contour: to be written."""

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.ingress.contract import Dialect

API = "projectcontour.io/v1"
CONTOUR = Dialect(ControllerDialect.CONTOUR, "Contour", lambda _name, _args: [])
