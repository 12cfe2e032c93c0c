"""What holds for every provider."""

import importlib
import pkgutil
import re
from inspect import getsource
from pathlib import Path
from typing import Any, get_args

import pytest

from exposure_components.args.cloud import CloudBalancer
from exposure_components.load_balancers import cloud as package
from exposure_components.load_balancers.cloud.all import PRESETS
from exposure_components.load_balancers.cloud.asked import asked
from exposure_components.load_balancers.cloud.contract import Preset
from exposure_components.load_balancers.cloud.plain import PLAIN
from exposure_components.load_balancers.cloud.service import annotations
from tests.load_balancers.cloud.apps import app, lines

MODULES = [
    importlib.import_module(f"{package.__name__}.{module.name}")
    for module in pkgutil.iter_modules(package.__path__)
]
DEFINED = [
    value
    for module in MODULES
    for value in vars(module).values()
    if isinstance(value, Preset) and value.key == module.__name__.rpartition(".")[2]
]
INTERNAL = {
    "aws": "service.beta.kubernetes.io/aws-load-balancer-scheme: internal",
    "azure": "service.beta.kubernetes.io/azure-load-balancer-internal: true",
    "gcp": "networking.gke.io/load-balancer-type: Internal",
    "metallb": None,
    "openstack": "service.beta.kubernetes.io/openstack-internal-load-balancer: true",
}
ANNOTATION = re.compile(r'"((?:[a-z0-9-]+\.)+[a-z]+/[a-z-]*)')
each_provider = pytest.mark.parametrize("key", sorted(PRESETS))


def args_type(key: str) -> Any:
    """What stands under the key: `NotRequired` of it."""
    return get_args(CloudBalancer.__annotations__[key])[0]


def test_every_provider_is_registered_once_and_has_args() -> None:
    assert {preset.key: preset for preset in DEFINED} == dict(PRESETS)
    assert len(DEFINED) == len(PRESETS)
    named = {key for key in CloudBalancer.__annotations__ if hasattr(args_type(key), "__total__")}
    assert named == set(PRESETS)


@each_provider
def test_every_arg_is_documented(key: str) -> None:
    fields = re.findall(r'^    (\w+): .*\n    """', getsource(args_type(key)), re.MULTILINE)
    assert fields == list(args_type(key).__annotations__)


def test_every_arg_of_all_providers_is_documented() -> None:
    fields = re.findall(r'^    (\w+): .*\n    """', getsource(CloudBalancer), re.MULTILINE)
    assert fields == list(CloudBalancer.__annotations__)


@each_provider
def test_it_is_internal_unless_it_is_public(key: str) -> None:
    told = [f"{name}: {value}" for name, value in annotations(app({key: {}})).items()]
    assert INTERNAL[key] in [*told, None]
    if PRESETS[key].decides_public:
        public = [f"{k}: {v}" for k, v in annotations(app({key: {}, "public": True})).items()]
        assert INTERNAL[key] not in public
    else:
        assert lines({key: {}, "public": True}) != []


@each_provider
def test_annotations_are_texts(key: str) -> None:
    samples = {str: "x", int: 7, bool: True}
    preset = {
        field: sample
        for field, annotation in args_type(key).__annotations__.items()
        for sample in [samples.get(get_args(annotation)[0])]
        if sample is not None
    }
    made = annotations(app({key: preset}))
    assert {type(value) for value in made.values()} <= {str}
    assert not {"True", "False"} & set(made.values())


@each_provider
def test_every_arg_reaches_the_provider(key: str) -> None:
    # A fact about the cluster, of which its controller is not told.
    facts = {"openstack": {"provider"}}.get(key, set())
    for field in args_type(key).__annotations__.keys() - facts:
        for public in (False, True):
            without = annotations(app({key: {}, "public": public}))
            values = _values(args_type(key).__annotations__[field])
            told = [annotations(app({key: {field: v}, "public": public})) for v in values]
            if any(made != without for made in told):
                break
        else:
            raise AssertionError(field)


def _values(annotation: Any) -> list[Any]:
    shape = str(annotation)
    if "Mapping" in shape:
        return [{"x": "x"}]
    return [["x"]] if "Sequence" in shape else ["x", False]


@each_provider
def test_preserve_is_resolved_or_has_a_reason(key: str) -> None:
    found = lines({key: {}}, client_ip="preserve")
    assert bool(found) == bool(PRESETS[key].keeping(_asked(key)).refused)


def _asked(key: str) -> Any:
    return asked(app({key: {}}, client_ip="preserve"), key)


@each_provider
def test_an_unknown_key_is_refused(key: str) -> None:
    (found,) = lines({key: {"no_such_thing": 1}})
    assert found.startswith(f"load_balancer.cloud.{key}.no_such_thing: is not known;")


@each_provider
def test_nothing_is_wrong_with_naming_a_provider(key: str) -> None:
    assert lines({key: {}}) == []


def test_every_annotation_is_written_in_one_module() -> None:
    places: dict[str, set[str]] = {}
    for module in MODULES:
        for prefix in ANNOTATION.findall(Path(str(module.__file__)).read_text()):
            places.setdefault(prefix, set()).add(module.__name__)
    assert places
    assert {prefix: len(modules) for prefix, modules in places.items() if len(modules) > 1} == {}


def test_without_a_provider_nothing_is_told() -> None:
    assert annotations(app({})) == {}
    assert PLAIN.key == ""
