"""No block of the documentation is without a test."""

from collections import Counter
from collections.abc import Mapping, Sequence

from tests.docs.blocks import BLOCKS, ROOT, Block
from tests.docs.test_commands import SCRIPTS, TRANSCRIPTS
from tests.docs.test_configs import CONFIGS
from tests.docs.test_programs import PROGRAMS, REFUSALS, WARNINGS
from tests.docs.test_troubles import ADVISED, TROUBLES
from tests.docs.test_user_tests import FAILURES, USER_TESTS

ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("README.md", "text"): "tests/docs/test_programs.py",
    ("docs/other-languages.md", "bash"): "tests/e2e/test_engine_languages.py",
    ("docs/other-languages.md", "go"): "tests/e2e/test_engine_languages.py",
    ("docs/other-languages.md", "typescript"): "tests/e2e/test_engine_languages.py",
    ("docs/other-languages.md", "yaml"): "tests/host/test_documentation.py",
    ("docs/probe.md", "text"): "tests/e2e/test_probe.py",
    ("docs/doctor.md", "text"): "tests/e2e/test_doctor.py",
}
"""By page and language: the test that reads these blocks from the page and runs them."""


def of_the_site() -> Sequence[Block]:
    """Directives, such as tables of args: the build of the site runs them."""
    return [block for block in BLOCKS if block.language.startswith("{")]


def of_other_tests() -> Sequence[Block]:
    return [block for block in BLOCKS if (block.page, block.language) in ELSEWHERE]


def test_every_block_has_one_test() -> None:
    tested = Counter(
        block.id
        for owned in (
            PROGRAMS,
            REFUSALS,
            WARNINGS,
            TROUBLES,
            ADVISED,
            USER_TESTS,
            FAILURES,
            CONFIGS,
            SCRIPTS,
            TRANSCRIPTS,
            of_the_site(),
            of_other_tests(),
        )
        for block in owned
    )
    assert BLOCKS
    assert {b.id: f"{b.language}: {b.text[:60]}" for b in BLOCKS if not tested[b.id]} == {}
    assert [name for name, count in tested.items() if count > 1] == []


def test_tests_elsewhere_read_the_pages_whose_blocks_they_own() -> None:
    for (page, _), test in ELSEWHERE.items():
        assert page.rpartition("/")[2] in (ROOT / test).read_text(), test
