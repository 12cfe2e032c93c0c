"""Rules that the Gateway API refuses, or that nothing would come to."""

from typing import Any

import pytest

from tests.gateway.apps import HTTP, TCP, port, problems, rule_lines

MATCH = "rules[0].matches[0]"
LONG = "a" * 1025
SHOWN = f"{'a' * 59}…"
TOKEN = "is no name of a header or parameter; use letters, digits, -"
PREFIX = (
    "replaces the prefix of the rule's only match, and there is not just one PathPrefix; make a "
    "rule of each match, or use `full`"
)


def called(*rules: Any) -> list[str]:
    """What is wrong with rules of calls."""
    return problems(ports=[port("GRPCRoute")], grpc_rules=list(rules))


def matched(**match: Any) -> list[str]:
    """What is wrong with a match of requests."""
    return rule_lines(matches=[match])


MATCHES: dict[str, tuple[dict[str, Any], str]] = {
    "empty path": ({"path": ""}, 'path: "" is empty; give a text'),
    "long path": (
        {"path": f"/{LONG}"},
        f"path: /{'a' * 58}… has 1026 characters, more than 1024; shorten it",
    ),
    "long regular expression": (
        {"path": LONG, "path_type": "RegularExpression"},
        f"path: {SHOWN} has 1025 characters, more than 1024; shorten it",
    ),
    "no headers": ({"headers": []}, "headers: is empty; leave it out"),
    "many headers": (
        {"headers": [{"name": f"x-{i}", "value": "a"} for i in range(17)]},
        "headers: has 17 entries, and the Gateway API takes 16; match fewer",
    ),
    "name of a header": (
        {"headers": [{"name": "x team", "value": "a"}]},
        f"headers[0].name: x team {TOKEN}",
    ),
    "long name": (
        {"query": [{"name": "a" * 257, "value": "a"}]},
        f"query[0].name: {SHOWN} {TOKEN}",
    ),
    "no value": (
        {"headers": [{"name": "x-team", "value": ""}]},
        'headers[0].value: "" is empty; give a text',
    ),
    "long value of a header": (
        {"headers": [{"name": "x-team", "value": "a" * 4097}]},
        f"headers[0].value: {SHOWN} has 4097 characters, more than 4096; shorten it",
    ),
    "long value of a parameter": (
        {"query": [{"name": "db", "value": LONG}]},
        f"query[0].value: {SHOWN} has 1025 characters, more than 1024; shorten it",
    ),
    "header twice": (
        {"headers": [{"name": "x-team", "value": "a"}, {"name": "X-Team", "value": "b"}]},
        f"headers[1].name: X-Team is {MATCH}.headers[0]'s as well; match each once",
    ),
    "parameter twice": (
        {"query": [{"name": "db", "value": "a"}, {"name": "db", "value": "b"}]},
        f"query[1].name: db is {MATCH}.query[0]'s as well; match each once",
    ),
}


@pytest.mark.parametrize(("match", "line"), MATCHES.values(), ids=MATCHES)
def test_a_match_that_cannot_be(match: Any, line: str) -> None:
    assert matched(**match) == [f"{MATCH}.{line}"]


@pytest.mark.parametrize(
    "match",
    [
        {"path": "/a%20b/~c", "path_type": "Exact"},
        {"path": "^/a .*$", "path_type": "RegularExpression"},
        {"query": [{"name": "db", "value": "a"}, {"name": "DB", "value": "b"}]},
        {"headers": [{"name": f"x-{i}", "value": "a" * 4096} for i in range(16)]},
    ],
    ids=["escaped", "regular expression", "parameters by case", "16 long headers"],
)
def test_a_match_that_can_be(match: Any) -> None:
    assert matched(**match) == []


@pytest.mark.parametrize(
    ("path", "rule"),
    [
        ("a", "does not start with /"),
        ("/a b", "has characters that no path"),
        ("/a%2", "has characters that no path"),
    ],
    ids=["no slash", "space", "escape"],
)
def test_a_path_is_one_that_a_client_could_ask_for(path: str, rule: str) -> None:
    (line,) = matched(path=path)
    assert line.startswith(f"{MATCH}.path: {path} {rule}")


CALLS: dict[str, tuple[dict[str, Any], str]] = {
    "type of nothing": (
        {"type": "Exact"},
        "type: Exact says how `service` and `method` are matched, and there is neither; add one, "
        "or drop it",
    ),
    "service": (
        {"service": "a/B"},
        "service: a/B is no name of a gRPC service; write it as in the .proto file",
    ),
    "method": (
        {"method": "Get-All"},
        "method: Get-All is no name of a gRPC method; write it as in the .proto file",
    ),
    "empty": ({"service": ""}, 'service: "" is empty; give a text'),
    "long": (
        {"method": LONG, "type": "RegularExpression"},
        f"method: {SHOWN} has 1025 characters, more than 1024; shorten it",
    ),
    "header": (
        {"headers": [{"name": "", "value": "a"}]},
        f'headers[0].name: "" {TOKEN}',
    ),
}


