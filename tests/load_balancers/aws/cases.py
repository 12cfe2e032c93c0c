"""Programs whose resource graphs are kept beside this file."""

from collections.abc import Callable, Mapping
from typing import Any

from exposure_components.load_balancers.aws.component import AwsNetworkLoadBalancer
from tests.load_balancers.aws.apps import BY_PODS, CERTIFICATE, app, balancer, port
from tests.load_balancers.aws.programs import Behind, apps

DNS = {"container_port": 53, "node_port": 30053}
EIPS = [
    {"id": "subnet-0a", "allocation_id": "eipalloc-0a"},
    {"id": "subnet-0b", "allocation_id": "eipalloc-0b"},
]


def two_apps_on_one_balancer(*, reverse: bool = False) -> Callable[[], Any]:
    """A balancer, a database and a web server, in either order."""

    def program() -> None:
        edge: Any = AwsNetworkLoadBalancer
        shared = edge("edge", balancer(cross_zone=True)).load_balancer
        ports = {
            "influxdb": [port()],
            "web": [
                port(container_port=8080, port=80, node_port=30080),
                port(container_port=8443, port=443, node_port=30443),
            ],
        }
        for name, each in sorted(ports.items(), reverse=reverse):
            listed = list(reversed(each)) if reverse else each
            Behind(name, {**app(*listed), "load_balancer": shared})

    return program


CASES: Mapping[str, Callable[[], Any]] = {
    "internal-tcp": apps(influxdb=app(allowed_cidrs=["10.0.0.0/8", "2001:db8::/32"])),
    "public-tls": apps(
        web=app(
            port(
                container_port=8080,
                port=443,
                node_port=30443,
                aws={
                    "protocol": "TLS",
                    "certificate_arn": CERTIFICATE,
                    "alpn_policy": "HTTP2Preferred",
                    "health_check": {"path": "/healthz", "matcher": "200-299", "interval": 15},
                },
            ),
            aws=balancer(
                public=True,
                subnets=EIPS,
                cross_zone=True,
                deletion_protection=True,
                ip_address_type="dualstack",
                tags={"team": "shop"},
            ),
            drain=60,
        )
    ),
    "tcp-udp": apps(dns=app(DNS, {**DNS, "protocol": "UDP"}, client_ip="preserve")),
    "udp": apps(
        game=app(
            port(container_port=7777, node_port=30777, protocol="UDP"),
            port(container_port=8080, node_port=30080, aws={"stickiness": True}),
        )
    ),
    "pods-by-binding": apps(
        influxdb=app(
            {"container_port": 8086},
            aws=balancer(targets=BY_PODS),
            client_ip="preserve",
            cluster={},
        )
    ),
    "nodes-by-binding": apps(
        influxdb=app(
            aws=balancer(
                targets={"binding": {"target_type": "instance", "node_selector": {"pool": "edge"}}}
            ),
            cluster={},
        )
    ),
    "autoscaling-group": apps(
        influxdb=app(
            port(aws={"proxy_protocol_v2": True, "deregistration_delay": 30}),
            aws=balancer(targets={"autoscaling_group": "workers"}),
            cluster={},
            client_ip="preserve",
        )
    ),
    "addresses": apps(influxdb=app(aws=balancer(targets={"nodes": "ip"}))),
    "existing": apps(
        influxdb=app(
            aws={
                "vpc_id": "vpc-0",
                "existing": {
                    "id": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/edge/1",
                    "host": "edge.example.com",
                },
            }
        )
    ),
    "two-apps": two_apps_on_one_balancer(),
}
