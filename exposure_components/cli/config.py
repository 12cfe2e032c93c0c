"""The config of a stack, as the engine hands it to a program.

Every value becomes a string, objects and lists as JSON. The engine checks the project's types
before the program runs, and so do we; it decrypts secrets, which we can't.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from exposure_components.cli import documents
from exposure_components.cli.failure import UsageError
from exposure_components.cli.project import Project
from exposure_components.testing.wire import MASK, is_list, is_map

_STAND_INS: Final = {"integer": "0", "boolean": "false", "array": "[]", "object": "{}"}
"""By declared type: stands for an encrypted value, so that the program can read it as that type."""


@dataclass(frozen=True)
class Config:
    """Values by key, with the namespace: ``project:key``."""

    plain: Mapping[str, str]
    secret: Mapping[str, str]
    """Secrets are ``[secret]``, as they are encrypted; those given with ``--config`` are known."""


def read_config(
    project: Project, stack: str, overrides: Mapping[str, str], *, known_secrets: bool = False
) -> Config:
    """The stack's config over the project's defaults, and the overrides over both.

    An encrypted value reads ``[secret]``, or the emptiest value of its declared type. With
    ``known_secrets`` it is always ``[secret]``, which no number or object can be made of: for runs
    whose result must not hold a stand-in.

    Raises ``UsageError`` with all that the engine would refuse.
    """
    declared = {_key(project, key): _declaration(entry) for key, entry in project.declared.items()}
    given = _stack_values(project, stack)
    overriding = {_key(project, key): text for key, text in overrides.items()}
    defaults = {
        key: entry.get("value", entry.get("default"))
        for key, entry in declared.items()
        if entry.get("value", entry.get("default")) is not None
    }
    values: dict[str, Any] = {**defaults, **given, **overriding}
    problems = [
        f"  {key.removeprefix(f'{project.name}:')} {problem}"
        for key, entry in declared.items()
        if (problem := _problem(entry, values.get(key), key in overriding))
    ]
    if problems:
        raise UsageError(f"stack {stack} of {project.name} has wrong config:", *problems)
    hidden = {
        key
        for key in values
        if _is_encrypted(given.get(key)) or declared.get(key, {}).get("secret")
    }
    stand_ins = {} if known_secrets else _STAND_INS
    texts = {
        key: stand_ins.get(str(declared.get(key, {}).get("type")), MASK)
        if _is_cipher(value)
        else _text(value)
        for key, value in values.items()
    }
    return Config(
        plain={key: text for key, text in texts.items() if key not in hidden},
        secret={key: text for key, text in texts.items() if key in hidden},
    )


def _stack_values(project: Project, stack: str) -> dict[str, Any]:
    if stack not in project.stacks:
        return {}
    file = project.stacks[stack]
    content = documents.load(file)
    if content is None:
        return {}
    config: Any = (content.get("config") or {}) if is_map(content) else None
    if not is_map(content) or not is_map(config):
        raise UsageError(
            f"{file} has no config block of keys and values; write KEY: VALUE below `config:`"
        )
    if content.get("environment"):
        raise UsageError(
            f"{file} names an environment of Pulumi ESC, which can't be read offline; "
            "give its values with --config"
        )
    return {_key(project, str(key)): value for key, value in config.items()}


def _key(project: Project, key: str) -> str:
    namespace, _, name = key.rpartition(":")
    # `namespace:config:name` is an old form of `namespace:name`.
    return f"{namespace.removesuffix(':config') or project.name}:{name}"


def _declaration(entry: Any) -> Mapping[str, Any]:
    """What a project says about a key; a mere value stands for a default."""
    return entry if is_map(entry) else {} if entry is None else {"default": entry}


def _problem(declared: Mapping[str, Any], value: Any, overridden: bool) -> str | None:
    if value is None:
        told = f" ({declared['description']})" if declared.get("description") else ""
        return f"is missing{told}; set it with pulumi config set, or give --config"
    if _is_encrypted(value):
        return None
    if declared.get("secret") and not overridden:
        return "is in plain text and declared a secret; set it with pulumi config set --secret"
    if "type" in declared and not _has_type(value, declared):
        return f"is {value!r}; it must be of the type {_type_name(declared)}"
    return None


def _has_type(value: Any, declared: Mapping[str, Any]) -> bool:
    """The engine's rule, which takes a number or boolean in quotes as one."""
    name = declared.get("type")
    if name == "string":
        return not is_map(value) and not is_list(value)
    if name == "integer":
        if isinstance(value, str):
            return value.removeprefix("-").removeprefix("+").isdecimal()
        return isinstance(value, int | float) and not isinstance(value, bool) and value % 1 == 0
    if name == "boolean":
        return isinstance(value, bool) or value in ("true", "false")
    if name == "object":
        return is_map(value)
    items = declared.get("items")
    return is_list(value) and is_map(items) and all(_has_type(item, items) for item in value)


def _type_name(declared: Mapping[str, Any]) -> str:
    items = declared.get("items")
    return f"array of {_type_name(items)}" if is_map(items) else str(declared.get("type"))


def _is_encrypted(value: Any) -> bool:
    """Whether a value is, or somewhere holds, ``secure: <ciphertext>``."""
    if is_map(value):
        return _is_cipher(value) or any(_is_encrypted(entry) for entry in value.values())
    return is_list(value) and any(_is_encrypted(item) for item in value)


def _is_cipher(value: Any) -> bool:
    return is_map(value) and set(value) == {"secure"} and isinstance(value["secure"], str)


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(_plain(value), separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def _plain(value: Any) -> Any:
    """The value as the engine writes it to JSON, with ``[secret]`` for what is encrypted."""
    if _is_cipher(value):
        return MASK
    if is_map(value):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if is_list(value):
        return [_plain(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
