"""Balancers of the OpenStack lab forward as Octavia has them, seen by clients at their VIPs."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.e2e.inside import at
from tests.lab.lab import Lab
from tests.lab.objects import WHOAMI, deployment, node_port_service
from tests.lab.openstack.balancing import Balancer, balancer, listener
from tests.lab.openstack.data_plane.plane import DataPlane
from tests.lab.openstack.lab import OpenStackLab
from tests.lab.sources import folder
from tests.lab.topology import NODES

VIP = "10.13.242.236"
CLIENT = "10.13.241.200"
NODE1, NODE2 = (node.address for node in NODES.values())
NOBODY = "10.13.241.77"
PORT = 8080
"""Of whoami on both nodes, for HTTP and UDP: version 1 on the first, version 2 on the second."""
ONE, TWO = f"{NODE1}:{PORT}", f"{NODE2}:{PORT}"

FIRST_BYTES = """
import socket, sys
server = socket.create_server(("0.0.0.0", int(sys.argv[1])))
while True:
    connection, _ = server.accept()
    try:
        body = connection.recv(1000).hex().encode()
        connection.sendall(b"HTTP/1.0 200 OK\\r\\n\\r\\n" + body)
    except OSError:
        pass
    connection.close()
"""
"""Answers with what it hears; a client may be gone by then."""

HELD = """
import socket, sys
connection = socket.create_connection((sys.argv[1], int(sys.argv[2])), timeout=60)
print("open", flush=True)
sys.stdin.readline()
connection.sendall(b"GET /ping HTTP/1.0\\r\\n\\r\\n")
print(connection.recv(100).decode().splitlines()[0], flush=True)
"""
"""A connection that is open before it is used."""


def whoami(node: str, version: int, port: int = PORT) -> AbstractContextManager[object]:
    return at(node, folder() / f"whoami-{version}", f"-port={port}", f"-udp-port={port}")


@contextmanager
def held(port: int) -> Iterator[subprocess.Popen[str]]:
    """A client's open connection to the VIP."""
    with at("client", sys.executable, "-c", HELD, VIP, port) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process


@pytest.fixture(scope="module", autouse=True)
def servers(lab: Lab, data_plane: DataPlane) -> Iterator[None]:
    with whoami("kubenode01", 1), whoami("kubenode02", 2):
        urls = [f"http://{server}/ping" for server in (ONE, TWO)]
        lab.until("both answer", lambda: [lab.curl(url).code for url in urls] == [204, 204])
        yield


class Vips:
    """Balancers at the VIP, each with what is given."""

    def __init__(self, openstack: OpenStackLab) -> None:
        self.cloud = openstack.connection()

    def __call__(self, *listeners: object, **more: object) -> AbstractContextManager[Balancer]:
        return balancer(self.cloud, vip_address=VIP, listeners=list(listeners), **more)


@pytest.fixture(scope="module")
def vip(openstack: OpenStackLab) -> Iterator[Vips]:
    yield Vips(openstack)
    assert openstack.leftovers() == []


def code(lab: Lab, port: int, client: str = "client", address: str = VIP) -> int:
    """0: no answer within a second."""
    return lab.curl(f"http://{address}:{port}/ping", "--max-time", "1", client=client).code


def versions(lab: Lab, port: int, times: int = 6, *args: str) -> set[str]:
    """Which servers answer at the VIP."""
    answers = [lab.curl(f"http://{VIP}:{port}/", *args) for _ in range(times)]
    return {json.loads(a.body)["version"] if a.code == 200 else "none" for a in answers}


def udp_versions(lab: Lab, port: int) -> set[str]:
    answers = [lab.udp(VIP, port, "hello") for _ in range(4)]
    return {json.loads(answer)["version"] if answer else "none" for answer in answers}


