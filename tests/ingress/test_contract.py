"""What every dialect keeps to."""

import inspect
import pkgutil
from importlib import import_module
from typing import Any

import pytest

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.ingress import dialects
from exposure_components.ingress.all import DIALECTS
from exposure_components.ingress.asked import WORDS
from exposure_components.ingress.contract import Dialect
from exposure_components.objects.labels import APP_LABEL, Manifest
from tests.ingress.apps import HOST, NAMESPACE, OTHER_HOST, SECRET, objects, problems, routing
from tests.ingress.apps import KEYS as DIALECT_KEYS
from tests.ingress.wishes import MORE, WISHES

EACH = pytest.mark.parametrize("key", DIALECT_KEYS)
ALL = {**WISHES, **MORE}
RICHLY: dict[str, dict[str, Any]] = {
    "ingress": {"tls": {"issuer": {"name": "lab"}}},
    "traefik": {
        "tls": {**SECRET, "hsts": {"max_age": 60}},
        "allowed_cidrs": ["10.0.0.0/8"],
        "timeouts": {"connect": 3},
    },
    "contour": {"tls": {"issuer": {"name": "lab"}, "hsts": {"max_age": 60}}},
    "openshift": {"tls": {"issuer": {"name": "lab"}}},
}
"""Args that lead to most of a dialect's objects."""


def test_there_is_a_dialect_for_each_key_and_module() -> None:
    assert set(DIALECTS) == set(ControllerDialect)
    names = [m.name for m in pkgutil.iter_modules(dialects.__path__, f"{dialects.__name__}.")]
    found = [
        value
        for module in map(import_module, names)
        for value in vars(module).values()
        if isinstance(value, Dialect)
    ]
    assert sorted(d.key for d in found) == sorted(DIALECTS)
    assert all(inspect.getdoc(import_module(name)) for name in names)


@EACH
def test_what_a_dialect_lacks_are_words(key: ControllerDialect) -> None:
    dialect = DIALECTS[key]
    assert dialect.key == key
    assert dialect.title
    assert dialect.lacks.keys() <= WORDS.keys()
    assert all(remedy and not remedy.endswith(".") for remedy in dialect.lacks.values())


def test_every_word_is_tried() -> None:
    assert WISHES.keys() == WORDS.keys()


@EACH
@pytest.mark.parametrize("word", ALL)
def test_a_word_is_heard_or_refused(key: str, word: str) -> None:
    wish = ALL[word]
    found = problems(key, **wish.one)
    if found:
        # Whatever else is wrong: the word is named, or all that it is part of.
        named = [line.partition(":")[0] for line in found]
        assert [path for path in named if f"{wish.path}.".startswith(f"{path}.")], found
        return
    assert problems(key, **wish.other) or objects(key, **wish.one) != objects(key, **wish.other)


@EACH
@pytest.mark.parametrize("word", WISHES)
def test_what_a_dialect_lacks_is_refused_with_its_remedy(key: ControllerDialect, word: str) -> None:
    dialect = DIALECTS[key]
    rule = f"is not to be had: {dialect.title} has no {WORDS[word]}; "
    found = [line for line in problems(key, **WISHES[word].one) if rule in line]
    assert [line.partition(rule)[2] for line in found] == [
        remedy for lacked, remedy in dialect.lacks.items() if lacked == word
    ]


@EACH
def test_objects_have_the_apps_labels_and_namespace(key: str) -> None:
    for made in (routing(key), routing(key, **RICHLY[key])):
        assert made
        for one in made:
            metadata = one["metadata"]
            assert metadata["labels"][APP_LABEL] == "influxdb"
            assert metadata["namespace"] == NAMESPACE
            assert metadata["name"].startswith("influxdb")


@EACH
def test_no_two_objects_have_one_name(key: str) -> None:
    hosts, paths = [HOST, OTHER_HOST], [{"path": "/"}, {"path": "/a"}]
    named = identities(routing(key, **RICHLY[key], hosts=hosts, paths=paths))
    assert len(set(named)) == len(named)


@EACH
@pytest.mark.parametrize(
    "more",
    [
        {"hosts": [HOST, OTHER_HOST]},
        {"paths": [{"path": "/"}, {"path": "/a"}]},
        {"hosts": [HOST, OTHER_HOST], "paths": [{"path": "/"}, {"path": "/a"}]},
    ],
    ids=["host", "path", "both"],
)
@pytest.mark.parametrize("richly", [True, False], ids=["rich", "plain"])
def test_names_stay_when_others_come(key: str, more: dict[str, Any], richly: bool) -> None:
    rich = RICHLY[key] if richly else {}
    before = routing(key, **rich, hosts=[HOST], paths=[{"path": "/"}])
    after = routing(key, **rich, **{"hosts": [HOST], "paths": [{"path": "/"}], **more})
    assert set(identities(before)) <= set(identities(after))


@EACH
def test_objects_are_the_same_each_time(key: str) -> None:
    assert routing(key, **RICHLY[key]) == routing(key, **RICHLY[key])


def identities(made: list[Manifest]) -> list[tuple[str, str]]:
    """Kind and name of each."""
    return [(o["kind"], o["metadata"]["name"]) for o in made]
