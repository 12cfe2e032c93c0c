"""Requests without TLS, where the Gateway has a listener of HTTPS."""

from typing import Any

import pytest

from tests.gateway.apps import (
    EVERY_REQUEST,
    HOST,
    HTTP,
    HTTPS,
    OTHER_HOST,
    OWN,
    TCP,
    TLS,
    parents,
    port,
    problems,
    routes,
)

BOTH = (HTTP, HTTPS)
SENT = {
    "type": "RequestRedirect",
    "requestRedirect": {"scheme": "https", "statusCode": 301},
}


def test_requests_without_tls_are_sent_to_https() -> None:
    served, sent = routes(*BOTH)
    assert served["spec"] == {
        "parentRefs": [{"name": "edge", "sectionName": "https"}],
        "hostnames": [HOST],
        "rules": [{"matches": EVERY_REQUEST, "backendRefs": OWN}],
    }
    assert (sent["kind"], sent["metadata"]["name"]) == ("HTTPRoute", "influxdb-redirect")
    assert sent["spec"] == {
        "parentRefs": [{"name": "edge", "sectionName": "http"}],
        "hostnames": [HOST],
        "rules": [{"matches": EVERY_REQUEST, "filters": [SENT]}],
    }


def test_both_are_served_where_redirect_is_off() -> None:
    assert parents(*BOTH, redirect=False) == {"influxdb": [None]}


@pytest.mark.parametrize("redirect", [True, None], ids=["asked for", "default"])
def test_only_what_the_app_answers_is_sent(redirect: Any) -> None:
    given = [{"matches": [{"path": "/a"}, {"method": "GET"}]}, {"matches": [{"path": "/b"}]}]
    _, sent = routes(*BOTH, rules=given, redirect=redirect)
    prefix = {"type": "PathPrefix"}
    assert sent["spec"]["rules"] == [
        {
            "matches": [
                {"path": {**prefix, "value": "/a"}},
                {"path": {**prefix, "value": "/"}, "method": "GET"},
            ],
            "filters": [SENT],
        },
        {"matches": [{"path": {**prefix, "value": "/b"}}], "filters": [SENT]},
    ]


def test_clients_are_told_a_port_that_they_would_not_guess() -> None:
    _, sent = routes(HTTP, {**HTTPS, "port": 8443})
    (rule,) = sent["spec"]["rules"]
    assert rule["filters"][0]["requestRedirect"] == {
        "scheme": "https",
        "port": 8443,
        "statusCode": 301,
    }


@pytest.mark.parametrize(
    ("listeners", "expected"),
    [
        ([HTTP], {"influxdb": [None]}),
        ([HTTPS], {"influxdb": [None]}),
        ([HTTP, {**HTTPS, "hostname": OTHER_HOST}], {"influxdb": ["http"]}),
        (
            [HTTP, {**HTTPS, "hostname": HOST}],
            {"influxdb": ["https"], "influxdb-redirect": ["http"]},
        ),
        ([{**HTTP, "hostname": OTHER_HOST}, HTTPS], {"influxdb": ["https"]}),
        (
            [HTTP, {**HTTP, "name": "alternate", "port": 8080}, HTTPS],
            {"influxdb": ["https"], "influxdb-redirect": ["http", "alternate"]},
        ),
    ],
    ids=[
        *("no HTTPS", "no HTTP", "HTTPS for another host", "HTTPS for the host"),
        *("HTTP for another host", "two of HTTP"),
    ],
)
def test_the_redirect_stands_at_listeners_of_http_that_serve_the_host(
    listeners: Any, expected: Any
) -> None:
    assert parents(*listeners) == expected


def test_a_named_listener_of_https_is_redirected_to_as_well() -> None:
    made = parents(*BOTH, known={"section_name": "https"})
    assert made == {"influxdb": ["https"], "influxdb-redirect": ["http"]}


def test_a_named_listener_of_http_is_served() -> None:
    assert parents(*BOTH, known={"section_name": "http"}) == {"influxdb": ["http"]}


def test_calls_without_tls_find_nothing() -> None:
    assert parents(*BOTH, ports=[port("GRPCRoute")]) == {"influxdb": ["https"]}


def test_where_listeners_are_not_known_nothing_is_redirected() -> None:
    assert parents(known={"listeners": None}) == {"influxdb": [None]}


def test_a_host_that_only_http_serves_is_not_left_behind() -> None:
    listeners = [HTTP, {**HTTPS, "hostname": HOST}]
    assert problems(*listeners, hosts=[HOST, OTHER_HOST]) == [
        f"hosts[1]: {OTHER_HOST} is served without TLS alone, and other hosts of the app are sent "
        "to HTTPS; add a listener of HTTPS for it, or set `redirect` to false"
    ]
    assert problems(*listeners, hosts=[HOST, OTHER_HOST], redirect=False) == []


@pytest.mark.parametrize(
    ("listeners", "more", "line"),
    [
        (
            [HTTP],
            {},
            "redirect: True needs a listener of HTTPS that serves the app; add one to the Gateway",
        ),
        (
            [],
            {"known": {"listeners": None}},
            "redirect: True needs to know at which listeners; give what is known of them in "
            "`gateway.listeners`",
        ),
        (
            [TCP],
            {"ports": [port("TCPRoute")]},
            "redirect: True is for HTTPRoutes and GRPCRoutes, and the app has none; drop it",
        ),
        (
            [HTTPS, TLS],
            {"ports": [port("TLSRoute")]},
            "redirect: True is for HTTPRoutes and GRPCRoutes, and the app has none; drop it",
        ),
    ],
    ids=["no HTTPS", "not known", "connections", "TLS of the pods"],
)
def test_a_redirect_that_cannot_be_is_not_promised(listeners: Any, more: Any, line: str) -> None:
    assert problems(*listeners, redirect=True, **more) == [line]
