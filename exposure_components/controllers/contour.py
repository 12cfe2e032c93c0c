"""Contour and Envoy: to be written."""

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.controllers.contract import Make

CONTOUR = Make(
    key="contour",
    title="Contour",
    dialect=ControllerDialect.CONTOUR,
    controller="projectcontour.io/contour",
    pod=lambda _asked: {},
    rules=lambda _asked: [],
)
