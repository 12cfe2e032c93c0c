"""Designate: API, central, mini DNS, worker and producer in one process."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any

_services: list[Any] = []
"""Kept, or they would be collected."""


def application(etc: Path) -> Any:
    folder = etc / "designate"
    os.environ["OS_DESIGNATE_CONFIG_DIR"] = str(folder)
    # Selects threads: the default is eventlet.
    import_module("designate.cmd")
    api = import_module("designate.api.wsgi").init_application()
    for name in ("central", "mdns", "worker", "producer"):
        service = import_module(f"designate.{name}.service").Service()
        service.start()
        _services.append(service)
        if name == "central":
            # It is told by a message, and messages don't leave this process.
            pools = import_module("designate.manage.pool").PoolCommands()
            pools.update(str(folder / "pools.yaml"), delete=False)
    return api
