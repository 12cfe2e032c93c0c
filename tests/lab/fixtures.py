"""The pytest fixtures of the lab. A lab that can't run fails the tests: it never skips them."""

import os
from collections.abc import Iterator

import pytest

from . import cluster
from .lab import Lab
from .openstack import stack
from .openstack.data_plane import place
from .openstack.data_plane.plane import DataPlane
from .openstack.lab import OpenStackLab


@pytest.fixture(scope="session")
def lab() -> Iterator[Lab]:
    """The shared lab: a running one is used and left running, else one is started and taken down.

    EXPOSURE_LAB_KEEP=1 leaves it running, too.
    """
    found = cluster.running()
    # Repairs what an aborted test left broken, and fails with the reason.
    cluster.up([])
    yield Lab()
    if not found and not os.environ.get("EXPOSURE_LAB_KEEP"):
        cluster.down()


@pytest.fixture(scope="session")
def openstack() -> Iterator[OpenStackLab]:
    """The shared OpenStack lab, by the same rules."""
    found = stack.running()
    stack.up()
    made = OpenStackLab()
    yield made
    made.close()
    if not found and not os.environ.get("EXPOSURE_LAB_KEEP"):
        stack.down()


@pytest.fixture(scope="session")
def data_plane(lab: Lab, openstack: OpenStackLab) -> Iterator[DataPlane]:
    """The balancers of the one lab at work in the other's network, by the same rules."""
    found = place.running()
    place.up()
    yield DataPlane()
    if not found and not os.environ.get("EXPOSURE_LAB_KEEP"):
        place.down()
