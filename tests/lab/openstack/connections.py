"""Connections to the lab's APIs by OpenStack's SDK."""

from openstack.config import OpenStackConfig
from openstack.connection import Connection

from .files import CLOUDS

SECONDS = 60
"""The longest that an answer may take."""


def connect(cloud: str, project: str = "lab") -> Connection:
    """`lab` is a user like any other, `admin` may do everything."""
    # Not the user's own clouds, whatever OS_* variables are there.
    config = OpenStackConfig(config_files=[str(CLOUDS)], load_envvars=False)
    found = config.get_one(cloud, project_name=project, api_timeout=SECONDS)
    return Connection(config=found)
