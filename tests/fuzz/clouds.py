"""Args for what is made in OpenStack, with what the lab's project has: right ones, and mistakes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import hypothesis.strategies as st

from exposure_components.args.balancers import BalancedPort
from exposure_components.args.octavia import OctaviaLoadBalancerArgs
from exposure_components.exposing import problems
from exposure_components.load_balancers.octavia.component import octavia_problems
from exposure_components.strategies.cloud_load_balanced import CLOUD_LOAD_BALANCED
from tests.fuzz.cases import Case, some_mistaken
from tests.pure.apps import Later
from tests.pure.drawing import right_args

THERE = "there"
"""Name of a balancer that exists."""
NODES = {"kubenode01": "10.13.241.89", "kubenode02": "10.13.241.10"}
_PORTS = st.sampled_from([1, 80, 443, 8086, 8087, 65535])
_TEXTS: Mapping[str, st.SearchStrategy[Any]] = {
    "address": st.sampled_from(["203.0.113.77", "203.0.113.78"]),
    "availability_zone": st.just("nova"),
    "container_port": _PORTS,
    "cookie_name": st.sampled_from(["session", "a.b_c-d", "!#$%&'*+-.^_`|~"]),
    "expected_codes": st.sampled_from(["204", "200,204", "200, 204", "200-399"]),
    "host": st.sampled_from(["influxdb.kube.example.com", "10.13.242.236"]),
    "network": st.just("public"),
    "node_port": st.integers(30000, 32767),
    "path": st.sampled_from(["/", "/a", "/a/b.html"]),
    "port": _PORTS,
    "prefix": st.sampled_from(["https://influxdb.kube.example.com", "http://10.13.242.236:81/a"]),
    "provider": st.just("amphora"),
    "tls_container": st.just("https://keys.example.com/v1/containers/1"),
    "url": st.sampled_from(["https://influxdb.kube.example.com/a?b=c", "http://10.13.242.236"]),
    "url_path": st.sampled_from(["/", "/ping", "/a?b=c", "/%20"]),
    "vip_address": st.sampled_from(["10.13.242.236", "10.13.242.5", "10.13.242.251"]),
}
"""By field: what a listener or a balancer of the lab may be told."""
_SEVERAL: Mapping[str, st.SearchStrategy[Any]] = {
    "backup": st.lists(st.sampled_from(list(NODES)), min_size=1, max_size=2, unique=True),
    "insert_headers": st.dictionaries(
        st.sampled_from(["X-Forwarded-For", "X-Forwarded-Port", "X-SSL-Client-DN"]),
        st.sampled_from(["true", "false"]),
    ),
    "sni_containers": st.lists(_TEXTS["tls_container"], min_size=1, max_size=2),
    "tags": st.lists(st.sampled_from(["a", "b c", "é"]), max_size=2),
    "weights": st.dictionaries(st.sampled_from(list(NODES)), st.sampled_from([0, 1, 256])),
}


@dataclass(frozen=True)
class Project:
    """Ids of what the project has, by name."""

    subnets: Mapping[str, str]
    groups: Mapping[str, str]
    flavors: Mapping[str, str]

    def of(self, key: str) -> Mapping[str, str]:
        """What a field may name."""
        return {
            "vip_subnet": {"vip": self.subnets["vip"]},
            "member_subnet": self.subnets,
            "node_security_group": self.groups,
            "flavor": self.flavors,
            "existing": {THERE: ""},
        }.get(key, {})


def balancers(project: Project) -> st.SearchStrategy[Case]:
    """Args of an `OctaviaLoadBalancer`."""
    return some_mistaken(_balancer(project), octavia_problems)


def balanced_apps(project: Project) -> st.SearchStrategy[Case]:
    """Args of a `CloudLoadBalancedApp` with a balancer of its own."""
    app = st.fixed_dictionaries(
        {
            "image": st.just("influxdb:1.8"),
            "ports": st.lists(_fitted(right_args(BalancedPort), project), min_size=1, max_size=2),
            "cluster": st.just(
                {"nodes": [{"name": name, "address": NODES[name]} for name in NODES]}
            ),
            "load_balancer": st.fixed_dictionaries({"octavia": _balancer(project)}),
        },
        optional={
            "allowed_cidrs": st.sampled_from([["10.0.0.0/8"], ["10.0.0.0/8", "192.0.2.7/32"]]),
            "client_ip": st.sampled_from(["any", "preserve"]),
            "external_traffic_policy": st.sampled_from(["Cluster", "Local"]),
            "kind": st.sampled_from(["Deployment", "DaemonSet"]),
            "readiness": st.sampled_from([{"http_path": "/ping"}]),
        },
    )
    return some_mistaken(app, lambda args: problems(CLOUD_LOAD_BALANCED, "influxdb", args))


def _balancer(project: Project) -> st.SearchStrategy[Any]:
    return _fitted(right_args(OctaviaLoadBalancerArgs), project).map(_made)


def _made(args: Any) -> Any:
    """Most are made here, and not elsewhere."""
    if "existing" in args:
        return {k: v for k, v in args.items() if k != "vip_subnet"}
    return {"vip_subnet": {"name": "vip"}, **{k: v for k, v in args.items() if k != "host"}}


@st.composite
def _fitted(draw: st.DrawFn, whole: st.SearchStrategy[Any], project: Project) -> Any:
    """Args with what the project has in place of other names."""

    def fit(value: Any, key: str = "") -> Any:
        if known := project.of(key):
            name = draw(st.sampled_from(sorted(known)))
            by_id = known[name] and draw(st.booleans())
            return {"id": known[name]} if by_id else {"name": name}
        if key in _SEVERAL:
            return draw(_SEVERAL[key])
        if key in _TEXTS:
            return draw(_TEXTS[key])
        if isinstance(value, dict):
            return {k: fit(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [fit(each) for each in value]
        return "a" if isinstance(value, Later) else value

    return fit(draw(whole))
