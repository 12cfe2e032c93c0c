"""Programs of users that type checkers must accept in their strict modes. Never run."""

from collections.abc import Sequence

import pulumi
from pulumi_kubernetes.core.v1 import Secret

from exposure_components import (
    Endpoint,
    ExposureError,
    HostNetworkApp,
    HostPortApp,
    HostPortAppArgs,
    NodePortApp,
    NodePortAppArgs,
    Problem,
)
from exposure_components.args.cluster import Cluster, Node
from exposure_components.args.ports import HostPort, NodePort
from exposure_components.kinds import (
    AccessMode,
    ClientIp,
    ExternalTrafficPolicy,
    ImagePullPolicy,
    Platform,
    PodSecurityLevel,
    Protocol,
    SessionAffinity,
    TaintEffect,
    TolerationOperator,
    UriScheme,
    WorkloadKind,
)

NODES: Sequence[Node] = [
    {"name": "kubenode01", "address": "10.13.241.89"},
    Node(name="kubenode02", address="10.13.241.10", labels={"disk": "ssd"}, schedulable=True),
]
CLUSTER: Cluster = {"nodes": NODES, "platform": Platform.OPENSHIFT, "name": "east"}


def dict_literals() -> None:
    HostNetworkApp("a", {"image": "influxdb:1.8", "ports": [{"container_port": 8086}]})
    HostPortApp(
        "b",
        {
            "image": "influxdb:1.8",
            "ports": [{"container_port": 8086, "host_port": 80, "host_ip": "10.13.241.89"}],
            "node_selector": {"kubernetes.io/hostname": "kubenode01"},
        },
    )
    NodePortApp(
        "c",
        {
            "image": "influxdb:1.8",
            "ports": [
                {"container_port": 53, "protocol": Protocol.UDP, "node_port": 30053},
                {"container_port": 53, "name": "dns-tcp", "port": 5353, "app_protocol": "dns"},
            ],
            "cluster": {"nodes": [{"name": "kubenode01", "address": "10.13.241.89"}]},
        },
        pulumi.ResourceOptions(protect=True),
    )


def nearly_every_arg() -> None:
    NodePortApp(
        "web",
        {
            "image": "web:1",
            "name": "shop-web",
            "namespace": {
                "name": "shop",
                "create": True,
                "pod_security": PodSecurityLevel.BASELINE,
                "labels": {"team": "shop"},
            },
            "cluster": CLUSTER,
            "ports": ({"container_port": 8080},),
            "kind": WorkloadKind.STATEFUL_SET,
            "replicas": 2,
            "command": ["/web"],
            "args": ["--port", "8080"],
            "env": {"LEVEL": "info"},
            "env_value_from": {"PASSWORD": {"secret": "web", "key": "password"}},
            "env_from": [{"config_map": "web", "prefix": "WEB_", "optional": True}],
            "resources": {"requests": {"cpu": "100m"}, "limits": {"memory": "1Gi"}},
            "image_pull_policy": ImagePullPolicy.ALWAYS,
            "image_pull_secrets": ["registry"],
            "volumes": [
                {"name": "a", "mount_path": "/a", "empty_dir": {"medium": "Memory"}},
                {
                    "name": "b",
                    "mount_path": "/b",
                    "new_claim": {
                        "size": "1Gi",
                        "access_modes": [AccessMode.READ_WRITE_ONCE],
                    },
                },
            ],
            "readiness": {"http_path": "/ping", "scheme": UriScheme.HTTPS, "period": 5},
            "liveness": {"enabled": False},
            "startup": {"command": ["true"]},
            "termination_grace_period": 60,
            "tolerations": [
                {
                    "operator": TolerationOperator.EXISTS,
                    "effect": TaintEffect.NO_EXECUTE,
                    "seconds": 10,
                }
            ],
            "spread": [{"max_skew": 1, "required": True}],
            "labels": {"team": "shop"},
            "annotations": {"example.org/owner": "shop"},
            "pod_annotations": {"example.org/scrape": "true"},
            "security": {"run_as_user": 1000, "add_capabilities": ["NET_BIND_SERVICE"]},
            "service_account": {"create": True, "mount_token": True},
            "disruption_budget": {"min_available": 1},
            "network_policy": {"namespaces": ["monitoring"], "egress_cidrs": ["10.0.0.0/8"]},
            "allowed_cidrs": ["10.0.0.0/8"],
            "pod_spec": {"priorityClassName": "high", "hostAliases": [{"ip": "10.0.0.1"}]},
            "client_ip": ClientIp.PRESERVE,
            "external_traffic_policy": ExternalTrafficPolicy.LOCAL,
            "session_affinity": {"type": SessionAffinity.CLIENT_IP, "timeout": 600},
        },
    )


def calls_of_typed_dicts() -> None:
    args = NodePortAppArgs(
        image="influxdb:1.8",
        ports=[NodePort(container_port=8086, node_port=30000)],
        cluster=CLUSTER,
    )
    NodePortApp("influxdb", args)
    NodePortApp("again", {**args, "name": "again"})
    HostPortApp("other", HostPortAppArgs(image="a", ports=[HostPort(container_port=80)]))


def an_existing_workload() -> None:
    NodePortApp("web", {"selector": {"app": "web"}, "ports": [{"container_port": 80}]})


def outputs_as_inputs() -> None:
    secret = Secret("password", string_data={"password": "x"})
    address: pulumi.Output[str] = secret.metadata.apply(lambda metadata: str(metadata.name))
    NodePortApp(
        "influxdb",
        {
            "image": pulumi.Output.concat("registry/", address),
            "ports": [{"container_port": 8086}],
            "command": [address],
            "env": {"SECRET": address, "PLAIN": "text"},
            "labels": {"secret": address},
            "cluster": {"nodes": [{"name": "a", "address": address}]},
            "allowed_cidrs": [address, "10.0.0.0/8"],
        },
    )


def composed_endpoints() -> pulumi.Output[str]:
    database = NodePortApp("influxdb", {"image": "a", "ports": [{"container_port": 8086}]})

    def first_url(endpoints: Sequence[Endpoint]) -> str:
        return endpoints[0]["url"]

    url: pulumi.Output[str] = database.endpoints.apply(first_url)
    ports: pulumi.Output[list[int | None]] = database.endpoints.apply(
        lambda endpoints: [endpoint["port"] for endpoint in endpoints]
    )
    pulumi.export("ports", ports)
    pulumi.export("service", database.service.apply(lambda service: service["cluster_ip"]))
    pulumi.export(
        "kind", database.workload.apply(lambda workload: workload["kind"] if workload else "none")
    )
    HostNetworkApp(
        "grafana", {"image": "a", "ports": [{"container_port": 3000}], "env": {"URL": url}}
    )
    return url


def problems_of(error: ExposureError) -> list[Problem]:
    texts: list[str] = [f"{p.path}: {p.value} {p.rule}; {p.remedy}" for p in error.problems]
    subject: str = error.subject
    print(subject, texts)
    return error.problems


class Team(pulumi.ComponentResource):
    """A component that is made of ours."""

    endpoints: pulumi.Output[Sequence[Endpoint]]

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("team:index:Team", name, None, opts)
        made = HostPortApp(
            name,
            {"image": "a", "ports": [{"container_port": 80}]},
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.endpoints = made.endpoints
        self.register_outputs({"endpoints": self.endpoints})
