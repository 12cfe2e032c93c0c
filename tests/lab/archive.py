"""Container images as `docker save` archives, written without any image tool or registry."""

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .shell import run, say

CREATED = "2017-01-01T00:00:00Z"
"""Any fixed time: the same content must have the same digest."""


@dataclass(frozen=True)
class Link:
    target: str


@dataclass(frozen=True)
class Script:
    text: str


Content = Path | str | Link | Script
"""A host's file (executable), a text, a symbolic link, an executable text."""


@dataclass(frozen=True)
class Image:
    reference: str
    files: Mapping[str, Content]
    entrypoint: Sequence[str]
    command: Sequence[str] = ()
    env: Sequence[str] = ()
    user: str = ""
    """Empty: root, unless the pod says otherwise."""
    labels: Mapping[str, str] = field(default_factory=dict)
    folders: Sequence[str] = ()


def write(folder: Path, name: str, images: Sequence[Image]) -> Path:
    """One archive with all images, equal layers stored once; written when something changed."""
    target = folder / f"{name}-{_key(images)}.tar"
    if target.exists():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{name}-*.tar"):
        old.unlink()
    entries: dict[str, bytes] = {}
    manifest = []
    layers: dict[str, bytes] = {}
    for image in images:
        # Images of the same files share one layer, and reading and hashing it is the slow part.
        content = repr((image.files, image.folders))
        if content not in layers:
            layers[content] = _layer(image)
        layer = layers[content]
        digest = hashlib.sha256(layer).hexdigest()
        config = _config(image, digest)
        config_name = hashlib.sha256(config).hexdigest() + ".json"
        entries[f"{digest}/layer.tar"] = layer
        entries[config_name] = config
        manifest.append(
            {
                "Config": config_name,
                "RepoTags": [image.reference],
                "Layers": [f"{digest}/layer.tar"],
            }
        )
    entries["manifest.json"] = json.dumps(manifest).encode()
    part = target.with_suffix(".part")
    with tarfile.open(part, "w") as tar:
        for path, data in entries.items():
            _add(tar, path, data, 0o644)
    part.rename(target)
    say(f"packed {', '.join(image.reference for image in images)}")
    return target


def architecture() -> str:
    return run("dpkg", "--print-architecture").stdout.strip()


def _key(images: Sequence[Image]) -> str:
    """Files count by path, size and time: binaries sit in folders that carry their version."""
    digest = hashlib.sha256(repr(images).encode())
    for image in images:
        for source in image.files.values():
            if isinstance(source, Path):
                stat = source.stat()
                digest.update(f"{stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:12]


def _layer(image: Image) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        parents = {str(p) for path in image.files for p in PurePosixPath(path).parents}
        for folder in sorted((parents | {"tmp", "proc", "sys", "dev", *image.folders}) - {"."}):
            info = tarfile.TarInfo(folder)
            info.type, info.mode = tarfile.DIRTYPE, 0o1777 if folder == "tmp" else 0o755
            tar.addfile(info)
        for path, content in sorted(image.files.items()):
            if isinstance(content, Link):
                info = tarfile.TarInfo(path)
                info.type, info.linkname = tarfile.SYMTYPE, content.target
                tar.addfile(info)
            elif isinstance(content, Path):
                _add(tar, path, content.read_bytes(), 0o755)
            elif isinstance(content, Script):
                _add(tar, path, content.text.encode(), 0o755)
            else:
                _add(tar, path, content.encode(), 0o644)
    return buffer.getvalue()


def _add(tar: tarfile.TarFile, path: str, data: bytes, mode: int) -> None:
    info = tarfile.TarInfo(path)
    info.size, info.mode = len(data), mode
    tar.addfile(info, io.BytesIO(data))


def _config(image: Image, layer: str) -> bytes:
    config = {
        "Entrypoint": list(image.entrypoint),
        "Cmd": list(image.command),
        "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", *image.env],
        "User": image.user,
        "Labels": dict(image.labels),
    }
    return json.dumps(
        {
            "architecture": architecture(),
            "os": "linux",
            "created": CREATED,
            "config": config,
            "rootfs": {"type": "layers", "diff_ids": [f"sha256:{layer}"]},
        }
    ).encode()
