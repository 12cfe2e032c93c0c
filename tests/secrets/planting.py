"""Secrets in every arg that takes one, each a text that stands nowhere else."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, get_args, get_origin, is_typeddict

import hypothesis.strategies as st
from pulumi import Output

import exposure_components
from exposure_components.args.app import AppArgs
from tests.load_balancers.octavia import apps as octavia
from tests.pure.drawing import right_args, unwrapped

COMPONENTS: Mapping[str, tuple[type[Any], Any]] = {
    name: (getattr(exposure_components, name), getattr(exposure_components, f"{name}Args"))
    for name in exposure_components.__all__
    if f"{name}Args" in exposure_components.__all__
}
"""By title: the component, and the type of its args."""
_WHAT = "secretly"
_PEM = "-----BEGIN {0}-----\n{{word}}\n-----END {0}-----\n"
_RIGHT: Mapping[str, str] = {
    "address": "{address}",
    "addresses": "{address}",
    "allowed_cidrs": "{address}/32",
    "ca": _PEM.format("CERTIFICATE"),
    "certificate": _PEM.format("CERTIFICATE"),
    "internal_address": "{address}",
    "private_key": _PEM.format("PRIVATE KEY"),
    "provider_id": "aws:///eu-west-1a/{instance}",
    "values": "{address}",
    "vip_address": "{address}",
}
"""By field: what is no mistake there, where a word is one."""
_APP = {
    "image": "influxdb:1.8",
    "ports": [{"container_port": 8086}],
    "cluster": {"nodes": [{"name": "kubenode01", "address": ""}]},
}
_BASES: Mapping[str, Mapping[str, Any]] = {
    "AwsNetworkLoadBalancer": {"vpc_id": "", "subnets": [{"id": ""}, {"id": ""}]},
    "CloudLoadBalancedApp": _APP,
    "DnsRecords": {
        "zone": {"designate": {"name": "example.com", "id": ""}},
        "records": [{"name": "a.example.com", "type": "A", "values": [""]}],
    },
    "Gateway": {"class_name": "", "listeners": [{"name": "http", "protocol": "HTTP", "port": 80}]},
    "GatewayApp": {**_APP, "gateway": {"name": "edge"}, "hosts": ["a.example.com"]},
    "HostNetworkApp": _APP,
    "HostPortApp": _APP,
    "IngressApp": {**_APP, "hosts": ["a.example.com"]},
    "IngressController": {"cluster": _APP["cluster"]},
    "NodePortApp": _APP,
    "OctaviaLoadBalancer": octavia.balancer(vip_address=""),
}
"""What each component needs, to which drawings are added."""
PLAIN = ("private_key",)
"""Fields that are secret though the value is a plain one."""


def secret_fields(annotation: Any) -> set[tuple[str, str]]:
    """Type and name of each field that takes an Output, at any depth."""
    return set(_fields(annotation, set()))


def owner(annotation: Any, key: str) -> str:
    """The type that a field is of: what every app has is of none of them."""
    return next(type_.__name__ for type_ in (AppArgs, annotation) if key in type_.__annotations__)


@cache
def leads_to_secrets(annotation: Any) -> bool:
    """Whether a field takes Outputs, or holds one that does."""
    found, lazy = _innermost(annotation)
    return lazy or bool(secret_fields(found))


def takes(annotation: Any) -> bool:
    """Whether a field takes Outputs, alone or as items."""
    return _innermost(annotation)[1]


def _fields(annotation: Any, seen: set[Any]) -> Iterator[tuple[str, str]]:
    if is_typeddict(annotation):
        if annotation in seen:
            return
        seen.add(annotation)
        for key, each in annotation.__annotations__.items():
            found, lazy = _innermost(each)
            if lazy:
                yield owner(annotation, key), key
            yield from _fields(found, seen)


def _innermost(annotation: Any) -> tuple[Any, bool]:
    found, lazy = unwrapped(annotation)
    if get_origin(found) in (Sequence, Mapping):
        inner, below = _innermost(get_args(found)[-1])
        return inner, lazy or below
    return found, lazy


@dataclass(frozen=True)
class Hidden:
    """Stands for an Output, which no program but the one that makes it can have."""

    text: str


@dataclass
class Planted:
    """Args with secrets in them."""

    args: Any
    texts: list[str] = field(default_factory=list[str])
    """What nobody may see."""
    fields: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Where they were put, as `secret_fields` names it."""


