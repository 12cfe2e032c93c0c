"""Every Python block of the documentation is a program that runs."""

import re

import pytest

from exposure_components import ExposureError, NodePortApp
from exposure_components.testing import run_program
from tests.docs.blocks import BLOCKS, ROOT, Block, cases, program_before, said_beside
from tests.docs.running import OURS, program_of, run

PROGRAMS = [block for block in BLOCKS if block.is_program]
REFUSALS = [said for block in PROGRAMS if (said := said_beside(block))]
WARNINGS = [block for block in BLOCKS if (block.language, block.words) == ("text", "warnings")]


@pytest.mark.parametrize("block", cases(PROGRAMS))
def test_a_program_does_what_stands_beside_it(block: Block) -> None:
    """It registers components, at the URLs in its comments; or it is refused, with the text
    that follows it."""
    program, said = program_of(block.text), said_beside(block)
    if said:
        with pytest.raises(ExposureError) as raised:
            run(program)
        assert f"{raised.value}\n" == said.text
        return
    ours = [each for each in run(program).resources if each.type.startswith(OURS)]
    assert ours
    urls = {e["url"] for each in ours for e in each.outputs.get("endpoints", [])}
    assert set(re.findall(r"# (https?://\S+)", block.text)) <= urls


@pytest.mark.parametrize("block", cases(WARNINGS))
def test_a_program_warns_as_the_page_says(block: Block) -> None:
    told = run(program_of(program_before(block).text)).logs
    assert "".join(f"{each.message}\n" for each in told) == block.text


def test_the_readme_shows_an_error_as_it_is() -> None:
    args = {
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086, "nodeport": 30000}],
        "allowed_cidrs": ["10.0.0.5"],
    }
    with pytest.raises(ExposureError) as raised:
        run_program(lambda: NodePortApp("influxdb", args))  # type: ignore[arg-type]
    assert f"```text\n{raised.value}\n```" in (ROOT / "README.md").read_text()
