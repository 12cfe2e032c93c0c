"""Nodes read from the live cluster."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from exposure_components.args.cluster import Node
from exposure_components.errors import ExposureError, reason_of
from exposure_components.nodes import serving
from exposure_components.problems import Problem

_ADDRESSES = ("ExternalIP", "ExternalDNS", "InternalIP")
"""Types of addresses that clients may use, the best first."""
_PATIENCE = 10
"""Seconds to wait for the API server."""


class LiveNodes(TypedDict):
    """Which nodes to read, and from where."""

    label_selector: NotRequired[str]
    """Such as `pool=edge`. Default: every node."""
    context: NotRequired[str]
    """Context of the kubeconfig. Default: its current one."""
    kubeconfig: NotRequired[str]
    """Path of the kubeconfig. Default: `$KUBECONFIG`, else `~/.kube/config`."""


def live_nodes(source: LiveNodes | None = None) -> list[Node]:
    """The nodes of a running cluster that may serve clients.

    Nodes of the control plane and nodes that are excluded from external load balancers are
    skipped. Raises `ExposureError` if the cluster does not answer. Needs the extra `live`.
    """
    source = source or {}
    try:
        answer = _list_nodes(source)
    except Exception as error:
        remedy = "check the kubeconfig and its context, or list the nodes in `cluster.nodes`"
        where = source.get("context", "the current context")
        rule = f"could not be read from {where}: {reason_of(error)}"
        raise ExposureError("cluster", [Problem("cluster.live", None, rule, remedy)]) from error
    return serving_nodes(answer["items"])


def serving_nodes(items: Iterable[Mapping[str, Any]]) -> list[Node]:
    """Facts about the Node objects that may serve clients, by name."""
    nodes = [node for item in items if (node := _node(item)) is not None]
    return sorted(serving(nodes), key=lambda node: node["name"])


def _list_nodes(source: LiveNodes) -> Any:
    try:
        import kubernetes
    except ImportError as error:
        raise ImportError("pip install 'exposure-components[live]'") from error
    package: Any = kubernetes
    with package.config.new_client_from_config(
        config_file=source.get("kubeconfig"), context=source.get("context")
    ) as client:
        answer = package.client.CoreV1Api(client).list_node(
            label_selector=source.get("label_selector", ""), _request_timeout=_PATIENCE
        )
        return client.sanitize_for_serialization(answer)


def _node(item: Mapping[str, Any]) -> Node | None:
    status: Mapping[str, Any] = item.get("status", {})
    addresses: Sequence[Mapping[str, str]] = status.get("addresses") or []
    found = {a["type"]: a["address"] for a in addresses}
    address = next((found[kind] for kind in _ADDRESSES if kind in found), None)
    if address is None:
        return None
    node: Node = {
        "name": item["metadata"]["name"],
        "address": address,
        "labels": dict(item["metadata"].get("labels") or {}),
        "schedulable": not item.get("spec", {}).get("unschedulable", False),
    }
    if found.get("InternalIP", address) != address:
        node["internal_address"] = found["InternalIP"]
    if provider_id := item.get("spec", {}).get("providerID"):
        node["provider_id"] = provider_id
    return node
