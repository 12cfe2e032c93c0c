"""What every way of balancing that there is keeps to."""

import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Mapping
from inspect import getsource
from typing import Any, get_args, is_typeddict

import pulumi
import pytest

import exposure_components
from exposure_components import CloudLoadBalancedApp, ExposureError, load_balancers
from exposure_components.args.balancers import BalancedPort, LoadBalancer
from exposure_components.checks.balancers import choice_problems
from exposure_components.checks.sound import sound
from exposure_components.exposing import expose, problems
from exposure_components.load_balancers.all import BALANCINGS, balancing_of
from exposure_components.load_balancers.contract import Balancing
from exposure_components.problems import Problem
from exposure_components.strategies.cloud_load_balanced import (
    CLOUD_LOAD_BALANCED,
    CloudLoadBalancedAppArgs,
)
from exposure_components.testing import Recording, run_program
from tests.load_balancers.octavia.programs import CALLS
from tests.load_balancers.ways import BALANCERS, PORT, SHARED, WAYS, app


def found() -> list[tuple[str, Balancing]]:
    """Each way, with the name of the package that defines it."""
    packages = [m.name for m in pkgutil.iter_modules(load_balancers.__path__) if m.ispkg]
    modules = {
        name: importlib.import_module(f"{load_balancers.__name__}.{name}.balancing")
        for name in packages
    }
    return [
        (name, value)
        for name, module in modules.items()
        for value in vars(module).values()
        if isinstance(value, Balancing)
    ]


FOUND = found()
EACH = pytest.mark.parametrize("balancing", [b for _, b in FOUND], ids=[b.key for _, b in FOUND])
EACH_WAY = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
FIELD = re.compile(r'^    (\w+): .*\n    """', re.MULTILINE)
PRESERVE = {"client_ip": "preserve"}
CIDRS = ["10.0.0.0/8"]
PACKAGES = {"aws": ["pulumi_aws"], "cloud": [], "octavia": ["pulumi_openstack"]}
"""The provider's package that each needs."""


def run(program: Any, *, preview: bool = False) -> Recording:
    """One run in which all that exists is found."""
    return run_program(program, preview=preview, calls=CALLS)


def exposed(args: Mapping[str, Any], **more: Any) -> Recording:
    """A program of one app."""

    def program() -> Any:
        component: Any = CloudLoadBalancedApp
        return component("influxdb", {**args, **more}).endpoints

    return run(program)


