"""The Service in front of the pods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_components.objects.labels import Manifest, metadata, present, selector
from exposure_components.ports import name_of, protocol_of, service_port_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from exposure_components.args.app import AppArgs


def service(
    name: str,
    app: AppArgs,
    ports: Sequence[Mapping[str, Any]],
    fields: Mapping[str, Any],
    annotations: Mapping[str, Any],
) -> Manifest:
    """A ClusterIP Service, or what the fields of a strategy make of it.

    Every strategy has one, of the same name: a switch of strategy changes its type in place, and
    its ClusterIP stays.
    """
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": metadata(name, app, annotations),
        "spec": {
            "type": "ClusterIP",
            "selector": selector(name, app),
            "ports": [_port(port) for port in ports],
            **fields,
        },
    }


def _port(port: Mapping[str, Any]) -> Manifest:
    return {
        "name": name_of(port),
        "port": service_port_of(port),
        "targetPort": port["container_port"],
        "protocol": protocol_of(port),
        **present(nodePort=port.get("node_port"), appProtocol=port.get("app_protocol")),
    }
