"""Programs of users that type checkers must accept in their strict modes. Never run."""

from collections.abc import Sequence

import pulumi
from pulumi_kubernetes.core.v1 import Secret

from exposure_components import (
    AwsNetworkLoadBalancer,
    AwsNetworkLoadBalancerArgs,
    CloudLoadBalancedApp,
    CloudLoadBalancedAppArgs,
    DnsRecords,
    Endpoint,
    ExposureError,
    Gateway,
    GatewayApp,
    GatewayAppArgs,
    GatewayArgs,
    HostNetworkApp,
    HostPortApp,
    HostPortAppArgs,
    IngressApp,
    IngressAppArgs,
    NodePortApp,
    NodePortAppArgs,
    OctaviaLoadBalancer,
    OctaviaLoadBalancerArgs,
    Problem,
)
from exposure_components.args.aws_kinds import NlbProtocol, NlbTargetType
from exposure_components.args.balancers import BalancedPort, LoadBalancer
from exposure_components.args.cloud_kinds import IpFamily, ProxyProtocolVersion
from exposure_components.args.cluster import Cluster, Node
from exposure_components.args.controllers import Controller
from exposure_components.args.dns import Dns, Zone
from exposure_components.args.gateway import KnownGateway, Listener
from exposure_components.args.gateway_kinds import (
    AddressType,
    HttpMethod,
    ListenerProtocol,
    PathMatch,
    RedirectScheme,
    RouteKind,
    RoutesFrom,
    TlsMode,
    ValueMatch,
)
from exposure_components.args.gateway_routes import GatewayPort, GrpcRule, HttpRule
from exposure_components.args.ingress import IngressPath, IngressPort, IngressTls
from exposure_components.args.ingress_kinds import (
    BackendProtocol,
    ControllerDialect,
    ForwardTo,
    IssuerKind,
    PathType,
    RatePeriod,
    RateScope,
    SameSite,
)
from exposure_components.args.octavia_kinds import (
    Method,
    MonitorType,
    OctaviaListenerProtocol,
    OctaviaProvider,
    PersistenceType,
    ProxyProtocol,
    RedirectCode,
)
from exposure_components.args.ports import HostPort, NodePort
from exposure_components.dns.kinds import RecordType
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


ZONE: Zone = {"designate": {"name": "kube.example.com"}}
DNS: Dns = {"name": "influxdb.kube.example.com", "zone": ZONE, "ttl": 60}


def behind_the_clouds_balancer(address: pulumi.Output[str]) -> None:
    plain: CloudLoadBalancedAppArgs = {"image": "a", "ports": [{"container_port": 8086}]}
    CloudLoadBalancedApp("plain", plain)
    CloudLoadBalancedApp(
        "metallb",
        {
            **plain,
            "load_balancer": {
                "cloud": {
                    "metallb": {"address_pool": "lab", "load_balancer_ips": [address]},
                    "ip_families": [IpFamily.IPV4],
                    "timeout": 120,
                }
            },
            "dns": DNS,
            "drain": 20,
        },
    )
    CloudLoadBalancedApp(
        "occm",
        {
            **plain,
            "load_balancer": {
                "cloud": {
                    "openstack": {
                        "provider": OctaviaProvider.AMPHORA,
                        "proxy_protocol": ProxyProtocolVersion.V2,
                        "subnet_id": address,
                    },
                    "address": address,
                    "public": True,
                }
            },
            "client_ip": ClientIp.PRESERVE,
        },
    )


