"""Stacks with every strategy, and what is there of them."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.e2e.ways import Engine, environment
from tests.lab.lab import Lab

DOMAIN = "interrupted.example.com"
KINDS = (
    "clusterrolebindings,clusterroles,crds,gatewayclasses,ingressclasses,namespaces,"
    "daemonsets,deployments,gateways,httproutes,ingresses,networkpolicies,serviceaccounts,services"
)
VOLATILE = {
    *("clusterIP", "clusterIPs", "creationTimestamp", "generation", "healthCheckNodePort"),
    *("managedFields", "nodePort", "node_port", "resourceVersion", "status", "uid"),
    *("created", "modified", "updatedAt", "createdAt", "version", "serial", "allTags"),
    *("deployment.kubernetes.io/revision", "deprecated.daemonset.template.generation"),
    *("__meta", "__pulumi_raw_state_delta"),
}
"""What differs between two objects that were made alike, or made and read."""
CHOSEN = re.compile(
    r"fa:16:3e(:[0-9a-f]{2}){3}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}|pulumi-kubernetes-\w+"
    r"|10\.96\.\d+\.\d+|203\.0\.113\.\d+|10\.13\.242\.(?!231\b)\d+"
)
"""Ids, and addresses that the clouds choose."""
PORT = {"container_port": 8080, "app_protocol": "http"}


@dataclass(frozen=True)
class Stack:
    """A stack, and how what it makes in the cluster is told from what others make."""

    config: dict[str, Any]
    named: str
    """How its objects are called, or the namespaces that they are in."""
    in_cloud: bool
    """Whether it has something in OpenStack, where nobody else is at work."""


def kubernetes(lab: Lab) -> Stack:
    """Every strategy that needs no cloud."""
    # Others at work in the lab may have brought them.
    brings = "traefik.io" not in lab.kubectl("get", "crd", "-o", "name")
    cidrs = ["10.13.241.200/32"]
    metallb = {"cloud": {"address": "10.13.241.249", "timeout": 120, "metallb": {}}}
    shown = {"port": 8380, "hostname": f"*.{DOMAIN}", "routes_from": "All"}
    traefik = {
        "name": "interrupted",
        "domain": f"*.{DOMAIN}",
        "http_port": 8380,
        "https_port": 8343,
        "crds": brings,
        "traefik": {"gateway_api": "experimental"},
    }
    gateway = {
        "controller": "traefik",
        "namespace": {"name": "interrupted-edge", "create": True},
        "listeners": [{"name": "http", "protocol": "HTTP", **shown}],
    }
    apps = [
        _app("HostNetworkApp", "network", {"container_port": 8381}, env={"PORT": "8381"}),
        _app("HostPortApp", "host", {**PORT, "host_port": 8382}),
        _app("NodePortApp", "node", {**PORT, "node_port": 30300}),
        _app("CloudLoadBalancedApp", "cloud", PORT, load_balancer=metallb, allowed_cidrs=cidrs),
        _app("IngressApp", "ingress", PORT, controller="traefik", hosts=[f"ingress.{DOMAIN}"]),
        _app("GatewayApp", "gateway", PORT, gateway="edge", hosts=[f"gateway.{DOMAIN}"]),
    ]
    shared = {"controllers": {"traefik": traefik}, "gateways": {"edge": gateway}}
    config = {**_facts(), **shared, "apps": dict(apps)}
    return Stack(config, r"interrupted|traefik\.io" if brings else "interrupted", in_cloud=False)


def openstack(_: Lab) -> Stack:
    """Balancers with all that they may have, and a name."""
    vip = {"vip_subnet": {"name": "vip"}}
    edge = {
        **vip,
        "vip_address": "10.13.242.231",
        "floating_ip": {"network": "public"},
        "node_security_group": {"name": "kube-nodes"},
    }
    zone = {"designate": {"name": DOMAIN, "create": True, "email": f"hostmaster@{DOMAIN}"}}
    dns = {"name": f"first.{DOMAIN}", "zone": zone}
    tls = {"protocol": "TERMINATED_HTTPS", "tls_container": "http://127.0.0.1/v1/secrets/x"}
    secure = {**tls, "redirect_from": {"port": 80}}
    first = {**PORT, "port": 443, "node_port": 30310, "octavia": secure}
    second = {**PORT, "port": 8080, "node_port": 30311}
    apps = [
        _app("CloudLoadBalancedApp", "first", first, "balanced", load_balancer="edge", dns=dns),
        _app("CloudLoadBalancedApp", "second", second, "balanced", load_balancer="inner"),
    ]
    balancers = {"edge": {"octavia": edge}, "inner": {"octavia": vip}}
    config = {**_facts(), "balancers": balancers, "apps": dict(apps)}
    return Stack(config, "balanced", in_cloud=True)


def _facts() -> dict[str, Any]:
    return {"cluster": environment("octavia")["cluster"]}


def _app(
    strategy: str, name: str, port: Mapping[str, Any], place: str = "interrupted", **args: Any
) -> tuple[str, Any]:
    return name, {
        "strategy": strategy,
        "image": "whoami:1",
        "namespace": {"name": f"{place}-{name}", "create": True},
        "ports": [port],
        "readiness": {"http_path": "/ping", "period": 1},
        "security": {"run_as_user": 1500},
        "termination_grace_period": 1,
        **args,
    }


def objects(lab: Lab, stack: Stack) -> dict[str, Any]:
    """What the cluster has of the stack, by kind and name."""
    found: dict[str, Any] = {}
    for each in json.loads(lab.kubectl("get", KINDS, "-A", "-o", "json"))["items"]:
        metadata = each["metadata"]
        name = f"{metadata.get('namespace', '')}/{metadata['name']}"
        # Its cluster makes one for each namespace.
        if re.search(stack.named, name) and (each["kind"], metadata["name"]) != (
            "ServiceAccount",
            "default",
        ):
            found[f"{each['kind']} {name}"] = lasting(each)
    return found


def state(engine: Engine) -> dict[str, Any]:
    """What the stack's state has, by URN."""
    exported = json.loads(engine.run("stack", "export", "--stack", "lab"))
    resources = exported["deployment"].get("resources", [])
    assert len({each["urn"] for each in resources}) == len(resources)
    for each in resources:
        each["dependencies"] = sorted(each.get("dependencies", []))
    told = ("inputs", "outputs", "dependencies", "parent", "initErrors", "delete")
    assert not exported["deployment"].get("pending_operations")
    return {each["urn"]: lasting({key: each.get(key) for key in told}) for each in resources}


def lasting(value: Any) -> Any:
    """The same without what differs between two that were made alike."""
    if isinstance(value, dict):
        kept = {key: lasting(each) for key, each in value.items() if key not in VOLATILE}
        # What is read has empty values where what is made has none.
        return {key: each for key, each in kept.items() if each not in (None, "", [], {})}
    if isinstance(value, list):
        return [lasting(each) for each in value]
    return CHOSEN.sub("*", value) if isinstance(value, str) else value


def differences(found: Any, wanted: Any, place: str = "") -> list[str]:
    """Where the two differ."""
    if isinstance(found, dict) and isinstance(wanted, dict):
        return [
            told
            for key in sorted({*found, *wanted})
            for told in differences(found.get(key), wanted.get(key), f"{place} > {key}")
        ]
    return [] if found == wanted else [f"{place}: {found} instead of {wanted}"]
