"""The words of every strategy's args, and what is wrong with args that hold several strategies'."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from exposure_components.checks.shapes import shape_problems
from exposure_components.exposing import Strategy
from exposure_components.problems import Problem, did_you_mean, join
from exposure_components.values import mapping, sequence


def words_of(strategy: Strategy) -> Mapping[str, Any]:
    """Types of the strategy's args, by their names."""
    found: Mapping[str, Any] = strategy.args.__annotations__
    return found


def port_words_of(strategy: Strategy) -> Mapping[str, Any]:
    """Types of what a port says, by their names."""
    (port,) = get_args(words_of(strategy)["ports"])
    found: Mapping[str, Any] = port.__annotations__
    return found


def arg_problems(args: Mapping[str, Any], strategies: Mapping[str, Strategy]) -> list[Problem]:
    """Words that no strategy has, and values of the wrong shape."""
    every: dict[str, Any] = {}
    of_ports: dict[str, Any] = {}
    for strategy in strategies.values():
        every |= words_of(strategy)
        of_ports |= port_words_of(strategy)
    ports = sequence(args.get("ports"))
    found = _wrong({k: v for k, v in args.items() if k != "ports"}, every, "")
    if not ports:
        return [*found, Problem("ports", None, "is missing or empty", "list the app's ports")]
    for i, port in enumerate(ports):
        fields, at = mapping(port), f"ports[{i}]"
        if fields is None or "container_port" not in fields:
            rule, remedy = "has no `container_port`", "give the port that the container listens on"
            found.append(Problem(at, None, rule, remedy))
        else:
            found += _wrong(fields, of_ports, at)
    return found


def _wrong(given: Mapping[str, Any], known: Mapping[str, Any], path: str) -> list[Problem]:
    found: list[Problem] = []
    for key, value in given.items():
        at = join(path, str(key))
        if key in known:
            found += shape_problems(value, known[key], at)
        else:
            otherwise = f"known are {', '.join(sorted(known))}"
            remedy = did_you_mean(str(key), known, otherwise)
            found.append(Problem(at, None, "is not known", remedy))
    return found
