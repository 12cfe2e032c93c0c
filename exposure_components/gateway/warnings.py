"""What may surprise the users of an app behind a Gateway."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.args.gateway_kinds import RouteKind
from exposure_components.dns.domain_names import is_wildcard
from exposure_components.gateway.words import gateway_of, grpc_rules, http_rules, ports_with
from exposure_components.ingress.words import hosts_of


def gateway_warnings(args: Any) -> list[str]:
    """Endpoints that are not known, apps for every host, and Services of other namespaces."""
    gateway, hosts = gateway_of(args), hosts_of(args)
    found: list[str] = []
    if not hosts and ports_with(args, RouteKind.HTTP, RouteKind.GRPC):
        found.append("the app answers for every host that no other app has: name its `hosts`")
    if "listeners" not in gateway:
        found.append(
            "endpoints are not known, and nothing is redirected to HTTPS: give what is known of "
            "the Gateway's listeners in `gateway.listeners`"
        )
    elif hosts and all(is_wildcard(host) for host in hosts):
        found.append("endpoints are not known: every host is a wildcard")
    elif not hosts and not gateway.get("addresses") and not _named(gateway):
        found.append("endpoints are not known: name the `hosts`, or `gateway.addresses`")
    own = args.get("namespace", {}).get("name")
    for path, backend in _backends(args):
        there = backend.get("service", {}).get("namespace")
        if there is not None and there != own:
            found.append(
                f"{path}.service is in the namespace {there}: there, a ReferenceGrant must let "
                "routes of the app's namespace refer to it, or the Gateway answers 500"
            )
    return found


def _named(gateway: Mapping[str, Any]) -> bool:
    names = [each.get("hostname") for each in gateway["listeners"]]
    return any(name is not None and not is_wildcard(name) for name in names)


def _backends(args: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    lists = (
        ("rules", http_rules(args)),
        ("grpc_rules", grpc_rules(args)),
        ("ports", args["ports"]),
    )
    for key, items in lists:
        for i, item in enumerate(items):
            for j, backend in enumerate(item.get("backends", ())):
                yield f"{key}[{i}].backends[{j}]", backend
