"""What a Network Load Balancer of AWS is, and what listens on it, where the args say nothing."""

from typing import Any

from tests.load_balancers.aws.apps import CERTIFICATE, app, balancer, port
from tests.load_balancers.aws.programs import (
    ATTACHMENT,
    BALANCER,
    BINDING,
    EGRESS,
    GROUP,
    INGRESS,
    LISTENER,
    SECURITY_GROUP,
)
from tests.strategies.promises.promise import ABSENT, Found, Promise, count, endpoint, made

PLAIN = app()
EXISTING = {"id": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/edge/0", "host": "a.b"}
FOUND = app(aws={"vpc_id": "vpc-0", "existing": EXISTING})
UNOPENED = {key: value for key, value in balancer().items() if key != "node_security_group_id"}
BOUND = app({"container_port": 8086}, aws=balancer(targets={"binding": {}}))
BOUND_NODES = app(aws=balancer(targets={"binding": {"target_type": "instance"}}))
LOCAL = app(external_traffic_policy="Local")
PRESERVED = app(client_ip="preserve")
TLS = app(port(aws={"protocol": "TLS", "certificate_arn": CERTIFICATE}))
TOLD = app(port(aws={"proxy_protocol_v2": True}), client_ip="preserve")
HTTP = app(port(aws={"health_check": {"path": "/ping"}}))
HTTP_ALONE = app(port(aws={"health_check": {"protocol": "HTTP"}}))
UDP = {"container_port": 53, "node_port": 30053, "protocol": "UDP"}
TCP = {"container_port": 53, "node_port": 30053}
GAME = app({"container_port": 7777, "node_port": 30777, "protocol": "UDP"}, port())
CHECK = {"protocol": "TCP", "port": "traffic-port"}


def promise(field: str, value: Any, seen: Found, args: Any = PLAIN) -> Promise:
    """Of an app behind a balancer of its own."""
    return Promise(field, value, seen, args, "CloudLoadBalancedApp")


def of_balancer(field: str, value: Any, seen: Found, args: Any = PLAIN) -> Promise:
    """Of the balancer."""
    return promise(f"AwsNetworkLoadBalancerArgs.{field}", value, seen, args)


def of_listener(field: str, value: Any, seen: Found, args: Any = PLAIN) -> Promise:
    """Of a listener and its target group."""
    return promise(f"AwsListener.{field}", value, seen, args)


def of_check(field: str, value: Any, key: str, args: Any = PLAIN) -> Promise:
    """Of the health check."""
    return promise(f"AwsHealthCheck.{field}", value, made(GROUP, "healthCheck", key), args)


PROMISES = [
    promise(
        "AwsSubnet.private_ipv4_address",
        ABSENT,
        made(BALANCER, "subnetMappings", 0, "privateIpv4Address"),
    ),
    promise("AwsTargetGroupBinding.target_type", "ip", made(BINDING, "spec", "targetType"), BOUND),
    promise(
        "AwsTargetGroupBinding.node_selector",
        ABSENT,
        made(BINDING, "spec", "nodeSelector"),
        BOUND_NODES,
    ),
    promise("AwsExistingBalancer.security_group_id", 0, count(INGRESS), FOUND),
    promise("AwsExistingBalancer.security_group_id", 0, count(EGRESS), FOUND),
    of_balancer("existing", 1, count(BALANCER)),
    of_balancer("public", True, made(BALANCER, "internal")),
    of_balancer("cross_zone", ABSENT, made(BALANCER, "enableCrossZoneLoadBalancing")),
    of_balancer("ip_address_type", ABSENT, made(BALANCER, "ipAddressType")),
    of_balancer("security_group", 1, count(SECURITY_GROUP)),
    of_balancer("node_security_group_id", 1, count(INGRESS), app(aws=UNOPENED)),
    of_balancer("targets", 2, count(ATTACHMENT)),
    of_balancer("targets", "instance", made(GROUP, "targetType")),
    of_balancer("deletion_protection", ABSENT, made(BALANCER, "enableDeletionProtection")),
    *[of_balancer("tags", ABSENT, made(each, "tags")) for each in (BALANCER, GROUP, LISTENER)],
    of_check("protocol", "TCP", "protocol"),
    of_check("protocol", "HTTP", "protocol", HTTP),
    of_check("port", "traffic-port", "port"),
    of_check("port", "30086", "port", GAME),
    of_check("path", ABSENT, "path", HTTP_ALONE),
    of_check("matcher", ABSENT, "matcher", HTTP),
    of_check("interval", ABSENT, "interval"),
    of_check("interval", 10, "interval", LOCAL),
    of_check("timeout", ABSENT, "timeout"),
    of_check("healthy_threshold", ABSENT, "healthyThreshold"),
    of_check("healthy_threshold", 2, "healthyThreshold", LOCAL),
    of_check("unhealthy_threshold", ABSENT, "unhealthyThreshold"),
    of_check("unhealthy_threshold", 2, "unhealthyThreshold", LOCAL),
    of_listener("protocol", "TCP", made(LISTENER, "protocol")),
    of_listener("protocol", "TCP_UDP", made(LISTENER, "protocol"), app(UDP, TCP)),
    of_listener("ssl_policy", ABSENT, made(LISTENER, "sslPolicy")),
    of_listener(
        "ssl_policy", "ELBSecurityPolicy-TLS13-1-2-2021-06", made(LISTENER, "sslPolicy"), TLS
    ),
    of_listener("alpn_policy", ABSENT, made(LISTENER, "alpnPolicy"), TLS),
    of_listener("target_protocol", "TCP", made(GROUP, "protocol"), TLS),
    of_listener("idle_timeout", ABSENT, made(LISTENER, "tcpIdleTimeoutSeconds")),
    of_listener("targets", "ip", made(GROUP, "targetType"), BOUND),
    of_listener("preserve_client_ip", "false", made(GROUP, "preserveClientIp")),
    of_listener("preserve_client_ip", "true", made(GROUP, "preserveClientIp"), PRESERVED),
    of_listener("preserve_client_ip", "true", made(GROUP, "preserveClientIp"), LOCAL),
    of_listener("preserve_client_ip", "false", made(GROUP, "preserveClientIp"), TOLD),
    of_listener("preserve_client_ip", ABSENT, made(GROUP, "preserveClientIp"), app(UDP, TCP)),
    of_listener("proxy_protocol_v2", ABSENT, made(GROUP, "proxyProtocolV2")),
    of_listener("stickiness", ABSENT, made(GROUP, "stickiness")),
    of_listener("deregistration_delay", ABSENT, made(GROUP, "deregistrationDelay")),
    of_listener("deregistration_delay", 20, made(GROUP, "deregistrationDelay"), app(drain=20)),
    of_listener("connection_termination", ABSENT, made(GROUP, "connectionTermination")),
    of_listener("health_check", CHECK, made(GROUP, "healthCheck")),
    promise("ForwardedAppArgs.client_ip", False, endpoint("client_ip_kept")),
    # The balancer's security group judges the clients.
    promise(
        "ForwardedAppArgs.client_ip",
        False,
        endpoint("client_ip_kept"),
        app(allowed_cidrs=["10.0.0.0/8"]),
    ),
]