def behind_octavia(address: pulumi.Output[str]) -> pulumi.Output[str]:
    args = OctaviaLoadBalancerArgs(
        vip_subnet={"name": "vip"},
        vip_address=address,
        floating_ip={"network": "public", "address": address},
        provider=OctaviaProvider.AMPHORA,
        flavor={"id": address},
        node_security_group={"name": "nodes"},
        tags=["team:shop"],
        timeout=1200,
    )
    port: BalancedPort = {
        "container_port": 8080,
        "port": 443,
        "node_port": 30443,
        "octavia": {
            "protocol": OctaviaListenerProtocol.TERMINATED_HTTPS,
            "tls_container": address,
            "sni_containers": [address],
            "proxy_protocol": ProxyProtocol.V2,
            "insert_headers": {"X-Forwarded-For": "true"},
            "method": Method.SOURCE_IP,
            "persistence": {"type": PersistenceType.APP_COOKIE, "cookie_name": "session"},
            "monitor": {"type": MonitorType.HTTP, "delay": 10, "url_path": "/ping"},
            "weights": {"kubenode01": 10},
            "backup": ["kubenode02"],
            "redirects": [{"path": "/old", "url": address, "code": RedirectCode.FOUND}],
            "redirect_from": {"port": 80, "host": address},
        },
    }
    owned: LoadBalancer = {"octavia": args}
    CloudLoadBalancedApp(
        "owned", {"image": "a", "ports": [port], "cluster": CLUSTER, "load_balancer": owned}
    )
    edge = OctaviaLoadBalancer("edge", args, pulumi.ResourceOptions(protect=True))
    shared = CloudLoadBalancedApp(
        "shared",
        {
            "image": "a",
            "ports": [{"container_port": 8086}],
            "cluster": CLUSTER,
            "load_balancer": edge.load_balancer,
        },
    )
    identity: pulumi.Output[str] = edge.id
    pulumi.export("identity", identity)
    pulumi.export("shared", shared.endpoints)
    return edge.host


def behind_aws(identity: pulumi.Output[str]) -> None:
    args: AwsNetworkLoadBalancerArgs = {
        "vpc_id": identity,
        "subnets": [{"id": identity}, {"id": "subnet-0b", "allocation_id": "eipalloc-0"}],
        "public": True,
        "node_security_group_id": identity,
        "targets": {"nodes": NlbTargetType.INSTANCE},
        "tags": {"team": identity},
    }
    edge = AwsNetworkLoadBalancer("edge", args)
    app = CloudLoadBalancedApp(
        "web",
        {
            "image": "a",
            "ports": [
                {
                    "container_port": 8080,
                    "port": 443,
                    "aws": {
                        "protocol": NlbProtocol.TLS,
                        "certificate_arn": identity,
                        "health_check": {"path": "/ping", "interval": 10},
                        "targets": {"binding": {}},
                    },
                }
            ],
            "load_balancer": edge.load_balancer,
            "dns": {
                "name": "web.example.com",
                "zone": {"route53": {"name": "example.com", "private": True}},
                "alias": True,
            },
        },
    )
    zone: pulumi.Output[str | None] = edge.zone_id
    pulumi.export("zone", zone)
    host: pulumi.Output[str | None] = app.endpoints.apply(lambda found: found[0]["host"])
    pulumi.export("host", host)


def behind_a_controller(address: pulumi.Output[str]) -> pulumi.Output[str]:
    plain: IngressAppArgs = {"image": "a", "ports": [{"container_port": 8086}]}
    IngressApp("plain", plain)
    controller: Controller = {
        "class_name": "traefik",
        "dialect": ControllerDialect.TRAEFIK,
        "addresses": [address, "10.13.242.1"],
        "domain": "*.kube.example.com",
        "tcp_ports": [2222],
        "publishes_address": True,
        "ready": address,
    }
    port = IngressPort(container_port=8086, backend_protocol=BackendProtocol.HTTPS)
    paths: Sequence[IngressPath] = [{"path": "/", "type": PathType.PREFIX, "port": 8086}]
    tls: IngressTls = {"issuer": {"name": "lab", "kind": IssuerKind.CLUSTER_ISSUER}}
    whole = IngressApp(
        "whole",
        {
            **plain,
            "ports": [port, {"container_port": 22, "entry_port": 2222}],
            "controller": controller,
            "hosts": ["influxdb.kube.example.com"],
            "paths": paths,
            "tls": {**tls, "redirect": True, "hsts": {"max_age": 60, "preload": True}},
            "sticky_cookie": {"name": "stick", "same_site": SameSite.STRICT},
            "timeouts": {"connect": 3, "response": 60, "idle": 90},
            "max_body_size": 1024,
            "rate_limit": {"requests": 5, "per": RatePeriod.MINUTE, "scope": RateScope.HOST},
            "basic_auth": {"secret_name": "users", "realm": "lab"},
            "backend_tls": {"ca": address, "server_name": "pods.example.com"},
            "forward_to": ForwardTo.PODS,
            "allowed_cidrs": [address],
            "dns": DNS,
            "timeout": 60,
        },
    )
    IngressApp(
        "literals",
        {
            **plain,
            "controller": {"dialect": ControllerDialect.OPENSHIFT},
            "tls": {"certificate": {"certificate": address, "private_key": address}},
        },
        pulumi.ResourceOptions(protect=True),
    )
    url: pulumi.Output[str] = whole.endpoints.apply(lambda found: found[0]["url"])
    return url


