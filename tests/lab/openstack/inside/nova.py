"""Nova's API alone: it lists the servers that are in its data base, and nothing would run one."""

import os
from importlib import import_module
from pathlib import Path
from typing import Any


def application(etc: Path) -> Any:
    os.environ["OS_NOVA_CONFIG_DIR"] = str(etc / "nova")
    return import_module("nova.wsgi.osapi_compute").application
