"""What tests use: the balancers at work, as one object."""

from ..settings import AMPHORAE
from . import members, place
from .members import Checks


class DataPlane:
    """Balancers forward: their VIPs and floating IPs answer the cluster's clients and nodes."""

    address: str = AMPHORAE
    """Of the balancers, in the VIPs' network: whom members see as their client."""

    def members(self, balancer: str) -> dict[str, str]:
        """Id of a member to UP, DOWN, MAINT or `no check`, as the balancer of that id sees it."""
        return members.states(balancer)

    def checks(self, balancer: str) -> dict[str, Checks]:
        """Id of a member to what came of the questions for its health."""
        return members.checks(balancer)

    def log(self) -> str:
        """What the agent and the haproxies said."""
        return place.LOG.read_text()
