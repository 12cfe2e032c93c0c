"""Bringing the OpenStack lab up, taking it down."""

import json
import shutil

from .. import host
from ..locks import alone
from ..shell import LabError, say
from . import (
    database,
    files,
    identity,
    install,
    inventory,
    name_server,
    seed,
    services,
    template,
)
from .connections import connect
from .data_plane import place
from .settings import STATE
from .settings import template as kept

LOCK = f"openstack-{STATE.name}"
READY = STATE / "ready"
"""Made when the data base is in place: a state without it is an aborted start."""
SEEDED = STATE / "seed.json"
"""What the lab itself has made, by id."""


def prepare() -> None:
    host.check()
    install.prepare()


def up() -> None:
    """Start what does not run; a running lab is left as it is, one of the past is removed."""
    prepare()
    with alone(LOCK):
        if not READY.exists() or services.gone():
            _remove()
            files.write()
            if kept().exists():
                template.load()
            else:
                _from_nothing()
            READY.touch()
        _start()
        say("OpenStack's APIs answer")


def _from_nothing() -> None:
    template.create()
    services.start("keystone")
    services.wait_for("keystone")
    # The project that Keystone begins with.
    first = "admin"
    identity.make(connect("admin", project=first))
    _start()
    admin = connect("admin")
    # Anew: a connection keeps the catalogue that it began with.
    seed.make(connect("lab"), admin, owner=connect("admin", project=first))
    SEEDED.write_text(json.dumps(inventory.everything(admin), indent=1))
    template.save()
    say("kept the data base in the cache")


def _start() -> None:
    database.start()
    name_server.start()
    for name in ("keystone", "neutron", "designate", "nova"):
        services.start(name)
    # Octavia asks Neutron what it can do, once, when it starts.
    services.wait_for("neutron")
    services.start("octavia")
    for name in services.PROCESSES:
        services.wait_for(name)


def running() -> bool:
    return READY.exists() and services.running()


def down() -> None:
    with alone(LOCK):
        _remove()
    say("nothing is left of OpenStack")


def _remove() -> None:
    place.down()
    services.end()
    shutil.rmtree(STATE, ignore_errors=True)
    if STATE.exists():
        raise LabError(f"left over: {STATE}")
