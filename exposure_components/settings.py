"""The apps of a stack and what they share, as its config names them."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
from exposure_components.noted import note_app, note_shared
from exposure_components.problems import Problem, did_you_mean, join
from exposure_components.sharing.all import SHARINGS
from exposure_components.sharing.naming import (
    Entries,
    entries_of,
    not_shared,
    promised,
    resolved,
    rests_on,
)
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
    controller: NotRequired[str]
    """Name of an ingress controller of the stack that it shares."""
    gateway: NotRequired[str]
    """Name of a Gateway of the stack that it shares."""


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
    """As the component takes them, but that they name what is shared."""


@dataclass(frozen=True)
class Settings:
    """What a stack exposes, and by what."""

    apps: Sequence[App]
    shared: Mapping[str, Entries]
    """What the apps share, by the key of the stack's config."""

    @property
    def clouds(self) -> set[str]:
        """The providers that it needs besides Kubernetes', by their packages."""
        every = [
            *(entry for entries in self.shared.values() for entry in entries.values()),
            *(app.args for app in self.apps),
        ]
        chosen = [balancer for each in every if (balancer := mapping(each.get("load_balancer")))]
        zones = [each["dns"]["zone"] for each in every if "dns" in each]
        owned = list(self.shared.get("balancers", {}).values())
        used = {key for each in [*owned, *chosen, *zones] for key in each}
        return {cloud for key, cloud in _CLOUDS.items() if key in used}


_CLOUDS = {"octavia": "openstack", "designate": "openstack", "aws": "aws", "route53": "aws"}
"""Packages of Pulumi, by the keys that need them."""


AskAws = Callable[[], pulumi.InvokeOptions]
"""Gives the provider by which instances of AWS are looked up, when it is needed."""


def read_settings(
    apps: Any,
    cluster: Any = None,
    shared: Mapping[str, Any] | None = None,
    aws: AskAws = pulumi.InvokeOptions,
) -> Settings:
    """The apps of a stack's config and what they share, or an `ExposureError` with all problems.

    `apps` maps names to the args of a strategy and `strategy`, the name of its component.
    `cluster` are the facts that hold for every app that brings none of its own. `shared` has
    `balancers`, names to `octavia` or `aws` and its args, `controllers`, names to the args of an
    `IngressController`, and `gateways`, names to those of a `Gateway`; an app shares one with
    `load_balancer: <name>`, `controller: <name>` or `gateway: <name>`.
    """
    cluster = {} if cluster is None else cluster
    found = shape_problems(cluster, ClusterSettings, "cluster")
    facts = mapping(cluster) or {}
    if not found:
        facts = _with_nodes(facts, aws)
    known, broken, wrong = _shared(shared or {}, facts)
    found += wrong
    entries, wrong = entries_of(apps, "apps")
    found += wrong
    read = [_app(name, _on(facts, args)) for name, args in entries.items()]
    # What can be said of an app that shares what cannot be is not known yet.
    judged = [each for each in read if not rests_on(each.args, broken)]
    _note(judged, known, broken)
    for app in judged:
        found += [p.under(f"apps.{app.name}") for p in _app_problems(app, known)]
    if not found:
        found = list(_collisions(read, known))
    # Facts that all share are wrong once, not once for each.
    given = {**(shared or {}), "apps": apps}
    refuse("the stack", list(dict.fromkeys(_of_all(p, given) for p in found)))
    return Settings(read, known)


def with_secret_env(apps: Any) -> Any:
    """The apps of a config in which something was encrypted. What, no program is told: so the
    variables of all of them are secrets. (Private keys are in any case.)"""
    entries = mapping(apps)
    return apps if entries is None else {name: _secret_env(app) for name, app in entries.items()}


def _secret_env(app: Any) -> Any:
    args = mapping(app) or {}
    env = mapping(args.get("env"))
    return app if env is None else {**args, "env": {k: _secret(v) for k, v in env.items()}}


def _secret(value: Any) -> Any:
    return pulumi.Output.secret(value) if isinstance(value, str) else value


