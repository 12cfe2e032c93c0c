"""Args drawn from their annotations: right, almost right, and garbage."""

import types
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, ForwardRef, NotRequired, Required, Union, get_args, get_origin, is_typeddict

import hypothesis.strategies as st

from tests.pure.apps import Later

TEXTS: st.SearchStrategy[str] = st.sampled_from(
    [
        *("", "-", ".", "/", "0", "A", "a", "a b", "a.b", "In_flux", "x" * 70, "é", "1-a", "\n"),
        *("influxdb", "influxdb:1.8", "kubenode01", "tcp-8086", "http", "a/b", "a/b/c", "kube--1"),
        *("10.0.0.5", "10.0.0.5/24", "10.0.0.0/8", "::1", "fe80::/10", "1.2.3", "0.0.0.0"),
        *("500m", "1Gi", "1e3", "-1", "1e999999999", "NET_BIND_SERVICE", "CAP_SYS_ADMIN", "Memory"),
        *("30000-32767", "1-65535", "9-1", "0-0", "99999-99999", "/data", "../x", "a=b"),
    ]
)
_RIGHT_TEXTS = {
    "address": ["10.13.241.89", "10.13.241.10", "fe80::1", "node.example.org"],
    "addresses": ["10.13.241.89", "fe80::1", "ingress.example.org"],
    "add_capabilities": ["NET_BIND_SERVICE", "SYS_ADMIN"],
    "allowed_cidrs": ["10.0.0.0/8", "fe80::/10"],
    "certificate": ["-----BEGIN CERTIFICATE-----"],
    "domain": ["*.kube.example.com", "a.example.com"],
    "egress_cidrs": ["10.0.0.0/8", "fe80::/10"],
    "hosts": ["a.kube.example.com", "b.kube.example.com", "*.kube.example.com", "A.example.com"],
    "host_ip": ["10.13.241.89", "0.0.0.0", "::"],
    "http_path": ["/ping"],
    "limits": ["1", "1Gi", "500m"],
    "medium": ["", "Memory"],
    "mount_path": ["/a", "/b", "/c"],
    "name": ["a", "b", "c", "influxdb", "x" * 60],
    "node_port_range": ["30000-32767", "1-65535"],
    "path": ["/", "/a", "/a/", "/a/b"],
    "private_key": ["-----BEGIN PRIVATE KEY-----"],
    "requests": ["1", "1Gi", "500m"],
    "server_name": ["pods.example.com"],
    "size": ["1Gi"],
    "size_limit": ["1Gi"],
}
"""By field; any other field takes a plain name."""
_NUMBERS = st.sampled_from([-1, 0, 1, 2, 3, 80, 8086, 10250, 30000, 32767, 65535, 65536, 2**40])
_RIGHT_NUMBERS = {
    "container_port": [80, 443, 8086, 30001],
    "entry_port": [2222, 5000],
    "host_port": [80, 443, 8086, 30001],
    "node_port": [30000, 30001, 32767],
    "port": [80, 443, 8086],
    "replicas": [0, 1, 2],
    "run_as_user": [1000],
    "tcp_ports": [2222, 5000],
    "udp_ports": [2222, 5000],
}
"""By field; any other field takes a small count."""
_KEYS = st.sampled_from(["a", "A_B", "app", "kubernetes.io/hostname", "", "a/b/c", "1", "é", "cpu"])
_RIGHT_KEYS = st.sampled_from(["a", "A_B", "app", "kubernetes.io/hostname"])
GARBAGE: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), _NUMBERS, st.floats(), TEXTS, st.just(Later())),
    lambda inner: st.one_of(
        st.lists(inner, max_size=2),
        st.dictionaries(st.one_of(_KEYS, st.just("name"), st.integers(0, 1)), inner, max_size=2),
    ),
    max_leaves=3,
)
"""What stack config may hold where something else is meant."""
_MANY = 3
"""Optional keys of one mapping, at most: few at a time meet each other often enough."""


