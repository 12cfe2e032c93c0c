"""What the args of a controller say, with the defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.checks.addresses import is_address
from exposure_components.checks.shapes import is_output
from exposure_components.dns.domain_names import is_wildcard
from exposure_components.ingress.words import HTTP_PORT, HTTPS_PORT
from exposure_components.nodes import eligible

_HEALTH_PORTS = range(8082, 8982)
"""Above the ports that makes of controllers use for something else."""


@dataclass(frozen=True)
class Asked:
    """The args, and what they come to."""

    name: str
    """Of the objects."""
    args: Mapping[str, Any]

    @property
    def namespace(self) -> Mapping[str, Any]:
        """Where it runs: always known, as accounts are bound by it."""
        given: Mapping[str, Any] = self.args.get("namespace", {"create": True})
        return {"name": self.name, **given}

    @property
    def class_name(self) -> str:
        """Of the IngressClass."""
        return str(self.args.get("class_name", self.name))

    @property
    def domain(self) -> str | None:
        """The wildcard that leads to it."""
        named = self.args.get("dns", {}).get("name", "")
        default = named if named and is_wildcard(named) else None
        domain: str | None = self.args.get("domain", default)
        return domain

    @property
    def http_port(self) -> int:
        """Where it is asked without TLS."""
        return int(self.args.get("http_port", HTTP_PORT))

    @property
    def https_port(self) -> int:
        """Where it is asked by TLS."""
        return int(self.args.get("https_port", HTTPS_PORT))

    @property
    def tcp_ports(self) -> Sequence[int]:
        """What it passes on as it is."""
        return list(self.args.get("tcp_ports", ()))

    @property
    def udp_ports(self) -> Sequence[int]:
        """What it passes on as it is."""
        return list(self.args.get("udp_ports", ()))

    @property
    def health_port(self) -> int:
        """Port of the pod that the kubelet asks; no client reaches it."""
        taken = {*self.tcp_ports, self.http_port, self.https_port, self.args.get("metrics_port")}
        return next(port for port in _HEALTH_PORTS if port not in taken)

    @property
    def is_balanced(self) -> bool:
        """Whether something stands in front of it; else it is on the nodes' own ports."""
        return "load_balancer" in self.args

    @property
    def addresses(self) -> list[Any]:
        """Where clients reach it, as far as the args say it; may be Outputs."""
        if self.is_balanced:
            chosen = self.args["load_balancer"]
            shared, octavia = chosen.get("shared", {}), chosen.get("octavia", {})
            known = shared.get("host", octavia.get("host"))
            if known is None and "floating_ip" not in octavia:
                known = octavia.get("vip_address", chosen.get("cloud", {}).get("address"))
            return [] if known is None else [known]
        nodes = self.args.get("cluster", {}).get("nodes", [])
        return [n["address"] for n in eligible(nodes, self.args.get("node_selector", {}))]

    @property
    def is_in_front_by_cloud(self) -> bool:
        """Whether the Service's own status tells the address."""
        chosen = self.args.get("load_balancer", {})
        return self.is_balanced and not chosen.keys() & {"octavia", "aws"}

    @property
    def publishes_address(self) -> bool:
        """Whether it knows an address that it can write to each Ingress."""
        return self.is_in_front_by_cloud or bool(self.addresses)

    @property
    def default_secret(self) -> str | None:
        """With the default certificate."""
        given = self.args.get("default_certificate", {})
        made = f"{self.name}-default" if "certificate" in given else None
        secret: str | None = given.get("secret_name", made)
        return secret

    @property
    def options(self) -> Mapping[str, Any]:
        """What stands below the key of the make."""
        found: Mapping[str, Any] = self.args.get("contour", self.args.get("traefik", {}))
        return found


def is_name(address: Any) -> bool:
    """Whether clients find an address by DNS. What is not known yet counts as an IP address."""
    return not is_output(address) and not is_address(str(address))
