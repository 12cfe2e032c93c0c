"""How a component names what it made."""

from typing import TypedDict


class WorkloadReference(TypedDict):
    """The workload of an app."""

    api_version: str
    """`apps/v1`."""
    kind: str
    """Deployment, StatefulSet or DaemonSet."""
    namespace: str
    """Where it lives."""
    name: str
    """Its name in the cluster."""


class ServiceReference(TypedDict):
    """The Service of an app."""

    namespace: str
    """Where it lives."""
    name: str
    """Its name in the cluster, and its DNS name within its namespace."""
    cluster_ip: str | None
    """Its address in the cluster; None in rendered manifests."""
