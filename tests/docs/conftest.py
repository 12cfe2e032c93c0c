"""The site, built once for all tests of it."""

from pathlib import Path

import pytest

from tests.docs.blocks import ROOT
from tests.docs.building import build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a fresh build."""
    made = tmp_path_factory.mktemp("site")
    done = build(ROOT / "docs", made)
    assert (done.returncode, done.stderr) == (0, "")
    return made
