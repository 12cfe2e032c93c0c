"""Apps whose manifests are kept beside this file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from exposure_components import (
    CloudLoadBalancedApp,
    GatewayApp,
    HostNetworkApp,
    HostPortApp,
    IngressApp,
    NodePortApp,
)
from exposure_components.exposing import Strategy
from exposure_components.strategies.cloud_load_balanced import CLOUD_LOAD_BALANCED
from exposure_components.strategies.gateway import GATEWAY
from exposure_components.strategies.host_network import HOST_NETWORK
from exposure_components.strategies.host_port import HOST_PORT
from exposure_components.strategies.ingress import INGRESS
from exposure_components.strategies.node_port import NODE_PORT

NODES = [
    {"name": "kubenode01", "address": "10.13.241.89", "labels": {"disk": "ssd"}},
    {"name": "kubenode02", "address": "10.13.241.10"},
]
COMPONENTS: Mapping[str, Any] = {
    component.__name__: component
    for component in (
        CloudLoadBalancedApp,
        GatewayApp,
        HostNetworkApp,
        HostPortApp,
        IngressApp,
        NodePortApp,
    )
}


@dataclass(frozen=True)
class Case:
    """An app, and how it is exposed."""

    strategy: Strategy
    args: Mapping[str, Any]
    name: str = field(default="influxdb")

    @property
    def has_resources(self) -> bool:
        """Whether a balancer of the program's stands in front of it."""
        return bool(self.args.get("load_balancer", {}).keys() & {"aws", "octavia"})


