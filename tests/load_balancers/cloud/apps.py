"""Apps behind a balancer of the cloud's."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from exposure_components.args.cloud import CloudBalancer
from exposure_components.args.cluster import Cluster
from exposure_components.args.ports import NodePort
from exposure_components.args.traffic import Stickiness
from exposure_components.checks.sound import sound
from exposure_components.kinds import ClientIp, ExternalTrafficPolicy, WorkloadKind
from exposure_components.load_balancers.cloud.checks import problems


class _LoadBalancer(TypedDict):
    cloud: NotRequired[CloudBalancer]


class CloudApp(TypedDict):
    """Of an app's args those that a balancer reads."""

    ports: Sequence[NodePort]
    load_balancer: NotRequired[_LoadBalancer]
    allowed_cidrs: NotRequired[Sequence[str]]
    client_ip: NotRequired[ClientIp]
    external_traffic_policy: NotRequired[ExternalTrafficPolicy]
    session_affinity: NotRequired[Stickiness]
    cluster: NotRequired[Cluster]
    kind: NotRequired[WorkloadKind]
    drain: NotRequired[int]
    selector: NotRequired[Mapping[str, str]]


class Known:
    """An Output whose value is known, with the manners of one."""

    def __init__(self, value: Any) -> None:
        """As Pulumi's: an Output of an Output is one of its value."""
        self.value: Any = value.value if isinstance(value, Known) else value

    def apply(self, func: Callable[[Any], Any]) -> "Known":
        """A value made of this one."""
        return Known(func(self.value))

    def is_known(self) -> bool:
        """Whether the value will be known in this run."""
        return True


def app(cloud: Any = None, **more: Any) -> dict[str, Any]:
    """An app without problems, but for what is asked of the cloud and what more says."""
    balancer = {} if cloud is None else {"load_balancer": {"cloud": cloud}}
    return {"ports": [{"container_port": 8086}], **balancer, **more}


def lines(cloud: Any = None, **more: Any) -> list[str]:
    """What is wrong, as the user reads it: by its shape, and by the rules."""
    readable, found = sound(app(cloud, **more), CloudApp)
    return [str(problem) for problem in [*found, *problems(readable)]]
