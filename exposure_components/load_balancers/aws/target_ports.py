"""Where on a target the app is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.load_balancers.aws.words import reaches_pods, targets


@dataclass(frozen=True)
class TargetPorts:
    """The app, and the NodePorts that lead to its ports as far as they are known."""

    args: Any
    node_ports: Sequence[Any]
    """One per port; an Output where the cluster allocates it."""

    def of(self, port: Mapping[str, Any]) -> Any:
        """The port of a target of that port's listener."""
        return self.on(port, targets(self.args, port))

    def on(self, port: Mapping[str, Any], chosen: Mapping[str, Any]) -> Any:
        """The port of the app on such targets."""
        if reaches_pods(chosen):
            return port["container_port"]
        return self.node_ports[list(self.args["ports"]).index(port)]
