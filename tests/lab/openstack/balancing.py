"""A balancer by the SDK, each of whose changes is waited for."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from openstack.connection import Connection
from openstack.exceptions import NotFoundException

from .data_plane.plane import DataPlane
from .settings import VIPS

Resource = Any
"""Of the SDK."""

QUICK = {"delay": 1, "timeout": 1, "max_retries": 1, "max_retries_down": 1}
"""A monitor that asks each second, and believes the first answer."""


def listener(
    protocol: str,
    port: int,
    *members: str,
    pool: Mapping[str, Any] | None = None,
    monitor: Mapping[str, Any] | None = None,
    members_have: Mapping[str, Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    """Described for the one call that makes a balancer with all that it has."""
    name = f"{protocol.lower()}-{port}"
    described = {
        "name": name,
        "protocol": protocol,
        "lb_algorithm": "ROUND_ROBIN",
        "members": [{**_member(member), **(members_have or {})} for member in members],
        **(pool or {}),
    }
    if monitor:
        described["healthmonitor"] = {**QUICK, **monitor}
    about = {"name": name, "protocol": protocol, "protocol_port": port}
    return {**about, "default_pool": described, **more}


def _member(where: str) -> dict[str, Any]:
    address, port = where.split(":")
    return {"address": address, "protocol_port": int(port)}


class Balancer:
    def __init__(self, cloud: Connection, **attributes: Any) -> None:
        self.octavia: Any = cloud.load_balancer
        subnet = cloud.network.find_subnet(VIPS, ignore_missing=False)
        self.made: Resource = self.octavia.create_load_balancer(
            **{"vip_subnet_id": subnet.id, **attributes}
        )
        self.id: str = self.made.id
        self.wait()

    def listener(self) -> Resource:
        """The first."""
        return next(iter(self.octavia.listeners(load_balancer_id=self.id)))

    def member(self, pool: str, where: str, **more: Any) -> Resource:
        """One more for the pool of that id."""
        made = self.octavia.create_member(pool, **_member(where), **more)
        self.wait()
        return made

    def states(self, data_plane: DataPlane, **pools: str) -> dict[str, str]:
        """Address and port of each member, of some pools, to how the balancer sees it."""
        seen = data_plane.members(self.id)
        return {
            f"{member.address}:{member.protocol_port}": seen.get(member.id, "")
            for pool in self.octavia.pools(loadbalancer_id=self.id, **pools)
            for member in self.octavia.members(pool.id)
        }

    def delete(self) -> None:
        """With all that it has."""
        self.octavia.delete_load_balancer(self.id, cascade=True)
        self.wait("DELETED")

    def status(self) -> str:
        try:
            status: str = self.octavia.get_load_balancer(self.id).provisioning_status
        except NotFoundException:
            return "DELETED"
        return status

    def wait(self, wanted: str = "ACTIVE", limit: float = 60) -> None:
        deadline = time.monotonic() + limit
        while (found := self.status()) != wanted:
            if found == "ERROR" or time.monotonic() > deadline:
                raise AssertionError(f"the balancer is {found}, not {wanted}")
            time.sleep(0.1)


@contextmanager
def balancer(cloud: Connection, **attributes: Any) -> Iterator[Balancer]:
    """Gone at the end."""
    made = Balancer(cloud, **attributes)
    try:
        yield made
    finally:
        made.delete()
