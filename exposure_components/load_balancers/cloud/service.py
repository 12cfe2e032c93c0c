"""What the cloud's balancer makes of an app's Service, and of what its pods see."""

from typing import Any

from exposure_components.kinds import ExternalTrafficPolicy
from exposure_components.load_balancers.cloud.all import chosen
from exposure_components.node_ports import affinity_fields
from exposure_components.objects.labels import present


def annotations(args: Any) -> dict[str, Any]:
    """What the provider is told, in its words."""
    preset, asked = chosen(args)
    return dict(preset.annotations(asked))


def service_fields(args: Any) -> dict[str, Any]:
    """Of the Service's spec; a field only where it says something."""
    preset, asked = chosen(args)
    cloud = asked.cloud
    return {
        "type": "LoadBalancer",
        "externalTrafficPolicy": str(traffic_policy(args)),
        **present(
            loadBalancerClass=cloud.get("load_balancer_class"),
            loadBalancerSourceRanges=_list(args.get("allowed_cidrs")),
            healthCheckNodePort=cloud.get("health_check_node_port"),
            allocateLoadBalancerNodePorts=cloud.get("allocate_node_ports"),
            ipFamilies=_list(cloud.get("ip_families")),
            ipFamilyPolicy=_text(cloud.get("ip_family_policy")),
        ),
        **preset.service_fields(asked),
        **affinity_fields(args),
    }


def traffic_policy(args: Any) -> ExternalTrafficPolicy:
    """Local exactly where it keeps the client's address, which somebody asks for."""
    preset, asked = chosen(args)
    if asked.policy is not None:
        return ExternalTrafficPolicy(asked.policy)
    keeping = preset.keeping(asked)
    judged = "allowed_cidrs" in args and "client_ip" not in args and keeping.at_pods
    return keeping.policy if asked.preserve or judged else ExternalTrafficPolicy.CLUSTER


def pods_see_clients(args: Any) -> bool:
    """Whether a NetworkPolicy at the pods may let the clients in by their addresses alone.

    Not where the balancer's own address comes instead, and not where its health checks come too.
    """
    preset, asked = chosen(args)
    return preset.keeping(asked).at_pods and _local(args)


def client_ip_kept(args: Any, port: Any) -> bool:
    """Whether the app learns the client's address at a port, from the packets or from a header."""
    preset, asked = chosen(args)
    keeping = preset.keeping(asked)
    by_policy = keeping.policy is ExternalTrafficPolicy.LOCAL and not keeping.refused
    return preset.kept_anyway(asked, port) or (by_policy and _local(args))


def timeout(args: Any) -> int | None:
    """Seconds that `up` waits for the address. None: as long as the provider does."""
    _, asked = chosen(args)
    return asked.cloud.get("timeout")


def _local(args: Any) -> bool:
    return traffic_policy(args) is ExternalTrafficPolicy.LOCAL


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _list(values: Any) -> list[Any] | None:
    # Words of enums become texts; Outputs stay what they are.
    return None if values is None else [str(v) if isinstance(v, str) else v for v in values]