@pytest.mark.parametrize(("match", "line"), CALLS.values(), ids=CALLS)
def test_a_match_of_calls_that_cannot_be(match: Any, line: str) -> None:
    assert called({"matches": [match]}) == [f"grpc_rules[0].matches[0].{line}"]


def test_a_service_may_be_matched_in_parts() -> None:
    assert called({"matches": [{"service": "grpc/.*", "type": "RegularExpression"}]}) == []


FILTERS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "redirect to itself": (
        {"redirect": {"status": 308}},
        [
            "redirect: leads to the very place that the client asked for; give a scheme, host, "
            "port or path"
        ],
    ),
    "status": (
        {"redirect": {"scheme": "https", "status": 304}},
        ["redirect.status: 304 is none of 301, 302, 303, 307, 308; choose one of them"],
    ),
    "port": (
        {"redirect": {"port": 0}},
        ["redirect.port: 0 is outside of 1-65535; choose one inside"],
    ),
    "host of a redirect": (
        {"redirect": {"host": "a.example.com:80"}},
        ["redirect.host: a.example.com:80 is no host name; use a-z, 0-9, - and ., without a port"],
    ),
    "host of a rewrite": (
        {"rewrite": {"host": "A_1"}},
        ["rewrite.host: A_1 is no host name; use a-z, 0-9, - and ., without a port"],
    ),
    "nothing rewritten": (
        {"rewrite": {}},
        ["rewrite: says nothing; give a host or path, or drop it"],
    ),
    "no slash": (
        {"rewrite": {"path": {"full": "a"}}},
        ["rewrite.path.full: a does not start with /; did you mean /a?"],
    ),
    "empty path": (
        {"redirect": {"path": {"prefix": ""}}},
        ['redirect.path.prefix: "" is empty; give a text'],
    ),
    "long path": (
        {"rewrite": {"path": {"full": f"/{LONG}"}}},
        [f"rewrite.path.full: /{'a' * 58}… has 1026 characters, more than 1024; shorten it"],
    ),
    "redirect and rewrite": (
        {"redirect": {"scheme": "https"}, "rewrite": {"host": "a.example.com"}},
        ["rewrite: stands beside `redirect`, which the client is answered by; drop one of both"],
    ),
    "redirect and backends": (
        {"redirect": {"scheme": "https"}, "backends": [{}]},
        ["backends: stands beside `redirect`, which the client is answered by; drop one of both"],
    ),
    "prefix of two": (
        {"matches": [{"path": "/a"}, {"path": "/b"}], "rewrite": {"path": {"prefix": "/"}}},
        [f"rewrite.path.prefix: / {PREFIX}"],
    ),
    "prefix of an exact path": (
        {
            "matches": [{"path": "/a", "path_type": "Exact"}],
            "redirect": {"path": {"prefix": "/b"}},
        },
        [f"redirect.path.prefix: /b {PREFIX}"],
    ),
    "no changes": (
        {"request_headers": {}},
        ["request_headers: says nothing; set, add or remove one, or drop it"],
    ),
    "nothing set": (
        {"response_headers": {"set": {}}},
        ["response_headers.set: is empty; leave it out"],
    ),
    "nothing removed": (
        {"request_headers": {"remove": []}},
        ["request_headers.remove: is empty; leave it out"],
    ),
    "many changes": (
        {"request_headers": {"add": {f"x-{i}": "a" for i in range(17)}}},
        ["request_headers.add: has 17 entries, and the Gateway API takes 16; change fewer"],
    ),
    "name of a changed header": (
        {"request_headers": {"set": {"x team": "a"}}},
        [f"request_headers.set.x team: x team {TOKEN}"],
    ),
    "name of a removed header": (
        {"response_headers": {"remove": ["server", "x:y"]}},
        [f"response_headers.remove[1]: x:y {TOKEN}"],
    ),
    "empty header": (
        {"request_headers": {"set": {"x-team": ""}}},
        ['request_headers.set.x-team: "" is empty; give a text'],
    ),
    "changed twice": (
        {"request_headers": {"set": {"X-Team": "a"}, "remove": ["x-team"]}},
        [
            "request_headers.remove[0]: x-team is rules[0].request_headers.set.X-Team's header as "
            "well; change each header once"
        ],
    ),
    "negative time": (
        {"timeouts": {"request": -1}},
        ["timeouts.request: -1 is outside of 0-99999 seconds; choose one inside"],
    ),
    "long time": (
        {"timeouts": {"backend_request": 100_000}},
        ["timeouts.backend_request: 100000 is outside of 0-99999 seconds; choose one inside"],
    ),
    "short time": (
        {"timeouts": {"request": 0.0001}},
        [
            "timeouts.request: 0.0001 is below a thousandth of a second; give at least 0.001, or 0 "
            "for none"
        ],
    ),
    "part longer than the whole": (
        {"timeouts": {"request": 1, "backend_request": 2}},
        ["timeouts.backend_request: 2 is longer than `request`, which it is a part of; shorten it"],
    ),
}


