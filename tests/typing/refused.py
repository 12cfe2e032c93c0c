# type: ignore
"""Mistakes that type checkers must find, each on the line that says so. Never run."""

import pulumi

from exposure_components import (
    AwsNetworkLoadBalancer,
    CloudLoadBalancedApp,
    CloudLoadBalancedAppArgs,
    DnsRecords,
    Gateway,
    GatewayApp,
    GatewayAppArgs,
    GatewayArgs,
    HostNetworkApp,
    HostPortApp,
    IngressApp,
    IngressAppArgs,
    NodePortApp,
    NodePortAppArgs,
    OctaviaLoadBalancer,
)
from exposure_components.args.ports import HostPort

OK: NodePortAppArgs = {"image": "a", "ports": [{"container_port": 80}]}

# Unknown keys.
A: NodePortAppArgs = {"imag": "a", "ports": []}  # expect-error
B: HostPort = {"container_port": 80, "node_port": 30000}  # expect-error
HostPortApp("a", {"image": "a", "ports": [{"container_port": 80, "node_port": 1}]})  # expect-error
HostNetworkApp("a", {"image": "a", "ports": [], "client_ip": "preserve"})  # expect-error
NodePortApp("a", NodePortAppArgs(image="a", ports=[], repliacs=2))  # expect-error

# Missing keys.
NodePortApp("a", {"image": "a"})  # expect-error
NodePortApp("a", {"image": "a", "ports": [{"node_port": 30000}]})  # expect-error
NodePortApp("a", {**OK, "cluster": {"nodes": [{"name": "a"}]}})  # expect-error
NodePortApp("a", {**OK, "volumes": [{"name": "a"}]})  # expect-error

# Wrong types.
NodePortApp("a", {**OK, "replicas": "2"})  # expect-error
NodePortApp("a", {**OK, "env": {"PORT": 80}})  # expect-error
NodePortApp("a", {**OK, "env": ["PORT=80"]})  # expect-error
NodePortApp("a", {"image": "a", "ports": {"container_port": 80}})  # expect-error
NodePortApp("a", {"image": "a", "ports": [80]})  # expect-error
NodePortApp("a", {**OK, "readiness": {"period": "10s"}})  # expect-error
NodePortApp("a", {**OK, "image": None})  # expect-error

# Words that are no choice.
NodePortApp("a", {**OK, "kind": "Job"})  # expect-error
NodePortApp("a", {**OK, "ports": [{"container_port": 80, "protocol": "tcp"}]})  # expect-error

# Outputs where resources are decided.
LATER = pulumi.Output.from_input(2)
NodePortApp("a", {**OK, "replicas": LATER})  # expect-error
NodePortApp("a", {"image": "a", "ports": [{"container_port": LATER}]})  # expect-error

# Outputs of the component, read as values.
URL: str = NodePortApp("a", OK).endpoints[0]["url"]  # expect-error
KIND = NodePortApp("a", OK).workload.apply(lambda workload: workload["kind"])  # expect-error
HOST = NodePortApp("a", OK).endpoints.apply(lambda endpoints: endpoints[0]["hots"])  # expect-error

# Calls.
NodePortApp({"image": "a", "ports": []})  # expect-error
NodePortApp("a", OK, pulumi.ResourceOptions(), "more")  # expect-error

# Balancers, and what listens on them.
LB = CloudLoadBalancedApp
APP: CloudLoadBalancedAppArgs = {"image": "a", "ports": [{"container_port": 80}]}
LB("a", {**APP, "load_balancer": "octavia"})  # expect-error
LB("a", {**APP, "load_balancer": {"f5": {}}})  # expect-error
LB("a", {**APP, "load_balancer": {"octavia": {"vip_subnet": "vip"}}})  # expect-error
LB("a", {**APP, "load_balancer": {"cloud": {"metallb": {"pool": "a"}}}})  # expect-error
LB("a", {**APP, "load_balancer": {"cloud": {"timeout": "10m"}}})  # expect-error
LB("a", {**APP, "load_balancer": {"shared": {"id": "1"}}})  # expect-error
LB("a", {**APP, "load_balancer": {"aws": {"subnets": []}}})  # expect-error
LB("a", {"image": "a", "ports": [{"container_port": 80, "octavia": {"weight": 1}}]})  # expect-error
LB("a", {"image": "a", "ports": [{"container_port": 80, "aws": {"protocol": 1}}]})  # expect-error
LB("a", {"image": "a", "ports": [{"container_port": 80, "host_port": 80}]})  # expect-error
LB("a", {**APP, "drain": "20s"})  # expect-error
NodePortApp("a", {**OK, "load_balancer": {"cloud": {}}})  # expect-error
NodePortApp("a", {"image": "a", "ports": [{"container_port": 80, "octavia": {}}]})  # expect-error
OctaviaLoadBalancer("a", {"vip_subnet": {"name": "vip"}, "provider": "f5"})  # expect-error
OctaviaLoadBalancer("a", {"floating_ip": {}})  # expect-error
OctaviaLoadBalancer("a", {"vip_subnet": {"name": "vip"}, "flavour": {"id": "1"}})  # expect-error
AwsNetworkLoadBalancer("a", {"subnets": [{"id": "subnet-0"}]})  # expect-error
AwsNetworkLoadBalancer("a", {"vpc_id": "vpc-0", "subnets": ["subnet-0"]})  # expect-error
EDGE = OctaviaLoadBalancer("a", {"vip_subnet": {"name": "vip"}})
LB("a", {**APP, "load_balancer": EDGE})  # expect-error
HOST_OF: str = EDGE.host  # expect-error

