"""What stands under a field, wherever the field comes from."""

from exposure_components.args.app import AppArgs
from exposure_components.host.field_docs import field_docs
from exposure_components.kinds import Protocol
from exposure_components.strategies.node_port import NodePortApp, NodePortAppArgs


def test_an_own_field_is_described() -> None:
    found = field_docs(NodePortAppArgs)["ports"]
    assert found == "The ports that the container listens on, and the NodePorts that lead to them."


def test_an_inherited_field_is_described_and_its_lines_stand_at_the_margin() -> None:
    assert "image" in field_docs(AppArgs)
    assert field_docs(NodePortAppArgs)["image"] == field_docs(AppArgs)["image"]
    assert field_docs(AppArgs)["name"].splitlines()[1] == "characters it is shortened with a hash."


def test_a_member_of_an_enum_is_described() -> None:
    assert set(field_docs(Protocol)) == set(Protocol.__members__)


def test_an_output_is_described() -> None:
    assert set(field_docs(NodePortApp)) == {"endpoints", "workload", "service"}
