"""The providers that answer for the resources of a run, by the package in their type tokens."""

from collections.abc import Callable, Mapping
from typing import Final

from exposure_components.testing.aws import Aws
from exposure_components.testing.made import Made
from exposure_components.testing.openstack import OpenStack
from exposure_components.testing.recording import RecordedResource

Provider = Callable[[RecordedResource], Made]
"""Makes a resource. Every run has its own, which remembers what it made."""

PROVIDERS: Final[Mapping[str, Callable[[], Provider]]] = {"aws": Aws, "openstack": OpenStack}
"""Kubernetes is not among them: it adds to an object's inputs, rather than beside them."""
