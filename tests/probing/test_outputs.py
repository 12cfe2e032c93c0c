"""Endpoints are found wherever documents of Pulumi hold them."""

import json
from typing import Any

import pytest

from exposure_components.probing.outputs import NoOutputsError, endpoints
from tests.probing.cases import endpoint

ONE, TWO = endpoint("node1"), endpoint("node2")
MARK, SECRET = "4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"


def state(*resources: dict[str, Any]) -> dict[str, Any]:
    return {"version": 3, "deployment": {"resources": list(resources)}}


def resource(kind: str, name: str, **fields: Any) -> dict[str, Any]:
    return {"urn": f"urn:pulumi:lab::shop::{kind}::{name}", "type": kind, **fields}


def stack(**outputs: Any) -> dict[str, Any]:
    return resource("pulumi:pulumi:Stack", "shop-lab", outputs=outputs)


@pytest.mark.parametrize(
    ("outputs", "names"),
    [
        pytest.param({"endpoints": [ONE, TWO]}, ["endpoints", "endpoints"], id="list"),
        pytest.param({"endpoints": {"web": [ONE], "db": [TWO]}}, ["web", "db"], id="by app"),
        pytest.param({"web": {"endpoints": [ONE], "port": 1}}, ["web"], id="below the app"),
        pytest.param({"eu": {"web": [[ONE], [TWO]]}}, ["eu.web", "eu.web"], id="nested lists"),
        pytest.param({"url": "http://192.0.2.1/", "count": 3, "none": None}, [], id="none"),
    ],
)
def test_outputs_hold_them_at_any_depth(outputs: dict[str, Any], names: list[str]) -> None:
    assert [name for name, _ in endpoints(outputs)] == names


def test_a_state_tells_those_of_components_and_of_outputs() -> None:
    document = state(
        stack(endpoints={"web": [ONE]}),
        resource("exposure_components:index:NodePortApp", "web", outputs={"endpoints": [ONE]}),
        resource("shop:index:App", "gone", outputs={"endpoints": [TWO]}, delete=True),
        resource("kubernetes:core/v1:Service", "web", custom=True, outputs={"endpoints": [TWO]}),
    )
    assert list(endpoints(document)) == [("web", ONE), ("web", ONE)]


def test_a_plan_tells_also_those_that_are_not_known() -> None:
    plan = {"resources": [], "endpoints": [{"component": "web", **ONE}, {"component": "db"}]}
    assert [(name, found.get("url")) for name, found in endpoints(plan)] == [
        ("web", ONE["url"]),
        ("db", None),
    ]


def secret(value: Any) -> dict[str, Any]:
    return {MARK: SECRET, "plaintext": json.dumps(value)}


def test_secret_endpoints_are_masked_unless_they_are_asked_for() -> None:
    document = state(stack(endpoints=secret([ONE]), password=secret("hunter2")))
    assert list(endpoints(document)) == [("endpoints", {"url": "[secret]"})]
    assert list(endpoints(document, reveal=True)) == [("endpoints", ONE)]


def test_a_secret_that_is_encrypted_stays_one() -> None:
    document = state(stack(endpoints=[{**ONE, "url": {MARK: SECRET, "ciphertext": "v1:abc"}}]))
    assert list(endpoints(document, reveal=True)) == [("endpoints", {**ONE, "url": "[secret]"})]


def test_outputs_as_the_cli_masks_them_tell_that_they_are_secret() -> None:
    outputs = {"endpoints": "[secret]", "password": "[secret]"}
    assert list(endpoints(outputs)) == [("endpoints", {"url": "[secret]"})]


@pytest.mark.parametrize("document", [[], "text", None, 3])
def test_what_is_no_document_is_refused(document: Any) -> None:
    with pytest.raises(NoOutputsError, match="pulumi stack output --json"):
        list(endpoints(document))
