import pulumi
import pytest

from exposure_components import ExposureError, Problem
from exposure_components.errors import refuse

IMAGE = Problem("image", None, "is missing", "add it")
PORT = Problem("ports[0].container_port", 0, "is outside of 1-65535", "raise it")


def test_an_error_lists_all_problems() -> None:
    with pytest.raises(ExposureError) as raised:
        refuse("NodePortApp influxdb", [IMAGE, PORT])
    assert str(raised.value) == (
        "NodePortApp influxdb has 2 problems:\n"
        "  image: is missing; add it\n"
        "  ports[0].container_port: 0 is outside of 1-65535; raise it"
    )
    assert raised.value.subject == "NodePortApp influxdb"
    assert raised.value.problems == [IMAGE, PORT]


def test_one_problem_is_counted_as_one() -> None:
    assert str(ExposureError("it", [IMAGE])) == "it has 1 problem:\n  image: is missing; add it"


def test_the_engine_shows_the_text_alone() -> None:
    # A RunError is shown without a traceback.
    assert issubclass(ExposureError, pulumi.RunError)


def test_no_problem_raises_nothing() -> None:
    refuse("it", [])
