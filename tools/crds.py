"""Makes a file of exposure_components/controllers/crds/ from what a project publishes as YAML.

Run by hand when a controller's version changes: `python tools/crds.py traefik PATH`. Needs PyYAML,
which the extra `cli` has. Then say the new version in LICENSES.md beside the file.
"""

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).resolve().parent.parent / "exposure_components" / "controllers" / "crds"
UNUSED = {
    # Read by `contour gateway-provisioner`, and by `contour serve --contour-config-name`: the
    # controller runs neither.
    "contourconfigurations.projectcontour.io",
    "contourdeployments.projectcontour.io",
}
_ONE = ("additionalProperties", "items", "not")
_LISTED = ("allOf", "anyOf", "oneOf")
_NAMED = ("definitions", "patternProperties", "properties")


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("make", help="name of the file, such as traefik")
    parser.add_argument("path", type=Path, help="YAML with the definitions")
    asked = parser.parse_args()
    target = FOLDER / f"{asked.make}.json"
    target.write_text(compact(asked.path.read_text(encoding="utf-8")), encoding="utf-8")
    print(f"{target}: {target.stat().st_size} bytes")


def compact(text: str) -> str:
    """JSON of the definitions in YAML: one a line, keys sorted, nothing described."""
    documents = [d for d in yaml.safe_load_all(text) if d]
    # JSON, which is YAML, may have them in a list.
    definitions = documents[0] if documents and isinstance(documents[0], list) else documents
    lines = [
        json.dumps(shortened(d), sort_keys=True, separators=(",", ":"))
        for d in definitions
        if d["kind"] == "CustomResourceDefinition" and d["metadata"]["name"] not in UNUSED
    ]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def shortened(definition: Mapping[str, Any]) -> dict[str, Any]:
    """A definition whose schemas describe nothing."""
    versions = [
        {**v, "schema": {k: undescribed(s) for k, s in v["schema"].items()}}
        for v in definition["spec"]["versions"]
    ]
    return {**definition, "spec": {**definition["spec"], "versions": versions}}


def undescribed(schema: Any) -> Any:
    """A schema without descriptions; a property of that name stays."""
    if not isinstance(schema, dict):
        return schema
    made = {key: value for key, value in schema.items() if key != "description"}
    for key in _ONE:
        if key in made:
            made[key] = undescribed(made[key])
    for key in _LISTED:
        if key in made:
            made[key] = [undescribed(one) for one in made[key]]
    for key in _NAMED:
        if key in made:
            made[key] = {name: undescribed(one) for name, one in made[key].items()}
    return made


if __name__ == "__main__":
    main()