def influxdb(port: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A database that answers at one port."""
    return {
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086, **port}],
        "readiness": {"http_path": "/ping"},
        "cluster": {"nodes": NODES},
        **more,
    }


RICH = {
    "image": "registry.example.org/shop/web:4.2",
    "name": "web",
    "namespace": {
        "name": "shop",
        "create": True,
        "pod_security": "baseline",
        "labels": {"team": "shop"},
    },
    "ports": [
        {
            "container_port": 8080,
            "name": "http",
            "port": 80,
            "app_protocol": "http",
            "node_port": 30080,
        },
        {"container_port": 9000, "protocol": "UDP"},
    ],
    "cluster": {"name": "east", "nodes": NODES, "node_port_range": "30000-30100"},
    "replicas": 3,
    "command": ["/web"],
    "args": ["--port", "8080"],
    "env": {"LEVEL": "info"},
    "env_value_from": {
        "PASSWORD": {"secret": "web", "key": "password"},
        "MODE": {"config_map": "web", "key": "mode", "optional": True},
    },
    "env_from": [{"config_map": "shared", "prefix": "SHARED_"}, {"secret": "more"}],
    "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}, "limits": {"memory": "128Mi"}},
    "image_pull_policy": "Always",
    "image_pull_secrets": ["registry"],
    "volumes": [
        {"name": "cache", "mount_path": "/cache", "empty_dir": {"size_limit": "1Gi"}},
        {"name": "settings", "mount_path": "/etc/web", "config_map": "web", "read_only": True},
        {"name": "keys", "mount_path": "/keys", "secret": "keys"},
        {"name": "old", "mount_path": "/old", "claim": "old", "sub_path": "web"},
        {
            "name": "data",
            "mount_path": "/data",
            "new_claim": {
                "size": "10Gi",
                "storage_class": "fast",
                "access_modes": ["ReadWriteMany"],
            },
        },
    ],
    "readiness": {"http_path": "/ready", "port": 8080, "period": 5, "timeout": 2},
    "liveness": {"failure_threshold": 6},
    "startup": {"command": ["/web", "--check"], "failure_threshold": 30, "initial_delay": 1},
    "termination_grace_period": 60,
    "node_selector": {"disk": "ssd"},
    "tolerations": [{"key": "shop", "value": "only", "effect": "NoExecute", "seconds": 300}],
    "spread": [{"topology_key": "topology.kubernetes.io/zone", "max_skew": 2, "required": True}],
    "labels": {"team": "shop", "app.kubernetes.io/name": "shop-web"},
    "annotations": {"example.org/owner": "shop"},
    "pod_annotations": {"example.org/scrape": "true"},
    "security": {
        "run_as_user": 1000,
        "run_as_group": 1000,
        "fs_group": 2000,
        "read_only_root_filesystem": True,
        "add_capabilities": ["NET_BIND_SERVICE"],
    },
    "service_account": {
        "name": "shop-web",
        "create": True,
        "annotations": {"example.org/role": "web"},
        "mount_token": True,
    },
    "disruption_budget": {"min_available": 2},
    "network_policy": {"namespaces": ["monitoring"], "egress_cidrs": ["10.0.0.0/8"]},
    "allowed_cidrs": ["10.13.0.0/16", "192.0.2.7/32"],
    "pod_spec": {
        "priorityClassName": "high",
        "containers": [
            {"name": "web", "lifecycle": {"preStop": {"sleep": {"seconds": 5}}}},
            {"name": "proxy", "image": "proxy:1"},
        ],
    },
    "client_ip": "preserve",
    "session_affinity": {"type": "ClientIP", "timeout": 600},
}

HOST = "influxdb.kube.example.com"
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"


def served(dialect: str, **more: Any) -> dict[str, Any]:
    """A database behind an ingress controller, in a namespace of its own."""
    named = {"name": "databases", "create": True}
    return influxdb({}, controller={"dialect": dialect}, namespace=named, hosts=[HOST], **more)


BY_REQUEST = {
    **influxdb({}, hosts=[HOST, "*.influxdb.kube.example.com"]),
    "namespace": {"name": "databases", "create": True},
    "gateway": {
        "name": "edge",
        "namespace": "infra",
        "listeners": [
            {"name": "http", "port": 80, "protocol": "HTTP", "routes_from": "All"},
            {"name": "https", "port": 8443, "protocol": "HTTPS", "routes_from": "All"},
        ],
        "publishes_status": True,
    },
    "rules": [
        {
            "matches": [
                {
                    "path": "/query",
                    "path_type": "Exact",
                    "method": "POST",
                    "headers": [{"name": "x-canary", "value": "yes"}],
                    "query": [{"name": "db", "value": "lab.*", "type": "RegularExpression"}],
                },
                {"path": "/v[12]/.*", "path_type": "RegularExpression"},
            ],
            "backends": [
                {"weight": 90},
                {"weight": 10, "service": {"name": "next", "port": 80, "namespace": "canary"}},
            ],
            "request_headers": {
                "set": {"x-team": "lab"},
                "add": {"x-via": "edge"},
                "remove": ["x-secret"],
            },
            "response_headers": {"remove": ["server"]},
            "timeouts": {"request": 10, "backend_request": 2.5},
        },
        {
            "matches": [{"path": "/old"}],
            "redirect": {
                "scheme": "https",
                "host": "new.example.com",
                "port": 443,
                "path": {"prefix": "/new"},
                "status": 308,
            },
        },
        {
            "matches": [{"path": "/api"}],
            "rewrite": {"host": "influxdb.internal", "path": {"prefix": "/"}},
        },
    ],
}
BY_LISTENER = {
    "image": "mail:1",
    "name": "mail",
    "hosts": ["mail.example.com"],
    "gateway": {
        "name": "edge",
        "listeners": [
            {"name": "https", "port": 443, "protocol": "HTTPS"},
            {"name": "tls", "port": 993, "protocol": "TLS"},
            {"name": "smtp", "port": 25, "protocol": "TCP"},
            {"name": "submission", "port": 587, "protocol": "TCP"},
            {"name": "dns", "port": 53, "protocol": "UDP"},
        ],
    },
    "ports": [
        {"container_port": 9090, "route": "GRPCRoute"},
        {"container_port": 993, "route": "TLSRoute"},
        {
            "container_port": 25,
            "route": "TCPRoute",
            "section_name": "smtp",
            "backends": [
                {"weight": 3},
                {"weight": 1, "service": {"name": "next", "port": 25}},
            ],
        },
        {"container_port": 587, "route": "TCPRoute", "section_name": "submission"},
        {"container_port": 53, "protocol": "UDP"},
    ],
    "grpc_rules": [
        {
            "matches": [
                {
                    "service": "mail.v1.Box",
                    "method": "List",
                    "headers": [{"name": "x-canary", "value": "yes"}],
                }
            ],
            "request_headers": {"set": {"x-team": "lab"}},
        },
        {"matches": [{"service": "mail.*", "type": "RegularExpression"}]},
    ],
}


CASES: Mapping[str, Case] = {
    "influxdb-by-host-network": Case(HOST_NETWORK, influxdb({})),
    "influxdb-by-host-port": Case(HOST_PORT, influxdb({"host_port": 80})),
    "influxdb-by-node-port": Case(NODE_PORT, influxdb({"node_port": 30000})),
    "rich": Case(NODE_PORT, RICH),
    "stateful-set": Case(
        NODE_PORT,
        influxdb(
            {},
            kind="StatefulSet",
            replicas=2,
            volumes=[
                {"name": "data", "mount_path": "/var/lib", "new_claim": {"size": "1Gi"}},
            ],
        ),
    ),
    "daemon-set": Case(HOST_PORT, influxdb({}, kind="DaemonSet")),
    "openshift": Case(
        HOST_NETWORK,
        influxdb(
            {},
            cluster={"nodes": NODES, "platform": "openshift"},
            security={"run_as_user": 1000},
        ),
    ),
    "three-protocols": Case(
        NODE_PORT,
        {
            "image": "coredns:1.12",
            "ports": [
                {"container_port": 53, "protocol": protocol, "node_port": 30053}
                for protocol in ("TCP", "UDP", "SCTP")
            ],
        },
        name="dns",
    ),
    "existing-workload": Case(
        NODE_PORT,
        {"selector": {"app": "web"}, "ports": [{"container_port": 80, "node_port": 30080}]},
        name="web",
    ),
    "balanced-by-metallb": Case(
        CLOUD_LOAD_BALANCED,
        influxdb(
            {"port": 80},
            load_balancer={
                "cloud": {
                    "metallb": {"address_pool": "lab"},
                    "address": "10.13.242.236",
                    "timeout": 120,
                }
            },
            allowed_cidrs=["10.13.0.0/16"],
            client_ip="preserve",
            replicas=2,
            drain=15,
        ),
    ),
    "balanced-by-occm": Case(
        CLOUD_LOAD_BALANCED,
        influxdb(
            {"port": 80},
            load_balancer={
                "cloud": {
                    "openstack": {"floating_network_id": "public", "health_monitor_delay": 5},
                    "public": True,
                    "app_reads_proxy_protocol": True,
                }
            },
            allowed_cidrs=["192.0.2.0/24"],
            client_ip="preserve",
        ),
    ),
    "balanced-by-octavia": Case(
        CLOUD_LOAD_BALANCED,
        influxdb(
            {
                "port": 443,
                "node_port": 30443,
                "octavia": {
                    "protocol": "TERMINATED_HTTPS",
                    "tls_container": "https://keys.example.com/v1/containers/1",
                    "redirect_from": {"port": 80, "host": "influxdb.example.com"},
                },
            },
            load_balancer={
                "octavia": {
                    "vip_subnet": {"name": "vip"},
                    "node_security_group": {"id": "group-1"},
                },
                "shared": {
                    "name": "edge",
                    "id": "balancer-1",
                    "host": "10.13.242.236",
                    "source_cidr": "10.13.242.0/24",
                },
            },
            allowed_cidrs=["10.13.0.0/16"],
            client_ip="preserve",
        ),
    ),
    "balanced-by-aws": Case(
        CLOUD_LOAD_BALANCED,
        influxdb(
            {"port": 80},
            cluster={
                "nodes": [
                    {
                        "name": "ip-10-0-1-11.ec2.internal",
                        "address": "10.0.1.11",
                        "provider_id": "aws:///eu-west-1a/i-0123456789abcdef0",
                    }
                ]
            },
            load_balancer={"aws": {"vpc_id": "vpc-0", "subnets": [{"id": "subnet-0a"}]}},
            allowed_cidrs=["10.0.0.0/8"],
            client_ip="preserve",
            drain=60,
        ),
    ),
    "ingress": Case(
        INGRESS,
        influxdb(
            {},
            controller={"class_name": "nginx", "publishes_address": True},
            hosts=[HOST, "*.influxdb.kube.example.com"],
            paths=[{"path": "/"}, {"path": "/health", "type": "Exact"}],
            tls={"issuer": {"name": "lab", "kind": "ClusterIssuer"}},
        ),
    ),
    "ingress-by-traefik": Case(
        INGRESS,
        {
            **served(
                "traefik",
                tls={
                    "secret_name": "influxdb-cert",
                    "hsts": {"max_age": 31536000, "include_subdomains": True, "preload": True},
                },
                sticky_cookie={
                    "name": "stick",
                    "max_age": 3600,
                    "secure": True,
                    "http_only": False,
                    "same_site": "Strict",
                },
                timeouts={"connect": 3, "response": 60, "idle": 90},
                max_body_size=1048576,
                allowed_cidrs=["10.13.0.0/16"],
                rate_limit={"requests": 600, "per": "minute", "burst": 100, "scope": "host"},
                basic_auth={"secret_name": "users", "realm": "InfluxDB"},
                backend_tls={"ca": CERTIFICATE, "server_name": "influxdb.internal"},
                forward_to="pods",
            ),
            "ports": [
                {"container_port": 8086, "backend_protocol": "HTTPS"},
                {"container_port": 8088, "entry_port": 8088},
            ],
            "controller": {"dialect": "traefik", "class_name": "traefik", "tcp_ports": [8088]},
        },
    ),
    "ingress-passed-through": Case(INGRESS, served("traefik", tls={"passthrough": True})),
    "ingress-by-contour": Case(
        INGRESS,
        served(
            "contour",
            tls={"secret_name": "influxdb-cert", "hsts": {"max_age": 31536000}},
            sticky_cookie={"same_site": "Strict"},
            timeouts={"response": 60, "idle": 90},
            allowed_cidrs=["10.13.0.0/16"],
            rate_limit={"requests": 600, "per": "minute", "burst": 100, "scope": "host"},
        ),
    ),
    "ingress-by-openshift": Case(
        INGRESS,
        served(
            "openshift",
            paths=[{"path": "/"}, {"path": "/admin"}],
            tls={"issuer": {"name": "lab"}, "hsts": {"max_age": 31536000, "preload": True}},
            sticky_cookie={"name": "stick", "same_site": "Strict"},
            timeouts={"response": 60},
            allowed_cidrs=["10.13.0.0/16", "192.0.2.0/24"],
        )
        | {"cluster": {"nodes": NODES, "platform": "openshift"}},
    ),
    "gateway-by-request": Case(GATEWAY, BY_REQUEST),
    "gateway-by-listener": Case(GATEWAY, BY_LISTENER, name="mail"),
}
