"""A program that is a file runs as the engine runs it, as often as a test wants."""

import os
import sys
from pathlib import Path

import pytest

from exposure_components.testing import run_program

MAIN = """
import os
import sys
from pathlib import Path

import pulumi
from shop_parts import made

pulumi.export("made", made.urn)
pulumi.export("of", [Path("note.txt").read_text(), __name__, Path(sys.argv[0]).name])
os.environ["LEFT_BY_A_PROGRAM"] = "1"
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    (tmp_path / "__main__.py").write_text(MAIN)
    (tmp_path / "shop_parts.py").write_text(
        "import pulumi\nmade = pulumi.ComponentResource('shop:index:App', 'web')\n"
    )
    (tmp_path / "note.txt").write_text("here")
    return tmp_path


@pytest.mark.parametrize("name", ["", "__main__.py"])
def test_modules_of_a_program_register_what_they_make_in_every_run(shop: Path, name: str) -> None:
    before = (Path.cwd(), sys.path[:], sys.argv[:], dict(os.environ))
    for _ in range(2):
        recording = run_program(shop / name)
        assert [each.name for each in recording.resources] == ["web"]
        assert recording.exports["of"] == ["here", "__main__", "__main__.py"]
        assert recording.value is None
    assert (Path.cwd(), sys.path, sys.argv, dict(os.environ)) == before
    assert "shop_parts" not in sys.modules


def test_a_program_that_fails_leaves_nothing_behind(shop: Path) -> None:
    before = (Path.cwd(), sys.path[:], dict(os.environ))
    (shop / "__main__.py").write_text(f"{MAIN}\nraise LookupError('no app')\n")
    with pytest.raises(LookupError, match="no app"):
        run_program(str(shop))
    assert (Path.cwd(), sys.path, dict(os.environ)) == before
    assert "shop_parts" not in sys.modules


def test_a_path_that_leads_to_no_program_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="is no program; name a file, or a directory with"):
        run_program(tmp_path)