def test_a_balancer_spreads_clients_over_the_node_ports_of_a_service(
    lab: Lab, vip: Vips, namespace: str
) -> None:
    lab.apply(
        deployment("web", WHOAMI),
        node_port_service("web", "Cluster", {"port": 8080, "nodePort": 30931}),
        namespace=namespace,
    )
    with vip(listener("TCP", 8086, f"{NODE1}:30931", f"{NODE2}:30931")):
        clients = [*lab.clients, *lab.clients]
        # Each node opens its port in its own time.
        lab.until(
            "all answer", lambda: [code(lab, 8086, client) for client in clients] == [204] * 4
        )
        # No listener, no answer.
        assert code(lab, 8087) == 0


def test_members_see_the_balancer_as_their_client(
    lab: Lab, vip: Vips, data_plane: DataPlane
) -> None:
    with vip(listener("TCP", 80, ONE, TWO)):
        lab.until("both answer", lambda: versions(lab, 80) == {"1", "2"})
        assert json.loads(lab.curl(f"http://{VIP}/").body)["client"] == data_plane.address


@pytest.mark.parametrize(
    ("protocol", "begins"),
    [
        pytest.param("PROXY", b"PROXY TCP4 10.13.241.200 10.13.242.236 ", id="v1"),
        pytest.param("PROXYV2", b"\r\n\r\n\0\r\nQUIT\n\x21\x11", id="v2"),
    ],
)
def test_a_proxy_pool_tells_members_the_clients_address(
    lab: Lab, vip: Vips, protocol: str, begins: bytes
) -> None:
    with (
        at("kubenode01", sys.executable, "-c", FIRST_BYTES, 8011),
        vip(listener("TCP", 80, f"{NODE1}:8011", pool={"protocol": protocol})),
    ):
        heard = lab.until("it answers", lambda: lab.curl(f"http://{VIP}/").body)
    assert bytes.fromhex(heard)[: len(begins)] == begins


def test_allowed_cidrs_keep_others_out(lab: Lab, vip: Vips) -> None:
    with vip(listener("TCP", 80, ONE, allowed_cidrs=[f"{CLIENT}/32"])) as made:
        lab.until("client comes in", lambda: code(lab, 80) == 204)
        assert code(lab, 80, "client2") == 0
        made.octavia.update_listener(made.listener().id, allowed_cidrs=["10.13.241.0/24"])
        made.wait()
        lab.until("client2 comes in", lambda: code(lab, 80, "client2") == 204)


def test_a_monitor_takes_a_dead_member_out_and_back_in(
    lab: Lab, vip: Vips, data_plane: DataPlane
) -> None:
    monitor = {"type": "HTTP", "url_path": "/ping", "expected_codes": "204", "max_retries_down": 2}
    first = f"{NODE1}:8031"
    with vip(listener("TCP", 80, first, TWO, monitor=monitor)) as made:
        with whoami("kubenode01", 1, 8031):
            lab.until("both answer", lambda: versions(lab, 80) == {"1", "2"})
        lab.until("it is down", lambda: made.states(data_plane) == {first: "DOWN", TWO: "UP"})
        lab.until("the other answers", lambda: versions(lab, 80) == {"2"})
        with whoami("kubenode01", 1, 8031):
            lab.until("it is back", lambda: made.states(data_plane) == {first: "UP", TWO: "UP"})
            lab.until("both answer again", lambda: versions(lab, 80) == {"1", "2"})


