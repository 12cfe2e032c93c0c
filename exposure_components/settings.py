"""The apps of a stack, as its config names them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, Protocol, TypedDict

import pulumi

from exposure_components.args.cluster import Cluster
from exposure_components.checks.collisions import Claim, collision_problems
from exposure_components.checks.shapes import shape_problems
from exposure_components.endpoints import Endpoint
from exposure_components.errors import refuse
from exposure_components.exposing import claimed, problems
from exposure_components.live import LiveNodes, live_nodes
from exposure_components.problems import Problem, did_you_mean, join
from exposure_components.strategies.all import COMPONENTS, STRATEGIES
from exposure_components.values import mapping


class ClusterSettings(Cluster):
    """Facts about the cluster of the stack."""

    live: NotRequired[LiveNodes]
    """Reads `nodes` from the running cluster. Default: they are those that are listed."""


class AppSettings(TypedDict):
    """One app: the args of its strategy, and which strategy that is."""

    strategy: str
    """Name of the component: `NodePortApp`."""


class ExposedApp(Protocol):
    """What the components of all strategies have."""

    endpoints: pulumi.Output[Sequence[Endpoint]]


@dataclass(frozen=True)
class App:
    """One app of a stack."""

    name: str
    strategy: str
    args: Mapping[str, Any]


def read_apps(apps: Any, cluster: Any = None) -> list[App]:
    """The apps of a stack's config, or an `ExposureError` with the problems of all of them.

    `apps` maps names to the args of a strategy and `strategy`, the name of its component.
    `cluster` are the facts that hold for every app that brings none of its own.
    """
    cluster = {} if cluster is None else cluster
    found = shape_problems(cluster, ClusterSettings, "cluster")
    shared = mapping(cluster) or {}
    if "live" in shared and not found:
        given = {key: value for key, value in shared.items() if key != "live"}
        shared = {**given, "nodes": live_nodes(shared["live"])}
    entries = mapping(apps)
    if entries is None:
        found += [Problem("apps", None, "is no mapping", "map the apps' names to their args")]
    read = [_app(str(name), args, shared) for name, args in (entries or {}).items()]
    for app in read:
        found += [p.under(f"apps.{app.name}") for p in _app_problems(app)]
    if not found:
        found = list(_collisions(read))
    # Facts that all apps share are wrong once, not once for each app.
    refuse("the stack", list(dict.fromkeys(_shared(p, apps) for p in found)))
    return read


def register_apps(
    apps: list[App], opts: pulumi.ResourceOptions | None = None
) -> dict[str, ExposedApp]:
    """The component of each app."""
    return {app.name: COMPONENTS[app.strategy](app.name, app.args, opts) for app in apps}


def _app(name: str, args: Any, cluster: Mapping[str, Any]) -> App:
    fields = dict(mapping(args) or {})
    strategy = str(fields.pop("strategy", ""))
    if cluster:
        fields.setdefault("cluster", cluster)
    return App(name, strategy, fields)


def _app_problems(app: App) -> list[Problem]:
    if app.strategy in STRATEGIES:
        return problems(STRATEGIES[app.strategy], app.name, app.args)
    known = ", ".join(STRATEGIES)
    if not app.strategy:
        return [Problem("strategy", None, "is missing", f"name one of {known}")]
    remedy = did_you_mean(app.strategy, STRATEGIES, f"name one of {known}")
    return [Problem("strategy", app.strategy, "is no strategy", remedy)]


def _collisions(apps: list[App]) -> Iterator[Problem]:
    claims: list[Claim] = []
    for app in apps:
        claims += claimed(STRATEGIES[app.strategy], app.name, app.args)
    for claim, problem in collision_problems(claims):
        yield problem.under(f"apps.{claim.app}")


def _shared(problem: Problem, apps: Any) -> Problem:
    prefix, _, rest = problem.path.partition(".cluster")
    own = mapping((mapping(apps) or {}).get(prefix.removeprefix("apps.")))
    if own is None or "cluster" in own or not rest:
        return problem
    return Problem(join("cluster", rest.lstrip(".")), problem.value, problem.rule, problem.remedy)
