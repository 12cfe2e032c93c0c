"""What a failed `up` from manifests leaves is removed all the same."""

import json
from typing import Any, cast

import pytest

from tests.e2e.replay import Replay
from tests.e2e.ways import Manifests
from tests.lab.lab import Lab

CONFIG: dict[str, Any] = {
    "apps": {
        "web": {
            "strategy": "NodePortApp",
            "image": "web:1",
            "ports": [{"container_port": 80}],
            "namespace": {"name": "shop", "create": True},
        }
    }
}


class Refusing:
    """Instead of a lab: notes what kubectl is asked for, and fails at one command."""

    def __init__(self, refused: int | None = None) -> None:
        self.refused = refused
        self.applied: set[str] = set()
        self.deleted: set[str] = set()

    def kubectl(self, *command: str, input: str = "{}") -> None:
        kinds = {each["kind"] for each in json.loads(input).get("items", ())}
        if "delete" in command:
            self.deleted |= kinds
            return
        if "apply" in command:
            self.applied |= kinds
        if self.refused is not None:
            self.refused -= 1
            if self.refused < 0:
                raise InterruptedError


@pytest.mark.parametrize("refused", range(3), ids=["namespace", "the rest", "rollout"])
def test_what_an_up_has_applied_until_it_fails_goes_down(refused: int) -> None:
    lab = Refusing(refused)
    way = Manifests(cast(Lab, lab))
    with pytest.raises(InterruptedError):
        way.up(CONFIG)
    way.down()
    assert lab.deleted == lab.applied != set()


def test_an_update_that_fails_leaves_what_was_there_to_down() -> None:
    lab = Refusing()
    way = Manifests(cast(Lab, lab))
    way.up(CONFIG)
    lab.refused = 0
    with pytest.raises(InterruptedError):
        way.up({"apps": {"web": {**CONFIG["apps"]["web"], "namespace": {"name": "shop"}}}})
    assert lab.deleted == set()
    way.down()
    assert lab.deleted == {"Namespace", "Deployment", "Service"}


class Stuck:
    """Instead of a cloud: one that lets nothing go."""

    def calls(self) -> dict[str, Any]:
        return {}

    def make(self, _resources: object) -> None: ...

    def remove(self) -> None:
        raise TimeoutError


def test_objects_go_down_though_the_cloud_keeps_what_it_has() -> None:
    lab = Refusing()
    way = Manifests(cast(Lab, lab), cast(Replay, Stuck()))
    with pytest.raises(TimeoutError):
        way.up(CONFIG)
    with pytest.raises(TimeoutError):
        way.down()
    assert lab.deleted == lab.applied != set()
