"""What an app must know of its controller."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from exposure_components.controllers.all import make_of
from exposure_components.controllers.words import Asked
from exposure_components.objects.labels import present

if TYPE_CHECKING:
    from exposure_components.args.controllers import Controller


def reference(
    asked: Asked, *, client_ip_kept: bool, addresses: Sequence[Any] | None = None, ready: Any = None
) -> Controller:
    """What an app behind it has for `controller`.

    addresses: where clients reach it, once that is known.
    ready: the name of its class, known once it runs.
    """
    known = asked.addresses if addresses is None else list(addresses)
    made: Controller = {
        "class_name": asked.class_name,
        "dialect": make_of(asked.args).dialect,
        "addresses": known,
        "http_port": asked.http_port,
        "https_port": asked.https_port,
        "tcp_ports": asked.tcp_ports,
        "udp_ports": asked.udp_ports,
        "publishes_address": asked.publishes_address,
        "default_class": bool(asked.args.get("default_class")),
        "default_certificate": "default_certificate" in asked.args,
        "client_ip_kept": client_ip_kept,
    }
    return made | present(
        domain=asked.domain, gateway_api=asked.options.get("gateway_api"), ready=ready
    )  # type: ignore[return-value]
