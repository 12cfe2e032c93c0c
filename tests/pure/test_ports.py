import pytest

from exposure_components.ports import (
    PORTS,
    host_port_of,
    name_of,
    node_port_range,
    protocol_of,
    service_port_of,
)


def test_a_port_of_which_nothing_is_said() -> None:
    port = {"container_port": 8086}
    assert protocol_of(port) == "TCP"
    assert name_of(port) == "tcp-8086"
    assert service_port_of(port) == 8086
    assert host_port_of(port) == 8086


def test_a_port_of_which_all_is_said() -> None:
    port = {
        "container_port": 53,
        "protocol": "UDP",
        "name": "dns",
        "port": 5353,
        "host_port": 30053,
    }
    assert protocol_of(port) == "UDP"
    assert name_of(port) == "dns"
    assert service_port_of(port) == 5353
    assert host_port_of(port) == 30053


def test_a_default_name_tells_protocols_of_one_number_apart() -> None:
    assert name_of({"container_port": 53, "protocol": "UDP"}) == "udp-53"


def test_a_port_of_zero_does_not_count_as_left_out() -> None:
    assert service_port_of({"container_port": 80, "port": 0}) == 0
    assert host_port_of({"container_port": 80, "host_port": 0}) == 0


def test_ports_are_1_to_65535() -> None:
    assert (PORTS[0], PORTS[-1]) == (1, 65535)


@pytest.mark.parametrize(
    ("cluster", "expected"),
    [
        ({}, range(30000, 32768)),
        ({"node_port_range": "20000-20010"}, range(20000, 20011)),
    ],
    ids=["default", "own"],
)
def test_the_clusters_node_ports(cluster: dict[str, str], expected: range) -> None:
    assert node_port_range(cluster) == expected
