"""Two versions of an app side by side; clients get the one that is live."""

import pulumi
from pulumi_kubernetes.core.v1 import Namespace

from exposure_components import NodePortApp

config = pulumi.Config()
live = config.require("live")
PREVIEWS = {"blue": 30001, "green": 30002}
if live not in PREVIEWS:
    raise pulumi.RunError(f"live is {live}; choose one of {', '.join(PREVIEWS)}")

namespace = Namespace("shop", metadata={"name": "shop"})
shared = {
    "namespace": {"name": "shop"},
    "cluster": {
        "nodes": [
            {"name": "kubenode01", "address": "10.13.241.89"},
            {"name": "kubenode02", "address": "10.13.241.10"},
        ]
    },
}

versions = {
    colour: NodePortApp(
        f"shop-{colour}",
        {
            "image": config.require(colour),
            "env": {"WHOAMI_PORT_NUMBER": "8080"},
            "security": {"run_as_user": 1500},
            "replicas": 2,
            "ports": [{"container_port": 8080, "node_port": preview, "app_protocol": "http"}],
            "readiness": {"http_path": "/", "period": 1},
            **shared,
        },
        pulumi.ResourceOptions(depends_on=[namespace]),
    )
    for colour, preview in PREVIEWS.items()
}

# Another colour is another selector of one Service, which is updated in place once both versions
# are ready. Its port stays open all the time.
shop = NodePortApp(
    "shop",
    {
        "selector": {"exposure-components/app": f"shop-{live}"},
        "ports": [{"container_port": 8080, "node_port": 30000, "app_protocol": "http"}],
        **shared,
    },
    pulumi.ResourceOptions(depends_on=list(versions.values())),
)

pulumi.export("live", live)
pulumi.export("endpoints", shop.endpoints)
