"""What commands print reads as it was."""

import json

import pytest

from exposure_components.cli.console import print_json, print_text


def test_words_between_colons_are_no_emoji(capsys: pytest.CaptureFixture[str]) -> None:
    print_text("registry:key:1")
    print_json({"image": "registry:key:1"})
    text, _, printed = capsys.readouterr().out.partition("\n")
    assert text == "registry:key:1"
    assert json.loads(printed) == {"image": "registry:key:1"}
