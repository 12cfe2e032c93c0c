"""Two apps that claim one thing of a cluster."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from exposure_components.nodes import EVERYWHERE, Place
from exposure_components.problems import Problem

ANY_ADDRESS = ("", "0.0.0.0", "::")
"""A port bound to one of these is bound to every address of its node."""


def share_an_address(one: str, other: str) -> bool:
    """Whether ports bound to the two meet on an address of a node."""
    return one == other or one in ANY_ADDRESS or other in ANY_ADDRESS


@dataclass(frozen=True)
class Claim:
    """What one app takes for itself: a port of nodes, a listener, a name of an object or record."""

    app: str
    """Which app."""
    path: str
    """Where its args say so."""
    value: Hashable
    """What they say."""
    key: tuple[Hashable, ...]
    """What is claimed; claims of the same thing have the same key."""
    place: Place = EVERYWHERE
    """On which nodes."""
    host_ip: str = ""
    """On which address of a node; empty for all."""
    shared: bool = False
    """Whether others may have it too that share it."""
    remedy: str = "choose another, or give the clusters names if they are two"
    """What to do when another app claims it too."""

    def collides(self, other: "Claim") -> bool:
        """Whether both cannot be, given the same key."""
        if self.shared and other.shared:
            return False
        return share_an_address(self.host_ip, other.host_ip) and self.place.overlaps(other.place)


def collision_problems(
    claims: Iterable[Claim], earlier: Iterable[Claim] = ()
) -> list[tuple[Claim, Problem]]:
    """Each claim that collides with one before it, and the problem."""
    taken: dict[tuple[Hashable, ...], list[Claim]] = defaultdict(list)
    for claim in earlier:
        taken[claim.key].append(claim)
    found: list[tuple[Claim, Problem]] = []
    for claim in claims:
        other = next((o for o in taken[claim.key] if o.collides(claim)), None)
        if other is not None:
            rule = f"is claimed by {other.app} too ({other.path})"
            problem = Problem(claim.path, claim.value, rule, claim.remedy)
            # One port may be claimed in two ways; that is one problem.
            if (claim.app, problem) not in [(c.app, p) for c, p in found]:
                found.append((claim, problem))
        taken[claim.key].append(claim)
    return found
