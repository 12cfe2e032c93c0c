"""Names and addresses, all of them inside of network namespaces that the lab makes."""

import os
from dataclasses import dataclass

from .paths import INSTANCE


@dataclass(frozen=True)
class Node:
    address: str
    pods: str
    """The node's part of POD_NETWORK."""


CONTROL_PLANE = "cp"
CONTROL_PLANE_ADDRESS = "10.13.241.1"
NODES = {
    "kubenode01": Node("10.13.241.89", "10.244.1.0/24"),
    "kubenode02": Node("10.13.241.10", "10.244.2.0/24"),
}
CLIENTS = {"client": "10.13.241.200", "client2": "10.13.241.201"}
"""Outside of the cluster: they know the nodes' network and nothing of pods and services."""

LAN = "lan"
"""The namespace that holds the switch between all of them."""

POD_NETWORK = "10.244.0.0/16"
SERVICE_NETWORK = "10.96.0.0/16"
API_SERVICE = "10.96.0.1"
CLUSTER_DNS = "10.96.0.10"
VIP_POOL = [f"10.13.241.{last}" for last in range(240, 251)]
"""Addresses that MetalLB gives to services: manifests/metallb-pool.yaml."""

API_PORT = int(os.environ.get("EXPOSURE_LAB_PORT", "26443"))
"""Leads from the host's loopback to the API: the lab's only trace in the host's network."""

LAB = f"exposure-lab-{INSTANCE}" if INSTANCE else "exposure-lab"
"""Name of the lab's cgroup and prefix of its network namespaces."""


def netns(name: str) -> str:
    return f"{LAB}-{name}"


def netns_path(name: str) -> str:
    return f"/run/netns/{netns(name)}"
