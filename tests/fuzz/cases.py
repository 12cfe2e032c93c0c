"""Args for every strategy: right ones, and such with one mistake."""

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import hypothesis.strategies as st

from exposure_components.args.gateway_kinds import RouteKind
from exposure_components.exposing import Strategy, problems
from exposure_components.problems import Problem, join
from exposure_components.strategies.gateway import GATEWAY
from exposure_components.strategies.ingress import INGRESS
from tests.e2e.test_admission_routes import routed
from tests.ingress.apps import KEYS
from tests.ingress.test_properties import apps
from tests.pure.drawing import GARBAGE, TEXTS, right_args

_NUMBERS = st.one_of(
    st.integers(-1, 130),
    st.sampled_from([253, 254, 255, 256, 1023, 1024, 29999, 30000, 32767, 32768, 65535, 65536]),
    st.integers(),
)
_WORDS = st.one_of(
    TEXTS,
    st.text(max_size=4),
    st.from_regex(r"[-a-zA-Z0-9._/*:]{1,70}", fullmatch=True),
)


@dataclass(frozen=True)
class Case:
    """What a user may write."""

    args: Any
    place: str | None
    """Path of the one mistake in what had no problem; None if there is no such."""


def cases(strategy: Strategy) -> st.SearchStrategy[Case]:
    """Args of a strategy."""
    return some_mistaken(_whole(strategy), lambda args: problems(strategy, "influxdb", args))


def some_mistaken(
    whole: st.SearchStrategy[Any], wrong: Callable[[Any], Sequence[Problem]]
) -> st.SearchStrategy[Case]:
    """A quarter as they are, the others with one mistake. wrong: what our checks say of args."""
    right = whole.map(lambda args: Case(args, None))
    return st.one_of(right, *[_mistaken(whole, wrong)] * 3)


def is_about(problem: Problem, place: str) -> bool:
    """Whether the problem stands at the place, above or below it, or names its field: of two
    values that do not fit, one is told of, and the other named."""
    path, field = problem.path, place.rpartition(".")[2]
    near = path == place or _is_below(path, place) or _is_below(place, path)
    return near or field in f"{problem.rule} {problem.remedy}"


def _is_below(path: str, above: str) -> bool:
    return path.startswith((f"{above}.", f"{above}["))


def _whole(strategy: Strategy) -> st.SearchStrategy[Any]:
    plain = right_args(strategy.args)
    if strategy is INGRESS:
        return st.one_of(plain, *map(apps, KEYS))
    if strategy is GATEWAY:
        return st.one_of(plain, *map(routed, RouteKind))
    return plain


@st.composite
def _mistaken(
    draw: st.DrawFn,
    whole: st.SearchStrategy[Any],
    wrong: Callable[[Any], Sequence[Problem]],
) -> Case:
    # Parts of some are others' too.
    args = copy.deepcopy(draw(whole))
    flawed = bool(wrong(args))
    holder, key, place = draw(st.sampled_from(list(_places(args))))
    way = draw(st.sampled_from(["another"] * 6 + ["anything", "gone", "misnamed"]))
    if way == "gone":
        del holder[key]
    elif way == "misnamed" and isinstance(holder, dict):
        name = draw(st.sampled_from(["unknown", f"{key}s", str(key).upper()]))
        holder[name] = holder.pop(key)
        place = join(place.removesuffix(str(key)).rstrip("."), name)
    else:
        holder[key] = draw(GARBAGE if way == "anything" else _like(holder[key]))
    return Case(args, None if flawed else place)


def _like(value: Any) -> st.SearchStrategy[Any]:
    """Another value of its type."""
    if isinstance(value, str):
        return _WORDS
    if isinstance(value, int) and not isinstance(value, bool):
        return _NUMBERS
    if isinstance(value, list):
        return st.sampled_from([[], value * 2])
    return st.one_of(st.booleans(), GARBAGE)


def _places(value: Any, path: str = "") -> Iterator[tuple[Any, Any, str]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, item in pairs:
        below = (str(key) or '""') if isinstance(value, dict) else f"[{key}]"
        at = join(path, below)
        yield value, key, at
        if isinstance(item, dict | list):
            yield from _places(item, at)