def behind_a_gateway(address: pulumi.Output[str]) -> pulumi.Output[str]:
    listeners: Sequence[Listener] = [
        {"name": "http", "port": 80, "protocol": ListenerProtocol.HTTP},
        {
            "name": "https",
            "port": 443,
            "protocol": ListenerProtocol.HTTPS,
            "hostname": "*.kube.example.com",
            "tls": {"mode": TlsMode.TERMINATE, "secret_names": ["edge"]},
            "routes_from": RoutesFrom.SELECTOR,
            "namespaces": {"team": "lab"},
        },
    ]
    args: GatewayArgs = {"class_name": address, "listeners": listeners}
    edge = Gateway(
        "edge",
        {
            **args,
            "namespace": {"name": "infra", "create": True},
            "addresses": [{"value": address, "type": AddressType.HOSTNAME}],
            "infrastructure": {"labels": {"team": "lab"}},
            "issuer": {"name": "lab", "kind": IssuerKind.CLUSTER_ISSUER},
            "timeout": 60,
        },
        pulumi.ResourceOptions(protect=True),
    )
    known: KnownGateway = edge.gateway
    plain: GatewayAppArgs = {"image": "a", "ports": [{"container_port": 80}], "gateway": known}
    rule: HttpRule = {
        "matches": [
            {
                "path": "/a",
                "path_type": PathMatch.EXACT,
                "headers": [{"name": "a", "value": "b", "type": ValueMatch.EXACT}],
                "query": [{"name": "a", "value": "b"}],
                "method": HttpMethod.GET,
            }
        ],
        "backends": [{"weight": 9}, {"weight": 1, "service": {"name": address, "port": 80}}],
        "rewrite": {"host": "a.internal", "path": {"full": "/"}},
        "request_headers": {"set": {"a": "b"}, "add": {"c": "d"}, "remove": ["e"]},
        "timeouts": {"request": 10, "backend_request": 2.5},
    }
    moved: HttpRule = {"redirect": {"scheme": RedirectScheme.HTTPS, "status": 308}}
    calls: Sequence[GrpcRule] = [{"matches": [{"service": "a.B", "method": "Get"}]}]
    whole = GatewayApp("whole", {**plain, "rules": [rule, moved], "redirect": False, "dns": DNS})
    GatewayApp(
        "calls",
        {
            **plain,
            "ports": [
                GatewayPort(container_port=80, route=RouteKind.GRPC),
                {"container_port": 22, "route": RouteKind.TCP, "section_name": "ssh"},
            ],
            "gateway": {"name": "edge", "addresses": [address], "ready": address},
            "hosts": ["a.example.com"],
            "grpc_rules": calls,
        },
    )
    pulumi.export("addresses", edge.addresses)
    url: pulumi.Output[str] = whole.endpoints.apply(lambda found: found[0]["url"])
    return url


def names(address: pulumi.Output[str]) -> pulumi.Output[Sequence[str]]:
    made = DnsRecords(
        "names",
        {
            "zone": {"designate": {"name": "example.com", "create": True, "email": "a@b.c"}},
            "records": [
                {"name": "a.example.com", "type": RecordType.A, "values": [address]},
                {"name": "b.example.com", "type": RecordType.CNAME, "values": ["a"], "ttl": 60},
            ],
        },
    )
    zone: pulumi.Output[str] = made.zone_id
    pulumi.export("zone", zone)
    return made.names


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
