"""An app whose manifests are committed, for a controller that applies them."""

import pulumi

from exposure_components import NodePortApp

influxdb = NodePortApp(
    "influxdb",
    {
        "image": "influxdb:1.8",
        "namespace": {"name": "gitops", "create": True},
        "ports": [{"container_port": 8086, "node_port": 30086}],
        "readiness": {"http_path": "/ping"},
        "security": {"run_as_user": 1500, "run_as_group": 1500, "fs_group": 1500},
        "volumes": [{"name": "data", "mount_path": "/var/lib/influxdb", "empty_dir": {}}],
        "allowed_cidrs": ["10.13.241.0/24"],
        "kind": "DaemonSet",  # clients' addresses are judged on their node, so each has a pod
        "cluster": {
            "nodes": [
                {"name": "kubenode01", "address": "10.13.241.89"},
                {"name": "kubenode02", "address": "10.13.241.10"},
            ]
        },
    },
)
pulumi.export("endpoints", influxdb.endpoints)