def register(
    settings: Settings, opts: pulumi.ResourceOptions | None = None
) -> dict[str, ExposedApp]:
    """The component of each app, and before them those of what they share."""
    made: dict[str, dict[str, Any]] = {}
    for sharing in SHARINGS:
        made[sharing.config] = {
            name: sharing.made(name, resolved(entry, made), opts)
            for name, entry in settings.shared.get(sharing.config, {}).items()
        }
    return {
        app.name: COMPONENTS[app.strategy](app.name, resolved(app.args, made), opts)
        for app in settings.apps
    }


def _shared(
    given: Mapping[str, Any], facts: Mapping[str, Any]
) -> tuple[dict[str, Entries], set[tuple[str, str]], list[Problem]]:
    """What the apps share, in the order in which one may share another; which of it cannot be,
    and why."""
    known: dict[str, Entries] = {}
    broken: set[tuple[str, str]] = set()
    found: list[Problem] = []
    for sharing in SHARINGS:
        entries, wrong = entries_of(given.get(sharing.config, {}), sharing.config)
        found += wrong
        if sharing.takes_cluster:
            entries = {name: _on(facts, entry) for name, entry in entries.items()}
        broken |= {(sharing.config, p.path.removeprefix(f"{sharing.config}.")) for p in wrong}
        for name, entry in entries.items():
            if rests_on(entry, broken):
                broken.add((sharing.config, name))
                continue
            wrong = not_shared(entry, known)
            wrong = wrong or sharing.problems(name, promised(entry, known))
            found += [p.under(f"{sharing.config}.{name}") for p in wrong]
            broken |= {(sharing.config, name)} if wrong else set()
        known[sharing.config] = entries
    return known, broken, found


def _on(facts: Mapping[str, Any], entry: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"cluster": facts, **entry} if facts else entry


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


def _app(name: str, args: Mapping[str, Any]) -> App:
    return App(
        name, str(args.get("strategy", "")), {k: v for k, v in args.items() if k != "strategy"}
    )


def _app_problems(app: App, known: Mapping[str, Entries]) -> list[Problem]:
    wrong = not_shared(app.args, known)
    if wrong:
        return wrong
    if app.strategy in STRATEGIES:
        return problems(STRATEGIES[app.strategy], app.name, promised(app.args, known))
    names = ", ".join(STRATEGIES)
    if not app.strategy:
        return [Problem("strategy", None, "is missing", f"name one of {names}")]
    remedy = did_you_mean(app.strategy, STRATEGIES, f"name one of {names}")
    return [Problem("strategy", app.strategy, "is no strategy", remedy)]


def _collisions(apps: Sequence[App], known: Mapping[str, Entries]) -> Iterator[Problem]:
    claims: list[tuple[str, Claim]] = []
    for sharing in SHARINGS:
        for name, entry in known[sharing.config].items():
            taken = sharing.claims(name, promised(entry, known))
            claims += [(f"{sharing.config}.{name}", claim) for claim in taken]
    for app in apps:
        taken = claimed(STRATEGIES[app.strategy], app.name, promised(app.args, known))
        claims += [(f"apps.{app.name}", claim) for claim in taken]
    whose = {id(claim): path for path, claim in claims}
    for claim, problem in collision_problems(claim for _, claim in claims):
        yield problem.under(whose[id(claim)])


def _note(
    apps: Sequence[App], known: Mapping[str, Entries], broken: Container[tuple[str, str]]
) -> None:
    """Show what is asked to whoever looks on, whether or not it is refused."""
    for sharing in SHARINGS:
        for name, entry in known[sharing.config].items():
            if (sharing.config, name) not in broken:
                whole = promised(entry, known)
                taken = sharing.claims(name, whole)
                note_shared(sharing.arg, name, sharing.promised(name, whole), taken)
    for app in apps:
        note_app(app.strategy, app.name, promised(app.args, known))


def _of_all(problem: Problem, given: Mapping[str, Any]) -> Problem:
    """One of the facts that the whole stack shares is theirs, and not each app's."""
    before, _, rest = problem.path.partition(".cluster")
    key, _, name = before.partition(".")
    own = mapping((mapping(given.get(key)) or {}).get(name))
    if own is None or "cluster" in own or not rest:
        return problem
    return replace(problem, path=join("cluster", rest.lstrip(".")))
