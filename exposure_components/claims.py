"""What the components of the running program have claimed so far."""

from collections.abc import Hashable, Sequence
from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime.settings import get_root_resource

from exposure_components.checks.collisions import Claim, collision_problems
from exposure_components.errors import refuse

_Taken = dict[tuple[Hashable, ...], list[Claim]]
_claims: WeakKeyDictionary[pulumi.Resource, _Taken] = WeakKeyDictionary()


def stake(subject: str, claims: Sequence[Claim]) -> None:
    """Take what a component claims, or raise an `ExposureError` if it is taken."""
    root = get_root_resource()
    taken = _claims.setdefault(root, {}) if root is not None else {}
    # Only claims of the same things: each app of a large program is held against few others.
    earlier = [other for claim in claims for other in taken.get(claim.key, ())]
    refuse(subject, [problem for _, problem in collision_problems(claims, earlier)])
    for claim in claims:
        taken.setdefault(claim.key, []).append(claim)


def component_claim(
    subject: str, name: str, opts: pulumi.ResourceOptions | None, kind: str = ""
) -> Claim:
    """The name of a component below its parent, among components of one kind."""
    parent = opts.parent if opts else None
    remedy = "give one of the two components another name"
    return Claim(subject, "component", name, ("component", kind, id(parent), name), remedy=remedy)
