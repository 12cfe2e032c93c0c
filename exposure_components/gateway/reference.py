"""What an app knows of a Gateway that the program makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from exposure_components.args.gateway_kinds import ListenerProtocol, RoutesFrom
from exposure_components.gateway.objects import mode_of_made

if TYPE_CHECKING:
    from exposure_components.args.gateway import KnownGateway, KnownListener


def addresses_of(args: Any) -> Sequence[Any] | None:
    """Where clients reach it, as far as the args say it; None where its status tells.

    A controller that serves it has its own addresses, whatever is asked for.
    """
    known: Sequence[Any] | None = args.get("controller", {}).get("addresses")
    if known is None and "addresses" in args:
        return [each["value"] for each in args["addresses"]]
    return known


def known_listener(listener: Mapping[str, Any]) -> KnownListener:
    """What an app knows of a listener."""
    known: KnownListener = {
        "name": listener["name"],
        "port": listener["port"],
        "protocol": listener["protocol"],
        "routes_from": listener.get("routes_from", RoutesFrom.SAME),
    }
    if "hostname" in listener:
        known["hostname"] = listener["hostname"]
    # Of HTTPS there is but one.
    mode = mode_of_made(listener)
    if mode is not None and listener["protocol"] == ListenerProtocol.TLS:
        known["mode"] = mode
    return known


def reference(
    name: str, args: Any, *, namespace: Any, addresses: Sequence[Any], ready: Any
) -> KnownGateway:
    """What an app has for `gateway`.

    name: of the object. addresses: where clients reach it.
    """
    controller = args.get("controller", {})
    known: KnownGateway = {
        "name": name,
        "namespace": namespace,
        "listeners": [known_listener(each) for each in args["listeners"]],
        "addresses": addresses,
        "client_ip_kept": controller.get("client_ip_kept", False),
        "publishes_status": args.get("wait", True),
        "ready": ready,
    }
    if "dialect" in controller:
        known["dialect"] = controller["dialect"]
    return known
