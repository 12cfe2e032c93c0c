"""Paths, and the ports that they lead to."""

from typing import Any

import pytest

from tests.ingress.apps import of_kind, port, problems, routing

TWO = [{"container_port": 22, "entry_port": 2222}, *port(), {"container_port": 9090, "name": "web"}]
DATAGRAMS = [{"container_port": 53, "protocol": "UDP"}]


def paths(**more: Any) -> list[tuple[str, str, str]]:
    """Path, type and name of the port, of the only rule."""
    (rule,) = of_kind("Ingress", routing(**more))["spec"]["rules"]
    return [
        (p["path"], p["pathType"], p["backend"]["service"]["port"]["name"])
        for p in rule["http"]["paths"]
    ]


def test_everything_goes_to_the_first_port_that_is_asked_by_http() -> None:
    assert paths() == [("/", "Prefix", "tcp-8086")]
    assert paths(ports=[*DATAGRAMS, *port()]) == [("/", "Prefix", "tcp-8086")]


def test_a_path_leads_to_its_port() -> None:
    given = [{"path": "/"}, {"path": "/ui/", "type": "Exact", "port": 9090}]
    assert paths(paths=given, ports=TWO[1:]) == [
        ("/", "Prefix", "tcp-8086"),
        ("/ui/", "Exact", "web"),
    ]


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ([], "paths: is empty; leave it out for every path"),
        ([{"path": "api"}], "paths[0].path: api does not start with /; did you mean /api?"),
        ([{"path": ""}], 'paths[0].path: "" does not start with /; did you mean /?'),
        (
            [{"path": "/a//b"}],
            "paths[0].path: /a//b has //, which no path may have; drop it",
        ),
        (
            [{"path": "/a/.."}],
            "paths[0].path: /a/.. has /.., which no path may have; drop it",
        ),
        (
            [{"path": "/a%2Fb"}],
            "paths[0].path: /a%2Fb has %2F, which no path may have; drop it",
        ),
        *(
            (
                [{"path": path}],
                f"paths[0].path: {path} has characters that no path has; escape them, as %20, or "
                "leave them out",
            )
            for path in ("/a?b", "/a#b", "/a b", "/a\tb", "/a`)||PathPrefix(`/", "/50%")
        ),
        (
            [{"path": "/a"}, {"path": "/a/"}],
            "paths[1].path: /a/ is paths[0]'s as well; keep one of them",
        ),
        (
            [{"path": "/", "port": 8087}],
            "paths[0].port: 8087 is no `container_port` of the app that is asked by HTTP; did you "
            "mean 8086?",
        ),
        (
            [{"path": "/", "port": 1}],
            "paths[0].port: 1 is no `container_port` of the app that is asked by HTTP; give one of "
            "8086",
        ),
    ],
    ids=[
        *("none", "no /", "empty", "//", "..", "%2F"),
        *("query", "fragment", "space", "tab", "backtick", "lone %"),
        *("twice", "no port", "far from any"),
    ],
)
def test_a_path_that_cannot_be(given: list[Any], line: str) -> None:
    assert problems(paths=given) == [line]


def test_a_path_may_have_what_requests_have() -> None:
    assert problems(paths=[{"path": "/~a/b;v=1,2/c%20d/(@e)"}]) == []


def test_traefik_compares_what_it_has_decoded() -> None:
    assert problems("traefik", paths=[{"path": "/a%20b"}]) == [
        "paths[0].path: /a%20b would match nothing: Traefik decodes %20 of requests before it "
        "compares; choose a path without it"
    ]
    assert problems("traefik", paths=[{"path": "/a%3Ab%25"}]) == []


def test_what_a_path_of_its_own_kind_has_is_the_controllers_to_judge() -> None:
    own = {"path": "/a|b ?", "type": "ImplementationSpecific"}
    assert problems("contour", paths=[own]) == []


def test_exact_and_prefix_may_stand_together() -> None:
    kinds = [{"path": "/a"}, {"path": "/a", "type": "Exact"}, {"path": "/a/", "type": "Exact"}]
    assert problems(paths=kinds) == []


def test_an_app_has_something_that_the_controller_can_serve() -> None:
    assert problems(ports=DATAGRAMS) == [
        "ports: has nothing that the controller could serve: no port of TCP, no `entry_port`; give "
        "a port of TCP, or an `entry_port`"
    ]


def test_paths_lead_to_ports_that_are_asked_by_http() -> None:
    controller = {"tcp_ports": [2222]}
    found = problems("traefik", ports=TWO[:1], paths=[{"path": "/"}], controller=controller)
    assert found == ["paths: needs requests, and every port is passed on as it is; drop it"]
    found = problems("traefik", ports=TWO, paths=[{"path": "/", "port": 22}], controller=controller)
    assert found == [
        "paths[0].port: 22 is no `container_port` of the app that is asked by HTTP; give one of "
        "8086, 9090"
    ]


@pytest.mark.parametrize(
    ("protocol", "known"), [("TCP", {}), ("UDP", {"tcp_ports": [2222]})], ids=["TCP", "UDP"]
)
def test_an_entry_port_is_one_of_the_controllers(protocol: str, known: Any) -> None:
    ports = [*port(), {"container_port": 22, "protocol": protocol, "entry_port": 2222}]
    assert problems("traefik", ports=ports, controller=known) == [
        f"ports[1].entry_port: 2222 is no {protocol} port of the controller; add it to the "
        f"controller's `{protocol.lower()}_ports`"
    ]


def test_an_entry_port_is_a_port() -> None:
    ports = [*port(), {"container_port": 22, "entry_port": 70000}]
    assert problems("traefik", ports=ports, controller={"tcp_ports": [0, 22, 22]}) == [
        "controller.tcp_ports[0]: 0 is outside of 1-65535; choose one inside",
        "controller.tcp_ports[2]: 22 stands there twice; drop one",
        "ports[1].entry_port: 70000 is outside of 1-65535; choose a port of the controller",
    ]


def test_a_port_of_http_is_passed_on_by_nobody() -> None:
    assert problems("traefik", controller={"tcp_ports": [8443, 80], "https_port": 8443}) == [
        "controller.tcp_ports[0]: 8443 is the controller's for HTTP or HTTPS; drop it",
        "controller.tcp_ports[1]: 80 is the controller's for HTTP or HTTPS; drop it",
    ]


def test_what_is_passed_on_as_it_is_has_no_protocol_of_http() -> None:
    ports = [*port(), {"container_port": 22, "entry_port": 2222, "backend_protocol": "HTTP"}]
    assert problems("traefik", ports=ports, controller={"tcp_ports": [2222]}) == [
        "ports[1].backend_protocol: HTTP is for HTTP, and the controller passes the port on as it "
        "is; drop it, or `entry_port`"
    ]
