"""Whose turn it is at a balancer that takes one change at a time."""

from weakref import WeakKeyDictionary

import pulumi
from pulumi.runtime.settings import get_root_resource

_latest: WeakKeyDictionary[pulumi.Resource, dict[str, pulumi.Resource]] = WeakKeyDictionary()
"""What each running program changes last, by balancer."""


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
        self._latest = _latest.setdefault(root, {}) if root is not None else {}

    def before(self) -> list[pulumi.Resource]:
        """What has to be done first."""
        return [self._latest[self._balancer]] if self._balancer in self._latest else []

    def took(self, resource: pulumi.Resource) -> None:
        """That resource has had the latest turn."""
        self._latest[self._balancer] = resource
