"""Every kind of thing that apps share, in the order in which they are made."""

from exposure_components.sharing.balancers import BALANCERS
from exposure_components.sharing.controllers import CONTROLLERS
from exposure_components.sharing.gateways import GATEWAYS

SHARINGS = (BALANCERS, CONTROLLERS, GATEWAYS)
