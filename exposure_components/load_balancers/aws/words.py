"""What the args of an app mean to AWS, where they leave it open."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from exposure_components.args.aws_kinds import NlbIpAddressType, NlbProtocol, NlbTargetType
from exposure_components.kinds import Protocol
from exposure_components.names import as_label, shortened
from exposure_components.ports import Fields, protocol_of

KEY = "aws"
"""In `load_balancer`, and in a port."""
LONGEST_CHILD = 24
"""Characters. Names of balancers and target groups have at most 32, and Pulumi adds a dash and
seven hexadecimal digits (pulumi-aws#2121). They are left to it: a target group of a fixed name
cannot be replaced, AWS answers ResourceInUse (pulumi-aws#4220)."""
_RESERVED = ("internal-", "sg-", "-")
"""What names of balancers and security groups must not begin with (CreateLoadBalancer,
CreateSecurityGroup)."""
_SCHEMES = {"http": "https", "ws": "wss"}


def balancer(args: Fields) -> Mapping[str, Any]:
    """The args of the balancer that stands in front of the app."""
    both: Mapping[str, Any] = args.get("load_balancer") or {}
    return both.get(KEY) or {}


def options(port: Fields) -> Mapping[str, Any]:
    """What a port says of its listener."""
    return port.get(KEY) or {}


def stands_behind(component: str, args: Mapping[str, Any]) -> str:
    """What tells the app's balancer from the others of the program."""
    existing = balancer(args).get("existing", {}).get("id")
    if isinstance(existing, str):
        return existing
    shared = args["load_balancer"].get("shared")
    return str(shared["name"]) if shared else f"{component} alone"


def child_name(*parts: str) -> str:
    """A logical name that AWS accepts as the beginning of any name, the same in every run."""
    whole = "-".join(parts)
    safe = re.sub(r"[^A-Za-z0-9]+", "-", whole).strip("-")
    if safe == whole and not safe.startswith(_RESERVED):
        return shortened(safe, LONGEST_CHILD)
    digest = sha256(whole.encode()).hexdigest()[:8]
    room = LONGEST_CHILD - len(digest) - len("x--")
    return f"x-{safe[:room].strip('-')}-{digest}"


def object_name_for(name: str) -> str:
    """The nearest name that Kubernetes accepts, another one for each."""
    label = as_label(name)
    return label if label == name else f"{label}-{sha256(name.encode()).hexdigest()[:8]}".strip("-")


def targets(args: Fields, port: Fields) -> Mapping[str, Any]:
    """Who gets what the port's listener accepts."""
    default = balancer(args).get("targets") or {"nodes": NlbTargetType.INSTANCE}
    return options(port).get("targets") or default


def target_type(chosen: Mapping[str, Any]) -> NlbTargetType:
    """What the targets are."""
    if "binding" in chosen:
        return NlbTargetType(chosen["binding"].get("target_type", NlbTargetType.IP))
    return NlbTargetType(chosen.get("nodes", NlbTargetType.INSTANCE))


def reaches_pods(chosen: Mapping[str, Any]) -> bool:
    """Whether the pods themselves are the targets, with no NodePort between."""
    return "binding" in chosen and target_type(chosen) is NlbTargetType.IP


def is_dualstack(args: Fields) -> bool:
    """Whether IPv6 clients reach the balancer."""
    return bool(balancer(args).get("ip_address_type") == NlbIpAddressType.DUALSTACK)


def ends_tls(port: Fields) -> bool:
    """Whether TLS ends at the balancer."""
    return bool(options(port).get("protocol") == NlbProtocol.TLS)


def scheme(port: Fields) -> str | None:
    """What a URL starts with, where the balancer ends TLS."""
    if not ends_tls(port):
        return None
    return _SCHEMES.get(str(port.get("app_protocol")), "https" if _speaks_http(port) else "tls")


def carries(port: Fields, protocol: Protocol) -> bool:
    """Whether the port is of that transport protocol."""
    return protocol_of(port) == protocol


def _speaks_http(port: Fields) -> bool:
    return "path" in options(port).get("health_check", {})
