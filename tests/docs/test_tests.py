"""Every test in the documentation is one that pytest passes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import BLOCKS

TESTS = [block for block in BLOCKS if block.is_test]


@pytest.mark.parametrize("page", sorted({block.page for block in TESTS}))
def test_the_tests_of_a_page_pass(page: str, tmp_path: Path) -> None:
    """Files are named by the first line of a block, `# shop.py`; tests may go without."""
    expected = 0
    for block in BLOCKS:
        named = re.match(r"# ([\w/]+\.py)\n", block.text)
        if block.page == page and block.language == "python" and (named or block.is_test):
            file = tmp_path / (named[1] if named else f"test_{block.number}.py")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
            expected += len(re.findall(r"^ *(?:async )?def test_", block.text, re.MULTILINE))
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."],
        cwd=tmp_path,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    passed = re.findall(r"(\d+) passed", done.stdout)
    assert int(passed[-1]) >= expected
