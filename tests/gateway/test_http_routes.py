"""An HTTPRoute: what fits, what becomes of it, and where it goes."""

from typing import Any

import pytest

from tests.gateway.apps import (
    ANY_HOST,
    API,
    EVERY_REQUEST,
    HOST,
    HTTP,
    OWN,
    TCP,
    port,
    route,
    routes,
    rule,
    spec,
)

LABELS = {"app.kubernetes.io/name": "influxdb", "exposure-components/app": "influxdb"}
AWAITED = {
    "pulumi.com/waitFor": (
        'jsonpath={.status.parents[*].conditions[?@.type=="Accepted" && @.status=="True"].status}'
    )
}


def test_every_request_for_the_host_goes_to_the_service() -> None:
    assert route() == {
        "apiVersion": API,
        "kind": "HTTPRoute",
        "metadata": {"name": "influxdb", "labels": LABELS},
        "spec": {
            "parentRefs": [{"name": "edge"}],
            "hostnames": [HOST],
            "rules": [{"matches": EVERY_REQUEST, "backendRefs": OWN}],
        },
    }


def test_a_route_lives_with_its_app_and_names_the_gateways_namespace() -> None:
    made = route(
        known={"namespace": "infra", "section_name": "http"},
        namespace={"name": "databases"},
        annotations={"example.org/owner": "lab"},
    )
    assert made["metadata"] == {
        "name": "influxdb",
        "labels": LABELS,
        "namespace": "databases",
        "annotations": {"example.org/owner": "lab"},
    }
    parent = {"namespace": "infra", "name": "edge", "sectionName": "http"}
    assert made["spec"]["parentRefs"] == [parent]


def test_without_hosts_a_route_names_none() -> None:
    assert "hostnames" not in spec(hosts=None)


def test_hosts_are_told_in_lower_case() -> None:
    assert spec(hosts=["InfluxDB.Kube.Example.com", ANY_HOST])["hostnames"] == [HOST, ANY_HOST]


def test_up_waits_for_a_gateway_that_tells_which_routes_it_took() -> None:
    told = route(known={"publishes_status": True})
    assert told["metadata"]["annotations"] == AWAITED
    for silent in (route(), route(known={"publishes_status": False})):
        assert "annotations" not in silent["metadata"]


def test_a_route_is_made_after_the_gateway_that_it_names() -> None:
    assert spec(known={"ready": "edge-is-there"})["parentRefs"] == [{"name": "edge-is-there"}]


def test_requests_without_a_rule_go_to_the_first_port_with_the_route() -> None:
    ports = [port("TCPRoute", 22), port(None, 8086), port(None, 9090)]
    first, _ = routes(HTTP, TCP, ports=ports)
    assert (first["kind"], first["spec"]["rules"][0]["backendRefs"]) == ("HTTPRoute", OWN)


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        ({}, {"path": {"type": "PathPrefix", "value": "/"}}),
        ({"path": "/a"}, {"path": {"type": "PathPrefix", "value": "/a"}}),
        (
            {"path": "/a", "path_type": "Exact"},
            {"path": {"type": "Exact", "value": "/a"}},
        ),
        (
            {"path": "/v[0-9]+", "path_type": "RegularExpression"},
            {"path": {"type": "RegularExpression", "value": "/v[0-9]+"}},
        ),
        (
            {"method": "DELETE"},
            {"path": {"type": "PathPrefix", "value": "/"}, "method": "DELETE"},
        ),
        (
            {
                "headers": [
                    {"name": "x-canary", "value": "yes"},
                    {"name": "x-team", "value": "lab.*", "type": "RegularExpression"},
                ],
                "query": [{"name": "db", "value": "metrics"}],
            },
            {
                "path": {"type": "PathPrefix", "value": "/"},
                "headers": [
                    {"type": "Exact", "name": "x-canary", "value": "yes"},
                    {"type": "RegularExpression", "name": "x-team", "value": "lab.*"},
                ],
                "queryParams": [{"type": "Exact", "name": "db", "value": "metrics"}],
            },
        ),
    ],
    ids=["all", "prefix", "exact", "regular expression", "method", "headers and query"],
)
def test_a_match(match: Any, expected: Any) -> None:
    assert rule(matches=[match]) == {"matches": [expected], "backendRefs": OWN}


