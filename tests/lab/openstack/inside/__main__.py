"""One OpenStack service in one process: its API and its workers."""

import os
import sys
import traceback
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from . import designate, nova, octavia

Application = Any
"""A WSGI application."""


def keystone(etc: Path) -> Application:
    os.environ["OS_KEYSTONE_CONFIG_FILES"] = str(etc / "keystone.conf")
    return import_module("keystone.wsgi.api").application


def neutron(etc: Path) -> Application:
    os.environ["OS_NEUTRON_CONFIG_FILES"] = str(etc / "neutron.conf")
    os.environ["OS_NEUTRON_CONFIG_DIR"] = str(etc / "neutron")
    application = import_module("neutron.wsgi.api").application
    # Neutron reads its policies within its first request; what comes meanwhile is denied.
    import_module("neutron.policy").init()
    return application


SERVICES: dict[str, Callable[[Path], Application]] = {
    "keystone": keystone,
    "neutron": neutron,
    "octavia": octavia.application,
    "designate": designate.application,
    "nova": nova.application,
}


def main(name: str, state: str, port: str) -> None:
    # The services read the command line: ours is none of theirs.
    sys.argv = [name]
    application = SERVICES[name](Path(state, "etc"))
    serve = import_module("waitress").serve
    print(f"{name}: serving on {port}", flush=True)
    options = {"channel_timeout": 300, "clear_untrusted_proxy_headers": True}
    serve(application, host="127.0.0.1", port=int(port), threads=16, ident=name, **options)


try:
    main(*sys.argv[1:])
except BaseException:
    traceback.print_exc()
    # The workers' threads would keep the process alive.
    os._exit(1)