@pytest.mark.parametrize(("given", "lines"), FILTERS.values(), ids=FILTERS)
def test_what_cannot_become_of_requests(given: Any, lines: list[str]) -> None:
    assert rule_lines(**given) == [f"rules[0].{line}" for line in lines]


@pytest.mark.parametrize("key", ["redirect", "rewrite"])
def test_a_path_becomes_one_other(key: str) -> None:
    for path in ({}, {"full": "/a", "prefix": "/b"}):
        (line,) = rule_lines(**{key: {"path": path}})
        assert line.startswith(f"rules[0].{key}.path: ")


@pytest.mark.parametrize(
    "given",
    [
        {"timeouts": {"request": 0, "backend_request": 5}},
        {"timeouts": {"request": 5, "backend_request": 5}},
        {"matches": [{"path": "/a"}], "rewrite": {"path": {"prefix": "/b"}}},
        {"rewrite": {"path": {"prefix": "/b"}}},
        {"redirect": {"port": 8443, "status": 303}},
        {"request_headers": {"set": {"x-team": "a"}}, "response_headers": {"set": {"x-team": "a"}}},
    ],
    ids=["for ever", "the same", "prefix", "prefix of all", "port", "one header, both ways"],
)
def test_what_can_become_of_requests(given: Any) -> None:
    assert rule_lines(**given) == []


@pytest.mark.parametrize(
    ("rules", "lines"),
    [
        (
            [{"matches": [{"path": "/a"}]}, {"matches": [{"path": "/b"}, {"path": "/a/"}]}],
            [f"rules[1].matches[1]: fits what {MATCH} fits, which comes first; drop one of them"],
        ),
        ([{}, {}], ["rules[1]: fits what rules[0] fits, which comes first; drop one of them"]),
        (
            [{}, {"matches": [{"path": "/"}]}],
            ["rules[1].matches[0]: fits what rules[0] fits, which comes first; drop one of them"],
        ),
        ([{"matches": [{"path": "/a"}]}, {"matches": [{"path": "/a", "method": "GET"}]}], []),
        ([], ["rules: is empty; leave it out"]),
        ([{"matches": []}], ["rules[0].matches: is empty; leave it out"]),
        (
            [{"matches": [{"path": f"/{i}"}]} for i in range(17)],
            [
                "rules: has 17 entries, and the Gateway API takes 16; make the others an app of "
                "their own, by `selector`"
            ],
        ),
        (
            [{"matches": [{"path": f"/{i}"} for i in range(65)]}],
            [
                "rules[0].matches: has 65 entries, and the Gateway API takes 64; make two rules of "
                "it"
            ],
        ),
        (
            [{"matches": [{"path": f"/{j}/{i}"} for i in range(43)]} for j in range(3)],
            [
                "rules: have 129 matches, and the Gateway API takes 128; make the others an app of "
                "their own, by `selector`"
            ],
        ),
    ],
    ids=[
        *("path twice", "rule twice", "all, by a match", "more exact", "none", "no matches"),
        *("many rules", "many matches", "many matches in all"),
    ],
)
def test_rules_that_cannot_be(rules: Any, lines: list[str]) -> None:
    assert problems(rules=rules) == lines


def test_calls_that_fit_twice() -> None:
    health = {"service": "grpc.health.v1.Health"}
    assert called({"matches": [health]}, {"matches": [{**health, "type": "Exact"}]}) == [
        "grpc_rules[1].matches[0]: fits what grpc_rules[0].matches[0] fits, which comes first; "
        "drop one of them"
    ]
    assert called({"matches": [health]}, {"matches": [{**health, "method": "Check"}]}) == []


@pytest.mark.parametrize(
    ("listener", "route", "key", "line"),
    [
        (
            HTTP,
            "GRPCRoute",
            "rules",
            "rules: lead nowhere: no port has a HTTPRoute; give a port the route HTTPRoute",
        ),
        (
            HTTP,
            "HTTPRoute",
            "grpc_rules",
            "grpc_rules: lead nowhere: no port has a GRPCRoute; give a port the route GRPCRoute",
        ),
        (
            TCP,
            "TCPRoute",
            "rules",
            "rules: lead nowhere: no port has a HTTPRoute; give a port the route HTTPRoute",
        ),
    ],
    ids=["rules of calls", "rules of requests", "rules of connections"],
)
def test_rules_are_for_ports_with_the_route(listener: Any, route: str, key: str, line: str) -> None:
    assert problems(listener, ports=[port(route)], **{key: [{}]}) == [line]


def test_a_match_that_is_none_fits_nothing() -> None:
    assert problems(rules=[{}, {"matches": ["x"]}]) == [
        "rules[1].matches[0]: is of type str; give a mapping (HttpMatch)"
    ]
