"""Quotas of the project, by an admin."""

from collections.abc import Mapping
from typing import Any, Literal

from openstack.connection import Connection

Service = Literal["network", "load_balancer", "dns"]


def limit(admin: Connection, service: Service, limits: Mapping[str, int]) -> None:
    _proxy(admin, service).update_quota(admin.current_project_id, **limits)


def lift(admin: Connection, service: Service) -> None:
    """Back to the service's defaults."""
    _proxy(admin, service).delete_quota(admin.current_project_id)


def _proxy(admin: Connection, service: Service) -> Any:
    return getattr(admin, service)
