"""Resources that the API server refuses."""

from typing import Any

import pytest

from tests.pure.apps import app, problem_lines


@pytest.mark.parametrize(
    ("resources", "lines"),
    [
        ({"requests": {"cpu": "500m"}, "limits": {"cpu": "1"}}, []),
        ({"requests": {"cpu": "1"}, "limits": {"cpu": "1000m", "memory": "1Gi"}}, []),
        ({"requests": {"cpu": "1"}, "limits": {}}, []),
        (
            {"requests": {"memory": "1 GB"}},
            ["resources.requests.memory: 1 GB is no quantity; write it like 500m or 1Gi"],
        ),
        (
            {"limits": {"cpu": "-1"}},
            ["resources.limits.cpu: -1 is no quantity; write it like 500m or 1Gi"],
        ),
        (
            {"requests": {"cpu": "2"}, "limits": {"cpu": "1500m"}},
            ["resources.requests.cpu: 2 is above the limit 1500m; lower it"],
        ),
        ({"limits": {"nvidia.com/gpu": "1", "hugepages-2Mi": "64Mi"}}, []),
        (
            {"limits": {"CPU": "1"}},
            ["resources.limits.CPU: is no resource of a container; did you mean cpu?"],
        ),
        (
            {"limits": {"kubernetes.io/gpu": "1"}},
            [
                "resources.limits.kubernetes.io/gpu: is no resource of a container; name cpu, "
                "memory, or domain/resource"
            ],
        ),
        (
            {"limits": {"nvidia.com/gpu": "500m"}},
            ["resources.limits.nvidia.com/gpu: 500m is no whole number; a device cannot be shared"],
        ),
        (
            {"requests": {"nvidia.com/gpu": "1"}, "limits": {"nvidia.com/gpu": "2"}},
            [
                "resources.requests.nvidia.com/gpu: 1 differs from the limit 2; give the same "
                "limit: it cannot be overcommitted"
            ],
        ),
        (
            {"requests": {"nvidia.com/gpu": "1"}},
            [
                "resources.requests.nvidia.com/gpu: 1 differs from the limit that is missing; give "
                "the same limit: it cannot be overcommitted"
            ],
        ),
    ],
    ids=[
        *("below", "equal", "no limit", "no quantity", "negative", "above", "devices", "unknown"),
        *("reserved", "half a device", "another limit", "a device without a limit"),
    ],
)
def test_resources(resources: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(resources=resources)) == lines
