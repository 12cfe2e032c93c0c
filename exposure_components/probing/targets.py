"""What is tried: a URL, and what is promised of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import quote, urlsplit

from exposure_components.endpoints import ALLOCATED
from exposure_components.kinds import Protocol
from exposure_components.ports import PORTS

SECRET: Final = "[secret]"
"""In place of a secret output, as Pulumi and plans write it."""
WEB: Final = {"http": 80, "https": 443, "ws": 80, "wss": 443}
"""Schemes that are asked by HTTP, and the port that a URL need not say (RFC 9110, 4.2; 6455, 3)."""
_OTHERS: Final = ("tcp", "tls", "udp", "grpc", "grpcs")
_BY_TLS: Final = frozenset(
    {"amqps", "grpcs", "https", "imaps", "ldaps", "mqtts", "pop3s", "rediss", "smtps", "ssl"}
    | {"tls", "wss"}
)
"""Schemes of which TLS comes first (IANA's registry of URI schemes, but for ssl, and grpcs)."""
_ASKED: Final = "%/:=&?~+!$,;'@()*[]"
"""Characters of a path and query that stay as they are (RFC 3986, 3.3 and 3.4)."""


class NoTargetError(ValueError):
    """A URL that nobody can try; the text says why, as the rest of a sentence."""


class Spoken(StrEnum):
    """How an endpoint is tried."""

    HTTP = "HTTP"
    """A request, and the status of its answer."""
    GRPC = "gRPC"
    """A call of the health service (grpc.health.v1)."""
    TCP = "TCP"
    """A connection, which must stay open."""
    UDP = "UDP"
    """A datagram, which may be answered."""
    SCTP = "SCTP"
    """Not at all."""


@dataclass(frozen=True)
class Target:
    """One place that clients go to."""

    url: str
    scheme: str
    spoken: Spoken
    is_tls: bool
    host: str
    port: int
    path: str = ""
    """With its query; empty where the URL has none."""
    component: str = ""
    """Whose endpoint it is; empty for a URL that was given by hand."""
    node: str | None = None
    """Whose address it is; None for a name, a balancer and a URL."""
    survives_reschedule: bool = True
    """False: it answers only while a pod runs on that node."""
    client_ip_kept: bool = False
    is_promised: bool = False
    """Whether a stack promises it. False for a URL that was given by hand."""

    @property
    def is_address(self) -> bool:
        """Whether the host is an IP address."""
        return is_address(self.host)

    @property
    def authority(self) -> str:
        """Host and port, as a request names them."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if WEB.get(self.scheme) == self.port else f"{name}:{self.port}"

    @property
    def is_certificate_promised(self) -> bool:
        """Whether a certificate must hold.

        Of an address that a stack tells nobody says so: an ingress controller has certificates
        for names, and a readiness probe by HTTPS looks at none.
        """
        return self.is_tls and not (self.is_promised and self.is_address)


@dataclass(frozen=True)
class Untold:
    """An endpoint whose place is not known."""

    component: str
    url: str
    reason: str
    """As the rest of a sentence that starts with the endpoint."""
    remedy: str = ""


def target(url: str) -> Target:
    """What a URL leads to. Raises ``NoTargetError``."""
    try:
        parts = urlsplit(url)
        given = parts.port
    except ValueError as error:
        raise NoTargetError(f"is no URL: {error}") from error
    scheme = parts.scheme.lower()
    if "://" not in url or not parts.hostname:
        raise NoTargetError("is no URL; write http://HOST, https://HOST, tcp://HOST:PORT or udp://")
    if scheme not in WEB and scheme not in _OTHERS and scheme not in _BY_TLS:
        known = ", ".join([*WEB, *_OTHERS])
        raise NoTargetError(f"has the scheme {scheme}, which is not spoken here; choose of {known}")
    if parts.username is not None or parts.password is not None:
        raise NoTargetError("holds credentials, which are never sent; leave them out")
    port = WEB.get(scheme) if given is None else given
    if port is None:
        raise NoTargetError(f"has no port, and {scheme} has none of its own; add :PORT")
    if port not in PORTS:
        raise NoTargetError(f"has the port {port}; write one of 1-65535")
    return Target(
        url=url,
        scheme=scheme,
        spoken=_spoken(scheme, Protocol.UDP if scheme == "udp" else Protocol.TCP),
        is_tls=scheme in _BY_TLS,
        host=_ascii(parts.hostname),
        port=port,
        path=_path(parts.path, parts.query),
    )


def endpoint_target(component: str, endpoint: Mapping[str, Any]) -> Target | Untold:
    """What an endpoint of a stack or of a plan leads to."""
    url, host, port = endpoint.get("url"), endpoint.get("host"), endpoint.get("port")
    if SECRET in (url, host, port):
        remedy = "--show-secrets, here and of `pulumi stack output`, tries it, too, and prints it"
        return Untold(component, SECRET, "is a secret", remedy)
    if not isinstance(url, str) or not isinstance(host, str) or ALLOCATED in url:
        return _later(component, endpoint)
    # Whole numbers of a state may be written as 80.0.
    if isinstance(port, bool) or not isinstance(port, int | float) or int(port) not in PORTS:
        return _later(component, endpoint)
    # Of Kubernetes' own names for protocols the last part says what is spoken: kubernetes.io/ws.
    scheme = url.partition("://")[0].lower().rpartition("/")[2]
    try:
        parts, name = urlsplit("//" + url.partition("://")[2]), _ascii(host)
    except ValueError as error:
        return Untold(component, url, f"is no URL: {error}")
    found = Target(
        url=url,
        scheme=scheme,
        spoken=_spoken(scheme, str(endpoint.get("protocol"))),
        is_tls=scheme in _BY_TLS and endpoint.get("protocol") == Protocol.TCP,
        host=name,
        port=int(port),
        path=_path(parts.path, parts.query),
    )
    return replace(
        found,
        component=component,
        node=node if isinstance(node := endpoint.get("node"), str) else None,
        survives_reschedule=endpoint.get("survives_reschedule") is not False,
        client_ip_kept=endpoint.get("client_ip_kept") is True,
        is_promised=True,
    )


def is_address(host: str) -> bool:
    """Whether it is an IP address and no name."""
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return False
    return True


def _spoken(scheme: str, protocol: str) -> Spoken:
    if protocol != Protocol.TCP:
        return Spoken.SCTP if protocol == Protocol.SCTP else Spoken.UDP
    if scheme in WEB:
        return Spoken.HTTP
    return Spoken.GRPC if scheme in ("grpc", "grpcs") else Spoken.TCP


def _path(path: str, query: str) -> str:
    return quote(path + (f"?{query}" if query else ""), safe=_ASKED)


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode()
    except UnicodeError as error:
        raise NoTargetError(f"has a host that is no name: {error}") from error


def _later(component: str, endpoint: Mapping[str, Any]) -> Untold:
    url = endpoint.get("url")
    if not isinstance(url, str):
        host, port = endpoint.get("host"), endpoint.get("port")
        shown = [part if isinstance(part, str | int) else ALLOCATED for part in (host, port)]
        url = f"{endpoint.get('protocol') or 'TCP'} {shown[0]}:{shown[1]}"
    remedy = "probe what the stack has: --deployed, or --state FILE"
    return Untold(component, url, "is not known before `pulumi up`", remedy)
