"""What the project has before any test: networks, a router, the nodes, a zone, a flavor."""

import json
from typing import Any, NamedTuple
from uuid import uuid4

from openstack.connection import Connection

from ..paths import CHECKOUT
from ..shell import run
from ..topology import CONTROL_PLANE_ADDRESS, POD_NETWORK
from ..topology import NODES as CLUSTER
from .services import environment
from .settings import (
    CLUSTER_GROUP,
    EXTERNAL,
    EXTERNAL_CIDR,
    FLAVOR,
    NODES,
    NODES_CIDR,
    NODES_GROUP,
    SERVERS_TAG,
    STATE,
    VIPS,
    VIPS_CIDR,
    ZONE,
    venv,
)


class Range(NamedTuple):
    """Addresses of a subnet that Neutron gives out: the lab's machines have others."""

    start: str
    end: str


NODES_FREE = Range("10.13.241.100", "10.13.241.199")
VIPS_FREE = Range("10.13.242.10", "10.13.242.250")


def make(lab: Connection, admin: Connection, owner: Connection) -> None:
    """By the project's own user, all but what only an admin makes, or an admin of another."""
    external = owner.network.create_network(
        name=EXTERNAL,
        is_router_external=True,
        provider_network_type="flat",
        provider_physical_network=EXTERNAL,
    )
    owner.network.create_subnet(
        name=EXTERNAL,
        network_id=external.id,
        cidr=EXTERNAL_CIDR,
        ip_version=4,
        is_dhcp_enabled=False,
    )
    router = lab.network.create_router(
        name="lab", external_gateway_info={"network_id": external.id}
    )
    for name, cidr, free in ((NODES, NODES_CIDR, NODES_FREE), (VIPS, VIPS_CIDR, VIPS_FREE)):
        network = lab.network.create_network(name=name)
        subnet = lab.network.create_subnet(
            name=name,
            network_id=network.id,
            cidr=cidr,
            ip_version=4,
            # In the nodes' network, 10.13.241.1 is taken.
            gateway_ip=cidr.replace(".0/24", ".254"),
            allocation_pools=[free._asdict()],
        )
        lab.network.add_interface_to_router(router, subnet.id)
    groups = [lab.network.create_security_group(name=NODES_GROUP), _cluster_group(lab)]
    _servers(lab, [group.id for group in groups])
    _balancer_choices(admin)


def _cluster_group(lab: Connection) -> Any:
    """Lets the cluster's machines and pods in, as its operator must."""
    group = lab.network.create_security_group(name=CLUSTER_GROUP)
    from_all = {"security_group_id": group.id, "direction": "ingress", "ether_type": "IPv4"}
    lab.network.create_security_group_rule(**from_all, remote_group_id=group.id)
    control_plane = f"{CONTROL_PLANE_ADDRESS}/32"
    lab.network.create_security_group_rule(**from_all, remote_ip_prefix=control_plane)
    return group


def _servers(lab: Connection, groups: list[str]) -> None:
    """The cluster's nodes, as Nova would know them; nobody can make servers here."""
    known = {"network": NODES, "cidr": NODES_CIDR, "tags": [SERVERS_TAG]}
    servers: list[dict[str, Any]] = []
    for name, node in CLUSTER.items():
        id = str(uuid4())
        port = _port(lab, name, node.address, device_id=id, security_groups=groups)
        servers.append({"id": id, "port": port, "name": name, "address": node.address, **known})
    enter = (venv() / "bin/python", "-B", "-m", "tests.lab.openstack.inside.servers")
    owner = (str(lab.current_project_id), str(lab.current_user_id))
    config = STATE / "etc/nova/nova.conf"
    run(*enter, config, *owner, json.dumps(servers), env=environment(), cwd=CHECKOUT)


def _port(lab: Connection, name: str, address: str, **more: Any) -> str:
    """Of a node; its id."""
    network: Any = lab.network
    subnet = network.find_subnet(NODES, ignore_missing=False)
    made = network.create_port(
        name=name,
        network_id=subnet.network_id,
        fixed_ips=[{"subnet_id": subnet.id, "ip_address": address}],
        device_owner="compute:nova",
        # Pods are routed with addresses of their own.
        allowed_address_pairs=[{"ip_address": POD_NETWORK}],
        **more,
    )
    return str(made.id)


def _balancer_choices(admin: Connection) -> None:
    """What an admin offers to users of Octavia."""
    octavia = admin.load_balancer
    flavor = octavia.create_flavor_profile(
        name=FLAVOR,
        provider_name="amphora",
        flavor_data=json.dumps({"loadbalancer_topology": "SINGLE"}),
    )
    octavia.create_flavor(name=FLAVOR, flavor_profile_id=flavor.id, is_enabled=True)
    zone = octavia.create_availability_zone_profile(
        name=ZONE,
        provider_name="amphora",
        availability_zone_data=json.dumps({"compute_zone": ZONE}),
    )
    octavia.create_availability_zone(
        name=ZONE, availability_zone_profile_id=zone.id, is_enabled=True
    )
