"""What the args of an app ask of the cloud's balancer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.checks.sound import Sound
from exposure_components.kinds import ClientIp, ExternalTrafficPolicy, Protocol, SessionAffinity
from exposure_components.ports import protocol_of, service_port_of
from exposure_components.values import mapping, sequence


@dataclass(frozen=True)
class Asked:
    """The parts of the args; each may be empty."""

    app: Mapping[str, Any]
    cloud: Mapping[str, Any]
    """What stands under `load_balancer.cloud`."""
    preset: Mapping[str, Any]
    """What stands under the provider's key there."""

    @property
    def ports(self) -> Sequence[Mapping[str, Any]]:
        """Those of the app that have a number."""
        return [port for port in self.app.get("ports", []) if "container_port" in port]

    @property
    def public(self) -> bool:
        """Internal unless it is said."""
        return bool(self.cloud.get("public", False))

    @property
    def preserve(self) -> bool:
        """Whether the app must learn the client's address."""
        return self.app.get("client_ip") == ClientIp.PRESERVE

    @property
    def policy(self) -> str | None:
        """The traffic policy that the user named."""
        return self.app.get("external_traffic_policy")

    @property
    def local(self) -> bool:
        """Of a balancer that passes packets on: whether the policy comes out as Local."""
        if self.policy is not None:
            return self.policy == ExternalTrafficPolicy.LOCAL
        judged = "allowed_cidrs" in self.app and "client_ip" not in self.app
        return self.preserve or judged

    @property
    def reads_proxy_protocol(self) -> bool:
        """Whether the app expects the header of the PROXY protocol."""
        return bool(self.cloud.get("app_reads_proxy_protocol", False))

    @property
    def sticky(self) -> bool:
        """Whether a client shall stay with its pod."""
        kind = (mapping(self.app.get("session_affinity")) or {}).get("type")
        return bool(kind == SessionAffinity.CLIENT_IP)

    def speaks(self, protocol: Protocol) -> bool:
        """Whether a port is of that protocol."""
        return any(protocol_of(port) == protocol for port in self.ports)

    def twofold(self) -> bool:
        """Whether one number serves both TCP and UDP."""
        of = {(protocol_of(port), service_port_of(port)) for port in self.ports}
        return any((str(Protocol.UDP), number) in of for kind, number in of if kind == Protocol.TCP)


def asked(args: Mapping[str, Any], key: str) -> Asked:
    """Read args without problems, for the provider of that key."""
    cloud = cloud_of(args)
    return Asked(args, cloud, mapping(cloud.get(key)) or {})


def cloud_of(args: Mapping[str, Any]) -> Mapping[str, Any]:
    """What stands under `load_balancer.cloud`; empty where nothing does."""
    return mapping((mapping(args.get("load_balancer")) or {}).get("cloud")) or {}


def sound_part(args: Sound) -> dict[str, Any]:
    """The args without what is broken in them, so that one broken field hides no other problem."""
    found: dict[str, Any] = {}
    given: Mapping[Any, Any] = args.value
    for key, value in given.items():
        # What the way out holds is nobody's to read.
        if not isinstance(key, str) or key == "pod_spec" or args.at(key) in args.broken:
            continue
        if mapping(value) is not None:
            found[key] = sound_part(args.below(key))
        elif any(mapping(item) is not None for item in sequence(value) or ()):
            found[key] = [sound_part(item) for item in args.items(key)]
        elif args.get(key) is not None:
            found[key] = args.get(key)
    return found
