"""GKE. Source: docs.cloud.google.com, LoadBalancer Service parameters; kubernetes/ingress-gce."""

from __future__ import annotations

from typing import Any

from exposure_components.args.cloud_kinds import IpFamily
from exposure_components.checks.addresses import is_address
from exposure_components.checks.sound import Sound
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.cloud.asked import Asked
from exposure_components.load_balancers.cloud.contract import LOCAL, Preset, address_field
from exposure_components.load_balancers.cloud.rules import empty_problems, only_where
from exposure_components.load_balancers.cloud.texts import text
from exposure_components.problems import Problem

_GKE = "networking.gke.io/"
_CLOUD = "cloud.google.com/"
_INTERNAL_CLASS = _GKE + "l4-regional-internal"
_EXTERNAL_CLASS = _GKE + "l4-regional-external"
_MOST_ADDRESSES = 2
"""maxNumberOfAddresses of ingress-gce, pkg/l4/annotations."""


def _annotations(asked: Asked) -> dict[str, Any]:
    given, told = asked.preset, dict[str, Any]()
    if not asked.public:
        told[_GKE + "load-balancer-type"] = "Internal"
    elif "load_balancer_class" not in asked.cloud and given.get("l4_rbs", True):
        told[_CLOUD + "l4-rbs"] = "enabled"
    if "ip_addresses" in given:
        told[_GKE + "load-balancer-ip-addresses"] = text(given["ip_addresses"])
    if "subnet" in given:
        told[_GKE + "load-balancer-subnet"] = text(given["subnet"])
        if not asked.public:
            # The only one that clusters without subsetting read.
            told[_GKE + "internal-load-balancer-subnet"] = text(given["subnet"])
    if "allow_global_access" in given:
        key = _GKE + "internal-load-balancer-allow-global-access"
        told[key] = text(given["allow_global_access"])
    if "network_tier" in given:
        told[_CLOUD + "network-tier"] = text(given["network_tier"])
    if given.get("weighted"):
        told[_GKE + "weighted-load-balancing"] = "pods-per-node"
    return told


def _problems(preset: Sound, asked: Asked) -> list[Problem]:
    found = empty_problems(preset)
    rule, remedy = "is of internal balancers", "drop it, or `public`"
    found += only_where(preset, ["allow_global_access"], not asked.public, rule, remedy)
    rule, remedy = "is of public balancers", "drop it, or set `public`"
    found += only_where(preset, ["network_tier", "l4_rbs"], asked.public, rule, remedy)
    rule, remedy = "stands beside `address`", "keep one of the two"
    alone = "address" not in asked.cloud
    found += only_where(preset, ["ip_addresses"], alone, rule, remedy)
    if len(preset.get("ip_addresses", [])) > _MOST_ADDRESSES:
        rule = f"are more than {_MOST_ADDRESSES}"
        found.append(preset.problem("ip_addresses", rule, "name one per family"))
    rule, remedy = "needs the policy Local", "set `external_traffic_policy` to it"
    found += only_where(preset, ["weighted"], asked.local, rule, remedy)
    ipv6 = IpFamily.IPV6 in asked.cloud.get("ip_families", [])
    rule, remedy = "is of internal balancers and of IPv6", "drop it, or set `ip_families`"
    found += only_where(preset, ["subnet"], ipv6 or not asked.public, rule, remedy)
    return found + _class_problems(asked) + _ipv6_problems(asked)


def _class_problems(asked: Asked) -> list[Problem]:
    named, at = asked.cloud.get("load_balancer_class"), "load_balancer.cloud.load_balancer_class"
    if named == _EXTERNAL_CLASS and not asked.public:
        return [Problem(at, named, "makes a public balancer", "set `public`, or drop it")]
    if named == _INTERNAL_CLASS and asked.public:
        return [Problem(at, named, "makes an internal balancer", "drop it, or `public`")]
    return []


def _ipv6_problems(asked: Asked) -> list[Problem]:
    address, at = asked.cloud.get("address"), "load_balancer.cloud.address"
    if isinstance(address, str) and is_address(address) and ":" in address:
        rule = "is of IPv6, which GKE takes by name"
        return [Problem(at, address, rule, "use `gcp.ip_addresses`")]
    return []


def _warnings(asked: Asked) -> list[str]:
    if not (asked.speaks(Protocol.TCP) and asked.speaks(Protocol.UDP)):
        return []
    return ["TCP and UDP behind one balancer need a GKE that supports mixed protocols"]


GCP = Preset(
    key="gcp",
    title="GKE",
    annotations=_annotations,
    problems=_problems,
    keeping=lambda _asked: LOCAL,
    protocols=lambda _asked: frozenset({Protocol.TCP, Protocol.UDP}),
    service_fields=address_field,
    warnings=_warnings,
)
"""Passes packets on as they are, to the balancer's own address; asks kube-proxy for health."""