def right_args(annotation: Any, field: str = "") -> st.SearchStrategy[Any]:
    """Args of which each value alone is right; together they may still have problems.

    field: that holds them, where they are of one.
    """
    return _of_type(annotation, field, broken=False)


def broken_args(annotation: Any) -> st.SearchStrategy[Any]:
    """Args in which any place may hold anything: in one place, or all over."""
    return st.one_of(
        GARBAGE,
        _of_type(annotation, "", broken=True),
        *[_broken_in_one_place(right_args(annotation))] * 4,
    )


@st.composite
def _broken_in_one_place(draw: st.DrawFn, whole: st.SearchStrategy[Any]) -> Any:
    args = draw(whole)
    places = list(_places(args))
    if not places:
        return draw(GARBAGE)
    holder, key = places[draw(st.integers(0, len(places) - 1))]
    if draw(st.booleans()):
        holder[key] = draw(GARBAGE)
    elif isinstance(holder, dict):
        holder[draw(st.sampled_from(["", "unknown", 1]))] = holder.pop(key)
    else:
        del holder[key]
    return args


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in pairs:
        yield value, key
        if isinstance(item, dict | list):
            yield from _places(item)


def _drawn(annotation: Any, field: str, *, broken: bool) -> st.SearchStrategy[Any]:
    made = _of_type(annotation, field, broken=broken)
    return st.one_of(made, made, made, GARBAGE) if broken else made


def _of_type(annotation: Any, field: str, *, broken: bool) -> st.SearchStrategy[Any]:
    expected, lazy = unwrapped(annotation)
    if lazy:
        return st.one_of(_of_type(expected, field, broken=broken), st.just(Later()))
    if is_typeddict(expected):
        return _typed_dict(expected, broken=broken)
    if get_origin(expected) is Sequence:
        least = 0 if broken else 1
        items = _drawn(get_args(expected)[0], field, broken=broken)
        return st.lists(items, min_size=least, max_size=2)
    if get_origin(expected) is Mapping:
        keys = _KEYS if broken else _RIGHT_KEYS
        values = _drawn(get_args(expected)[1], field, broken=broken)
        return st.dictionaries(keys, values, max_size=2)
    if isinstance(expected, type) and issubclass(expected, StrEnum):
        return st.sampled_from([*expected, *map(str, expected)])
    if expected is str:
        return TEXTS if broken else st.sampled_from(_RIGHT_TEXTS.get(field, ["a", "b", "c"]))
    if expected is int:
        return _NUMBERS if broken else st.sampled_from(_RIGHT_NUMBERS.get(field, [1, 2]))
    if expected is bool:
        return st.booleans()
    return GARBAGE if broken else st.sampled_from(["a", 1, True])


@st.composite
def _typed_dict(draw: st.DrawFn, annotation: Any, *, broken: bool) -> dict[str, Any]:
    annotations = annotation.__annotations__
    needed = sorted(annotation.__required_keys__)
    optional = sorted(annotations.keys() - set(needed))
    some = st.sampled_from(optional or [""])
    keys = draw(st.lists(some, max_size=_MANY if optional else 0, unique=True))
    if {"image", "selector"} <= annotations.keys():
        # Most drawings have one of the two, or little else would be looked at.
        keys = [draw(st.sampled_from(["image"] * 6 + ["selector"])), *keys]
    made = {k: draw(_drawn(annotations[k], k, broken=broken)) for k in [*needed, *keys]}
    if broken and draw(st.integers(0, 5)) == 0:
        made.pop(draw(st.sampled_from(sorted(made) or [""])), None)
        made["unknown"] = draw(GARBAGE)
    return made


def unwrapped(annotation: Any) -> tuple[Any, bool]:
    """The type itself, and whether an Output will do."""
    while get_origin(annotation) in (NotRequired, Required):
        annotation = get_args(annotation)[0]
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False
    members = get_args(annotation)
    lazy = [m for m in members if isinstance(m, ForwardRef) or get_origin(m) is Awaitable]
    return next(m for m in members if m not in lazy and m is not type(None)), bool(lazy)
