"""Manifests held against files that somebody has read and kept."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import unified_diff
from os import PathLike
from pathlib import Path
from typing import Any, Final, cast

import yaml

from exposure_components.testing.recording import Recording
from exposure_components.testing.wire import UNKNOWN, is_list, is_map

LATER: Final = "[known after up]"
"""Stands in a file for what a preview does not know."""

_FILES: Final = (".yaml", ".yml")
_ACCEPT: Final = "write them anew with pytest --update-golden, and read the difference"

Manifests = Iterable[Mapping[str, Any]]


def assert_golden(
    made: Recording | Manifests, path: str | PathLike[str], *, update: bool = False
) -> None:
    """Assert that manifests are those of a file, or of a folder with a file for each object.

    made: a recording, whose secrets read ``[secret]``; or the manifests themselves, as from
        ``Recording.manifests``.
    path: a name that ends in `.yaml` or `.yml` is a file, any other a folder. Values are compared:
        comments and the order of keys are the file's own.
    update: write the files instead, if they differ. A file of a folder that holds an object which
        is no longer made is removed.

    Raises ``AssertionError`` with the differences.
    """
    __tracebackhide__ = True
    manifests = made.manifests() if isinstance(made, Recording) else list(made)
    plain = [_top_first(_plain(each)) for each in manifests]
    target = Path(path)
    wanted: dict[Path, list[Any]] = (
        {target: plain} if target.suffix in _FILES else _files(target, plain)
    )
    kept = {each: _read(each) for each in _there(target)}
    differing = [each for each in wanted if kept.get(each) != wanted[each]]
    # Others may live in that folder: only what says itself that it is of here is left over.
    left = [each for each, docs in kept.items() if each not in wanted and _is_own(each, docs)]
    if update:
        for each in differing:
            each.parent.mkdir(parents=True, exist_ok=True)
            each.write_text(_text(wanted[each]), encoding="utf-8")
        for each in left:
            each.unlink()
    elif differing or left:
        told = [_difference(each, kept.get(each), wanted.get(each)) for each in (*differing, *left)]
        raise AssertionError("\n".join([f"manifests differ from {target}; {_ACCEPT}", *told]))


def _files(folder: Path, manifests: Sequence[Any]) -> dict[Path, list[Any]]:
    found: dict[Path, list[Any]] = {}
    for each in manifests:
        path = folder / _name(each)
        if path in found:
            raise ValueError(f"{path}: two objects have that file; compare with one file instead")
        found[path] = [each]
    return found


def _name(manifest: Any) -> str:
    metadata: Mapping[str, Any] = manifest["metadata"] if is_map(manifest["metadata"]) else {}
    place = (metadata.get("namespace"), str(manifest["kind"]).lower(), metadata.get("name"))
    return f"{'-'.join(str(each) for each in place if each)}.yaml"


def _there(target: Path) -> list[Path]:
    if target.suffix in _FILES:
        return [target] if target.is_file() else []
    return sorted(each for each in target.glob("*.yaml") if each.is_file())


def _is_own(path: Path, documents: Sequence[Any]) -> bool:
    return (
        len(documents) == 1
        and is_map(documents[0])
        and {"kind", "metadata"} <= documents[0].keys()
        and _name(documents[0]) == path.name
    )


def _read(path: Path) -> list[Any]:
    try:
        return list(yaml.safe_load_all(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as exn:
        raise AssertionError(f"{path} is no YAML: {exn}") from exn


def _text(documents: Sequence[Any]) -> str:
    dump = cast(Callable[..., str], yaml.safe_dump_all)  # pyright: ignore[reportUnknownMemberType]
    return dump(documents, sort_keys=False, allow_unicode=True, width=100)


def _difference(path: Path, kept: Sequence[Any] | None, made: Sequence[Any] | None) -> str:
    if kept is None:
        return f"{path} does not exist"
    if made is None:
        return f"{path} is left over: the program no longer makes it"
    lines = unified_diff(
        _text([_ordered(each, like) for each, like in _pairs(kept, made)]).splitlines(),
        _text(made).splitlines(),
        fromfile=str(path),
        tofile="now",
        lineterm="",
    )
    return "\n".join(lines)


def _pairs(kept: Sequence[Any], made: Sequence[Any]) -> list[tuple[Any, Any]]:
    return [(each, made[at] if at < len(made) else None) for at, each in enumerate(kept)]


def _ordered(value: Any, like: Any) -> Any:
    """The same with its keys in the order of another, so that order makes no difference."""
    if is_map(value) and is_map(like):
        keys = [*(key for key in like if key in value), *(key for key in value if key not in like)]
        return {key: _ordered(value[key], like.get(key)) for key in keys}
    if is_list(value) and is_list(like):
        return [_ordered(each, of) for each, of in _pairs(value, like)]
    return value


def _top_first(manifest: Any) -> Any:
    first = [key for key in ("apiVersion", "kind", "metadata") if key in manifest]
    return {key: manifest[key] for key in dict.fromkeys([*first, *manifest])}


def _plain(value: Any) -> Any:
    """With sorted keys: on the wire they have no order."""
    if value is UNKNOWN:
        return LATER
    if is_map(value):
        return {key: _plain(entry) for key, entry in sorted(value.items())}
    return [_plain(item) for item in value] if is_list(value) else value
