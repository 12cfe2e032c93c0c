"""Every test of the documentation runs under pytest, and ends as the page says."""

from collections.abc import Mapping
from glob import escape
from pathlib import Path

import pytest
from pulumi_kubernetes.core.v1 import ConfigMap

from exposure_components import NodePortApp
from exposure_components.testing import run_program
from tests.docs.blocks import BLOCKS, Block, cases, program_before

pytest_plugins = ["pytester"]

USER_TESTS = [block for block in BLOCKS if block.is_test]
FAILURES = [block for block in BLOCKS if (block.language, block.words) == ("text", "failure")]
FAILING: Mapping[str, Block] = {
    next(each.id for each in USER_TESTS if (each.page, each.number) == (f.page, f.beside)): f
    for f in FAILURES
}
"""By the block that it follows: what pytest says."""


@pytest.fixture(autouse=True, scope="module")
def everything_imported() -> None:
    """A run within a run forgets what it imports, and no SDK can be imported twice."""

    def program() -> None:
        ConfigMap("web", metadata={"name": "web"}, data={})
        NodePortApp("web", {"image": "a", "ports": [{"container_port": 80}]})

    run_program(program)


def written(folder: Path, block: Block) -> None:
    for path, text in (("shop/__main__.py", program_before(block)), ("tests/test_shop.py", block)):
        (folder / path).parent.mkdir()
        (folder / path).write_text(text.text)


@pytest.mark.parametrize("block", cases(list(USER_TESTS)))
def test_a_test_ends_as_the_page_says(block: Block, pytester: pytest.Pytester) -> None:
    written(pytester.path, block)
    options = ["-W", "error", "tests"]
    if block.words == "golden":
        missing = pytester.runpytest_inprocess(*options)
        missing.assert_outcomes(failed=1)
        pytester.runpytest_inprocess(*options, "--update-golden").assert_outcomes(passed=1)
        for path in block.text.split():
            assert not path.startswith("golden/") or (pytester.path / "tests" / path).exists()
    result = pytester.runpytest_inprocess(*options)
    count = block.text.count("def test_")
    failure = FAILING.get(block.id)
    if failure is None:
        result.assert_outcomes(passed=count)
    else:
        result.assert_outcomes(failed=count)
        result.stdout.fnmatch_lines(
            [f"E *{escape(line.strip())}" for line in failure.text.splitlines()], consecutive=True
        )
