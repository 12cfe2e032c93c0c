"""Nobody's words: what every controller understands."""

from __future__ import annotations

from typing import Any

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.ingress.contract import Dialect
from exposure_components.ingress.objects import certificates, ingress
from exposure_components.ingress.words import tls_of
from exposure_components.objects.labels import Manifest

_NAME_IT = "name the controller's `controller.dialect`, or leave it out"
_LACKS: dict[str, str] = dict.fromkeys(
    (
        "tls.default_certificate",
        "tls.passthrough",
        "tls.redirect",
        "tls.hsts",
        "sticky_cookie",
        "timeouts.connect",
        "timeouts.response",
        "timeouts.idle",
        "max_body_size",
        "allowed_cidrs",
        "rate_limit",
        "backend_tls.ca",
        "backend_tls.server_name",
        "backend_tls.insecure",
        "basic_auth",
        "forward_to=pods",
        "forward_to=service",
        "ports.entry_port=TCP",
        "ports.entry_port=UDP",
        "ports.entry_port=SCTP",
        "ports.backend_protocol=HTTPS",
        "ports.backend_protocol=H2C",
        "ports.backend_protocol=GRPC",
        "ports.backend_protocol=GRPCS",
        "paths.type=ImplementationSpecific",
    ),
    _NAME_IT,
)


def _objects(name: str, args: Any) -> list[Manifest]:
    return [*certificates(name, args), ingress(name, args)]


def _warnings(args: Any) -> list[str]:
    if tls_of(args) is None:
        return []
    return [
        "whether requests without TLS are redirected is the controller's to say: the Ingress API "
        "has no word for it; name the controller's dialect in `controller.dialect`"
    ]


PLAIN = Dialect(
    key=ControllerDialect.INGRESS,
    title="the Ingress API",
    objects=_objects,
    lacks=_LACKS,
    warnings=_warnings,
)
