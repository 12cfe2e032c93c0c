"""Statuses are written as numbers, classes and ranges."""

import pytest

from exposure_components.probing.expectations import expectation


@pytest.mark.parametrize(
    ("texts", "statuses"),
    [
        (["204"], {204}),
        (["200,404"], {200, 404}),
        (["200", " 404 "], {200, 404}),
        (["2xx"], set(range(200, 300))),
        (["299-301"], {299, 300, 301}),
        (["2xx-3XX"], set(range(200, 400))),
    ],
)
def test_a_text_tells_statuses(texts: list[str], statuses: set[int]) -> None:
    assert set(expectation(texts).statuses or ()) == statuses


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is no status"),
        ("600", "is no status"),
        ("99", "is no status"),
        ("2x", "is no status"),
        ("204-", "is no status"),
        ("404-200", "ends before it starts; write such as 200-399"),
    ],
)
def test_what_is_no_status_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        expectation([text])
