"""The YAML programs of docs/other-languages.md, as far as no engine is needed: the host makes what
they name. With an engine, tests/e2e/test_engine_languages.py runs every program of the page."""

import re
from typing import Any

import pytest
import yaml

from tests.docs.blocks import BLOCKS, Block, cases
from tests.host.engine import Host, running

PROGRAMS = [b for b in BLOCKS if b.page == "docs/other-languages.md" and b.language == "yaml"]


@pytest.mark.parametrize("block", cases(list(PROGRAMS)))
def test_a_yaml_program_makes_its_components(host: Host, block: Block) -> None:
    made: dict[str, dict[str, Any]] = {}

    def given(value: Any) -> Any:
        if isinstance(value, str) and (found := re.fullmatch(r"\$\{(\w+)\.(\w+)\}", value)):
            return made[found[1]][found[2]]
        return value

    with running(host) as program:
        for name, each in yaml.safe_load(block.text)["resources"].items():
            inputs = {key: given(value) for key, value in each["properties"].items()}
            title = each["type"].removeprefix("exposure_components:")
            made[name] = program.outputs(program.make(title, name, inputs))
    assert made["influxdb"]["endpoints"][0]["url"].startswith("http://")
