"""What rules do to requests and answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.objects.labels import Manifest, present


def filters(rule: Mapping[str, Any]) -> list[Manifest]:
    """Header changes first, as they stand in the API."""
    found: list[Manifest] = []
    for key, kind, field in (
        ("request_headers", "RequestHeaderModifier", "requestHeaderModifier"),
        ("response_headers", "ResponseHeaderModifier", "responseHeaderModifier"),
    ):
        if key in rule:
            found.append({"type": kind, field: _changes(rule[key])})
    if "redirect" in rule:
        found.append({"type": "RequestRedirect", "requestRedirect": _answer(rule["redirect"])})
    if "rewrite" in rule:
        found.append({"type": "URLRewrite", "urlRewrite": _rewritten(rule["rewrite"])})
    return found


def _changes(changes: Mapping[str, Any]) -> Manifest:
    made = {
        key: [{"name": name, "value": value} for name, value in changes.get(key, {}).items()]
        for key in ("set", "add")
    }
    return {k: v for k, v in {**made, "remove": list(changes.get("remove", ()))}.items() if v}


def _answer(redirect: Mapping[str, Any]) -> Manifest:
    return present(
        scheme=str(redirect["scheme"]) if "scheme" in redirect else None,
        hostname=redirect.get("host"),
        path=_path(redirect),
        port=redirect.get("port"),
        statusCode=redirect.get("status"),
    )


def _rewritten(rewrite: Mapping[str, Any]) -> Manifest:
    return present(hostname=rewrite.get("host"), path=_path(rewrite))


def _path(filter_: Mapping[str, Any]) -> Manifest | None:
    path = filter_.get("path")
    if path is None:
        return None
    if "full" in path:
        return {"type": "ReplaceFullPath", "replaceFullPath": path["full"]}
    return {"type": "ReplacePrefixMatch", "replacePrefixMatch": path["prefix"]}


def timeouts(given: Mapping[str, Any]) -> Manifest:
    """How long the Gateway waits."""
    return present(
        request=_duration(given.get("request")),
        backendRequest=_duration(given.get("backend_request")),
    )


def _duration(seconds: float | None) -> str | None:
    """As GEP-2257 spells it: whole numbers of at most five digits."""
    if seconds is None:
        return None
    whole, rest = divmod(round(seconds * 1000), 1000)
    return "".join([f"{whole}s" if whole or not rest else "", f"{rest}ms" if rest else ""])
