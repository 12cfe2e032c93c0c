"""The program whose components this process makes."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from pulumi import Resource, RunError
from pulumi.resource import DependencyResource


class Program(DependencyResource):
    """Stands for the program's stack: what its components know of each other hangs on it.

    Claims and turns are kept by the root of the running program, and a provider has none of its
    own: each component is made by a call for itself.
    """

    def __init__(self, project: str, stack: str) -> None:
        """The program of that project and stack."""
        self._stack = f"urn:pulumi:{stack}::{project}::"
        super().__init__(f"{self._stack}pulumi:pulumi:Stack::{project}-{stack}")
        self._parents: dict[str, Resource] = {}
        self._handed: dict[str, Mapping[str, Any]] = {}

    def parent(self, urn: str, resource: Resource) -> Resource:
        """One and the same resource for all children of a parent."""
        return self._parents.setdefault(urn, resource)

    def hand(self, urn: str, value: Mapping[str, Any]) -> None:
        """Keep what the component of that URN hands to others."""
        self._handed[urn] = value

    def handed(self, urn: str) -> Mapping[str, Any] | None:
        """What the component of that URN hands to others; None for one of another stack."""
        if urn not in self._handed and urn.startswith(self._stack):
            raise RunError(f"{urn}: another provider made it; give both components the same one")
        return self._handed.get(urn)


RUNNING: ContextVar[Program] = ContextVar("running")
"""The program on whose behalf a call is served."""
