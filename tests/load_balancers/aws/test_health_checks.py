from tests.load_balancers.aws.apps import BY_PODS, port, port_lines

HEALTH_PORT = port(container_port=8080, node_port=30080)


def test_a_udp_port_needs_a_tcp_port_that_answers_for_it() -> None:
    assert port_lines(port(protocol="UDP")) == [
        "ports[0]: is UDP, and AWS asks for health by TCP alone; add a TCP port that tells "
        "whether the app is well"
    ]
    assert port_lines(port(protocol="UDP"), HEALTH_PORT) == []


def test_the_port_that_answers_has_the_same_targets() -> None:
    udp = port(protocol="UDP", aws={"targets": BY_PODS})
    assert port_lines(udp, HEALTH_PORT) == [
        "ports[0]: is asked at ports[1], whose targets are not its own; give both the same "
        "`targets`"
    ]
