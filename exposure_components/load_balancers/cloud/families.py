"""IP families and a fixed address that do not go together."""

from __future__ import annotations

from ipaddress import ip_address

from exposure_components.args.cloud_kinds import IpFamily, IpFamilyPolicy
from exposure_components.checks.addresses import is_address
from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem
from exposure_components.values import sequence


def family_problems(cloud: Sound) -> list[Problem]:
    """As kube-apiserver judges them (pkg/registry/core/service/storage/alloc.go)."""
    families = sequence(cloud.get("ip_families")) or ()
    found = _address_problems(cloud, [str(family) for family in families])
    if cloud.get("ip_families") is not None and not families:
        remedy = "leave it out, or name one"
        found.append(Problem(cloud.at("ip_families"), None, "is empty", remedy))
    if len(set(families)) < len(families):
        found.append(Problem(cloud.at("ip_families"), None, "names one twice", "name each once"))
    dual = cloud.get("ip_family_policy") in (
        IpFamilyPolicy.PREFER_DUAL_STACK,
        IpFamilyPolicy.REQUIRE_DUAL_STACK,
    )
    if len(set(families)) > 1 and not dual:
        rule = "names two, which a Service has by a dual-stack policy only"
        remedy = "set `ip_family_policy` to PreferDualStack or RequireDualStack"
        found.append(Problem(cloud.at("ip_families"), None, rule, remedy))
    return found


def _address_problems(cloud: Sound, families: list[str]) -> list[Problem]:
    address = cloud.plain("address")
    if address is None:
        return []
    if not is_address(address):
        return [cloud.problem("address", "is no IP address", "write one such as 10.0.0.1")]
    of = IpFamily.IPV6 if ip_address(address).version == 6 else IpFamily.IPV4
    if families and of not in families:
        rule = f"is of {of}, which is not in `ip_families`"
        return [cloud.problem("address", rule, "choose another, or add the family")]
    return []
