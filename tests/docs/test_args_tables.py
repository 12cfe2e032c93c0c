"""Tables of args say what the types say, and strategies have theirs on their pages."""

import importlib
import pkgutil
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest

import exposure_components.args
from docs._ext.written import Field, fields, is_enum, members, names_in, types_of
from exposure_components.args.app import AppArgs
from exposure_components.strategies.all import STRATEGIES

MODULES = [
    f"exposure_components.args.{each.name}"
    for each in pkgutil.iter_modules(exposure_components.args.__path__)
]
TYPES: list[Any] = [
    found
    for module in [*MODULES, "exposure_components.kinds"]
    for found in types_of(importlib.import_module(module).__name__)
]
STRATEGY_ARGS: list[Any] = [each.args for each in STRATEGIES.values()]
PAGES = {
    "CloudLoadBalancedApp": "cloud-load-balancer",
    "GatewayApp": "gateway",
    "HostNetworkApp": "host-network",
    "HostPortApp": "host-port",
    "IngressApp": "ingress",
    "NodePortApp": "node-port",
}


@pytest.mark.parametrize(
    "of",
    [each for each in [*TYPES, *STRATEGY_ARGS] if not is_enum(each)],
    ids=lambda it: it.__name__,
)
def test_fields_are_those_of_the_type(of: Any) -> None:
    found = fields(of)
    assert sorted(each.name for each in found) == sorted(of.__annotations__)
    assert {each.name for each in found if each.required} == of.__required_keys__
    assert [each.name for each in found if not each.meaning] == []


@pytest.mark.parametrize(
    "of", [each for each in TYPES if is_enum(each)], ids=lambda it: it.__name__
)
def test_members_are_those_of_the_enum(of: Any) -> None:
    found = members(of)
    assert [each.value for each in found] == list(map(str, of))
    assert [each.value for each in found if not each.meaning] == []


def test_types_of_ours_are_told_from_other_words() -> None:
    (ports,) = [each for each in fields(STRATEGIES["NodePortApp"].args) if each.name == "ports"]
    named = [(piece, of and of.__name__) for piece, of in names_in(ports)]
    assert named == [("Sequence", None), ("[", None), ("NodePort", "NodePort"), ("]", None)]


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_page_of_a_strategy_has_its_args(strategy: str, site: Path) -> None:
    """Name, type, whether it is needed, and where nested types lead."""
    args = STRATEGIES[strategy].args
    own = [each for each in fields(args) if each.name not in AppArgs.__annotations__]
    assert rows((site / f"strategies/{PAGES[strategy]}.html").read_text()) == [
        (each.name, each.required, each.annotation, linked(each)) for each in own
    ]


def rows(page: str) -> list[tuple[str, bool, str, list[str]]]:
    """What stands in the tables of args of a page."""
    tables = re.findall(r'<table class="args.*?</table>', page, re.DOTALL)
    cells = re.findall(r"<tr[^>]*><td>(.*?)</td>\s*<td>(.*?)</td>", "".join(tables), re.DOTALL)
    return [
        (
            words(first).partition("\n")[0],
            "<em>needed</em>" in first,
            words(second),
            re.findall(r'href="[^"#]*#([^"]+)"', second),
        )
        for first, second in cells
    ]


def words(html: str) -> str:
    """Without tags."""
    return unescape(re.sub(r"<[^>]+>", "", html))


def linked(field: Field) -> list[str]:
    """Anchors of the types in its annotation."""
    return [f"{of.__module__}.{of.__qualname__}" for _, of in names_in(field) if of is not None]
