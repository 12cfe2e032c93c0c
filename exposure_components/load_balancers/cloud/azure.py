"""Azure's cloud controller. Source: kubernetes-sigs/cloud-provider-azure, docs and pkg/consts."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any

from exposure_components.args.cloud_kinds import IpFamily
from exposure_components.checks.shapes import is_output
from exposure_components.checks.sound import Sound
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.cloud.asked import Asked
from exposure_components.load_balancers.cloud.contract import LOCAL, Preset
from exposure_components.load_balancers.cloud.rules import (
    ANY,
    empty_problems,
    in_ranges,
    only_where,
    path_problems,
)
from exposure_components.load_balancers.cloud.texts import text, told
from exposure_components.problems import Problem

_AZURE = "service.beta.kubernetes.io/azure-"
_BALANCER = _AZURE + "load-balancer-"
_ADDRESS_FIELDS = ("dns_label_name", "pip_name", "pip_prefix_id", "pip_tags")
_OTHER_FIELDS = ("allowed_service_tags", "disable_load_balancer_floating_ip")
_BALANCER_FIELDS = (
    "internal_subnet",
    "resource_group",
    "configurations",
    "tcp_idle_timeout",
    "disable_tcp_reset",
    "health_probe_protocol",
    "health_probe_interval",
    "health_probe_num_of_probe",
    "health_probe_request_path",
)
_RANGES = (
    ("tcp_idle_timeout", range(4, 101)),
    ("health_probe_interval", range(5, ANY)),
    ("health_probe_num_of_probe", range(2, ANY)),
)
_PROBE_INTERVAL, _PROBES, _LONGEST = 5, 2, 120
"""Defaults, and the seconds that their product stays below (azure_loadbalancer_healthprobe.go)."""


def _annotations(asked: Asked) -> dict[str, Any]:
    internal = {_BALANCER + "internal": text(not asked.public)}
    if not asked.public and "allowed_cidrs" in asked.app:
        # A default rule lets the whole virtual network in, whatever the source ranges are.
        internal[_AZURE + "deny-all-except-load-balancer-source-ranges"] = "true"
    return {
        **internal,
        **told(_BALANCER, asked.preset, _BALANCER_FIELDS),
        **told(_AZURE, asked.preset, (*_ADDRESS_FIELDS, *_OTHER_FIELDS)),
        **_address(asked),
    }


def _address(asked: Asked) -> dict[str, Any]:
    if "address" not in asked.cloud:
        return {}
    address, families = asked.cloud["address"], asked.cloud.get("ip_families", [IpFamily.IPV4])
    later = is_output(address)
    ipv6 = families[0] == IpFamily.IPV6 if later else ip_address(address).version == 6
    return {_BALANCER + ("ipv6" if ipv6 else "ipv4"): text(address)}


def _problems(preset: Sound, asked: Asked) -> list[Problem]:
    found = empty_problems(preset) + in_ranges(preset, _RANGES)
    found += path_problems(preset, "health_probe_request_path")
    interval = preset.get("health_probe_interval", _PROBE_INTERVAL)
    if interval * preset.get("health_probe_num_of_probe", _PROBES) >= _LONGEST:
        at = "health_probe_interval"
        rule = f"times the number of probes is not less than {_LONGEST} seconds"
        found.append(Problem(preset.at(at), interval, rule, "make one of them smaller"))
    rule, remedy = "is of internal balancers", "drop it, or `public`"
    found += only_where(preset, ["internal_subnet"], not asked.public, rule, remedy)
    rule, remedy = "is of public balancers", "drop it, or set `public`"
    public = (*_ADDRESS_FIELDS, "resource_group")
    found += only_where(preset, public, asked.public, rule, remedy)
    rule, remedy = "stands beside `address`", "keep one of the two"
    found += only_where(preset, ["pip_name"], "address" not in asked.cloud, rule, remedy)
    rule, remedy = "has no effect beside `allowed_cidrs`", "name the networks there"
    open_to_all = "allowed_cidrs" not in asked.app
    found += only_where(preset, ["allowed_service_tags"], open_to_all, rule, remedy)
    return found


def _protocols(asked: Asked) -> frozenset[Protocol]:
    return frozenset(Protocol) - ({Protocol.SCTP} if asked.public else set())


def _needs_node_ports(asked: Asked) -> bool:
    # Probes ask the NodePort, with the policy Local kube-proxy's health check instead.
    direct = not asked.preset.get("disable_load_balancer_floating_ip", False)
    return not (direct and asked.local)


AZURE = Preset(
    key="azure",
    title="Azure's cloud controller",
    annotations=_annotations,
    problems=_problems,
    keeping=lambda _asked: LOCAL,
    protocols=_protocols,
    needs_node_ports=_needs_node_ports,
    takes_class=False,
)
"""Passes packets on as they are, to the balancer's own address."""
