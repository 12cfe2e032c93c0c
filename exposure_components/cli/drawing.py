"""The forms of a diagram."""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Final

from exposure_components.cli.failure import UsageError
from exposure_components.diagrams.mermaid import mermaid
from exposure_components.diagrams.svg import svg
from exposure_components.topology.graph import Topology


class Format(StrEnum):
    """Of a diagram."""

    SVG = "svg"
    """A picture, for light and dark."""
    MERMAID = "mermaid"
    """Text that GitHub, GitLab and others draw."""
    JSON = "json"
    """Boxes and ways, for other programs."""


_SUFFIXES: Final = {
    ".svg": Format.SVG,
    ".mmd": Format.MERMAID,
    ".mermaid": Format.MERMAID,
    ".json": Format.JSON,
}


def chosen_format(given: Format | None, out: Path | None, *, as_json: bool) -> Format:
    """What is asked for: said, or by the name of the file; SVG for the standard output.

    Raises ``UsageError``.
    """
    if as_json:
        given = given or Format.JSON
        if given is not Format.JSON:
            raise UsageError(f"--json stands beside --format {given}; keep one of them")
    if given is not None or out is None:
        return given or Format.SVG
    if out.suffix.lower() not in _SUFFIXES:
        names = ", ".join(_SUFFIXES)
        raise UsageError(f"--out {out} ends with none of {names}; give --format")
    return _SUFFIXES[out.suffix.lower()]


def drawn(topology: Topology, title: str, form: Format) -> str:
    """The diagram."""
    return _FORMS[form](topology, title)


def _as_json(topology: Topology, _title: str) -> str:
    ways = [
        {
            "source": way.source.id,
            "target": way.target.id,
            "ports": [asdict(port) for port in way.ports],
        }
        for way in topology.ways
    ]
    found = {"boxes": [asdict(box) for box in topology.boxes], "ways": ways}
    return json.dumps(found, indent=2) + "\n"


_FORMS: Mapping[Format, Callable[[Topology, str], str]] = {
    Format.SVG: svg,
    Format.MERMAID: lambda topology, _title: mermaid(topology),
    Format.JSON: _as_json,
}
