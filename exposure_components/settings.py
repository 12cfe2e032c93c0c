"""The apps of a stack and the balancers that they share, as its config names them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NotRequired, Protocol, TypedDict

import pulumi

from exposure_components.args.cluster import Cluster, Node
from exposure_components.checks.collisions import Claim, collision_problems
from exposure_components.checks.shapes import shape_problems
from exposure_components.endpoints import Endpoint
from exposure_components.errors import refuse
from exposure_components.exposing import claimed, problems
from exposure_components.live import LiveNodes, live_nodes
from exposure_components.load_balancers.aws.nodes import AwsNodes, aws_nodes
from exposure_components.load_balancers.octavia.nodes import OpenstackNodes, openstack_nodes
from exposure_components.load_balancers.shared import SharedBalancer, balancer, read_balancers
from exposure_components.problems import Problem, did_you_mean, join
from exposure_components.strategies.all import COMPONENTS, STRATEGIES
from exposure_components.values import mapping


class ClusterSettings(Cluster):
    """Facts about the cluster of the stack. Its nodes are listed, or read from one of these."""

    live: NotRequired[LiveNodes]
    """The running cluster."""
    openstack: NotRequired[OpenstackNodes]
    """The servers of OpenStack that bear some tags."""
    aws: NotRequired[AwsNodes]
    """The instances of AWS that bear some tags."""


class AppSettings(TypedDict):
    """One app: the args of its strategy, and which strategy that is."""

    strategy: str
    """Name of the component: `NodePortApp`."""
    load_balancer: NotRequired[str]
    """Name of a balancer of the stack that it shares."""


_NODE_SOURCES = ("live", "openstack", "aws")


class ExposedApp(Protocol):
    """What the components of all strategies have."""

    endpoints: pulumi.Output[Sequence[Endpoint]]


@dataclass(frozen=True)
class App:
    """One app of a stack."""

    name: str
    strategy: str
    args: Mapping[str, Any]

    @property
    def shared(self) -> str | None:
        """The name of the balancer that it shares."""
        chosen = mapping(self.args.get("load_balancer")) or {}
        reference = mapping(chosen.get("shared")) or {}
        return reference.get("name")


@dataclass(frozen=True)
class Settings:
    """What a stack exposes, and by what."""

    apps: Sequence[App]
    balancers: Mapping[str, Mapping[str, Any]]
    """By name: args by their way of balancing."""

    @property
    def clouds(self) -> set[str]:
        """The providers that it needs besides Kubernetes', by their packages."""
        chosen = [*self.balancers.values(), *(a.args.get("load_balancer", {}) for a in self.apps)]
        zones = [app.args["dns"]["zone"] for app in self.apps if "dns" in app.args]
        used = {key for each in [*chosen, *zones] for key in each}
        return {cloud for key, cloud in _CLOUDS.items() if key in used}


_CLOUDS = {"octavia": "openstack", "designate": "openstack", "aws": "aws", "route53": "aws"}
"""Packages of Pulumi, by the keys that need them."""


AskAws = Callable[[], pulumi.InvokeOptions]
"""Gives the provider by which instances of AWS are looked up, when it is needed."""


def read_settings(
    apps: Any, cluster: Any = None, balancers: Any = None, aws: AskAws = pulumi.InvokeOptions
) -> Settings:
    """The apps and balancers of a stack's config, or an `ExposureError` with all their problems.

    `apps` maps names to the args of a strategy and `strategy`, the name of its component.
    `cluster` are the facts that hold for every app that brings none of its own. `balancers` maps
    names to `octavia` or `aws` and its args; an app shares one with `load_balancer: <name>`.
    """
    cluster = {} if cluster is None else cluster
    found = shape_problems(cluster, ClusterSettings, "cluster")
    facts = mapping(cluster) or {}
    if not found:
        facts = _with_nodes(facts, aws)
    entries = mapping(apps)
    if entries is None:
        found += [Problem("apps", None, "is no mapping", "map the apps' names to their args")]
    known, wrong = read_balancers({} if balancers is None else balancers)
    found += wrong
    read = [_app(str(name), args, facts, known) for name, args in (entries or {}).items()]
    for app in read:
        found += [p.under(f"apps.{app.name}") for p in _app_problems(app, known)]
    if not found:
        found = list(_collisions(read))
    # Facts that all apps share are wrong once, not once for each app.
    refuse("the stack", list(dict.fromkeys(_shared(p, apps) for p in found)))
    return Settings(read, known)


def register(
    settings: Settings, opts: pulumi.ResourceOptions | None = None
) -> dict[str, ExposedApp]:
    """The component of each app, and before them the balancers that they share."""
    made = {n: balancer(n, args, opts) for n, args in settings.balancers.items()}
    return {
        app.name: COMPONENTS[app.strategy](app.name, _behind(app, made), opts)
        for app in settings.apps
    }


def _behind(app: App, balancers: Mapping[str, SharedBalancer]) -> Mapping[str, Any]:
    if app.shared is None or app.shared not in balancers:
        return app.args
    return {**app.args, "load_balancer": balancers[app.shared].load_balancer}


def _with_nodes(facts: Mapping[str, Any], aws: AskAws) -> Mapping[str, Any]:
    given = [key for key in ("nodes", *_NODE_SOURCES) if key in facts]
    if len(given) > 1:
        rule, remedy = f"are given by {' and '.join(given)}", "keep one of them"
        refuse("the stack", [Problem("cluster.nodes", None, rule, remedy)])
    nodes: Sequence[Node] | None = None
    if "live" in facts:
        nodes = live_nodes(facts["live"])
    elif "openstack" in facts:
        nodes = openstack_nodes(facts["openstack"])
    elif "aws" in facts:
        nodes = aws_nodes(facts["aws"], aws())
    others = {key: value for key, value in facts.items() if key not in _NODE_SOURCES}
    return others if nodes is None else {**others, "nodes": nodes}


def _app(
    name: str, args: Any, cluster: Mapping[str, Any], balancers: Mapping[str, Mapping[str, Any]]
) -> App:
    fields = dict(mapping(args) or {})
    strategy = str(fields.pop("strategy", ""))
    if cluster:
        fields.setdefault("cluster", cluster)
    wanted = fields.get("load_balancer")
    if isinstance(wanted, str) and wanted in balancers:
        late = pulumi.Output.from_input(wanted)  # It is made when the apps are.
        made = ("id", "host", "zone_id", "security_group_id", "source_cidr")
        handle = {"name": wanted, **dict.fromkeys(made, late)}
        fields["load_balancer"] = {**balancers[wanted], "shared": handle}
    return App(name, strategy, fields)


def _app_problems(app: App, balancers: Mapping[str, Any]) -> list[Problem]:
    wanted = app.args.get("load_balancer")
    if isinstance(wanted, str):
        otherwise = "name one of `balancers`, or give its args"
        remedy = did_you_mean(wanted, balancers, otherwise)
        return [Problem("load_balancer", wanted, "is no balancer of the stack", remedy)]
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
