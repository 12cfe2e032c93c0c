"""The kinds that controllers bring along, as their projects publish them: see LICENSES.md.

`tools/crds.py` makes the files.
"""

import json
from importlib.resources import files
from typing import Any


def custom_resource_definitions(make: str) -> list[dict[str, Any]]:
    """The CustomResourceDefinitions of a make of controllers, such as `traefik`."""
    text = files(__name__).joinpath(f"{make}.json").read_text(encoding="utf-8")
    definitions: list[dict[str, Any]] = json.loads(text)
    return definitions
