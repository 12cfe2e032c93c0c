"""Health checks of a container."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from exposure_components.kinds import UriScheme


class Probe(TypedDict):
    """How the kubelet asks the container how it is.

    By HTTP when `http_path` is given, by running `command` in the container when that is given,
    by gRPC when `grpc` is true, else by opening a TCP connection.
    """

    enabled: NotRequired[bool]
    """False turns a default probe off. Default: true."""
    port: NotRequired[int]
    """Container port to ask. Default: the app's first TCP port."""
    http_path: NotRequired[str]
    """Path that answers with a status of 200 to 399; starts with `/`."""
    scheme: NotRequired[UriScheme]
    """Scheme of an HTTP probe. Default: HTTP."""
    grpc: NotRequired[bool]
    """Ask by the gRPC health protocol. Default: false."""
    command: NotRequired[Sequence[str]]
    """Program and arguments; exit status 0 is healthy."""
    initial_delay: NotRequired[int]
    """Seconds from the start of the container to the first probe. Default: Kubernetes' own, 0."""
    period: NotRequired[int]
    """Seconds between probes, at least 1. Default: Kubernetes' own, 10."""
    timeout: NotRequired[int]
    """Seconds until a probe counts as failed, at least 1. Default: Kubernetes' own, 1."""
    failure_threshold: NotRequired[int]
    """Failures in a row that count, at least 1. Default: Kubernetes' own, 3."""
    success_threshold: NotRequired[int]
    """Successes in a row that count; 1 for liveness and startup. Default: Kubernetes' own, 1."""