def wrong(args: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with an app."""
    return problems(CLOUD_LOAD_BALANCED, "influxdb", args)


def test_every_way_is_registered_once() -> None:
    assert {balancing.key: balancing for _, balancing in FOUND} == dict(BALANCINGS)
    assert len(FOUND) == len(BALANCINGS) == 3
    assert BALANCERS.keys() == BALANCINGS.keys() == PACKAGES.keys()


def test_a_way_has_the_key_that_its_package_is_named_after() -> None:
    assert [(name, balancing.key) for name, balancing in FOUND] == [
        (name, name) for name, _ in FOUND
    ]


@EACH
def test_the_args_of_a_way_stand_under_its_key(balancing: Balancing) -> None:
    (annotation,) = get_args(LoadBalancer.__annotations__[balancing.key])
    assert annotation is balancing.args
    assert is_typeddict(balancing.args)


def test_a_load_balancer_is_one_of_the_ways_and_may_be_shared() -> None:
    assert LoadBalancer.__annotations__.keys() == {*BALANCINGS, "shared"}
    of_ports = BalancedPort.__annotations__.keys() & BALANCINGS.keys()
    assert of_ports == {"aws", "octavia"}


@EACH
def test_each_arg_of_a_way_is_documented(balancing: Balancing) -> None:
    seen: list[Any] = []
    waiting = [balancing.args, *_typed_dicts(BalancedPort.__annotations__.get(balancing.key))]
    while waiting:
        cls = waiting.pop()
        if cls in seen:
            continue
        seen.append(cls)
        assert cls.__doc__, cls.__name__
        assert FIELD.findall(getsource(cls)) == list(cls.__annotations__), cls.__name__
        for annotation in cls.__annotations__.values():
            waiting += _typed_dicts(annotation)
    assert balancing.args in seen


def _typed_dicts(annotation: Any) -> list[Any]:
    if is_typeddict(annotation):
        return [annotation]
    return [found for each in get_args(annotation) for found in _typed_dicts(each)]


IMPORTING = """
import sys
import exposure_components
from exposure_components.exposing import expose, problems
from exposure_components.strategies.cloud_load_balanced import CLOUD_LOAD_BALANCED as strategy
from tests.load_balancers.octavia.programs import CALLS
from tests.load_balancers.ways import BALANCERS, app
packages = {"pulumi_aws", "pulumi_kubernetes", "pulumi_openstack"}
key = sys.argv[1]
args = app({key: BALANCERS[key]})
assert problems(strategy, "influxdb", args) == []
expose(strategy, "influxdb", args)
assert not packages & sys.modules.keys(), "before anything is registered"
from exposure_components.testing import run_program
program = lambda: exposure_components.CloudLoadBalancedApp("influxdb", args)
run_program(program, calls=CALLS, strict=False)
print(*sorted(packages & sys.modules.keys()))
"""


@EACH
def test_a_providers_package_is_imported_only_where_its_way_is_chosen(
    balancing: Balancing,
) -> None:
    command = [sys.executable, "-W", "ignore", "-c", IMPORTING, balancing.key]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == sorted(["pulumi_kubernetes", *PACKAGES[balancing.key]])


@EACH_WAY
def test_an_app_of_which_little_is_said_has_no_problem(way: Mapping[str, Any]) -> None:
    assert wrong(app(way)) == []
    assert balancing_of(app(way)).key in way


def test_the_cloud_is_chosen_where_nothing_is_said() -> None:
    assert balancing_of({}).key == "cloud"
    assert wrong({"image": "a", "ports": [PORT]}) == []


@EACH_WAY
def test_the_clients_address_is_kept_at_each_port_or_refused(way: Mapping[str, Any]) -> None:
    args = app(way, **PRESERVE)
    refused = wrong(args)
    if not refused:
        balancing = balancing_of(args)
        assert all(balancing.client_ip_kept(args, port) for port in args["ports"])
        assert [e["client_ip_kept"] for e in exposed(args).value] == [True]
    for problem in refused:
        assert isinstance(problem, Problem)
        assert "" not in (problem.path, problem.rule, problem.remedy)
        assert "client_ip" in f"{problem.path} {problem.rule}"


REFUSE_TO_KEEP = {"cloud", "cloud by OpenStack", "octavia"}
"""What connects from an address of its own, and tells the client's only where it is told how."""


def test_which_ways_keep_the_clients_address_unasked_how() -> None:
    assert {name for name, way in WAYS.items() if wrong(app(way, **PRESERVE))} == REFUSE_TO_KEEP


@EACH_WAY
def test_an_app_that_may_see_any_address_is_told_whether_it_does(way: Mapping[str, Any]) -> None:
    args = app(way, client_ip="any")
    assert wrong(args) == []
    (endpoint,) = exposed(args).value
    assert endpoint["client_ip_kept"] is balancing_of(args).client_ip_kept(args, args["ports"][0])


@EACH_WAY
def test_allowed_cidrs_reach_whoever_judges_them_or_are_refused(way: Mapping[str, Any]) -> None:
    args = app(way, allowed_cidrs=CIDRS)
    if wrong(args):
        assert "allowed_cidrs" in {problem.path for problem in wrong(args)}
        return
    own = [r for r in exposed(args).resources if r.type not in ("kubernetes:apps/v1:Deployment",)]
    judges = {r.type.rpartition(":")[2] for r in own if CIDRS[0] in str(r.inputs)}
    assert judges & {
        "Service",
        "NetworkPolicy",
        "Listener",
        "SecGroupRule",
        "SecurityGroupIngressRule",
    }


@EACH_WAY
def test_pods_judge_clients_exactly_where_they_see_them(way: Mapping[str, Any]) -> None:
    args = app(way, allowed_cidrs=CIDRS)
    kinds = [o["kind"] for o in expose(CLOUD_LOAD_BALANCED, "influxdb", args).objects]
    assert ("NetworkPolicy" in kinds) is balancing_of(args).pods_see_clients(args)


@EACH_WAY
@pytest.mark.parametrize("more", [{}, {"allowed_cidrs": CIDRS}], ids=["open", "judged"])
def test_the_service_is_of_a_type_that_kubernetes_has(way: Mapping[str, Any], more: Any) -> None:
    args = app(way, **more)
    fields = balancing_of(args).service_fields(args)
    expected = {"cloud": "LoadBalancer", "octavia": "NodePort", "aws": "NodePort"}
    by_pods = way == WAYS["aws by pods"]
    assert fields["type"] == ("ClusterIP" if by_pods else expected[balancing_of(args).key])
    policy = None if by_pods else str(balancing_of(args).traffic_policy(args))
    assert fields.get("externalTrafficPolicy") == policy


@EACH_WAY
def test_warnings_are_texts_and_logged_at_the_app(way: Mapping[str, Any]) -> None:
    args = app(way, ports=[{"container_port": 8086}])
    told = balancing_of(args).warnings(args)
    assert all(isinstance(text, str) and text == text.strip() and text for text in told)
    recording = exposed(args)
    assert recording.warnings == tuple(told)
    assert {log.urn for log in recording.logs} <= {recording.resources[0].urn}


@EACH_WAY
def test_nothing_is_registered_where_there_is_a_problem(way: Mapping[str, Any]) -> None:
    def program() -> list[str]:
        component: Any = CloudLoadBalancedApp
        with pytest.raises(ExposureError) as raised:
            component("influxdb", app(way, replicas=-1))
        return [str(problem) for problem in raised.value.problems]

    recording = run(program)
    assert (recording.resources, recording.invokes, recording.logs) == ((), (), ())
    assert recording.value == ["replicas: -1 is negative; give 0 or more"]


@EACH_WAY
@pytest.mark.parametrize("preview", [True, False], ids=["preview", "up"])
def test_children_have_the_app_for_parent(way: Mapping[str, Any], preview: bool) -> None:
    def program() -> None:
        component: Any = CloudLoadBalancedApp
        component("influxdb", app(way), pulumi.ResourceOptions(protect=True))

    component, *children = run(program, preview=preview).resources
    assert {child.parent for child in children} == {component.urn}
    assert all(child.name.startswith("influxdb") for child in children)
    # Options of the component reach its children, so none of them may say otherwise.
    assert {child.options.protect for child in children} <= {None, True}


@EACH_WAY
def test_two_apps_have_one_number_behind_balancers_of_their_own(way: Mapping[str, Any]) -> None:
    def program() -> None:
        for name in ("one", "two"):
            component: Any = CloudLoadBalancedApp
            component(name, app(way, ports=[{"container_port": 8086}]))

    recording = run(program)
    components = [r for r in recording.resources if not r.custom]
    assert [r.name for r in components] == ["one", "two"]


@pytest.mark.parametrize("key", SHARED)
def test_two_apps_cannot_have_one_number_behind_one_balancer(key: str) -> None:
    def program() -> str:
        component: Any = CloudLoadBalancedApp
        shared = getattr(exposure_components, SHARED[key])("edge", BALANCERS[key])
        behind = {"load_balancer": shared.load_balancer, "ports": [{"container_port": 8086}]}
        component("one", {**app({}), **behind})
        with pytest.raises(ExposureError) as raised:
            component("two", {**app({}), **behind})
        return str(raised.value)

    recording = run(program)
    assert recording.value == (
        "CloudLoadBalancedApp two has 1 problem:\n"
        "  ports[0].container_port: 8086 is claimed by one too (ports[0].container_port); choose "
        "another `port`, or give one of the two apps a balancer of its own"
    )
    assert not [r.name for r in recording.resources if r.name.startswith("two")]


@pytest.mark.parametrize("key", SHARED)
def test_a_shared_balancer_is_made_once(key: str) -> None:
    def program() -> None:
        component: Any = CloudLoadBalancedApp
        shared = getattr(exposure_components, SHARED[key])("edge", BALANCERS[key])
        for number in (8086, 8087):
            port = {"container_port": number}
            args = {**app({}), "load_balancer": shared.load_balancer, "ports": [port]}
            component(f"app{number}", args)

    made = [r for r in run(program).resources if r.type.endswith(":LoadBalancer")]
    assert [(r.name, r.parent.split("::")[-1]) for r in made] == [("edge", "edge")]


def test_which_ways_can_be_shared() -> None:
    for key in BALANCERS:
        given = {key: BALANCERS[key], "shared": {"name": "edge", "id": "1", "host": "10.0.0.1"}}
        refused = [problem for problem in wrong(app(given)) if problem.path.endswith("shared")]
        assert bool(refused) is (key not in SHARED)


@pytest.mark.parametrize("key", SHARED)
def test_what_is_shared_tells_where_it_is(key: str) -> None:
    remedy = "take all of it from the `load_balancer` of the component that makes it"
    assert choice({key: BALANCERS[key], "shared": {"name": "edge"}}) == [
        Problem("load_balancer.shared.id", None, "is missing", remedy),
        Problem("load_balancer.shared.host", None, "is missing", remedy),
    ]


def test_nobody_shares_the_balancer_of_a_service() -> None:
    rule = "does not go with the balancer of a Service, which nobody shares"
    assert choice({"cloud": {}, "shared": {"name": "edge", "id": "1", "host": "a.b"}}) == [
        Problem("load_balancer.shared", None, rule, "use octavia or aws")
    ]


def choice(load_balancer: Any, **more: Any) -> list[Problem]:
    """What is wrong with which balancer is chosen."""
    args = {**app(WAYS["cloud"]), "load_balancer": load_balancer, **more}
    readable, _ = sound(args, CloudLoadBalancedAppArgs)
    return choice_problems(readable, BALANCINGS)


ONE = "give exactly one"


@pytest.mark.parametrize(
    ("given", "rule"),
    [
        ({}, "has none of cloud, octavia, aws"),
        ({"shared": {"name": "a"}}, "has none of cloud, octavia, aws"),
        ({"cloud": {}, "aws": {}}, "has cloud and aws"),
        ({"cloud": {}, "octavia": {}, "aws": {}}, "has cloud and octavia and aws"),
    ],
    ids=["none", "shared alone", "two", "all"],
)
def test_exactly_one_way_is_chosen(given: Any, rule: str) -> None:
    assert choice(given) == [Problem("load_balancer", None, rule, ONE)]


@pytest.mark.parametrize("given", [1, "aws", ["aws"], None], ids=repr)
def test_a_choice_that_cannot_be_read_is_one_problem(given: Any) -> None:
    assert choice(given) == []
    (problem,) = wrong({**app(WAYS["cloud"]), "load_balancer": given})
    assert problem.path == "load_balancer"


@pytest.mark.parametrize(
    ("chosen", "option"),
    [("cloud", "octavia"), ("cloud", "aws"), ("aws", "octavia"), ("octavia", "aws")],
)
def test_a_port_has_no_option_for_another_balancer(chosen: str, option: str) -> None:
    port = {**PORT, option: {}}
    assert choice({chosen: BALANCERS[chosen]}, ports=[PORT, port]) == [
        Problem(f"ports[1].{option}", None, "is not the app's balancer", "drop it")
    ]


def test_a_port_has_no_option_for_a_balancer_that_is_not_chosen() -> None:
    args = {"image": "a", "ports": [{**PORT, "octavia": {}}]}
    readable, _ = sound(args, CloudLoadBalancedAppArgs)
    assert choice_problems(readable, BALANCINGS) == [
        Problem("ports[0].octavia", None, "is not the app's balancer", "drop it")
    ]


@pytest.mark.parametrize("way", ["octavia", "aws"])
def test_a_cluster_of_which_no_node_may_be_a_member_is_refused(way: str) -> None:
    control = {"node-role.kubernetes.io/control-plane": ""}
    args = app(WAYS[way])
    nodes = [{**node, "labels": control} for node in args["cluster"]["nodes"]]
    assert list(map(str, wrong({**args, "cluster": {"nodes": nodes}}))) == [
        "cluster.nodes: has no node that may be a member; give one that is no control plane and, "
        "under the policy Local, may run the pods"
    ]


def test_balancers_reach_nodes_by_their_internal_addresses() -> None:
    by_ip = {"aws": {**WAYS["aws"]["aws"], "targets": {"nodes": "ip"}}}
    for way, kind in ((WAYS["octavia"], "Members"), (by_ip, "TargetGroupAttachment")):
        args = app(way)
        nodes = [{**node, "internal_address": "10.9.9.9"} for node in args["cluster"]["nodes"][:1]]
        made = exposed({**args, "cluster": {"nodes": nodes}}).resources
        (member,) = [r.inputs for r in made if r.type.endswith(f":{kind}")]
        assert "10.9.9.9" in str(member)
