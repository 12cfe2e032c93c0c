"""OpenShift's router: to be written."""

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.ingress.contract import Dialect

OPENSHIFT = Dialect(ControllerDialect.OPENSHIFT, "OpenShift's router", lambda _name, _args: [])
