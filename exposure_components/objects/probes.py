"""Probes of the app's container."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_components.kinds import Protocol
from exposure_components.objects.labels import Manifest, present
from exposure_components.ports import protocol_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_components.args.app import AppArgs
    from exposure_components.args.ports import Port
    from exposure_components.args.probes import Probe


def probes(app: AppArgs, ports: Sequence[Port]) -> Manifest:
    """The three probes, as fields of a container."""
    tcp = next((p["container_port"] for p in ports if protocol_of(p) == Protocol.TCP), None)
    return present(
        readinessProbe=_probe(app.get("readiness", {}), tcp),
        livenessProbe=_probe(app.get("liveness", {}), tcp),
        startupProbe=_probe(app["startup"], tcp) if "startup" in app else None,
    )


def _probe(probe: Probe, tcp: int | None) -> Manifest | None:
    handler = _handler(probe, probe.get("port", tcp))
    if handler is None or not probe.get("enabled", True):
        return None
    timing = present(
        initialDelaySeconds=probe.get("initial_delay"),
        periodSeconds=probe.get("period"),
        timeoutSeconds=probe.get("timeout"),
        failureThreshold=probe.get("failure_threshold"),
        successThreshold=probe.get("success_threshold"),
    )
    return {**handler, **timing}


def _handler(probe: Probe, port: int | None) -> Manifest | None:
    if "command" in probe:
        return {"exec": {"command": list(probe["command"])}}
    if port is None:
        return None
    if "http_path" in probe:
        scheme = probe.get("scheme")
        return {"httpGet": present(path=probe["http_path"], port=port, scheme=scheme)}
    return {"grpc": {"port": port}} if probe.get("grpc") else {"tcpSocket": {"port": port}}