def test_a_monitor_sees_what_it_asks_for(lab: Lab, vip: Vips, data_plane: DataPlane) -> None:
    nobody = f"{NOBODY}:{PORT}"
    ping = {"type": "HTTP", "url_path": "/ping"}
    found_by: dict[str, tuple[dict[str, str], str]] = {
        "tcp-80": ({"type": "TCP"}, "UP"),
        "tcp-81": ({"type": "PING"}, "UP"),
        "tcp-82": ({**ping, "expected_codes": "204"}, "UP"),
        "tcp-83": ({**ping, "expected_codes": "200"}, "DOWN"),
        # It is not spoken there.
        "tcp-84": ({"type": "HTTPS"}, "DOWN"),
        # Nor is that; but Octavia 19 writes no more than a TCP check for it.
        "tcp-85": ({"type": "TLS-HELLO"}, "UP"),
    }
    wanted = {name: {ONE: state, nobody: "DOWN"} for name, (_, state) in found_by.items()}
    listeners = [
        listener("TCP", int(name[4:]), ONE, nobody, monitor=monitor)
        for name, (monitor, _) in found_by.items()
    ]
    with vip(*listeners) as made:
        lab.until(
            "all have asked",
            lambda: {name: made.states(data_plane, name=name) for name in wanted} == wanted,
        )


def test_a_monitor_may_ask_another_address_and_port(
    lab: Lab, vip: Vips, data_plane: DataPlane
) -> None:
    # There is nobody at the member's own port.
    member = f"{NODE1}:8043"
    elsewhere = {"monitor_address": NODE2, "monitor_port": PORT}
    described = listener("TCP", 80, member, monitor={"type": "TCP"}, members_have=elsewhere)
    with vip(described) as made:
        lab.until("it is up", lambda: made.states(data_plane) == {member: "UP"})


def test_a_backup_member_waits_for_the_others_to_fail(lab: Lab, vip: Vips) -> None:
    described = listener("TCP", 80, f"{NODE1}:8051", monitor={"type": "TCP"})
    with vip(described) as made:
        made.member(made.listener().default_pool_id, TWO, backup=True)
        with whoami("kubenode01", 1, 8051):
            lab.until("the first answers", lambda: versions(lab, 80) == {"1"})
        lab.until("the backup answers", lambda: versions(lab, 80) == {"2"})


def test_a_listener_that_terminates_tls_has_its_certificate(lab: Lab, vip: Vips) -> None:
    described = listener(
        "TERMINATED_HTTPS",
        443,
        ONE,
        pool={"protocol": "HTTP"},
        default_tls_container_ref="http://127.0.0.1/v1/containers/any",
        insert_headers={"X-Forwarded-For": "true", "X-Forwarded-Proto": "true"},
    )
    with vip(described):
        lab.until("it answers", lambda: lab.curl(f"https://{VIP}/", "-k").code == 200)
        seen = json.loads(lab.curl(f"https://{VIP}/", "-k").body)
        assert (seen["forwarded_for"], seen["scheme"]) == (CLIENT, "https")
        assert "certificate" in lab.curl(f"https://{VIP}/").error


def test_udp_reaches_members_that_live(lab: Lab, vip: Vips, data_plane: DataPlane) -> None:
    first = f"{NODE1}:8061"
    # Octavia wants more than three seconds between checks of this kind.
    monitor = {"type": "UDP-CONNECT", "delay": 4}
    with vip(listener("UDP", 80, first, TWO, monitor=monitor)) as made:
        with whoami("kubenode01", 1, 8061):
            lab.until("both answer", lambda: udp_versions(lab, 80) == {"1", "2"})
            said = json.loads(lab.udp(VIP, 80, "hello") or "{}")
            assert (said["payload"], said["client"]) == ("hello", data_plane.address)
        lab.until("it is down", lambda: made.states(data_plane) == {first: "DOWN", TWO: "UP"})
        lab.until("one answers", lambda: udp_versions(lab, 80) == {"2"})


def test_a_floating_ip_leads_to_the_vip(lab: Lab, vip: Vips, openstack: OpenStackLab) -> None:
    network = openstack.connection().network
    public = network.find_network("public", ignore_missing=False)
    with vip(listener("TCP", 80, ONE), listener("UDP", 80, ONE)) as made:
        floating = network.create_ip(floating_network_id=public.id, port_id=made.made.vip_port_id)
        address = floating.floating_ip_address
        try:
            lab.until("it answers", lambda: code(lab, 80, address=address) == 204)
            assert lab.udp(address, 80, "hello") is not None
            network.update_ip(floating, port_id=None)
            lab.until("it is free", lambda: code(lab, 80, address=address) == 0)
        finally:
            network.delete_ip(floating)


