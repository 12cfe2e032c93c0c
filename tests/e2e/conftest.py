"""Fixtures of the e2e tests."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.admission import namespaces, server
from tests.e2e.interruptions import recovered
from tests.e2e.replay import Replay
from tests.e2e.ways import PULUMI, WAYS, Engine, Manifests, Way
from tests.lab.fixtures import data_plane, lab, openstack
from tests.lab.lab import Lab
from tests.lab.openstack.data_plane.plane import DataPlane
from tests.lab.openstack.lab import OpenStackLab

collect_ignore_glob = [] if PULUMI else ["test_engine*.py"]

__all__ = [
    "cloud_engine",
    "cloud_way",
    "data_plane",
    "engine",
    "killed_engine",
    "lab",
    "lasting_way",
    "namespace",
    "namespaces",
    "openstack",
    "pytest_configure",
    "pytest_report_header",
    "server",
    "way",
]


def pytest_configure(config: pytest.Config) -> None:
    """OpenStack's SDK warns of what it calls itself."""
    config.addinivalue_line("filterwarnings", "ignore::PendingDeprecationWarning:openstack")


def pytest_report_header() -> str:
    """Says which of the two ways the tests go."""
    if PULUMI:
        return f"pulumi: {PULUMI}; the e2e tests run by it, and from rendered manifests"
    return "pulumi: not on PATH; the e2e tests run from rendered manifests alone"


@pytest.fixture
def namespace(request: pytest.FixtureRequest, lab: Lab) -> Iterator[str]:
    """A fresh namespace. A controller that lasts would still serve the routes of one that ends."""
    with lab.namespace(wait="lasting_way" in request.fixturenames) as name:
        yield name


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest, lab: Lab, tmp_path: Path) -> Iterator[Way]:
    """Each way to get apps into the lab; all that a test made is removed after it."""
    made: Way = Engine(lab, tmp_path) if request.param == "engine" else Manifests(lab)
    yield made
    made.down()


@pytest.fixture(scope="module", params=WAYS)
def lasting_way(
    request: pytest.FixtureRequest, lab: Lab, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Way]:
    """The same for all tests of a module, each of which goes on from what the last one made: a
    controller is there once and for all."""
    folder = tmp_path_factory.mktemp("way")
    made: Way = Engine(lab, folder) if request.param == "engine" else Manifests(lab)
    yield made
    made.down()


@pytest.fixture(params=WAYS)
def cloud_way(
    request: pytest.FixtureRequest,
    lab: Lab,
    data_plane: DataPlane,
    openstack: OpenStackLab,
    tmp_path: Path,
) -> Iterator[Way]:
    """The same, for apps behind balancers of OpenStack that forward."""
    made: Way = (
        Engine(lab, tmp_path, openstack.env)
        if request.param == "engine"
        else Manifests(lab, Replay(openstack))
    )
    yield made
    made.down()
    assert openstack.leftovers() == []


@pytest.fixture
def cloud_engine(lab: Lab, openstack: OpenStackLab, tmp_path: Path) -> Iterator[Engine]:
    """The engine alone, with OpenStack's APIs and no balancer that forwards."""
    made = Engine(lab, tmp_path, openstack.env)
    yield made
    made.down()
    assert openstack.leftovers() == []


@pytest.fixture
def killed_engine(lab: Lab, openstack: OpenStackLab, tmp_path: Path) -> Iterator[Engine]:
    """The same, for runs that end before they are done: what a test that fails leaves goes, too."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    # What a shell starts in the background ignores Ctrl-C, and so does all that it starts.
    made = Engine(lab, tmp_path, openstack.env)
    yield made
    recovered(made)
    made.down()
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def engine(lab: Lab, tmp_path: Path) -> Iterator[Engine]:
    """The engine alone, for tests of what only an engine does."""
    made = Engine(lab, tmp_path)
    yield made
    made.down()
