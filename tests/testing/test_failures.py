"""The exception that ends a run is the program's own."""

import pulumi
import pytest

from exposure_components.testing.failures import own_exception, raised_by_sdk


def wrapped_by_sdk(origin: Exception) -> Exception:
    """What the SDK raises for an exception in the ``apply`` of an input."""
    try:
        try:
            try:
                raise origin
            except ValueError as exn:
                raise ValueError("While processing input: 'data'\nValueError has risen") from exn
        except ValueError as exn:
            raise ValueError("While processing resource: 'web'\nValueError has risen") from exn
    except ValueError as exn:
        exn.__cause__ = exn
        return exn


def test_the_exceptions_of_the_sdk_around_it_become_a_note() -> None:
    origin = ValueError("refused")
    exn = own_exception(wrapped_by_sdk(origin))
    assert exn is origin
    assert exn.__notes__ == ["While processing resource: 'web'"]


def test_another_exception_stays_as_it_is() -> None:
    cause = ValueError("cause")
    exn = ValueError("refused")
    exn.__cause__ = cause
    assert own_exception(exn) is exn
    assert exn.__cause__ is cause


def test_an_exception_is_no_longer_its_own_cause() -> None:
    exn = ValueError("refused")
    exn.__cause__ = exn
    assert own_exception(exn) is exn
    assert exn.__cause__ is None


def test_the_last_frame_tells_whether_the_sdk_raised_it() -> None:
    with pytest.raises(TypeError) as by_sdk:
        pulumi.ComponentResource("", "name")
    with pytest.raises(TypeError) as by_program:
        len(1)  # type: ignore[arg-type]
    assert raised_by_sdk(by_sdk.value)
    assert not raised_by_sdk(by_program.value)
