"""OpenStack's cloud controller manager. Source: kubernetes/cloud-provider-openstack."""

from __future__ import annotations

from typing import Any

from exposure_components.args.cloud_kinds import ProxyProtocolVersion
from exposure_components.args.octavia_kinds import OctaviaProvider
from exposure_components.kinds import ExternalTrafficPolicy, Protocol
from exposure_components.load_balancers.cloud.asked import Asked
from exposure_components.load_balancers.cloud.contract import Keeping, Preset, address_field
from exposure_components.load_balancers.cloud.openstack_rules import openstack_problems
from exposure_components.load_balancers.cloud.texts import text, told

_OPENSTACK = "loadbalancer.openstack.org/"
_INTERNAL = "service.beta.kubernetes.io/openstack-internal-load-balancer"
_OF_ITS_OWN = ("provider", "config_class", "proxy_protocol", "enable_health_monitor")
"""Not told, or not under the name and not only with the value that they have here."""


def on_ovn(asked: Asked) -> bool:
    """Amphora is OCCM's own default."""
    return asked.preset.get("provider") == OctaviaProvider.OVN


def _proxy_protocol(asked: Asked) -> str | None:
    version = asked.preset.get("proxy_protocol")
    return version or (ProxyProtocolVersion.V1 if asked.reads_proxy_protocol else None)


def _annotations(asked: Asked) -> dict[str, Any]:
    given = asked.preset
    made = {
        _INTERNAL: text(not asked.public),
        **told(_OPENSTACK, given, [f for f in given if f not in _OF_ITS_OWN]),
    }
    if "config_class" in given:
        made[_OPENSTACK + "class"] = text(given["config_class"])
    if version := _proxy_protocol(asked):
        made[_OPENSTACK + "proxy-protocol"] = text(version)
    monitored = given.get("enable_health_monitor", _local(asked) or None)
    if monitored is not None:
        made[_OPENSTACK + "enable-health-monitor"] = text(monitored)
    return made


def _local(asked: Asked) -> bool:
    if asked.policy is not None:
        return asked.policy == ExternalTrafficPolicy.LOCAL
    return asked.preserve and _keeping(asked).policy is ExternalTrafficPolicy.LOCAL


def _keeping(asked: Asked) -> Keeping:
    if on_ovn(asked):
        # Its health monitor asks the pods from an address of its own: a NetworkPolicy at the pods
        # that knows clients alone would take every node out.
        return Keeping(ExternalTrafficPolicy.LOCAL)
    if asked.reads_proxy_protocol or asked.preset.get("x_forwarded_for"):
        return Keeping()
    return Keeping(
        refused="cannot be had: an amphora replaces the client's address by its own",
        remedy="set `app_reads_proxy_protocol` if the app does, `openstack.x_forwarded_for` if it "
        "speaks HTTP, or `openstack.provider` if it is ovn",
    )


def _warnings(asked: Asked) -> list[str]:
    found = list[str]()
    if "allowed_cidrs" in asked.app:
        needs = "manage-security-groups in OCCM" if on_ovn(asked) else "Octavia's API 2.12"
        found.append(f"allowed_cidrs are ignored by OpenStack without {needs}")
    if asked.sticky and not on_ovn(asked):
        found.append(
            "session_affinity: an amphora replaces the client's address, so that all clients of a "
            "node share one of its pods"
        )
    if len(asked.cloud.get("ip_families", [])) > 1 or "DualStack" in asked.cloud.get(
        "ip_family_policy", ""
    ):
        found.append("OpenStack's balancer has one address, of the Service's first family")
    return found


OPENSTACK = Preset(
    key="openstack",
    title="OpenStack's cloud controller",
    annotations=_annotations,
    problems=lambda preset, asked: openstack_problems(preset, asked, on_ovn(asked), _local(asked)),
    keeping=_keeping,
    protocols=lambda _asked: frozenset(Protocol),
    kept_anyway=lambda asked, _port: not on_ovn(asked) and not _keeping(asked).refused,
    service_fields=address_field,
    needs_node_ports=lambda _asked: True,
    takes_class=False,
    sends_proxy_protocol=lambda asked: _proxy_protocol(asked) is not None,
    speaks_proxy_protocol=True,
    warnings=_warnings,
)
"""Sends to NodePorts; an amphora by connections of its own, OVN by the packets as they are."""
