"""One app, by the strategy that the stack's config names."""

import pulumi

import exposure_components

config = pulumi.Config()
# Every strategy takes these.
influxdb = {
    "image": "influxdb:1.8",
    "namespace": {"name": "databases", "create": True},
    "ports": [{"container_port": 8086}],
    "readiness": {"http_path": "/ping"},
    "security": {"run_as_user": 1500, "run_as_group": 1500, "fs_group": 1500},
    "volumes": [{"name": "data", "mount_path": "/var/lib/influxdb", "empty_dir": {}}],
    "cluster": {
        "nodes": [
            {"name": "kubenode01", "address": "10.13.241.89"},
            {"name": "kubenode02", "address": "10.13.241.10"},
        ]
    },
}
strategy = getattr(exposure_components, config.require("strategy"))
app = strategy("influxdb", influxdb | (config.get_object("args") or {}))
pulumi.export("endpoints", app.endpoints)
