"""The same apps by a component of ours and by hand, with the SDK's own mocks."""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import pulumi
from pulumi.runtime.stack import run_pulumi_func

from exposure_components.args.cluster import Node

NODES: list[Node] = [
    {"name": "kubenode01", "address": "10.13.241.89"},
    {"name": "kubenode02", "address": "10.13.241.10"},
]

NO_AWAIT = {"pulumi.com/skipAwait": "true"}
"""The provider waits at least 10 s for a Service with a selector; its Deployment is awaited."""


class Echo(pulumi.runtime.Mocks):
    """Every resource becomes what was asked for."""

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        return f"{args.name}-id", args.inputs

    def call(self, args: pulumi.runtime.MockCallArgs) -> Any:
        raise NotImplementedError(args.token)


def place(i: int) -> dict[str, Any]:
    """Every app in a namespace and at a NodePort of its own; each thousand on its own cluster."""
    return {"node_port": 30000 + i % 1000, "cluster": f"cluster-{i // 1000}"}


def ours(i: int) -> pulumi.Output[Any]:
    from exposure_components import NodePortApp

    where = place(i)
    app = NodePortApp(
        f"influxdb-{i}",
        {
            "image": "influxdb:1.8",
            "ports": [{"container_port": 8086, "node_port": where["node_port"]}],
            "readiness": {"http_path": "/ping"},
            "security": {"run_as_user": 1500, "fs_group": 1500},
            "volumes": [{"name": "data", "mount_path": "/var/lib/influxdb", "empty_dir": {}}],
            "cluster": {"name": where["cluster"], "nodes": NODES},
        },
    )
    return app.endpoints


class RawApp(pulumi.ComponentResource):
    """What someone without this library writes: the objects, and where clients go."""

    def __init__(self, name: str, node_port: int, *, awaits: bool = False) -> None:
        from pulumi_kubernetes import apps, core

        super().__init__("shop:index:App", name)
        selector = {"exposure-components/app": name}
        metadata = {
            "name": name,
            "labels": {"app.kubernetes.io/name": name, **selector},
        }
        container = {
            "name": name,
            "image": "influxdb:1.8",
            "ports": [{"name": "tcp-8086", "containerPort": 8086, "protocol": "TCP"}],
            "livenessProbe": {"tcpSocket": {"port": 8086}},
            "readinessProbe": {"httpGet": {"path": "/ping", "port": 8086}},
            "securityContext": {
                "allowPrivilegeEscalation": False,
                "capabilities": {"drop": ["ALL"]},
            },
            "volumeMounts": [{"name": "data", "mountPath": "/var/lib/influxdb"}],
        }
        pod = {
            "automountServiceAccountToken": False,
            "containers": [container],
            "securityContext": {
                "runAsUser": 1500,
                "fsGroup": 1500,
                "runAsNonRoot": True,
                "seccompProfile": {"type": "RuntimeDefault"},
            },
            "volumes": [{"name": "data", "emptyDir": {}}],
        }
        options = pulumi.ResourceOptions(parent=self)
        apps.v1.Deployment(
            name,
            metadata=metadata,
            spec={
                "replicas": 1,
                "selector": {"matchLabels": selector},
                "strategy": {"type": "RollingUpdate"},
                "template": {"metadata": {"labels": metadata["labels"]}, "spec": pod},
            },
            opts=options,
        )
        port = {"name": "tcp-8086", "port": 8086, "targetPort": 8086, "protocol": "TCP"}
        core.v1.Service(
            name,
            metadata=metadata if awaits else {**metadata, "annotations": NO_AWAIT},
            spec={
                "type": "NodePort",
                "externalTrafficPolicy": "Cluster",
                "selector": selector,
                "ports": [{**port, "nodePort": node_port}],
            },
            opts=options,
        )
        self.endpoints = [
            {"url": f"http://{node['address']}:{node_port}/ping", "node": node["name"]}
            for node in NODES
        ]
        self.register_outputs({"endpoints": self.endpoints})


def raw(i: int) -> Any:
    return RawApp(f"influxdb-{i}", place(i)["node_port"]).endpoints


def awaiting(i: int) -> Any:
    """The same, but for the one line that few know of."""
    return RawApp(f"influxdb-{i}", place(i)["node_port"], awaits=True).endpoints


KINDS: dict[str, Callable[[int], Any]] = {"ours": ours, "raw": raw, "awaiting": awaiting}


def main(kind: str, count: int) -> None:
    """Run a program of so many apps; what it took, once all is imported."""
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    pulumi.runtime.set_mocks(Echo())

    def program(first: int, last: int) -> None:
        for i in range(first, last):
            pulumi.export(f"endpoints-{i}", KINDS[kind](i))

    # The first app imports, and is not counted.
    loop.run_until_complete(run_pulumi_func(lambda: program(count, count + 1)))
    began, wall = time.process_time(), time.perf_counter()
    loop.run_until_complete(run_pulumi_func(lambda: program(0, count)))
    took = {"cpu_s": time.process_time() - began, "wall_s": time.perf_counter() - wall}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({**took, "peak_mib": peak}))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
