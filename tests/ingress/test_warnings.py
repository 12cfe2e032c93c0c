"""What may surprise the users of an app behind a controller."""

from typing import Any

import pytest

from tests.ingress.apps import ANY_HOST, HOST, PEM, SECRET, port, warnings

WIDE = {"domain": ANY_HOST}
ZONE = {"designate": {"name": "example.com"}}
OUTSIDE = (
    "a.example.com is outside of the controller's *.kube.example.com: see to it yourself that the "
    "name leads to the controller, or give `dns`"
)
EVERY = "the app answers for every host that no other app has: name its `hosts`"
UNKNOWN = "endpoints are not known: name the `hosts`, or `controller.addresses`"
REDIRECT = (
    "whether requests without TLS are redirected is the controller's to say: the Ingress API has "
    "no word for it; name the controller's dialect in `controller.dialect`"
)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        ({"controller": WIDE}, []),
        ({"controller": WIDE, "hosts": ["a.example.com", HOST]}, [OUTSIDE]),
        ({"controller": WIDE, "hosts": [f"a.{HOST}", ANY_HOST]}, []),
        ({"hosts": ["a.example.com"]}, []),
        (
            {
                "controller": {**WIDE, "addresses": ["10.0.0.1"]},
                "hosts": ["a.example.com"],
                "dns": {"name": "a.example.com", "zone": ZONE},
            },
            [],
        ),
        ({"hosts": None}, [EVERY, UNKNOWN]),
        ({"hosts": None, "controller": {"addresses": ["10.0.0.1"]}}, [EVERY]),
        ({"hosts": [ANY_HOST]}, ["endpoints are not known: every host is a wildcard"]),
        ({"tls": SECRET}, [REDIRECT]),
    ],
    ids=[
        *(
            "host",
            "inside",
            "outside",
            "deep inside",
            "domain is not known",
            "outside, with a name",
        ),
        *("no host", "no host, address is known", "wildcard", "TLS"),
    ],
)
def test_warnings_of_every_dialect(more: Any, expected: list[str]) -> None:
    assert warnings(**more) == expected


def test_where_nothing_is_asked_by_http_no_host_is_everybodys() -> None:
    ports = [{"container_port": 22, "entry_port": 2222}]
    known = {"tcp_ports": [2222], "addresses": ["10.0.0.1"]}
    assert warnings("traefik", ports=ports, hosts=None, controller=known) == []


def test_traefik_redirects_as_it_is_told() -> None:
    assert warnings("traefik", tls=SECRET) == []


AUTH: Any = {"basic_auth": {"secret_name": "users"}}


@pytest.mark.parametrize("tls", [None, {**SECRET, "redirect": False}], ids=["none", "no redirect"])
def test_passwords_in_clear_text_are_warned_of(tls: Any) -> None:
    assert warnings("traefik", **AUTH, tls=tls) == [
        "basic_auth asks for passwords in clear text: give `tls`, and let it redirect"
    ]
    assert warnings("traefik", **AUTH, tls=SECRET) == []


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, []),
        (
            {"hosts": None},
            ["endpoints are not known: the router names the app; name its `hosts`"],
        ),
        (
            {"hosts": [HOST, ANY_HOST]},
            ["the router serves no wildcard unless its `routeAdmission` allows it"],
        ),
        (
            {"sticky_cookie": {}},
            ["without `tls` the router's cookie leaves it to browsers where they send it"],
        ),
        ({"sticky_cookie": {}, "tls": SECRET}, []),
        (
            {
                "tls": SECRET,
                "ports": port(backend_protocol="HTTPS"),
                "backend_tls": {"ca": PEM},
            },
            ["with `backend_tls.ca` the router asks who signed, and not for which name"],
        ),
        (
            {"ports": port(backend_protocol="GRPC", app_protocol="kubernetes.io/h2c")},
            [
                "gRPC needs HTTP/2 from the clients on: the router's administrator must allow it, "
                "and the Route have a certificate of its own"
            ],
        ),
    ],
    ids=["none", "no host", "wildcard", "cookie", "cookie by TLS", "authority", "gRPC"],
)
def test_warnings_of_openshift(more: Any, expected: list[str]) -> None:
    assert warnings("openshift", **more) == expected