@st.composite
def planted(draw: st.DrawFn, title: str) -> Planted:
    """Args with secrets in a place or two, some of them no right value there."""
    annotation = COMPONENTS[title][1]
    args = {**_BASES[title], **draw(_towards(annotation, ""))}
    return plant(annotation, args, draw(st.integers(0, 5)))


def plant(annotation: Any, args: Any, mistaken: int = -1) -> Planted:
    """The args with a secret wherever one may stand. mistaken: the number of one that is wrong."""
    made = Planted(None)

    def hidden(key: str) -> Any:
        number = len(made.texts)
        known = {
            "word": f"{_WHAT}{number:02}",
            "address": f"198.51.100.{100 + number}",
            "instance": f"i-5ec0e{number:03}",
        }
        form = "{word}!" if number == mistaken else _RIGHT.get(key, "{word}")
        whole = form.format(**known)
        made.texts.append(next(text for text in known.values() if text in whole))
        return whole if key in PLAIN and mistaken % 2 else Hidden(whole)

    def put(value: Any, annotation: Any, key: str) -> Any:
        expected, lazy = unwrapped(annotation)
        if lazy:
            return hidden(key)
        if isinstance(value, dict) and is_typeddict(expected):
            known = expected.__annotations__
            made.fields |= {
                (owner(expected, name), name)
                for name in value
                if value[name] and takes(known[name])
            }
            return {name: put(each, known[name], name) for name, each in value.items()}
        inner = get_args(expected)[-1] if get_origin(expected) in (Sequence, Mapping) else Any
        if isinstance(value, dict):
            return {name: put(each, inner, name) for name, each in value.items()}
        return [put(each, inner, key) for each in value] if isinstance(value, list) else value

    made.args = put(args, annotation, "")
    return made


@st.composite
def _towards(draw: st.DrawFn, annotation: Any, key: str) -> Any:
    """What takes a secret somewhere below, with little else."""
    expected, lazy = unwrapped(annotation)
    if lazy:
        return ""
    if get_origin(expected) in (Sequence, Mapping):
        item = draw(_towards(get_args(expected)[-1], key))
        return [item] if get_origin(expected) is Sequence else {"kubernetes.io/hostname": item}
    if not is_typeddict(expected):
        return draw(right_args(annotation, key))
    known = expected.__annotations__
    keys = [key for key in known if leads_to_secrets(known[key])]
    some = {draw(st.sampled_from(keys))} if keys else set()
    needed = expected.__required_keys__ if key else set()
    return {each: draw(_towards(known[each], each)) for each in sorted({*needed, *some})}


def as_outputs(args: Any) -> Any:
    """The same with secret Outputs."""
    if isinstance(args, dict):
        return {key: as_outputs(each) for key, each in args.items()}
    if isinstance(args, list):
        return [as_outputs(each) for each in args]
    return Output.secret(args.text) if isinstance(args, Hidden) else args


def leaks(shown: str, texts: Sequence[str]) -> list[str]:
    """Which of the secrets stand in a text, as they are or in Base64."""
    return [text for text in texts if any(each in shown for each in _spellings(text))]


def _spellings(text: str) -> Iterator[str]:
    yield text
    for before in range(3):
        # What stands before and behind decides how the first and last letters come out.
        encoded = base64.b64encode(b" " * before + text.encode()).decode()
        start = -(-before * 8 // 6)
        yield encoded[start : (before + len(text)) * 8 // 6]
