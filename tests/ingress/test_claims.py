"""What two apps of one program cannot both have of a controller."""

from typing import Any

import pytest

from exposure_components import ExposureError, IngressApp
from exposure_components.testing import run_program
from tests.ingress.apps import HOST, OTHER_HOST, SECRET, port, served

PASSED: dict[str, Any] = {"tls": {"passthrough": True}}


def refused(one: Any, other: Any) -> list[str]:
    """What a second app of a program is told; nothing of it is registered then."""

    def program() -> list[str]:
        IngressApp("influxdb", one)
        try:
            IngressApp("grafana", other)
        except ExposureError as error:
            return [str(problem) for problem in error.problems]
        return []

    recording = run_program(program)
    names = {resource.name for resource in recording.resources}
    found: list[str] = recording.value
    assert any(name.startswith("grafana") for name in names) is not bool(found)
    return found


def traefik(**more: Any) -> Any:
    """An app behind Traefik."""
    return served("traefik", **more)


def at(path: str) -> dict[str, Any]:
    """One path."""
    return {"paths": [{"path": path}]}


PATH_REMEDY = "give one of the two apps another host or path"
HOST_REMEDY = "give one of the two apps another host: one of them must have it for itself"


def test_one_path_of_a_host_is_one_apps() -> None:
    assert refused(served(), served()) == [
        f"hosts[0]: {HOST}/ is claimed by influxdb too (hosts[0]); {PATH_REMEDY}"
    ]


def test_a_path_is_named_where_the_args_say_it() -> None:
    assert refused(served(**at("/a")), served(**at("/a"))) == [
        f"paths[0].path: {HOST}/a is claimed by influxdb too (paths[0].path); {PATH_REMEDY}"
    ]


def test_a_slash_at_its_end_makes_no_other_path() -> None:
    assert refused(served(**at("/a")), served(**at("/a/"))) == [
        f"paths[0].path: {HOST}/a/ is claimed by influxdb too (paths[0].path); {PATH_REMEDY}"
    ]


def test_case_makes_no_other_host() -> None:
    assert len(refused(served(), served(hosts=[HOST.upper()]))) == 1


def test_one_of_several_hosts_is_enough() -> None:
    found = refused(served(hosts=[OTHER_HOST, HOST]), served())
    assert found == [f"hosts[0]: {HOST}/ is claimed by influxdb too (hosts[1]); {PATH_REMEDY}"]


def test_what_no_other_has_is_one_apps_too() -> None:
    assert refused(served(hosts=None), served(hosts=None)) == [
        f"hosts: */ is claimed by influxdb too (hosts); {PATH_REMEDY}"
    ]


@pytest.mark.parametrize(
    "other",
    [
        served(hosts=[OTHER_HOST]),
        served(hosts=None),
        served(hosts=["*.kube.example.com"]),
        served(**at("/a")),
        served(paths=[{"path": "/", "type": "Exact"}]),
        served(controller={"class_name": "internal"}),
        served(cluster={"name": "west"}),
    ],
    ids=["host", "any host", "wildcard", "path", "Exact", "class", "cluster"],
)
def test_what_differs_stands_beside(other: Any) -> None:
    assert refused(served(), other) == []


def test_an_exact_path_with_a_slash_is_another() -> None:
    one, other = (served(paths=[{"path": path, "type": "Exact"}]) for path in ("/a", "/a/"))
    assert refused(one, other) == []


@pytest.mark.parametrize("passed_first", [True, False], ids=["before", "after"])
def test_a_host_that_is_passed_through_is_one_apps(passed_first: bool) -> None:
    both = [traefik(**PASSED), traefik(tls=SECRET, **at("/a"))]
    found = refused(*(both if passed_first else both[::-1]))
    assert found == [f"hosts[0]: {HOST} is claimed by influxdb too (hosts[0]); {HOST_REMEDY}"]


def test_two_hosts_are_passed_through_to_two_apps() -> None:
    assert refused(traefik(**PASSED), traefik(**PASSED, hosts=[OTHER_HOST])) == []


def test_a_port_of_the_controller_is_one_apps() -> None:
    def tunnelled(protocol: str, **more: Any) -> Any:
        ports = [{"container_port": 22, "protocol": protocol, "entry_port": 2222}]
        known = {"tcp_ports": [2222], "udp_ports": [2222]}
        return traefik(ports=ports, controller=known, **more)

    assert refused(tunnelled("TCP"), tunnelled("TCP", hosts=[OTHER_HOST])) == [
        "ports[0].entry_port: 2222 is claimed by influxdb too (ports[0].entry_port); choose "
        "another, or give the clusters names if they are two"
    ]
    assert refused(tunnelled("TCP"), tunnelled("UDP", hosts=[OTHER_HOST])) == []


def test_contour_gives_a_host_to_one_app_where_an_ingress_does_not_suffice() -> None:
    one = served("contour", sticky_cookie={})
    found = refused(one, served("contour", **at("/a")))
    assert found == [f"hosts[0]: {HOST} is claimed by influxdb too (hosts[0]); {HOST_REMEDY}"]


def test_openshift_names_apps_without_hosts_apart() -> None:
    one = served("openshift", hosts=None)
    assert refused(one, served("openshift", hosts=None, ports=port())) == []
