"""Names, addresses and places of the OpenStack lab."""

import hashlib
import os
import platform
from collections.abc import Iterable
from pathlib import Path

from ..paths import CACHE, INSTANCE

HERE = Path(__file__).resolve().parent
HOME = CACHE / "openstack"
STATE = HOME / (f"run-{INSTANCE}" if INSTANCE else "run")
"""Of the running lab; `down` removes it."""

HOST = "127.0.0.1"
REGION = "RegionOne"

FIRST_PORT = int(os.environ.get("EXPOSURE_LAB_OPENSTACK_PORT", "15000"))
"""The lab takes it and the seven after it, on the loopback."""

API_PORTS = {
    "keystone": FIRST_PORT,
    "neutron": FIRST_PORT + 1,
    "octavia": FIRST_PORT + 2,
    "designate": FIRST_PORT + 3,
    "nova": FIRST_PORT + 7,
}
SERVICES = tuple(API_PORTS)
TRANSFERS_PORT = FIRST_PORT + 4
"""Where Designate hands its zones to the name server."""
DNS_PORT = FIRST_PORT + 5
RNDC_PORT = FIRST_PORT + 6

EXTERNAL = "public"
"""Name of the external network and of its subnet."""
EXTERNAL_CIDR = "203.0.113.0/24"
NODES = "kube"
"""Name of the network and the subnet that the cluster's nodes are in."""
NODES_CIDR = "10.13.241.0/24"
VIPS = "vip"
"""Name of the network and the subnet that balancers get their addresses from."""
VIPS_CIDR = "10.13.242.0/24"
AMPHORAE = "10.13.242.253"
"""Where balancers connect from to members that have no subnet of their own: the VIPs' subnet."""
NODES_GROUP = "kube-nodes"
"""The security group of the nodes, for what is asked of them from outside."""
CLUSTER_GROUP = "kube-cluster"
"""Theirs as well, for what the machines of the cluster ask of each other."""
SERVERS_TAG = "kube-node"
"""What Nova's servers, the cluster's nodes, are tagged with."""
ZONE = "nova"
"""The availability zone that balancers may be put into."""
FLAVOR = "small"
"""The flavor that balancers may have."""


def endpoint(service: str) -> str:
    return f"http://{HOST}:{API_PORTS[service]}"


def venv() -> Path:
    """Keyed by all that decides what is in it."""
    return (
        HOME / f"venv-{digest(['requirements.txt', 'constraints.txt'], platform.python_version())}"
    )


def template() -> Path:
    """The data base of a lab that has just been seeded, keyed by all that decides what is in it."""
    sources = sorted(file.name for file in (HERE / "etc").iterdir())
    code = ["template.py", "database.py", "identity.py", "seed.py", "settings.py"]
    code.append("inside/servers.py")
    return HOME / f"template-{digest([*code, *(f'etc/{s}' for s in sources)], venv().name)}"


def digest(files: Iterable[str], *words: str) -> str:
    """Of the files, which are named from this folder, and the words."""
    sha = hashlib.sha256(repr(words).encode())
    for file in files:
        sha.update((HERE / file).read_bytes())
    return sha.hexdigest()[:12]
