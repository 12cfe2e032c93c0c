"""Octavia's API with nobody behind it: what it checks is real, and each change counts as done.

Its worker loses all messages, and the data base takes what is PENDING_* for ACTIVE.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from . import database

STATEFUL = (
    *("load_balancer", "listener", "pool", "member"),
    *("health_monitor", "l7policy", "l7rule"),
)
"""Octavia's tables of what is PENDING_* while a change is on its way."""
_MORE = ("additional_vip", "vip_security_group", "vip", "listener_cidr", "sni", "tags")
_PARTS = ("session_persistence", "listener_statistics", "quotas")
_MOMENTS = ("INSERT", "UPDATE")


@contextmanager
def done_at_once() -> Iterator[None]:
    """Nothing of Octavia's is pending, until the end."""
    each = [(table, moment) for table in STATEFUL for moment in _MOMENTS]
    database.sql(*(_trigger(table, moment) for table, moment in each))
    try:
        yield
    finally:
        database.sql(*(f"DROP TRIGGER octavia.{_name(*place)}" for place in each))


def forget() -> None:
    """Remove all balancers, with all that they have: no worker would."""
    tables = (*STATEFUL, *_MORE, *_PARTS)
    database.sql(
        "SET FOREIGN_KEY_CHECKS = 0",
        *(f"DELETE FROM octavia.{table}" for table in tables),
        "SET FOREIGN_KEY_CHECKS = 1",
    )


def _trigger(table: str, moment: str) -> str:
    status = "NEW.provisioning_status"
    return (
        f"CREATE TRIGGER octavia.{_name(table, moment)} BEFORE {moment} ON octavia.{table} "
        f"FOR EACH ROW SET {status} = IF({status} LIKE 'PENDING%', 'ACTIVE', {status})"
    )


def _name(table: str, moment: str) -> str:
    return f"done_at_{table}_{moment.lower()}"