def test_each_rule_and_each_match_stands_in_its_order() -> None:
    given = [
        {"matches": [{"path": "/b"}, {"path": "/a"}]},
        {"matches": [{"path": "/c"}], "backends": [{"port": 9090}]},
    ]
    made = spec(ports=[port(), port(None, 9090)], rules=given)["rules"]
    assert [[m["path"]["value"] for m in each["matches"]] for each in made] == [
        ["/b", "/a"],
        ["/c"],
    ]
    assert [each["backendRefs"] for each in made] == [OWN, [{"name": "influxdb", "port": 9090}]]


def test_a_backend_is_named_by_the_container_port_and_reached_by_the_services() -> None:
    made = spec(ports=[port(None, 8086, port=80)], rules=[{"backends": [{"port": 8086}]}])
    assert made["rules"][0]["backendRefs"] == [{"name": "influxdb", "port": 80}]


def test_a_canary_gets_its_share_by_weights() -> None:
    next_ = {"name": "influxdb-next", "port": 80, "namespace": "next"}
    made = rule(backends=[{"weight": 90}, {"weight": 10, "service": next_}])
    assert made["backendRefs"] == [
        {"name": "influxdb", "port": 8086, "weight": 90},
        {"namespace": "next", "name": "influxdb-next", "port": 80, "weight": 10},
    ]


@pytest.mark.parametrize(
    ("redirect", "expected"),
    [
        ({"scheme": "https"}, {"scheme": "https"}),
        (
            {
                "scheme": "https",
                "host": "new.example.com",
                "port": 8443,
                "path": {"full": "/new"},
                "status": 308,
            },
            {
                "scheme": "https",
                "hostname": "new.example.com",
                "path": {"type": "ReplaceFullPath", "replaceFullPath": "/new"},
                "port": 8443,
                "statusCode": 308,
            },
        ),
        (
            {"path": {"prefix": "/new"}},
            {"path": {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/new"}},
        ),
    ],
    ids=["scheme", "all", "prefix"],
)
def test_a_redirect_is_the_answer_instead_of_a_backend(redirect: Any, expected: Any) -> None:
    assert rule(redirect=redirect) == {
        "matches": EVERY_REQUEST,
        "filters": [{"type": "RequestRedirect", "requestRedirect": expected}],
    }


@pytest.mark.parametrize(
    ("rewrite", "expected"),
    [
        ({"host": "influxdb.internal"}, {"hostname": "influxdb.internal"}),
        (
            {"path": {"full": "/query"}},
            {"path": {"type": "ReplaceFullPath", "replaceFullPath": "/query"}},
        ),
        (
            {"host": "influxdb.internal", "path": {"prefix": "/"}},
            {
                "hostname": "influxdb.internal",
                "path": {"type": "ReplacePrefixMatch", "replacePrefixMatch": "/"},
            },
        ),
    ],
    ids=["host", "whole path", "both"],
)
def test_a_rewrite_is_what_the_pods_see(rewrite: Any, expected: Any) -> None:
    assert rule(matches=[{"path": "/a"}], rewrite=rewrite) == {
        "matches": [{"path": {"type": "PathPrefix", "value": "/a"}}],
        "filters": [{"type": "URLRewrite", "urlRewrite": expected}],
        "backendRefs": OWN,
    }


def test_headers_change_on_both_ways_before_the_rewrite() -> None:
    made = rule(
        request_headers={
            "set": {"x-team": "lab"},
            "add": {"x-via": "edge", "x-hop": "1"},
            "remove": ["x-secret"],
        },
        response_headers={"remove": ["server"]},
        rewrite={"host": "influxdb.internal"},
    )
    assert made["filters"] == [
        {
            "type": "RequestHeaderModifier",
            "requestHeaderModifier": {
                "set": [{"name": "x-team", "value": "lab"}],
                "add": [{"name": "x-via", "value": "edge"}, {"name": "x-hop", "value": "1"}],
                "remove": ["x-secret"],
            },
        },
        {"type": "ResponseHeaderModifier", "responseHeaderModifier": {"remove": ["server"]}},
        {"type": "URLRewrite", "urlRewrite": {"hostname": "influxdb.internal"}},
    ]


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        (0, "0s"),
        (10, "10s"),
        (1.5, "1s500ms"),
        (0.25, "250ms"),
        (0.001, "1ms"),
        (0.0019, "2ms"),
        (99_999, "99999s"),
    ],
)
def test_seconds_are_told_as_durations(seconds: float, expected: str) -> None:
    assert rule(timeouts={"request": seconds})["timeouts"] == {"request": expected}


def test_both_times_are_told() -> None:
    made = rule(timeouts={"request": 10, "backend_request": 2})
    assert made["timeouts"] == {"request": "10s", "backendRequest": "2s"}
