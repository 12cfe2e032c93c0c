"""What the components of a running program have claimed so far."""

from collections.abc import Hashable, Sequence
from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime.settings import get_root_resource

from exposure_components.checks.collisions import Claim, collision_problems
from exposure_components.errors import refuse

_Taken = dict[tuple[Hashable, ...], list[Claim]]
_taken: WeakKeyDictionary[pulumi.Resource, _Taken] = WeakKeyDictionary()
"""By program, and by what is claimed."""


def claim(subject: str, claims: Sequence[Claim]) -> None:
    """Take what is claimed, or raise an `ExposureError` if another component of the program has."""
    root = get_root_resource()
    taken = _taken.setdefault(root, {}) if root is not None else {}
    # Only claims of the same things: each component of a large program is held against few others.
    earlier = [other for mine in claims for other in taken.get(mine.key, ())]
    refuse(subject, [problem for _, problem in collision_problems(claims, earlier)])
    for mine in claims:
        taken.setdefault(mine.key, []).append(mine)
