"""Where clients reach an app behind a controller."""

from typing import Any

import pytest

from tests.ingress.apps import ANY_HOST, HOST, OTHER_HOST, SECRET, exposure, port, urls

PING: dict[str, Any] = {"readiness": {"http_path": "/ping"}}
KNOWN = {"addresses": ["10.13.242.1", "fd00::1"]}
SSH = {"container_port": 22, "entry_port": 2222}
DNS = {"container_port": 53, "protocol": "UDP", "entry_port": 5353}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [f"http://{HOST}/"]),
        ({"hosts": [HOST, OTHER_HOST]}, [f"http://{HOST}/", f"http://{OTHER_HOST}/"]),
        ({"tls": SECRET}, [f"https://{HOST}/"]),
        (
            {"paths": [{"path": "/a"}, {"path": "/b/"}]},
            [f"http://{HOST}/a", f"http://{HOST}/b/"],
        ),
        ({"controller": {"http_port": 8080}}, [f"http://{HOST}:8080/"]),
        ({"controller": {"https_port": 8443}, "tls": SECRET}, [f"https://{HOST}:8443/"]),
        ({"controller": KNOWN}, [f"http://{HOST}/"]),
        ({"controller": KNOWN, "hosts": None}, ["http://10.13.242.1/", "http://[fd00::1]/"]),
        ({"hosts": None}, []),
        ({"hosts": [ANY_HOST], "controller": KNOWN}, []),
        ({"hosts": [ANY_HOST, HOST]}, [f"http://{HOST}/"]),
        ({"replicas": 0}, []),
    ],
    ids=[
        *("host", "two hosts", "TLS", "paths", "other port", "other port by TLS"),
        *("address is known", "no host, address is known", "nothing is known", "wildcard alone"),
        *("wildcard", "no pods"),
    ],
)
def test_an_endpoint_for_each_host_and_path(more: Any, expected: list[str]) -> None:
    assert urls(**more) == expected


@pytest.mark.parametrize(
    ("path", "kind", "expected"),
    [
        ("/", "Prefix", "/ping"),
        ("/ping", "Prefix", "/ping"),
        ("/ping/", "Prefix", "/ping"),
        ("/pin", "Prefix", "/pin"),
        ("/a", "Prefix", "/a"),
        ("/", "Exact", "/"),
        ("/ping", "Exact", "/ping"),
    ],
)
def test_an_endpoint_shows_what_readiness_asks_for_where_it_is_served(
    path: str, kind: str, expected: str
) -> None:
    assert urls(paths=[{"path": path, "type": kind}], **PING) == [f"http://{HOST}{expected}"]


def test_only_the_port_that_readiness_asks_shows_its_path() -> None:
    ports = [*port(), {"container_port": 9090}]
    paths = [{"path": "/"}, {"path": "/ui", "port": 9090}]
    found = urls(ports=ports, paths=paths, **PING)
    assert found == [f"http://{HOST}/ping", f"http://{HOST}/ui"]


def test_what_is_passed_on_as_it_is_has_an_endpoint_at_its_port() -> None:
    known = {"tcp_ports": [2222], "udp_ports": [5353], **KNOWN}
    ports = [*port(), SSH, DNS]
    assert urls("traefik", ports=ports, controller=known) == [
        f"http://{HOST}/",
        f"tcp://{HOST}:2222",
        f"udp://{HOST}:5353",
    ]


def test_tls_that_passes_through_is_https_at_the_controller() -> None:
    assert urls("traefik", tls={"passthrough": True}) == [f"https://{HOST}/"]


@pytest.mark.parametrize(
    ("more", "kept"),
    [
        ({}, [False]),
        ({"controller": {"client_ip_kept": True}}, [True]),
        ({"controller": {"client_ip_kept": True}, "tls": {"passthrough": True}}, [False]),
        (
            {"controller": {"client_ip_kept": True, "tcp_ports": [2222]}, "ports": [*port(), SSH]},
            [True, False],
        ),
    ],
    ids=["not", "in a header", "not within TLS", "not in packets"],
)
def test_who_sees_the_clients_address(more: Any, kept: list[bool]) -> None:
    assert [r.client_ip_kept for r in exposure("traefik", **more).reaches] == kept


def test_an_endpoint_survives_its_node() -> None:
    (reach,) = exposure().reaches
    assert (reach.survives_reschedule, reach.node, reach.number) == (True, None, 80)


def test_a_name_leads_to_the_controller() -> None:
    zone = {"designate": {"name": "kube.example.com"}}
    made = exposure(controller=KNOWN, dns={"name": HOST, "zone": zone})
    assert made.leads_to is not None
    assert [(host.path, host.value) for host in made.leads_to] == [
        ("controller.addresses[0]", "10.13.242.1"),
        ("controller.addresses[1]", "fd00::1"),
    ]


def test_openshift_names_an_app_without_a_host_itself() -> None:
    assert urls("openshift", hosts=None, controller=KNOWN) == []
