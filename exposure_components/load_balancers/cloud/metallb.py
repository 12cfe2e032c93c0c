"""MetalLB. Source: metallb.io, Usage; controller/service.go of its versions 0.13.5 and 0.15."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.cloud_kinds import IpFamilyPolicy
from exposure_components.checks.metadata import subdomain_problem
from exposure_components.checks.sound import Sound
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.cloud.asked import Asked
from exposure_components.load_balancers.cloud.contract import LOCAL, Preset, address_field
from exposure_components.load_balancers.cloud.rules import address_problems, empty_problems
from exposure_components.load_balancers.cloud.texts import text
from exposure_components.problems import Problem

PREFIXES = ("metallb.io/", "metallb.universe.tf/")
"""Of its annotations. The second is the only one before 0.14.9 (metallb#2495); newer ones prefer
the first."""
_ASKED = "exposure-components/load-balancer"
"""Says `metallb`: with no options, nothing else in the Service tells who gives it its address."""
_NAMES = {
    "address_pool": "address-pool",
    "load_balancer_ips": "loadBalancerIPs",
    "allow_shared_ip": "allow-shared-ip",
}


def asks_metallb(annotations: Mapping[str, Any]) -> bool:
    """Whether those of a Service of type LoadBalancer name MetalLB, ours or anybody's."""
    return annotations.get(_ASKED) == "metallb" or any(
        str(key).startswith(PREFIXES) for key in annotations
    )


def _annotations(asked: Asked) -> dict[str, Any]:
    options = {
        prefix + name: text(asked.preset[field])
        for field, name in _NAMES.items()
        if field in asked.preset
        for prefix in PREFIXES
    }
    return {_ASKED: "metallb", **options}


def _problems(preset: Sound, asked: Asked) -> list[Problem]:
    found = empty_problems(preset)
    if preset.get("address_pool"):
        found += subdomain_problem(preset, "address_pool", "IPAddressPool")
    found += address_problems(preset, ["load_balancer_ips"])
    fixed = preset.get("load_balancer_ips", [])
    if fixed and "address" in asked.cloud:
        # MetalLB allocates nothing for a Service that has both.
        rule = "stands beside `address`"
        found.append(preset.problem("load_balancer_ips", rule, "keep one of the two"))
    dual = asked.cloud.get("ip_family_policy") == IpFamilyPolicy.REQUIRE_DUAL_STACK
    if dual and (len(fixed) == 1 or "address" in asked.cloud):
        rule = "is missing the address of the other family, which RequireDualStack needs"
        remedy = "name both in `load_balancer_ips`"
        found.append(Problem(preset.at("load_balancer_ips"), None, rule, remedy))
    if "allow_shared_ip" in preset.value and asked.local and "selector" not in asked.app:
        rule = "does not go with the policy Local, unless both Services have the same pods"
        found.append(preset.problem("allow_shared_ip", rule, "drop it, or what asks for Local"))
    return found


METALLB = Preset(
    key="metallb",
    title="MetalLB",
    annotations=_annotations,
    problems=_problems,
    keeping=lambda _asked: LOCAL,
    protocols=lambda _asked: frozenset(Protocol),
    service_fields=address_field,
    decides_public=False,
)
"""Announces an address of a pool from a node; kube-proxy does the rest, as packets arrive."""
