"""What runs: the args that all strategies share."""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.cluster import Cluster
from exposure_components.args.dns import Dns
from exposure_components.args.env import EnvSource, EnvValueSource
from exposure_components.args.policies import DisruptionBudget, NetworkPolicy
from exposure_components.args.probes import Probe
from exposure_components.args.scheduling import Spread, Toleration
from exposure_components.args.security import Namespace, Security, ServiceAccount
from exposure_components.args.volumes import Volume
from exposure_components.kinds import ImagePullPolicy, WorkloadKind


class Resources(TypedDict):
    """What a pod asks for and may use: quantities by resource, such as `{"cpu": "500m"}`."""

    requests: NotRequired[Mapping[str, str]]
    """What the scheduler sets aside."""
    limits: NotRequired[Mapping[str, str]]
    """What the pod may use at most."""


class AppArgs(TypedDict):
    """An app: a new workload by its `image`, or an existing one by its `selector`."""

    image: NotRequired[Input[str]]
    """Container image. Needed unless `selector` is given."""
    selector: NotRequired[Mapping[str, str]]
    """Labels of the pods of an existing workload; then no workload is made."""
    name: NotRequired[str]
    """Name of the objects in the cluster. Default: the component's name; longer than 52
    characters it is shortened with a hash."""
    namespace: NotRequired[Namespace]
    """Where the objects live. Default: the provider's namespace."""
    cluster: NotRequired[Cluster]
    """Facts about the target. Default: nothing is known."""
    dns: NotRequired[Dns]
    """A name for the app, in place of addresses. Default: none."""

    kind: NotRequired[WorkloadKind]
    """Default: Deployment."""
    replicas: NotRequired[int]
    """Number of pods. Default: 1. Not for a DaemonSet."""
    autoscaled: NotRequired[bool]
    """True leaves the number of pods to an autoscaler. Default: false."""
    command: NotRequired[Sequence[Input[str]]]
    """Replaces the image's entry point."""
    args: NotRequired[Sequence[Input[str]]]
    """Replaces the image's arguments."""
    env: NotRequired[Mapping[str, Input[str]]]
    """Environment variables and their values."""
    env_value_from: NotRequired[Mapping[str, EnvValueSource]]
    """Environment variables whose value is a key of a Secret or of a ConfigMap."""
    env_from: NotRequired[Sequence[EnvSource]]
    """Secrets and ConfigMaps whose keys all become variables."""
    resources: NotRequired[Resources]
    """Default: none."""
    image_pull_policy: NotRequired[ImagePullPolicy]
    """Default: Kubernetes' own: Always for `latest` or no tag, else IfNotPresent."""
    image_pull_secrets: NotRequired[Sequence[str]]
    """Names of Secrets with credentials of the image's registry."""
    volumes: NotRequired[Sequence[Volume]]
    """Default: none."""

    readiness: NotRequired[Probe]
    """When clients may be sent to the pod. Default: the first TCP port accepts connections."""
    liveness: NotRequired[Probe]
    """When the container is restarted. Default: the first TCP port accepts no connections; not
    by HTTP, which kills a pod that is only busy."""
    startup: NotRequired[Probe]
    """Holds the other probes back until it succeeds. Default: none."""
    termination_grace_period: NotRequired[int]
    """Seconds a pod has to end once it is told to. Default: Kubernetes' own, 30."""
    drain: NotRequired[int]
    """Seconds that a pod which shall end goes on serving, until nodes and load balancers have
    stopped sending to it: it is told to end after them, and gets so much more time in all; a
    balancer of AWS drains as long. Needs Kubernetes 1.30. Default: none."""

    node_selector: NotRequired[Mapping[str, str]]
    """Labels that a node must have. Default: any node."""
    tolerations: NotRequired[Sequence[Toleration]]
    """Default: none."""
    spread: NotRequired[Sequence[Spread]]
    """Default: with two replicas or more evenly over the nodes where possible; an empty list
    turns that off."""

    labels: NotRequired[Mapping[str, Input[str]]]
    """More labels of every object and of the pods; never part of a selector."""
    annotations: NotRequired[Mapping[str, Input[str]]]
    """Annotations of every object."""
    pod_annotations: NotRequired[Mapping[str, Input[str]]]
    """Annotations of the pods."""

    security: NotRequired[Security]
    """Default: the restricted level of the Pod Security Standards."""
    service_account: NotRequired[ServiceAccount]
    """Default: the namespace's `default`, without a token."""
    disruption_budget: NotRequired[DisruptionBudget]
    """Default: one pod may be away, with two replicas or more."""
    network_policy: NotRequired[NetworkPolicy]
    """Default: none, unless `allowed_cidrs` is given."""
    allowed_cidrs: NotRequired[Sequence[Input[str]]]
    """The only clients that may reach the app, such as `10.0.0.0/8`. Enforced at the pods by a
    NetworkPolicy, or by the load balancer and the nodes' security group where the pods do not
    see their clients. Default: every client."""

    pod_spec: NotRequired[Mapping[str, Any]]
    """The way out: any field of the pod's spec that has no arg here, in Kubernetes' own spelling,
    merged into it. Lists of named things (containers, volumes) are merged by name; the app's own
    container has the app's name. A field that the library sets itself is refused."""
