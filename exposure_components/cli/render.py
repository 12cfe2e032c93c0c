"""Writing the manifests of a project, as the Kubernetes provider's render mode does."""

import base64
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from exposure_components.cli.dumping import dump
from exposure_components.cli.failure import ProgramError, UsageError
from exposure_components.cli.summary import is_auto_named, label, manifest_of
from exposure_components.testing import UNKNOWN, Recording
from exposure_components.testing.kubernetes import is_secret
from exposure_components.testing.wire import MASK, is_list, is_map

INDEX: Final = ".exposure-render"
"""Lists the files of a render, for the next one. kubectl would take a name ending in .json for a
manifest."""

_FIRST: Final = {
    ("apiextensions.k8s.io/v1", "CustomResourceDefinition"): "0-crd",
    # kubectl goes by path, and a namespace must be there before what lives in it.
    ("v1", "Namespace"): "0-namespace",
}
_OTHERS: Final = "1-manifest"
_FOLDERS: Final = (*_FIRST.values(), _OTHERS)


@dataclass(frozen=True)
class Rendered:
    """Manifests by the path of their file, relative to the directory."""

    files: dict[str, dict[str, Any]]
    warnings: list[str]


def rendered(recording: Recording, *, with_secrets: bool) -> Rendered:
    """The files of a program's manifests.

    Raises ``ProgramError`` for what no file can hold, and ``UsageError`` for secrets that
    ``with_secrets`` does not allow.
    """
    files: dict[str, dict[str, Any]] = {}
    problems: list[str] = []
    warnings: list[str] = []
    secret: list[str] = []
    for resource in recording.resources:
        if not resource.makes_kubernetes_object:
            continue
        manifest = manifest_of(resource, secrets=True)
        if (resource.secrets or is_secret(manifest)) and manifest != manifest_of(resource):
            secret.append(label(resource))
        problems += [f"{label(resource)}: {problem}" for problem in _problems(manifest)]
        if problems:
            continue
        if is_auto_named(manifest["metadata"]):
            warnings.append(
                f"{label(resource)} has no metadata.name; pulumi up would choose another one"
            )
        path = path_of(manifest)
        if path in files:
            problems.append(f"{label(resource)}: another object has the same file, {path}")
        files[path] = manifest
    if problems:
        raise ProgramError(
            "these manifests can't be rendered:", *(f"  {each}" for each in problems)
        )
    if secret and not with_secrets:
        told = (f"  {each}" for each in secret)
        raise UsageError("give --with-secrets to write these secrets in plain text:", *told)
    warnings += [f"{each} holds secrets in plain text" for each in secret]
    return Rendered(dict(sorted(files.items())), warnings)


def path_of(manifest: dict[str, Any]) -> str:
    """A folder, and a name made of what identifies it.

    As the provider's ``renderPathForResource``, but for namespaces, which have a folder of their
    own: `kubectl apply -R -f` needs one run, in order.
    """
    api, kind, metadata = manifest["apiVersion"], manifest["kind"], manifest["metadata"]
    group = api.replace("/", "_").replace(":", "_")
    namespace = metadata.get("namespace") or "default"
    name = f"{group}-{kind.lower()}-{namespace}-{metadata['name']}.yaml"
    return f"{_FIRST.get((api, kind), _OTHERS)}/{name}"


def write(files: dict[str, dict[str, Any]], directory: Path) -> None:
    """Write the files in place of those of the last render; leave all others alone.

    Raises ``UsageError`` if others are in the way: in a directory without an index, or with the
    name of a manifest.
    """
    earlier = _earlier(directory)
    foreign = [path for path in files if path not in earlier and (directory / path).exists()]
    if foreign:
        raise UsageError(
            f"{directory} has files that exposure did not write; move them away:",
            *(f"  {path}" for path in foreign),
        )
    # As the provider makes them: there may be secrets.
    for folder in _FOLDERS:
        (directory / folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in earlier - files.keys():
        (directory / path).unlink(missing_ok=True)
    for path, manifest in files.items():
        _write(directory / path, dump(manifest))
    _write(directory / INDEX, json.dumps({"files": sorted(files)}, indent=2) + "\n")


def _earlier(directory: Path) -> set[str]:
    index = directory / INDEX
    if not index.exists():
        if directory.is_dir() and any(directory.iterdir()):
            raise UsageError(f"{directory} is not empty and no render of exposure; name another")
        if directory.exists() and not directory.is_dir():
            raise UsageError(f"{directory} is no directory")
        return set()
    with suppress(ValueError, TypeError, KeyError):
        files = [str(path) for path in json.loads(index.read_text(encoding="utf-8"))["files"]]
        # Nothing outside of the folders is ours to delete, whatever the index says.
        if all(len(parts := path.split("/")) == 2 and parts[0] in _FOLDERS for path in files):
            return set(files)
    raise UsageError(f"{index} is damaged; remove it and the folders {', '.join(_FOLDERS)}")


def _write(path: Path, text: str) -> None:
    with open(path, "w", encoding="utf-8", opener=_private) as file:
        file.write(text)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


def _problems(manifest: dict[str, Any]) -> Iterator[str]:
    # Where all is well, nobody asks for paths.
    for path, value in _leaves(manifest, "") if _is_odd(manifest) else ():
        if value is UNKNOWN:
            yield f"{path} is known after up only"
        elif _is_odd(value):
            yield f"{path} comes from encrypted config; give its value with --config"


def _is_odd(value: Any) -> bool:
    """Whether it is, or holds, what no file can."""
    if isinstance(value, str):
        return MASK in value or MASK in _decoded(value)
    if is_map(value):
        return any(map(_is_odd, value.values()))
    return any(map(_is_odd, value)) if is_list(value) else value is UNKNOWN


def _decoded(text: str) -> str:
    if len(text) % 4 == 0:
        with suppress(ValueError):
            return base64.b64decode(text, validate=True).decode()
    return ""


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    if is_map(value):
        for key, entry in value.items():
            yield from _leaves(entry, f"{path}.{key}" if path else key)
    elif is_list(value):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    else:
        yield path, value
