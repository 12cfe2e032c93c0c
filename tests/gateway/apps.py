"""Apps behind a Gateway."""

from typing import Any

from exposure_components.exposing import Exposure
from exposure_components.objects.labels import Manifest
from exposure_components.strategies.gateway import GATEWAY
from tests.pure.apps import app, exposed, problem_lines

HOST = "influxdb.kube.example.com"
OTHER_HOST = "metrics.kube.example.com"
ANY_HOST = "*.kube.example.com"
API = "gateway.networking.k8s.io/v1"
HTTP: dict[str, Any] = {"name": "http", "port": 80, "protocol": "HTTP"}
HTTPS: dict[str, Any] = {"name": "https", "port": 443, "protocol": "HTTPS"}
TLS: dict[str, Any] = {"name": "tls", "port": 8443, "protocol": "TLS"}
TCP: dict[str, Any] = {"name": "tcp", "port": 9000, "protocol": "TCP"}
UDP: dict[str, Any] = {"name": "udp", "port": 53, "protocol": "UDP"}
OWN = [{"name": "influxdb", "port": 8086}]
"""Where routes lead unless it is said."""
EVERY_REQUEST = [{"path": {"type": "PathPrefix", "value": "/"}}]


def behind(*listeners: Any, **more: Any) -> dict[str, Any]:
    """An app with a host, behind a Gateway with listeners; `known` is what more is known of it.

    Without listeners there is one of HTTP; what is None is left out.
    """
    known = {"name": "edge", "listeners": listeners or [HTTP], **(more.pop("known", None) or {})}
    gateway = {key: value for key, value in known.items() if value is not None}
    made = app(**{"hosts": [HOST], "gateway": gateway, **more})
    return {key: value for key, value in made.items() if value is not None}


def port(route: str | None = None, number: int = 8086, **more: Any) -> dict[str, Any]:
    """A port with such a route."""
    return {"container_port": number, **({} if route is None else {"route": route}), **more}


def problems(*listeners: Any, **more: Any) -> list[str]:
    """What is wrong with such an app."""
    return problem_lines(behind(*listeners, **more), GATEWAY)


def exposure(*listeners: Any, **more: Any) -> Exposure:
    """What it comes to."""
    return exposed(behind(*listeners, **more), GATEWAY)


def routes(*listeners: Any, **more: Any) -> list[Manifest]:
    """The routes that lead to it."""
    return [o for o in exposure(*listeners, **more).objects if o["apiVersion"] == API]


def route(*listeners: Any, **more: Any) -> Manifest:
    """The only one."""
    (found,) = routes(*listeners, **more)
    return found


def spec(*listeners: Any, **more: Any) -> Any:
    """What the only one says."""
    return route(*listeners, **more)["spec"]


def rule(**given: Any) -> Any:
    """What becomes of one rule for requests."""
    (found,) = spec(rules=[given])["rules"]
    return found


def rule_lines(**given: Any) -> list[str]:
    """What is wrong with one rule for requests."""
    return problems(rules=[given])


def parents(*listeners: Any, **more: Any) -> dict[str, list[str | None]]:
    """The listeners that each route names, by the name of the route."""
    return {
        each["metadata"]["name"]: [ref.get("sectionName") for ref in each["spec"]["parentRefs"]]
        for each in routes(*listeners, **more)
    }


def warnings(*listeners: Any, **more: Any) -> list[str]:
    """What may surprise its users."""
    return list(exposure(*listeners, **more).warnings)


def urls(*listeners: Any, **more: Any) -> list[str]:
    """Its endpoints."""
    return [r.endpoint(r.host, r.number)["url"] for r in exposure(*listeners, **more).reaches]
