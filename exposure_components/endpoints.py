"""Where clients go, and what is promised to them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypedDict

from exposure_components.kinds import Protocol, UriScheme
from exposure_components.ports import protocol_of

ALLOCATED = "<allocated>"
"""Stands for a port in a URL as long as the cluster has not allocated it, and for a host."""
_WEB = {"http": 80, "https": 443}
"""Schemes that curl speaks, and the port that a URL need not say (RFC 9110, 4.2)."""
_COMMANDS = {
    Protocol.TCP: "curl -v telnet://{authority}",
    Protocol.UDP: "nc -u {host} {port}",
    Protocol.SCTP: "ncat --sctp {host} {port}",
}


class Endpoint(TypedDict):
    """One address at which clients reach the app."""

    url: str
    """Scheme, host, port and, where `readiness` asks by HTTP, its path."""
    protocol: str
    """TCP, UDP or SCTP."""
    host: str | None
    """IP address or DNS name. None in manifests that were rendered before a cloud's balancer had
    one."""
    port: int | None
    """None in manifests that were rendered before the cluster allocated it."""
    node: str | None
    """Name of the node that has the address. None for a name in DNS, and for a balancer."""
    survives_reschedule: bool
    """Whether it answers wherever the pods run. False: only while a pod runs on that node."""
    client_ip_kept: bool
    """Whether the app sees the client's own address."""
    command: str
    """A line that tries it: `curl`, or netcat where curl does not speak the protocol."""


@dataclass(frozen=True)
class Reach:
    """An endpoint whose host or port may not be known before the cluster says so."""

    port: Mapping[str, Any]
    """The app's port."""
    host: Any
    """Where clients go; may be an Output. None for the balancer that is made for the app."""
    number: int | None
    """Port at that address; None if the cluster allocates it."""
    node: str | None
    survives_reschedule: bool
    client_ip_kept: bool
    scheme: str
    path: str = ""

    def endpoint(self, host: str | None, number: int | None) -> Endpoint:
        """The endpoint, once host and port are known."""
        shown = ALLOCATED if number is None else number
        name = ALLOCATED if host is None else host
        bracketed = f"[{name}]" if ":" in name else name
        authority = f"{bracketed}:{shown}"
        is_usual = number is not None and _WEB.get(self.scheme) == number
        place = bracketed if is_usual else authority
        url = f"{self.scheme}://{place}{self.path}"
        protocol = protocol_of(self.port)
        template = "curl -i {url}" if self.scheme in _WEB else _COMMANDS[Protocol(protocol)]
        return {
            "url": url,
            "protocol": protocol,
            "host": host,
            "port": number,
            "node": self.node,
            "survives_reschedule": self.survives_reschedule,
            "client_ip_kept": self.client_ip_kept,
            "command": template.format(url=url, authority=authority, host=name, port=shown),
        }


def scheme_and_path(app: Mapping[str, Any], port: Mapping[str, Any]) -> tuple[str, str]:
    """What a URL of the port starts and ends with."""
    probe = app.get("readiness", {})
    tcp = [p["container_port"] for p in app["ports"] if protocol_of(p) == Protocol.TCP]
    asked = probe.get("port", tcp[0] if tcp else None)
    is_asked = protocol_of(port) == Protocol.TCP and port["container_port"] == asked
    path = probe.get("http_path", "") if is_asked else ""
    probed = "https" if probe.get("scheme") == UriScheme.HTTPS else "http"
    return port.get("app_protocol") or (probed if path else protocol_of(port).lower()), path
