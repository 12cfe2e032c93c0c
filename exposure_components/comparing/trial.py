"""One strategy, tried on an app by its own checks and by what it builds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.checks.collisions import Claim, collision_problems
from exposure_components.comparing.app import App
from exposure_components.comparing.fronts import Front, makes_balancer
from exposure_components.comparing.promises import Promises, Stability, promises
from exposure_components.comparing.translating import args_for
from exposure_components.comparing.words import words_of
from exposure_components.exposing import Exposure, Strategy, expose, problems
from exposure_components.kinds import PodSecurityLevel
from exposure_components.objects.accounts import constraint
from exposure_components.objects.labels import Manifest
from exposure_components.objects.network import PodNetwork
from exposure_components.objects.security import needed_level
from exposure_components.objects.workloads import WORKLOADS
from exposure_components.problems import Problem

_OWN_GROUPS = ("", "apps", "policy", "networking.k8s.io", "rbac.authorization.k8s.io")
"""API groups that every cluster serves, of those that objects here are of."""
_WISHES = (
    "basic_auth",
    "client_ip",
    "grpc_rules",
    "max_body_size",
    "paths",
    "rate_limit",
    "rules",
    "session_affinity",
    "sticky_cookie",
    "timeouts",
    "tls",
)
"""Args that an app has for its clients' sake, and that some strategies have no word for."""


@dataclass(frozen=True)
class Needs:
    """What must be there."""

    pod_security: PodSecurityLevel
    """Level that the namespace must admit."""
    constraint: str | None
    """Security context constraint of OpenShift, beyond what every account has."""
    kinds: Sequence[str]
    """Kinds of objects that are not Kubernetes' own, with their group."""
    of_network: Sequence[str]
    """What the network plugin must do."""
    missing: Sequence[str]
    """What is not known to be there."""


@dataclass(frozen=True)
class Costs:
    """What it takes."""

    balancers: int
    """Load balancers that are made for this app alone."""
    node_ports: int
    """Ports of nodes that no other app can have."""
    relays: Sequence[str]
    """What forwards each packet on its way to the pod."""


@dataclass(frozen=True)
class Outcome:
    """What a strategy comes to that can be."""

    needs: Needs
    gives: Promises
    costs: Costs
    lost: Sequence[str]
    """Args of the app that the strategy has no word for, and does not keep otherwise."""
    warnings: Sequence[str]
    as_they_are: Sequence[str]
    """Ports without HTTP that a controller of HTTP passes on: each takes one of all apps'."""


@dataclass(frozen=True)
class Trial:
    """A strategy, what would stand in front, and what came of it."""

    strategy: str
    front: Front | None
    is_present: bool
    """Whether the app is exposed that way now."""
    args: Mapping[str, Any]
    """What the strategy was given."""
    problems: Sequence[Problem]
    outcome: Outcome | None
    """None where there are problems."""

    @property
    def title(self) -> str:
        """Strategy and front."""
        return self.strategy if self.front is None else f"{self.strategy}, {self.front.label}"


def tried(
    strategy: Strategy,
    app: App,
    front: Front | None,
    strategies: Mapping[str, Strategy],
    taken: Sequence[Claim] = (),
) -> Trial:
    """What becomes of the app by that strategy.

    taken: what other apps of the program have for themselves.
    """
    args = args_for(strategy, app, front, strategies)
    found, outcome = problems(strategy, app.name, args), None
    if not found:
        exposure = expose(strategy, app.name, args)
        found = list(dict.fromkeys(p for _, p in collision_problems(exposure.claims, taken)))
        outcome = None if found else _outcome(strategy, app, front, exposure, strategies)
    present = app.strategy == strategy.title and (front is None or front.is_own)
    return Trial(strategy.title, front, present, args, found, outcome)


def _outcome(
    strategy: Strategy,
    app: App,
    front: Front | None,
    exposure: Exposure,
    strategies: Mapping[str, Strategy],
) -> Outcome:
    by_request = any(app.is_http(port, strategies) for port in app.ports)
    gives = promises(strategy, app, front, exposure, by_request=by_request)
    raw = [p for p in app.ports if not app.is_http(p, strategies)]
    by_routes = {"controller", "gateway"} & words_of(strategy).keys()
    return Outcome(
        needs=_needs(strategy, front, exposure),
        gives=gives,
        costs=_costs(strategy, exposure),
        lost=list(_lost(strategy, app, gives)),
        warnings=[*exposure.warnings, *_failing(gives), *_rollout(exposure.objects)],
        as_they_are=[str(p["container_port"]) for p in raw] if by_routes else [],
    )


def _needs(strategy: Strategy, front: Front | None, exposure: Exposure) -> Needs:
    pods = [each["spec"]["template"]["spec"] for each in _workloads(exposure.objects)]
    of_network: list[str] = []
    if strategy.network is PodNetwork.HOST_PORTS:
        of_network.append("hostPort")
    if any(each["kind"] == "NetworkPolicy" for each in exposure.objects):
        of_network.append("NetworkPolicies")
    return Needs(
        pod_security=needed_level(pods[0] if pods else {}),
        constraint=constraint(exposure.args, strategy.network),
        kinds=list(dict.fromkeys(filter(None, map(_foreign, exposure.objects)))),
        of_network=of_network,
        missing=[front.missing] if front is not None and front.missing else [],
    )


def _foreign(manifest: Manifest) -> str | None:
    group = str(manifest["apiVersion"]).rpartition("/")[0]
    return None if group in _OWN_GROUPS else f"{manifest['kind']} ({group})"


def _costs(strategy: Strategy, exposure: Exposure) -> Costs:
    service = next(each for each in exposure.objects if each["kind"] == "Service")["spec"]
    kind, number = service.get("type", "ClusterIP"), len(service["ports"])
    is_balanced = "load_balancer" in words_of(strategy)
    takes = service.get("allocateLoadBalancerNodePorts", True)
    opened = kind in ("NodePort", "LoadBalancer") and takes
    relays: list[str] = ["the load balancer"] if is_balanced else []
    if kind in ("NodePort", "LoadBalancer"):
        relays.append("kube-proxy of a node")
    if strategy.network is PodNetwork.HOST_PORTS:
        relays.append("the node's port map")
    if strategy.routes(exposure.name, exposure.args):
        relays.append("the controller")
    return Costs(
        balancers=int(is_balanced and makes_balancer(exposure.args)),
        node_ports=number if opened or strategy.network.takes_ports_of_the_node else 0,
        relays=relays,
    )


def _lost(strategy: Strategy, app: App, gives: Promises) -> Iterator[str]:
    for word in _WISHES:
        kept = word in words_of(strategy)
        if word == "client_ip":
            kept = gives.client_ip_kept or not app.needs_client_ip
        elif word == "tls":
            kept = kept or gives.tls
        if word in app.args and not kept:
            yield word


def _failing(gives: Promises) -> Iterator[str]:
    if gives.stability is Stability.NODE_FAILS:
        yield "a node that fails is an address that fails: which one to ask is the client's choice"


def _rollout(objects: Sequence[Manifest]) -> Iterator[str]:
    """Of pods that cannot overlap."""
    for each in _workloads(objects):
        rolling = each["spec"].get("strategy", {}).get("rollingUpdate", {})
        if rolling.get("maxSurge") == 0:
            alone = each["spec"].get("replicas", 1) == 1
            then = "clients are cut off meanwhile" if alone else "with one pod less meanwhile"
            yield f"a rollout ends the old pod before the new one starts: {then}"


def _workloads(objects: Sequence[Manifest]) -> list[Manifest]:
    return [each for each in objects if each["kind"] in WORKLOADS]
