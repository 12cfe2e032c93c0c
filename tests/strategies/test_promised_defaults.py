"""Every default that the docstrings of the args promise. The tables are in `promises`.

Defaults of others, such as Octavia's own, are pinned as what is not said.
"""

import importlib
import pkgutil
import re
from collections.abc import Mapping
from inspect import getsource
from types import ModuleType
from typing import Any, is_typeddict

import pytest

from exposure_components import args, strategies
from exposure_components.args import cloud as cloud_args
from exposure_components.args import dns as dns_args
from exposure_components.strategies.references import ServiceReference, WorkloadReference
from exposure_components.testing import run_program
from tests.load_balancers.octavia.programs import CALLS
from tests.strategies.programs import app, exposing
from tests.strategies.promises import (
    apps,
    aws,
    cloud,
    controllers,
    gateways,
    ingress,
    octavia,
    routes,
)
from tests.strategies.promises.promise import Promise, of

PROMISES: list[Promise] = [
    *apps.PROMISES,
    *cloud.PROMISES,
    *octavia.PROMISES,
    *aws.PROMISES,
    *ingress.PROMISES,
    *controllers.PROMISES,
    *gateways.PROMISES,
    *routes.PROMISES,
]
FIELD = re.compile(r'^    (\w+): .*\n    """((?:.|\n)*?)"""', re.MULTILINE)
"""A field and its docstring."""
PROMISED = re.compile(r"\bDefault\b|Without it")
ELSEWHERE: Mapping[ModuleType, str] = {dns_args: "tests.dns.test_promised_defaults"}
"""Args whose defaults are pinned beside their other tests."""


def types_of_args() -> list[Any]:
    """Every typed dictionary that users write."""
    modules = [
        importlib.import_module(f"{package.__name__}.{module.name}")
        for package in (args, strategies)
        for module in pkgutil.iter_modules(package.__path__)
    ]
    return [
        value
        for module in modules
        if module not in ELSEWHERE
        for value in vars(module).values()
        if is_typeddict(value) and value.__module__ == module.__name__
        if value not in (ServiceReference, WorkloadReference)
    ]


@pytest.mark.parametrize(
    "promise", PROMISES, ids=[f"{promise.field}-{at}" for at, promise in enumerate(PROMISES)]
)
def test_a_default_is_as_promised(promise: Promise) -> None:
    program = exposing(promise.title, dict(promise.args))
    config = {"kubernetes:namespace": "the-providers"}
    assert promise.seen(run_program(program, config=config, calls=CALLS)) == promise.value


def test_every_promised_default_is_pinned() -> None:
    promised = {
        f"{cls.__name__}.{field}"
        for cls in types_of_args()
        for field, text in FIELD.findall(getsource(cls))
        if PROMISED.search(text)
    }
    assert promised == {promise.field for promise in PROMISES}


def test_args_are_found() -> None:
    names = {cls.__name__ for cls in types_of_args()}
    assert names >= {"AppArgs", "CloudLoadBalancedAppArgs", "OctaviaListener", "AwsListener"}
    assert all(importlib.import_module(name).PROMISES for name in ELSEWHERE.values())


@pytest.mark.parametrize("key", sorted(cloud.TOLD))
def test_a_provider_is_told_nothing_of_which_nothing_is_said(key: str) -> None:
    args = app(load_balancer={"cloud": {key: {}}})
    recording = run_program(exposing("CloudLoadBalancedApp", args))
    assert of("Service", "metadata", "annotations")(recording) == cloud.TOLD[key]
    spec = of("Service", "spec")(recording)
    assert spec == {
        "type": "LoadBalancer",
        "externalTrafficPolicy": "Cluster",
        "selector": {"exposure-components/app": "influxdb"},
        "ports": [{"name": "tcp-8086", "port": 8086, "targetPort": 8086, "protocol": "TCP"}],
        **({"loadBalancerClass": "service.k8s.aws/nlb"} if key == "aws" else {}),
    }
    assert key in cloud_args.CloudBalancer.__annotations__
