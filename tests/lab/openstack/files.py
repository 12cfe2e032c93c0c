"""The configuration of everything that runs, from the templates in etc/."""

import base64
import os
import shlex
from string import Template

from .install import server
from .settings import (
    API_PORTS,
    DNS_PORT,
    HERE,
    REGION,
    RNDC_PORT,
    STATE,
    TRANSFERS_PORT,
    endpoint,
    venv,
)

CLOUDS = STATE / "etc/clouds.yaml"
FAULTS = STATE / "fault"
"""One file per fault that is on."""
SOCKET = STATE / "mysql.sock"

FOLDERS = (
    "bin",
    "etc",
    "etc/designate",
    "etc/neutron",
    "etc/nova",
    "log",
    "lock",
    "named",
    "fault",
    "amphora/lvs",
)

OWN_FOLDER = {"designate": ("designate.conf", "pools.yaml"), "nova": ("nova.conf",)}


def write() -> None:
    """All of them, unless they are there: the running servers share a key that is made here."""
    if CLOUDS.exists():
        return
    for folder in FOLDERS:
        (STATE / folder).mkdir(parents=True, exist_ok=True)
    values = _values()
    values["authentication"] = _render("authentication.conf", values)
    for source in sorted((HERE / "etc").iterdir()):
        (STATE / "etc" / source.name).write_text(_render(source.name, values))
    # These look for their files in one folder.
    for service, names in OWN_FOLDER.items():
        home = STATE / "etc" / service
        for name in names:
            (STATE / "etc" / name).rename(home / name)
        ini = (venv() / "etc" / service / "api-paste.ini").read_text()
        (home / "api-paste.ini").write_text(ini)
    # Designate calls it by path, and without the libraries that come with it.
    rndc = STATE / "bin/rndc"
    rndc.write_text(f'#!/bin/sh\nexec {shlex.join(server("bind9-utils"))} "$@"\n')
    rndc.chmod(0o755)


def _values() -> dict[str, str]:
    return {
        "state": str(STATE),
        "venv": str(venv()),
        "region": REGION,
        "database": "mysql+pymysql://root@localhost",
        "socket": f"unix_socket={SOCKET}&charset=utf8mb4",
        "transfers_port": str(TRANSFERS_PORT),
        "dns_port": str(DNS_PORT),
        "rndc_port": str(RNDC_PORT),
        "rndc_key": base64.b64encode(os.urandom(32)).decode(),
        **{name: endpoint(name) for name in API_PORTS},
        **{f"{name}_port": str(port) for name, port in API_PORTS.items()},
    }


def _render(name: str, values: dict[str, str]) -> str:
    return Template((HERE / "etc" / name).read_text()).substitute(values)