# Apps behind a controller.
BEHIND: IngressAppArgs = {"image": "a", "ports": [{"container_port": 80}]}
IngressApp("a", {**BEHIND, "host": "a.example.com"})  # expect-error
IngressApp("a", {**BEHIND, "hosts": [80]})  # expect-error
IngressApp("a", {**BEHIND, "paths": [{"type": "Exact"}]})  # expect-error
IngressApp("a", {**BEHIND, "paths": ["/"]})  # expect-error
IngressApp("a", {**BEHIND, "tls": {"secret": "a"}})  # expect-error
IngressApp("a", {**BEHIND, "tls": {"hsts": True}})  # expect-error
IngressApp("a", {**BEHIND, "tls": {"certificate": {"certificate": "a"}}})  # expect-error
IngressApp("a", {**BEHIND, "controller": "traefik"})  # expect-error
IngressApp("a", {**BEHIND, "controller": {"dialect": "nginx"}})  # expect-error
IngressApp("a", {**BEHIND, "sticky_cookie": True})  # expect-error
IngressApp("a", {**BEHIND, "timeouts": {"connect": "3s"}})  # expect-error
IngressApp("a", {**BEHIND, "rate_limit": {"burst": 5}})  # expect-error
IngressApp("a", {**BEHIND, "basic_auth": {"users": "a"}})  # expect-error
IngressApp("a", {**BEHIND, "forward_to": "nodes"})  # expect-error
IngressApp("a", {"image": "a", "ports": [{"container_port": 80, "node_port": 1}]})  # expect-error
IngressApp("a", {**BEHIND, "load_balancer": {"cloud": {}}})  # expect-error
IngressApp("a", {**BEHIND, "max_body_size": pulumi.Output.from_input(1)})  # expect-error
NodePortApp("a", {**OK, "hosts": ["a.example.com"]})  # expect-error

# Gateways, and apps behind them.
ROUTED: GatewayAppArgs = {"image": "a", "ports": [{"container_port": 80}], "gateway": {"name": "a"}}
GatewayApp("a", {"image": "a", "ports": [{"container_port": 80}]})  # expect-error
GatewayApp("a", {**ROUTED, "gateway": "edge"})  # expect-error
GatewayApp("a", {**ROUTED, "gateway": {"section_name": "http"}})  # expect-error
GatewayApp("a", {**ROUTED, "gateway": {"name": "a", "listeners": [{"port": 80}]}})  # expect-error
GatewayApp("a", {**ROUTED, "paths": ["/"]})  # expect-error
GatewayApp("a", {**ROUTED, "ports": [{"container_port": 80, "route": "Ingress"}]})  # expect-error
GatewayApp("a", {**ROUTED, "ports": [{"container_port": 80, "node_port": 1}]})  # expect-error
GatewayApp("a", {**ROUTED, "rules": {"matches": []}})  # expect-error
GatewayApp("a", {**ROUTED, "rules": [{"match": []}]})  # expect-error
GatewayApp("a", {**ROUTED, "rules": [{"matches": [{"path_type": "Prefix"}]}]})  # expect-error
GatewayApp("a", {**ROUTED, "rules": [{"matches": [{"headers": {"a": "b"}}]}]})  # expect-error
GatewayApp("a", {**ROUTED, "rules": [{"backends": [{"service": "a"}]}]})  # expect-error
GatewayApp("a", {**ROUTED, "rules": [{"backends": [{"weight": 0.5}]}]})  # expect-error
GatewayApp("a", {**ROUTED, "rules": [{"redirect": {"scheme": "ftp"}}]})  # expect-error
GatewayApp("a", {**ROUTED, "rules": [{"timeouts": {"request": "10s"}}]})  # expect-error
GatewayApp("a", {**ROUTED, "grpc_rules": [{"rewrite": {"host": "a"}}]})  # expect-error
GatewayApp("a", {**ROUTED, "redirect": "https"})  # expect-error
AT: GatewayArgs = {"class_name": "a", "listeners": []}
Gateway("a", {"class_name": "a"})  # expect-error
Gateway("a", {**AT, "controller": "traefik"})  # expect-error
Gateway("a", {**AT, "listeners": [{"name": "a", "port": 80, "protocol": "SCTP"}]})  # expect-error
Gateway("a", {**AT, "addresses": ["10.0.0.1"]})  # expect-error
Gateway("a", {**AT, "timeout": "60s"})  # expect-error
GatewayApp("a", {**ROUTED, "gateway": Gateway("a", AT)})  # expect-error

# Names.
LB("a", {**APP, "dns": "a.example.com"})  # expect-error
LB("a", {**APP, "dns": {"name": "a.example.com"}})  # expect-error
LB("a", {**APP, "dns": {"name": "a.b", "zone": {"bind": {}}}})  # expect-error
DnsRecords("a", {"zone": {"designate": {"name": "a.b"}}})  # expect-error
MX = {"name": "a.b", "type": "MX", "values": ["a"]}
DnsRecords("a", {"zone": {"designate": {"name": "a.b"}}, "records": [MX]})  # expect-error
