"""Names, labels and annotations that Kubernetes refuses."""

import re
from collections.abc import Mapping
from typing import Any

from exposure_components.checks.shapes import is_output
from exposure_components.checks.sound import Sound
from exposure_components.names import as_label, is_dns_label, is_dns_subdomain, is_service_name
from exposure_components.objects.labels import APP_LABEL
from exposure_components.problems import Problem, join

_KEY_NAME = re.compile(r"[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?", re.ASCII)
_LABEL_VALUE = re.compile(r"([A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?)?", re.ASCII)


def metadata_problems(component: str, args: Sound) -> list[Problem]:
    """Of the app's objects."""
    found = _name_problems(component, args) + _namespace_problems(args)
    for key in ("labels", "selector", "node_selector"):
        found += label_problems(args.at(key), args.get(key, {}))
    for key in ("annotations", "pod_annotations"):
        found += key_problems(args.at(key), args.get(key, {}))
    if args.get("selector") == {}:
        found.append(Problem("selector", None, "is empty", "name the labels of the app's pods"))
    if APP_LABEL in args.get("labels", {}):
        at = join("labels", APP_LABEL)
        found.append(Problem(at, None, "is this library's own", "choose another key"))
    return found


def _name_problems(component: str, args: Sound) -> list[Problem]:
    path = "name"
    name = args.get("name", None if "name" in args.value else component)
    if name is None or is_service_name(name):
        return []
    meant = as_label(name)
    remedy = f"did you mean {meant}?" if meant else "give the arg `name`"
    rule = "is no name for a Service: a-z, 0-9 and dashes, from a letter to no dash (RFC 1035)"
    return [Problem(path, name, rule, remedy)]


def _namespace_problems(args: Sound) -> list[Problem]:
    namespace = args.below("namespace")
    name, found = namespace.get("name"), list[Problem]()
    if name is not None and not is_dns_label(name):
        meant = as_label(name)
        remedy = f"did you mean {meant}?" if meant else "use a-z, 0-9 and dashes"
        found.append(namespace.problem("name", "is no DNS label (RFC 1123)", remedy))
    labels = namespace.get("labels", {})
    found += label_problems(namespace.at("labels"), labels)
    if labels and not namespace.get("create", False):
        rule, remedy = "belongs to a created namespace", "set `create` or drop it"
        found.append(Problem(namespace.at("labels"), None, rule, remedy))
    return found


def label_problems(path: str, labels: Mapping[str, Any]) -> list[Problem]:
    """Keys and values."""
    found = key_problems(path, labels)
    for key, value in labels.items():
        if not is_output(value) and not is_label_value(value):
            remedy = "use at most 63 of A-Z, a-z, 0-9, `-`, `_`, `.`, from and to a letter or digit"
            found.append(Problem(join(path, key), value, "is no value of a label", remedy))
    return found


def is_label_value(text: str) -> bool:
    """At most 63 characters, from and to a letter or digit; may be empty."""
    return _LABEL_VALUE.fullmatch(text) is not None


def is_qualified_name(key: str) -> bool:
    """A name of at most 63 characters, with or without a DNS subdomain and a slash before it."""
    prefix, slash, name = key.rpartition("/")
    return _KEY_NAME.fullmatch(name) is not None and (not slash or is_dns_subdomain(prefix))


def key_problems(path: str, labels: Mapping[str, Any]) -> list[Problem]:
    """Keys alone, as annotations have them."""
    found: list[Problem] = []
    for key in labels:
        if not is_qualified_name(key):
            remedy = "write name or prefix/name, the name of at most 63 characters"
            found.append(Problem(join(path, key), None, "is no key of a label", remedy))
    return found


def subdomain_problem(item: Sound, key: str, what: str) -> list[Problem]:
    """A reference to another object by a name that no object can have."""
    name = item.get(key)
    return [] if name is None else reference_problem(item.at(key), name, what)


def reference_problem(path: str, name: str, what: str) -> list[Problem]:
    """The same, of a name that stands at a path."""
    if is_dns_subdomain(name):
        return []
    article = "an" if what[0] in "aeiouAEIOU" else "a"
    return [Problem(path, name, f"is no name of {article} {what}", "use a-z, 0-9, `-` and `.`")]
