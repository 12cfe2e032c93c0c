"""What every strategy that there is keeps to."""

import importlib
import inspect
import pkgutil
from types import ModuleType
from typing import Any

import pulumi
import pytest

import exposure_components
from exposure_components import strategies
from exposure_components.args.app import AppArgs
from exposure_components.args.ports import Port
from exposure_components.args.traffic import ForwardedAppArgs
from exposure_components.exposing import Strategy
from exposure_components.testing import run_program
from tests.strategies.programs import NEEDED, app


def found() -> list[tuple[ModuleType, Strategy]]:
    """Each strategy, with the module that defines it."""
    names = [m.name for m in pkgutil.iter_modules(strategies.__path__, f"{strategies.__name__}.")]
    modules = [importlib.import_module(name) for name in names]
    return [
        (module, value)
        for module in modules
        for value in vars(module).values()
        if isinstance(value, Strategy) and hasattr(module, value.title)
        if getattr(module, value.title).__module__ == module.__name__
    ]


FOUND = found()
EACH = pytest.mark.parametrize(
    ("module", "strategy"), FOUND, ids=[strategy.title for _, strategy in FOUND]
)
TITLES = sorted(strategy.title for _, strategy in FOUND)


def test_strategies_are_found() -> None:
    assert {"HostNetworkApp", "HostPortApp", "NodePortApp"} <= set(TITLES)


def test_a_module_defines_one_strategy() -> None:
    modules = [module.__name__ for module, _ in FOUND]
    assert len(set(modules)) == len(modules)


@EACH
def test_a_strategy_is_named_like_its_component(module: ModuleType, strategy: Strategy) -> None:
    component = getattr(module, strategy.title)
    assert issubclass(component, pulumi.ComponentResource)
    assert component.__name__ == strategy.title
    assert strategy.args.__name__ == f"{strategy.title}Args"
    assert getattr(module, f"{strategy.title}Args") is strategy.args


@EACH
def test_a_component_takes_name_args_and_options(module: ModuleType, strategy: Strategy) -> None:
    signature = inspect.signature(getattr(module, strategy.title).__init__)
    assert list(signature.parameters) == ["self", "name", "args", "opts"]
    assert signature.parameters["args"].annotation is strategy.args
    assert signature.parameters["opts"].default is None


@EACH
def test_a_component_has_the_outputs_of_all(module: ModuleType, strategy: Strategy) -> None:
    outputs = getattr(module, strategy.title).__annotations__
    assert outputs.keys() == {"endpoints", "workload", "service"}


@EACH
def test_a_strategy_takes_the_args_of_every_app(module: ModuleType, strategy: Strategy) -> None:
    del module
    own = strategy.args.__annotations__
    assert own.items() >= AppArgs.__annotations__.items()
    assert strategy.args.__required_keys__ == {"ports", *NEEDED.get(strategy.title, ())}
    (port,) = own["ports"].__args__
    assert port.__annotations__.items() >= Port.__annotations__.items()
    assert port.__required_keys__ == {"container_port"}


@EACH
def test_a_strategy_is_exported(module: ModuleType, strategy: Strategy) -> None:
    for name in (strategy.title, f"{strategy.title}Args"):
        assert name in exposure_components.__all__
        assert getattr(exposure_components, name) is getattr(module, name)


def test_exports_are_sorted_and_there() -> None:
    names = exposure_components.__all__
    assert names == sorted(names)
    assert [name for name in names if not hasattr(exposure_components, name)] == []


@EACH
def test_a_strategy_was_any_of_the_others(module: ModuleType, strategy: Strategy) -> None:
    def program() -> None:
        getattr(module, strategy.title)("influxdb", app(**NEEDED.get(strategy.title, {})))

    component, *_ = run_program(program).resources
    former = [alias.urn.split("::")[2].rpartition(":")[2] for alias in component.options.aliases]
    assert sorted([*former, strategy.title]) == TITLES


@EACH
def test_a_strategy_documents_each_field(module: ModuleType, strategy: Strategy) -> None:
    assert inspect.getdoc(module)
    for cls in (strategy.args, getattr(module, strategy.title)):
        assert inspect.getdoc(cls)
        text = inspect.getsource(cls)
        for field in _own_fields(cls):
            after = text.partition(f"    {field}: ")[2].partition("\n")[2]
            assert after.lstrip().startswith('"""'), f"{cls.__name__}.{field}"


def _own_fields(cls: Any) -> list[str]:
    inherited = ForwardedAppArgs.__annotations__.keys() - {"ports"}
    return [field for field in cls.__annotations__ if field not in inherited]
