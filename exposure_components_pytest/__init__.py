"""The pytest plugin of exposure_components: fixtures for tests of Pulumi programs.

Lives beside the package, so that pytest imports Pulumi when a test asks for it, and not before.

PYTEST_DONT_REWRITE: there is no assertion in here, and runs within runs have it imported already.
"""

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from exposure_components.testing import GoldenManifests, RunPulumi

_MARKER = "pulumi"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The one option."""
    parser.getgroup("pulumi", "Pulumi programs").addoption(
        "--update-golden",
        action="store_true",
        help="write the files that golden_manifests compares with, instead of comparing",
    )


def pytest_configure(config: pytest.Config) -> None:
    """The one marker."""
    config.addinivalue_line(
        "markers",
        f"{_MARKER}(**arguments): arguments of run_pulumi for a test, a class or a module, such as "
        "preview=True or config={...}",
    )


@pytest.fixture
def run_pulumi(request: pytest.FixtureRequest) -> "RunPulumi":
    """Run a Pulumi program, or a function that makes resources, on strict mocks, and record it.

    See ``exposure_components.testing.run_program`` for its arguments. Every run is apart from all
    others and from mocks that the test has set itself.
    """
    from exposure_components.testing.fixtures import Runner

    marks = list(request.node.iter_markers(_MARKER))
    if any(each.args for each in marks):
        raise pytest.UsageError(f"{request.node.nodeid}: the marker {_MARKER} takes keywords only")
    return Runner(request.path.parent, [each.kwargs for each in marks])


@pytest.fixture
def golden_manifests(request: pytest.FixtureRequest) -> "GoldenManifests":
    """Compare the Kubernetes manifests of a recording with a file or a folder beside the test.

    See ``exposure_components.testing.assert_golden``. With ``--update-golden`` it writes them.
    """
    from exposure_components.testing.fixtures import Golden

    _, *names = request.node.nodeid.split("::")
    name = re.sub(r"[^\w.-]+", "-", "-".join(names)).strip("-")
    default = f"golden/{request.path.stem}/{name}.yaml"
    return Golden(request.path.parent, default, bool(request.config.getoption("--update-golden")))
