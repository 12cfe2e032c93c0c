"""Whose turn it is at a balancer that takes one change at a time."""

import pulumi
from pulumi.runtime.settings import get_root_resource

_TURNS = "_exposure_turns"
"""Where a program's root keeps what it changes last, by balancer: there, as it ends with it."""


class Turns:
    """The turns at one balancer of the running program.

    Each child depends on the one before, though it needs nothing of it: were it given the
    balancer's id through that one, a new app in the middle would make the ids behind it unknown,
    and a preview would show their replacement.
    """

    def __init__(self, balancer: str) -> None:
        """Turns at the balancer of that name."""
        self._balancer = balancer
        root = get_root_resource()
        kept = {} if root is None else vars(root)
        self._latest: dict[str, pulumi.Resource] = kept.setdefault(_TURNS, {})

    def before(self) -> list[pulumi.Resource]:
        """What has to be done first."""
        return [self._latest[self._balancer]] if self._balancer in self._latest else []

    def took(self, resource: pulumi.Resource) -> None:
        """That resource has had the latest turn."""
        self._latest[self._balancer] = resource