def test_policies_redirect_and_reject(lab: Lab, vip: Vips) -> None:
    def policy(path: str, action: str, **more: object) -> dict[str, object]:
        rule = {"type": "PATH", "compare_type": "STARTS_WITH", "value": path}
        return {"action": action, "rules": [rule], **more}

    second = listener("HTTP", 8080, TWO)["default_pool"]
    policies = [
        policy("/url", "REDIRECT_TO_URL", redirect_url="https://example.org/"),
        policy("/prefix", "REDIRECT_PREFIX", redirect_prefix="https://example.org"),
        policy("/pool", "REDIRECT_TO_POOL", redirect_pool=second),
        policy("/no", "REJECT"),
    ]

    def told(path: str) -> str:
        words = ("-s", "-m", "3", "-o", "/dev/null", "-w", "%{http_code} %{redirect_url}")
        return lab.run("client", "curl", *words, f"http://{VIP}{path}", check=False)

    with vip(listener("HTTP", 80, ONE, l7policies=policies)):
        expected = {
            "/url": "302 https://example.org/",
            "/prefix/a": "302 https://example.org/prefix/a",
            "/no": "403 ",
        }
        lab.until("each policy", lambda: {path: told(path) for path in expected} == expected)
        seen = [json.loads(lab.curl(f"http://{VIP}{p}").body)["version"] for p in ("/pool", "/")]
        assert seen == ["2", "1"]


@pytest.mark.parametrize("kind", ["SOURCE_IP", "HTTP_COOKIE"])
def test_a_sticky_client_keeps_its_member(lab: Lab, vip: Vips, kind: str, tmp_path: Path) -> None:
    pool = {"session_persistence": {"type": kind}}
    jar = ("-b", f"{tmp_path}/jar", "-c", f"{tmp_path}/jar")
    with vip(listener("HTTP", 80, ONE, TWO, pool=pool)):
        lab.until("it answers", lambda: code(lab, 80) == 204)
        assert versions(lab, 80, 6, *jar) in ({"1"}, {"2"})


def test_an_open_connection_outlives_a_change_of_the_balancer(lab: Lab, vip: Vips) -> None:
    with vip(listener("TCP", 80, ONE)) as made:
        lab.until("it answers", lambda: code(lab, 80) == 204)
        with held(80) as connection:
            made.member(made.listener().default_pool_id, TWO)
            lab.until("the change is there", lambda: versions(lab, 80) == {"1", "2"})
            said, _ = connection.communicate("go\n")
    assert "204" in said


def test_a_connection_limit_makes_others_wait(lab: Lab, vip: Vips) -> None:
    with vip(listener("TCP", 80, ONE, connection_limit=1)):
        lab.until("it answers", lambda: code(lab, 80) == 204)
        with held(80) as connection:
            assert code(lab, 80) == 0
            connection.communicate("go\n")
        lab.until("it answers again", lambda: code(lab, 80) == 204)


def test_a_deleted_balancer_answers_no_more_and_others_do(
    lab: Lab, vip: Vips, openstack: OpenStackLab
) -> None:
    both = [listener("TCP", 80, TWO), listener("UDP", 80, TWO)]
    with vip(listener("TCP", 80, ONE)):
        with balancer(openstack.connection(), name="second", listeners=both) as second:
            address = second.made.vip_address
            lab.until("it answers", lambda: code(lab, 80, address=address) == 204)
            lab.until("it answers by UDP", lambda: lab.udp(address, 80, "hello"))
        lab.until("it is gone", lambda: code(lab, 80, address=address) == 0)
        lab.until("nor by UDP", lambda: lab.udp(address, 80, "hello") is None)
        assert versions(lab, 80) == {"1"}
