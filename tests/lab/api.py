"""The few questions that the lab itself asks the API server."""

import http.client
import json
import ssl
from pathlib import Path
from typing import Any

from .modules import KUBERNETES
from .paths import KUBECONFIG, PKI
from .shell import run
from .topology import API_PORT


def get(path: str) -> Any:
    """The object at the path; None if there is none."""
    return _ask("GET", path)


def emptied(collection: str) -> bool:
    """Whether the objects of one kind in a namespace are gone; asks those that are not to go.

    One request deletes as many as the API server can in a minute. Pods have a second to end.
    """
    query = "propagationPolicy=Background&gracePeriodSeconds=1"
    _ask("DELETE", f"{collection}?{query}", seconds=70)
    left = get(f"{collection}?limit=1")
    return left is not None and not left["items"]


def _ask(method: str, path: str, seconds: float = 10) -> Any:
    context = ssl.create_default_context(cafile=PKI / "ca.crt")
    context.load_cert_chain(PKI / "admin.crt", PKI / "admin.key")
    api = http.client.HTTPSConnection("127.0.0.1", API_PORT, context=context, timeout=seconds)
    try:
        api.request(method, path)
        response = api.getresponse()
        data = response.read()
        return json.loads(data) if response.status == 200 else None
    finally:
        api.close()


def ready() -> bool:
    """It answers, and knows its own admin."""
    return get("/version") is not None and get("/api/v1/namespaces") is not None


def heartbeat(name: str) -> str:
    """Another one each time that the node renews its lease. No time: clocks are set back, too."""
    path = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases"
    lease = get(f"{path}/{name}")
    return lease["metadata"]["resourceVersion"] if lease else ""


def conditions(name: str) -> list[dict[str, Any]]:
    node = get(f"/api/v1/nodes/{name}")
    return node["status"].get("conditions", []) if node else []


def node_ready(name: str, heard: str = "") -> bool:
    """Ready, and heard of after that heartbeat: a dead node still reads Ready for seconds."""
    ready = any(c["type"] == "Ready" and c["status"] == "True" for c in conditions(name))
    return ready and heartbeat(name) not in ("", heard)


def schedulable(name: str) -> bool:
    """A node that was away keeps its taints for a moment after it is Ready again."""
    node = get(f"/api/v1/nodes/{name}")
    return bool(node) and not node["spec"].get("taints")


def kubectl(*arguments: str, input: str | None = None, check: bool = True) -> str:
    binary = KUBERNETES.binary("kubectl")
    result = run(binary, "--kubeconfig", KUBECONFIG, *arguments, input=input, check=check)
    return result.stdout


def define(*source: str | Path) -> None:
    """Apply manifests with kinds of their own, and wait until the API server takes such objects."""
    names = kubectl("apply", "--server-side", *map(str, source), "-o", "name").split()
    kinds = [name for name in names if name.startswith("customresourcedefinition")]
    kubectl("wait", "--for=condition=Established", "--timeout=60s", *kinds)
