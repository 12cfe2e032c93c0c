"""What holds for all apps behind a Gateway that have no problem."""

from collections.abc import Mapping
from typing import Any

import hypothesis.strategies as st
from hypothesis import HealthCheck, assume, given, settings

from exposure_components.exposing import expose, problems
from exposure_components.strategies.gateway import GATEWAY
from exposure_components.testing import run_program
from tests.gateway.apps import (
    ANY_HOST,
    API,
    HOST,
    HTTP,
    HTTPS,
    OTHER_HOST,
    TCP,
    TLS,
    UDP,
    behind,
    port,
)
from tests.strategies.programs import exposing

SETTINGS = settings(
    derandomize=True,
    deadline=None,
    max_examples=300,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
LISTENERS = [
    HTTP,
    HTTPS,
    TLS,
    TCP,
    UDP,
    {**HTTP, "name": "ours", "hostname": HOST},
    {**HTTPS, "name": "wide", "hostname": ANY_HOST},
    {**TLS, "name": "ended", "port": 9443, "mode": "Terminate"},
    {**HTTP, "name": "same", "port": 8080, "routes_from": "Same"},
]
PORTS = [
    port(),
    port("GRPCRoute", 9090),
    port("TLSRoute", 8443),
    port("TCPRoute", 22),
    port("TCPRoute", 23, section_name="tcp"),
    port(None, 53, protocol="UDP"),
    port("UDPRoute", 54),
    port(None, 55, protocol="SCTP"),
]
VALUES = [[], [{"name": "x-team", "value": "lab"}], [{"name": "x team", "value": ""}]]
BROKEN: st.SearchStrategy[Any] = st.sampled_from([None, 80, "", "a", {}, [], [None], True])
"""What may stand anywhere, and nearly everywhere is wrong."""


def some(fields: Mapping[str, st.SearchStrategy[Any]]) -> st.SearchStrategy[dict[str, Any]]:
    """Mappings with some of the fields."""
    return st.fixed_dictionaries({}, optional=dict(fields))


def few(item: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Lists of at most two."""
    return st.lists(item, max_size=2)


PATHS = st.sampled_from(["/", "/a", "/a/", "/a b", "a", ""])
NEW_PATHS = some({"full": PATHS, "prefix": PATHS})
CHANGES = some(
    {
        "set": st.sampled_from([{}, {"x-a": "b"}, {"X-A": ""}]),
        "add": st.sampled_from([{"x-b": "c"}, {"x-a": "b"}]),
        "remove": st.sampled_from([[], ["x-c"], ["x-a"]]),
    }
)
OTHERS = st.sampled_from(
    [{"name": "next", "port": 80}, {"name": "Next", "port": 0, "namespace": "canary"}]
)
BACKENDS = few(
    some(
        {
            "port": st.sampled_from([8086, 9090, 22, 53, 1]),
            "weight": st.sampled_from([0, 1, -1]),
            "service": OTHERS,
        }
    )
)
HTTP_MATCHES = some(
    {
        "path": PATHS,
        "path_type": st.sampled_from(["PathPrefix", "Exact", "RegularExpression"]),
        "headers": st.sampled_from(VALUES),
        "query": st.sampled_from(VALUES),
        "method": st.sampled_from(["GET", "POST"]),
    }
)
GRPC_MATCHES = some(
    {
        "service": st.sampled_from(["a.B", "a/B", ""]),
        "method": st.sampled_from(["Get", "Get-All"]),
        "type": st.sampled_from(["Exact", "RegularExpression"]),
        "headers": st.sampled_from(VALUES),
    }
)
TARGET = {"host": st.sampled_from([HOST, "A_1"]), "path": NEW_PATHS}
SECONDS = st.sampled_from([0, 0.0001, 1.5, 60, -1])
HTTP_RULES = some(
    {
        "matches": few(HTTP_MATCHES),
        "backends": BACKENDS,
        "redirect": some(
            {
                **TARGET,
                "scheme": st.just("https"),
                "port": st.sampled_from([0, 443]),
                "status": st.sampled_from([301, 304]),
            }
        ),
        "rewrite": some(TARGET),
        "request_headers": CHANGES,
        "response_headers": CHANGES,
        "timeouts": some({"request": SECONDS, "backend_request": SECONDS}),
    }
)
GRPC_RULES = some(
    {
        "matches": few(GRPC_MATCHES),
        "backends": BACKENDS,
        "request_headers": CHANGES,
        "response_headers": CHANGES,
    }
)
KNOWN = some(
    {
        "listeners": st.one_of(
            st.none(), st.lists(st.sampled_from(LISTENERS), max_size=4, unique_by=str)
        ),
        "namespace": st.sampled_from(["infra", "databases"]),
        "section_name": st.sampled_from(["http", "https", "htp"]),
        "addresses": st.sampled_from([[], ["10.13.242.1"], ["fd00::1", "edge.example.com"]]),
        "client_ip_kept": st.booleans(),
        "publishes_status": st.booleans(),
    }
)
APPS = some(
    {
        "known": KNOWN,
        "ports": st.lists(st.sampled_from(PORTS), min_size=1, max_size=3, unique_by=str),
        "hosts": st.sampled_from([None, [HOST], [HOST, OTHER_HOST], [ANY_HOST], [HOST, HOST]]),
        "rules": few(HTTP_RULES),
        "grpc_rules": few(GRPC_RULES),
        "redirect": st.booleans(),
        "namespace": st.sampled_from([{"name": "databases"}, {"create": True}]),
        "replicas": st.sampled_from([0, 1]),
    }
).map(lambda given: behind(*LISTENERS[:5], **given))


@st.composite
def broken(draw: st.DrawFn) -> Any:
    """An app of which something, however deep, is replaced by what hardly fits."""
    made: Any = draw(APPS)
    copied = _copied(made)
    here = copied
    while True:
        keys = list(here) if isinstance(here, dict) else list(range(len(here)))
        key = draw(st.sampled_from(keys))
        if not isinstance(here[key], dict | list) or not here[key] or draw(st.booleans()):
            here[key] = draw(BROKEN)
            return copied
        here = here[key]


def _copied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list | tuple) else value


@SETTINGS
@given(args=APPS)
def test_an_app_has_problems_or_manifests(args: Any) -> None:
    found = problems(GATEWAY, "influxdb", args)
    assert len({(p.path, p.rule) for p in found}) == len(found)
    if found:
        return
    exposure = expose(GATEWAY, "influxdb", args)
    named = [(o["kind"], o["metadata"]["name"]) for o in exposure.objects]
    assert len(set(named)) == len(named)
    # Nobody claims what another app of the same args would not.
    assert exposure.claims == expose(GATEWAY, "influxdb", args).claims


@SETTINGS
@given(args=broken())
def test_whatever_is_broken_is_told(args: Any) -> None:
    found = problems(GATEWAY, "influxdb", args)
    assert all(str(problem) for problem in found)
    if not found:
        assert expose(GATEWAY, "influxdb", args).objects


@SETTINGS
@given(args=APPS)
def test_what_routes_refer_to_is_there(args: Any) -> None:
    assume(not problems(GATEWAY, "influxdb", args))
    made = expose(GATEWAY, "influxdb", args).objects
    (service,) = [o for o in made if o["kind"] == "Service"]
    numbers = {each["port"] for each in service["spec"]["ports"]}
    names = {each["name"] for each in args["gateway"].get("listeners", [])}
    for route in (o for o in made if o["apiVersion"] == API):
        assert route["spec"]["parentRefs"]
        for parent in route["spec"]["parentRefs"]:
            assert parent["name"] == "edge"
            assert not names or parent.get("sectionName") in {None, *names}
        for rule in route["spec"]["rules"]:
            refs = rule.get("backendRefs", [])
            answers = [f for f in rule.get("filters", []) if f["type"] == "RequestRedirect"]
            assert bool(refs) is not bool(answers)
            own = [ref for ref in refs if ref["name"] == "influxdb"]
            assert {ref["port"] for ref in own} <= numbers


@settings(SETTINGS, max_examples=25)
@given(args=APPS)
def test_a_program_registers_what_the_core_makes(args: Any) -> None:
    assume(not problems(GATEWAY, "influxdb", args))
    expected = expose(GATEWAY, "influxdb", args).objects
    recording = run_program(exposing("GatewayApp", args))
    assert len(recording.manifests()) == len(expected)
    names = [(r.type, r.name) for r in recording.resources]
    assert len(set(names)) == len(names)
