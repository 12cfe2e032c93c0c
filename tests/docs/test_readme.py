"""Every Python block of the documentation is a program that runs."""

import re
from pathlib import Path

import pytest

from exposure_components import ExposureError, NodePortApp
from exposure_components.testing import run_program

ROOT = Path(__file__).resolve().parents[2]
BLOCKS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    for number, block in enumerate(re.findall(r"```python\n(.*?)```", page.read_text(), re.S), 1)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_block_of_the_documentation_registers_an_app(block: str) -> None:
    recording = run_program(lambda: exec(block, {"__name__": "block"}))
    kinds = [r.type for r in recording.resources]
    assert any(kind.startswith("exposure_components:index:") for kind in kinds)


def test_the_readme_shows_an_error_as_it_is() -> None:
    args = {
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086, "nodeport": 30000}],
        "allowed_cidrs": ["10.0.0.5"],
    }
    with pytest.raises(ExposureError) as raised:
        run_program(lambda: NodePortApp("influxdb", args))  # type: ignore[arg-type]
    assert f"```text\n{raised.value}\n```" in (ROOT / "README.md").read_text()


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), ROOT / "tests/lab/README.md"]
    links = [
        (page, link)
        for page in pages
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text())
        if "://" not in link
    ]
    assert links
    assert [(p.name, link) for p, link in links if not (p.parent / link).exists()] == []
