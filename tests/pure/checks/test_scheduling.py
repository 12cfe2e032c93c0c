from typing import Any

import pytest

from tests.pure.apps import NODES, app, problem_lines


@pytest.mark.parametrize(
    ("toleration", "lines"),
    [
        ({"operator": "Exists"}, []),
        ({"key": "a", "operator": "Exists"}, []),
        ({"key": "a", "value": "b"}, []),
        ({"key": "a", "effect": "NoExecute", "seconds": 30}, []),
        ({}, [": has no key; add one, or the operator Exists for every taint"]),
        ({"value": "b"}, [": has no key; add one, or the operator Exists for every taint"]),
        (
            {"operator": "Equal"},
            [".key: is missing, and the operator is Equal; add it, or use Exists"],
        ),
        (
            {"key": "a", "operator": "Exists", "value": "b"},
            [".value: b does not go with the operator Exists; drop it, or use Equal"],
        ),
        (
            {"key": "a", "seconds": 30},
            [".seconds: 30 is for the effect NoExecute only; drop it, or add that effect"],
        ),
    ],
    ids=[
        *("every taint", "key", "value", "seconds", "nothing", "no key", "no key for Equal"),
        *("value for Exists", "seconds without NoExecute"),
    ],
)
def test_a_toleration(toleration: dict[str, Any], lines: list[str]) -> None:
    expected = [f"tolerations[0]{line}" for line in lines]
    assert problem_lines(app(tolerations=[toleration])) == expected


@pytest.mark.parametrize(
    ("spread", "lines"),
    [
        ([], []),
        ([{}, {"topology_key": "topology.kubernetes.io/zone"}], []),
        ([{"max_skew": 0}], ["spread[0].max_skew: 0 is below 1; give 1 or more"]),
        (
            [{}, {"topology_key": "kubernetes.io/hostname"}],
            [
                "spread[1].topology_key: kubernetes.io/hostname is spread[0]'s as well; "
                "keep one of them"
            ],
        ),
    ],
    ids=["off", "two domains", "no skew", "one domain twice"],
)
def test_spread(spread: list[dict[str, Any]], lines: list[str]) -> None:
    assert problem_lines(app(spread=spread)) == lines


@pytest.mark.parametrize(
    ("nodes", "selector", "lines"),
    [
        (NODES, {"kubernetes.io/hostname": "kubenode01"}, []),
        ([], {"disk": "ssd"}, []),
        (
            NODES,
            {"disk": "ssd"},
            [
                "node_selector: disk=ssd fits none of the cluster's nodes; "
                "change it, or the labels and `schedulable` in the cluster's nodes"
            ],
        ),
        (
            [{**NODES[0], "schedulable": False}],
            {},
            [
                "node_selector: fits none of the cluster's nodes; "
                "change it, or the labels and `schedulable` in the cluster's nodes"
            ],
        ),
    ],
    ids=["fits", "nodes not known", "fits none", "none is schedulable"],
)
def test_a_node_selector(nodes: list[Any], selector: dict[str, str], lines: list[str]) -> None:
    assert problem_lines(app(cluster={"nodes": nodes}, node_selector=selector)) == lines
