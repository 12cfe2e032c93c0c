"""Who Keystone knows: the services, a user of the project `lab`, an admin; and the catalogue."""

from typing import Any

from openstack.connection import Connection

from .settings import REGION, SERVICES, endpoint

ROLES = (
    *("admin", "manager", "member", "reader", "service"),
    *("load-balancer_member", "load-balancer_admin", "load-balancer_quota_admin"),
)
KINDS = {"neutron": "network", "octavia": "load-balancer", "designate": "dns", "nova": "compute"}
PATHS = {"nova": "/v2.1"}
"""What the catalogue calls the services; Keystone enters itself."""

USERS = {
    **dict.fromkeys(SERVICES[1:], ("service", ("admin", "service"))),
    "lab": ("lab", ("member", "load-balancer_member")),
    "admin": ("lab", ("admin", "load-balancer_admin")),
}
"""User to project and roles in it; each password is `lab`."""


def make(admin: Connection) -> None:
    """By an admin of the project `admin`, the only one after Keystone's own bootstrap."""
    # The SDK can't tell that it is version 3.
    keystone: Any = admin.identity
    roles = {name: keystone.find_role(name) or keystone.create_role(name=name) for name in ROLES}
    projects = {
        name: keystone.create_project(name=name, domain_id="default")
        for name in sorted({project for project, _ in USERS.values()})
    }
    for name, (project, granted) in USERS.items():
        user = keystone.find_user(name) or keystone.create_user(
            name=name, password="lab", domain_id="default"
        )
        for role in granted:
            keystone.assign_project_role_to_user(projects[project], user, roles[role])
    for name, kind in KINDS.items():
        service = keystone.create_service(name=name, type=kind)
        for interface in ("public", "internal", "admin"):
            keystone.create_endpoint(
                service_id=service.id,
                interface=interface,
                region_id=REGION,
                url=endpoint(name) + PATHS.get(name, ""),
            )
