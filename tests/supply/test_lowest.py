"""The library works with the lowest versions that it says it does.

With the newest it is what all other tests run with: `make pins` takes them.
"""

import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.version import Version

from tests.supply.environments import REQUIREMENTS, ROOT, UV, environment, run

TESTS = (
    "tests/cli/test_plan.py",
    "tests/cli/test_render.py",
    "tests/dns/test_contract.py",
    "tests/ingress/test_contract.py",
    "tests/load_balancers/test_contract.py",
    "tests/stacks/test_environments.py",
    "tests/strategies/test_promised_defaults.py",
    "tests/testing",
)
"""Each strategy, balancer, zone and dialect once, on the SDKs' own types."""

NEWER_SDK = (
    "tests/testing/test_recording.py::test_an_object_that_is_read_by_an_unknown_id_has_an_empty_one"
)
"""What Pulumi's SDK does since 3.271: before, such an object had the id that was asked for."""


def pinned(file: str) -> dict[str, Version]:
    """The version of each package in a file of requirements."""
    lines = (REQUIREMENTS / file).read_text().splitlines()
    found = [Requirement(line.rstrip("\\ ")) for line in lines if "==" in line]
    return {r.name: Version(str(r.specifier).removeprefix("==")) for r in found}


def test_the_lowest_versions_are_the_lower_bounds() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = project["optional-dependencies"]
    users = [*project["dependencies"], *extras["aws"], *extras["cli"], *extras["openstack"]]
    lowest = pinned("lowest.txt")
    for bound in map(Requirement, users):
        (least,) = (s.version for s in bound.specifier if s.operator == ">=")
        assert lowest[bound.name] == Version(least)


def test_the_lowest_versions_will_do(tmp_path: Path) -> None:
    lowest = ("--require-hashes", "--requirement", REQUIREMENTS / "lowest.txt")
    python = environment(tmp_path / "venv", *lowest)
    # Of the checkout, whose tests are run.
    run(UV, "pip", "install", "--quiet", "--no-deps", "--python", python, "--editable", ROOT)
    run(python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS, f"--deselect={NEWER_SDK}")
