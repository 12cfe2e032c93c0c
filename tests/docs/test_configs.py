"""Every YAML block of the documentation is a stack's config that can be planned."""

from typing import Any

import pytest
import yaml

from exposure_components.settings import read_settings, register
from tests.docs.blocks import BLOCKS, Block, cases
from tests.docs.running import OURS, run

CONFIGS = [
    block
    for block in BLOCKS
    if block.language == "yaml" and "config" in (yaml.safe_load(block.text) or {})
]


@pytest.mark.parametrize("block", cases(CONFIGS))
def test_a_config_registers_apps(block: Block) -> None:
    given: dict[str, Any] = {
        key.removeprefix("exposure:"): value
        for key, value in yaml.safe_load(block.text)["config"].items()
    }

    def program() -> None:
        register(read_settings(given.get("apps", {}), given.get("cluster"), given))

    assert any(each.type.startswith(OURS) for each in run(program).resources)
