"""Args of a `DnsRecords` in Designate: right ones, and such with one mistake."""

from collections.abc import Callable
from typing import Any

import hypothesis.strategies as st

from exposure_components.args.dns import DnsRecordsArgs
from exposure_components.checks.sound import sound
from exposure_components.dns.record_checks import record_problems
from exposure_components.problems import Problem
from tests.fuzz.cases import Case, some_mistaken

_TTLS = st.sampled_from([1, 60, 300, 2**31 - 1])
_LABELS = st.sampled_from(
    ["a", "A", "_dmarc", "1", "a-b", "x" * 63, "xn--bcher-kva", "*", "a.b", "*.a", "a_b"]
)
_VALUES = {
    "A": st.lists(
        st.sampled_from(["10.13.241.89", "0.0.0.0", "255.255.255.255"]), min_size=1, max_size=3
    ),
    "AAAA": st.lists(
        st.sampled_from(["2001:db8::89", "2001:DB8:0:0::89", "::", "::ffff:10.0.0.1", "fe80::1"]),
        min_size=1,
        max_size=3,
    ),
    "CNAME": st.lists(
        st.sampled_from(["edge.example.com", "EDGE.example.com.", "_x.example.com", "a"]),
        min_size=1,
        max_size=1,
    ),
}


def named(zone: Callable[[], str]) -> st.SearchStrategy[Case]:
    """zone: the first label of the zone of another case, each time."""

    def renamed(case: Case) -> Case:
        return Case(_with(case.args, zone()), case.place)

    return some_mistaken(_right(), _problems).map(renamed)


def _problems(args: Any) -> list[Problem]:
    readable, found = sound(args, DnsRecordsArgs)
    return [*found, *record_problems(readable)]


@st.composite
def _right(draw: st.DrawFn) -> Any:
    own = st.fixed_dictionaries(
        {
            "name": st.just("ZONE.example.com"),
            "create": st.just(True),
            "email": st.sampled_from(["hostmaster@example.com", "a.b@x.example.com"]),
        },
        optional={"ttl": _TTLS, "description": st.sampled_from(["", "a", "é" * 160])},
    )
    return {
        "zone": {"designate": draw(own)},
        "records": draw(st.lists(_record(), max_size=3)),
        **draw(st.fixed_dictionaries({}, optional={"ttl": _TTLS, "timeout": st.just(60)})),
    }


@st.composite
def _record(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(sorted(_VALUES)))
    label = draw(st.one_of(_LABELS.map(lambda label: f"{label}."), st.just("")))
    more = draw(st.fixed_dictionaries({}, optional={"ttl": _TTLS}))
    return {
        "name": f"{label}ZONE.example.com",
        "type": kind,
        "values": draw(_VALUES[kind]),
        **more,
    }


def _with(value: Any, zone: str) -> Any:
    """Two cases with one zone would meet."""
    if isinstance(value, dict):
        return {key: _with(item, zone) for key, item in value.items()}
    if isinstance(value, list):
        return [_with(item, zone) for item in value]
    return value.replace("ZONE", zone) if isinstance(value, str) else value
