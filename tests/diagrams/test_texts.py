"""Texts break where they may, and lose nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exposure_components.diagrams.texts import DETAIL, TITLE, Font, lines, printable


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("web", ["web"]),
        ("", [""]),
        ("influxdb.kube.example.com", ["influxdb.kube.", "example.com"]),
        ("Service a-long-name", ["Service", "a-long-name"]),
        ("kubenode01 10.13.241.89", ["kubenode01", "10.13.241.89"]),
        ("x" * 20, ["x" * 16, "x" * 4]),
    ],
)
def test_a_text_breaks_after_a_mark(text: str, broken: list[str]) -> None:
    assert lines(text, DETAIL, 120) == broken


@given(st.text(), st.sampled_from([TITLE, DETAIL]))
def test_a_broken_text_is_whole_and_no_line_too_wide(text: str, font: Font) -> None:
    found = lines(text, font, 100)
    assert "".join(found).replace(" ", "") == printable(text).replace(" ", "")
    assert all(font.width(line) <= 100 for line in found)


def test_what_no_xml_can_hold_is_replaced() -> None:
    assert printable("a\x00b\n\ud800") == "a\ufffdb\ufffd\ufffd"
