"""When the manifests of two tools are the same apps."""

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks.facts import facts, read
from benchmarks.programs import NO_AWAIT, awaiting, ours, raw
from exposure_components.testing import run_program

OURS: list[dict[str, Any]] = [dict(m) for m in run_program(lambda: ours(7)).manifests()]


def test_the_components_and_the_program_by_hand_make_the_same_manifests() -> None:
    assert [dict(m) for m in run_program(lambda: raw(7)).manifests()] == OURS


def test_the_program_that_awaits_lacks_one_line() -> None:
    deployment, service = (dict(m) for m in run_program(lambda: awaiting(7)).manifests())
    service["metadata"] = {**service["metadata"], "annotations": NO_AWAIT}
    assert [deployment, service] == OURS


def test_defaults_and_the_words_of_labels_do_not_count() -> None:
    other = deepcopy(OURS)
    deployment, service = other
    for labels in (
        deployment["spec"]["selector"]["matchLabels"],
        deployment["spec"]["template"]["metadata"]["labels"],
        service["spec"]["selector"],
    ):
        del labels["exposure-components/app"]
        labels["app"] = "seven"
    deployment["spec"]["minReadySeconds"] = 0
    pod = deployment["spec"]["template"]["spec"]
    pod["containers"][0]["securityContext"]["seccompProfile"] = pod["securityContext"].pop(
        "seccompProfile"
    )
    del service["spec"]["ports"][0]["protocol"]
    assert facts(other) == facts(OURS)


def other_image(deployment: Any, service: Any) -> None:
    deployment["spec"]["template"]["spec"]["containers"][0]["image"] = "influxdb:1.7"


def other_port(deployment: Any, service: Any) -> None:
    service["spec"]["ports"][0]["nodePort"] += 1


def other_pods(deployment: Any, service: Any) -> None:
    service["spec"]["selector"] = {"exposure-components/app": "other"}


@pytest.mark.parametrize("change", [other_image, other_port, other_pods])
def test_what_differs_is_seen(change: Callable[[Any, Any], None]) -> None:
    other = deepcopy(OURS)
    change(*other)
    assert facts(other) != facts(OURS)


def test_a_file_of_documents_is_read_as_a_folder_of_files_is(tmp_path: Path) -> None:
    one = tmp_path / "all.yaml"
    one.write_text("---\n" + yaml.safe_dump_all(OURS))
    folder = tmp_path / "each"
    folder.mkdir()
    for i, manifest in enumerate(OURS):
        (folder / f"{i}.yaml").write_text(yaml.safe_dump(manifest))
    assert read(one) == read(folder) == OURS
