from decimal import Decimal

import pytest

from exposure_components.quantities import quantity


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", "0"),
        ("2", "2"),
        ("+1", "1"),
        ("-1", "-1"),
        ("1.5", "1.5"),
        ("1.", "1"),
        (".5", "0.5"),
        ("100n", "0.0000001"),
        ("5u", "0.000005"),
        ("500m", "0.5"),
        ("1k", "1000"),
        ("2M", "2000000"),
        ("1G", "1000000000"),
        ("1T", "1000000000000"),
        ("1P", "1000000000000000"),
        ("1E", "1000000000000000000"),
        ("1Ki", "1024"),
        ("1Mi", "1048576"),
        ("1.5Gi", "1610612736"),
        ("1Ti", "1099511627776"),
        ("1Pi", "1125899906842624"),
        ("1Ei", "1152921504606846976"),
        ("1e3", "1000"),
        ("1E3", "1000"),
        ("5e-1", "0.5"),
    ],
)
def test_a_quantity_is_a_number(text: str, number: str) -> None:
    assert quantity(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "1 Gi",
        "Gi",
        "1K",
        "1g",
        "1mi",
        "1e",
        "1e999999999",
        "1,5",
        "\N{ARABIC-INDIC DIGIT ONE}",
        "1Gi\n",
        "0x1",
    ],
    ids=ascii,
)
def test_no_quantity_is(text: str) -> None:
    assert quantity(text) is None
