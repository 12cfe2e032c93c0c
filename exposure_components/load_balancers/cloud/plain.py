"""A provider that the user did not name."""

from __future__ import annotations

from exposure_components.kinds import ExternalTrafficPolicy, Protocol
from exposure_components.load_balancers.cloud.asked import Asked
from exposure_components.load_balancers.cloud.contract import Keeping, Preset, address_field

_NAME_IT = "name it, such as `load_balancer.cloud.openstack`"


def _keeping(asked: Asked) -> Keeping:
    if asked.policy == ExternalTrafficPolicy.LOCAL:
        # The user knows the provider; whether its balancer's own address comes instead, we don't.
        return Keeping(ExternalTrafficPolicy.LOCAL)
    return Keeping(
        refused="is kept by each provider in a way of its own, and none is named",
        remedy=f"{_NAME_IT}, or set `external_traffic_policy` to Local if that is its way",
    )


def _warnings(asked: Asked) -> list[str]:
    found = [f"whether the balancer is internal is the provider's own default: {_NAME_IT}"]
    if len({str(port.get("protocol", Protocol.TCP)) for port in asked.ports}) > 1:
        found.append("not every provider has several protocols behind one balancer")
    return found


PLAIN = Preset(
    key="",
    title="a provider that is not named",
    annotations=lambda _asked: {},
    problems=lambda _preset, _asked: [],
    keeping=_keeping,
    protocols=lambda _asked: frozenset(Protocol),
    service_fields=address_field,
    decides_public=False,
    warnings=_warnings,
)
"""Only what Kubernetes itself promises."""
