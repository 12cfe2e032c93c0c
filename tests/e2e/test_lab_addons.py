"""Each addon does in the lab what it is for."""

import sys
from typing import Any

from tests.lab.lab import Lab
from tests.lab.objects import WHOAMI, deployment
from tests.lab.topology import CLUSTER_DNS, VIP_POOL

RESOLVE = f"""
import socket, struct, sys
name = b"".join(bytes([len(x)]) + x.encode() for x in sys.argv[1].split(".")) + bytes(1)
query = struct.pack(">6H", 7, 256, 1, 0, 0, 0) + name + struct.pack(">2H", 1, 1)
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
    udp.settimeout(3)
    udp.sendto(query, ("{CLUSTER_DNS}", 53))
    print(socket.inet_ntoa(udp.recv(512)[-4:]))
"""


def service(kind: str) -> dict[str, Any]:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "web"},
        "spec": {
            "type": kind,
            "selector": {"app": "web"},
            "ports": [{"port": 80, "targetPort": 8080}],
        },
    }


def get(lab: Lab, namespace: str, what: str, path: str) -> str:
    return lab.kubectl("-n", namespace, "get", what, "-o", f"jsonpath={{{path}}}")


def test_coredns_knows_services_by_name(lab: Lab, namespace: str) -> None:
    lab.addon("coredns")
    lab.apply(service("ClusterIP"), namespace=namespace)
    address = get(lab, namespace, "service/web", ".spec.clusterIP")
    name = f"web.{namespace}.svc.cluster.local"
    ask = (sys.executable, "-c", RESOLVE, name)
    lab.until("the address", lambda: lab.run("kubenode01", *ask).strip() == address)


def test_metallb_gives_a_load_balancer_an_address_that_clients_reach(
    lab: Lab, namespace: str
) -> None:
    lab.addon("metallb")
    lab.apply(deployment("web", WHOAMI), service("LoadBalancer"), namespace=namespace)
    path = ".status.loadBalancer.ingress[0].ip"
    address = lab.until("an address", lambda: get(lab, namespace, "service/web", path))
    assert address in VIP_POOL
    lab.until("an answer", lambda: lab.curl(f"http://{address}/ping").code == 204)
