from typing import Any

import pytest

from exposure_components.strategies.node_port import NODE_PORT
from tests.pure.apps import app, manifest, problem_lines

RULE = "is no name for a Service: a-z, 0-9 and dashes, from a letter to no dash (RFC 1035)"


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("In_flux", "did you mean in-flux?"),
        ("3proxy", "did you mean proxy?"),
        ("web.site", "did you mean web-site?"),
        ("web-", "did you mean web?"),
        ("é", "give the arg `name`"),
    ],
)
def test_a_name_that_is_no_dns_label_is_refused(name: str, remedy: str) -> None:
    line = f"name: {name} {RULE}; {remedy}"
    assert problem_lines(app(), name=name) == [line]
    assert problem_lines(app(name=name)) == [line]


def test_an_empty_name_is_refused() -> None:
    assert problem_lines(app(name="")) == [f'name: "" {RULE}; give the arg `name`']


def test_the_arg_goes_before_the_components_name() -> None:
    assert problem_lines(app(name="influxdb"), name="In_flux") == []


def test_a_broken_name_is_not_judged_by_the_components() -> None:
    assert problem_lines(app(name=3), name="In_flux") == ["name: is of type int; give a text"]


def test_a_long_name_is_shortened_rather_than_refused() -> None:
    name = "influxdb-" * 8 + "x"
    assert manifest("Service", app(), NODE_PORT, name)["metadata"]["name"] == (
        "influxdb-influxdb-influxdb-influxdb-influxd-8a88748b"
    )


@pytest.mark.parametrize(
    ("namespace", "lines"),
    [
        ({"name": "apps"}, []),
        ({"name": "3"}, []),
        (
            {"name": "My_Apps"},
            ["namespace.name: My_Apps is no DNS label (RFC 1123); did you mean my-apps?"],
        ),
        (
            {"name": "3_"},
            ["namespace.name: 3_ is no DNS label (RFC 1123); use a-z, 0-9 and dashes"],
        ),
        (
            {"name": "apps", "labels": {"team": "a"}},
            ["namespace.labels: belongs to a created namespace; set `create` or drop it"],
        ),
        ({"create": True, "labels": {"team": "a"}}, []),
    ],
    ids=["name", "digit", "no label", "nothing near", "labels of an existing one", "labels"],
)
def test_a_namespace(namespace: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(namespace=namespace)) == lines


VALUE_RULE = (
    "is no value of a label; use at most 63 of A-Z, a-z, 0-9, `-`, `_`, `.`, from and to a letter "
    "or digit"
)
KEY_RULE = "is no key of a label; write name or prefix/name, the name of at most 63 characters"


@pytest.mark.parametrize("value", ["", "a", "A_b.c-0", "a" * 63])
def test_a_label_may_be(value: str) -> None:
    assert problem_lines(app(labels={"team": value})) == []


@pytest.mark.parametrize("value", ["-a", "a-", "a b", "é", "aéb", "a/b", "a\n"], ids=ascii)
def test_no_label_is(value: str) -> None:
    assert problem_lines(app(labels={"team": value})) == [f"labels.team: {value} {VALUE_RULE}"]


def test_a_label_of_64_characters_is_refused() -> None:
    assert problem_lines(app(labels={"team": "a" * 64})) == [
        f"labels.team: {'a' * 59}… {VALUE_RULE}"
    ]


@pytest.mark.parametrize("key", ["a", "A_b.c-0", "a" * 63, "example.org/a", "kubernetes.io/x"])
def test_a_key_may_be(key: str) -> None:
    assert problem_lines(app(labels={key: "a"}, annotations={key: "any text at all"})) == []


@pytest.mark.parametrize(
    "key", ["-a", "a" * 64, "/a", "a/", "a/b/c", "Example.org/a", "é", "aéb"], ids=ascii
)
@pytest.mark.parametrize("field", ["labels", "annotations", "pod_annotations", "node_selector"])
def test_no_key_is(field: str, key: str) -> None:
    assert problem_lines(app(**{field: {key: "a"}})) == [f"{field}.{key}: {KEY_RULE}"]


@pytest.mark.parametrize("field", ["node_selector", "selector"])
def test_a_selector_holds_labels(field: str) -> None:
    args = {"ports": [{"container_port": 80}], field: {"a": "-"}}
    args |= {"image": "a"} if field == "node_selector" else {}
    assert problem_lines(args) == [f"{field}.a: - {VALUE_RULE}"]


def test_labels_of_a_created_namespace_are_judged() -> None:
    assert problem_lines(app(namespace={"create": True, "labels": {"a": "-"}})) == [
        f"namespace.labels.a: - {VALUE_RULE}"
    ]


def test_an_empty_selector_is_refused() -> None:
    # It would select every pod of the namespace.
    assert problem_lines({"selector": {}, "ports": [{"container_port": 80}]}) == [
        "selector: is empty; name the labels of the app's pods"
    ]


def test_the_librarys_own_label_is_refused() -> None:
    assert problem_lines(app(labels={"exposure-components/app": "a"})) == [
        "labels.exposure-components/app: is this library's own; choose another key"
    ]
