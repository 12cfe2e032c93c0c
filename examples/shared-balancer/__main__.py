"""Three apps on one load balancer of OpenStack, each at a port of its own."""

from typing import Any

import pulumi

from exposure_components import CloudLoadBalancedApp, OctaviaLoadBalancer

config = pulumi.Config()
edge = OctaviaLoadBalancer("edge", config.require_object("balancer"))


def exposed(name: str, port: int, node_port: int, **more: Any) -> CloudLoadBalancedApp:
    """An app of one port, behind the balancer that all share."""
    return CloudLoadBalancedApp(
        name,
        {
            "image": config.require("image"),
            "env": {"WHOAMI_PORT_NUMBER": "8080"},
            "security": {"run_as_user": 1500},
            "namespace": {"name": f"edge-{name}", "create": True},
            "ports": [
                {
                    "container_port": 8080,
                    "port": port,
                    "node_port": node_port,
                    "app_protocol": "http",
                }
            ],
            "load_balancer": edge.load_balancer,
            "cluster": config.require_object("cluster"),
            **more,
        },
    )


apps = {
    "shop": exposed("shop", 80, 30080, replicas=2),
    "api": exposed("api", 8000, 30081),
    "admin": exposed("admin", 9000, 30082, allowed_cidrs=["10.13.241.200/32"]),
}
pulumi.export("address", edge.host)
pulumi.export("endpoints", {name: app.endpoints for name, app in apps.items()})
