"""What is asked of a Gateway, and cannot be."""

from __future__ import annotations

from exposure_components.args.gateway_kinds import (
    AddressType,
    ListenerProtocol,
    RoutesFrom,
    TlsMode,
)
from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.checks.addresses import is_address
from exposure_components.checks.cluster import cluster_problems
from exposure_components.checks.metadata import (
    key_problems,
    label_problems,
    metadata_problems,
    reference_problem,
    subdomain_problem,
)
from exposure_components.checks.sound import Sound
from exposure_components.checks.workload import one_of
from exposure_components.gateway.limits import at_most
from exposure_components.gateway.listener_checks import listener_problems
from exposure_components.gateway.served_checks import served_problems
from exposure_components.gateway.words import mode_of
from exposure_components.ingress.controller_checks import controller_problems
from exposure_components.ingress.tls_checks import pem_problems
from exposure_components.ingress.words import HTTP_PORT, HTTPS_PORT
from exposure_components.names import is_dns_subdomain
from exposure_components.problems import Problem

_MOST_LISTENERS = 64
_MOST_ADDRESSES = 16
_MOST_OF_INFRASTRUCTURE = 8
_WITH_TLS = (ListenerProtocol.HTTPS, ListenerProtocol.TLS)


def gateway_problems(component: str, args: Sound) -> list[Problem]:
    """Of a component of that name: its class, listeners, TLS and addresses."""
    listeners = args.items("listeners")
    found = [*metadata_problems(component, args), *cluster_problems(args)]
    found += [*_class_problems(args), *controller_problems(args)]
    found += at_most(args, "listeners", _MOST_LISTENERS, "make a second Gateway")
    found += [*listener_problems(listeners), *served_problems(args)]
    for each in listeners:
        found += [*_tls_problems(args, each), *_source_problems(each), *_port_problems(args, each)]
    found += [*_address_problems(args), *_infrastructure_problems(args)]
    found += subdomain_problem(args.below("issuer"), "name", "issuer")
    return [*found, *_wait_problems(args)]


def _class_problems(args: Sound) -> list[Problem]:
    found = one_of(args, ("class_name", "controller"))
    if found:
        found = [Problem("class_name", None, found[0].rule, found[0].remedy)]
    controller = args.below("controller")
    if "controller" in args.value and "class_name" not in controller.value:
        rule, remedy = "is missing: a Gateway has no default class", "name it"
        found.append(Problem(controller.at("class_name"), None, rule, remedy))
    name = args.plain("class_name")
    if name is not None and not is_dns_subdomain(name):
        rule = "is no name of a GatewayClass"
        found.append(args.problem("class_name", rule, "see `kubectl get gatewayclass`"))
    return found


def _tls_problems(args: Sound, listener: Sound) -> list[Problem]:
    protocol, tls = listener.get("protocol"), listener.below("tls")
    if protocol is None or tls.path in listener.broken or tls.get("mode", "") is None:
        return []
    if protocol not in _WITH_TLS:
        if "tls" not in listener.value:
            return []
        rule, remedy = f"says nothing to {protocol}", "drop it, or choose HTTPS or TLS"
        return [Problem(tls.path, None, rule, remedy)]
    asked = tls.get("mode")
    if asked == TlsMode.PASSTHROUGH and protocol == ListenerProtocol.HTTPS:
        rule = "leaves TLS to the pods, and HTTPS is terminated by the Gateway"
        return [tls.problem("mode", rule, "choose the protocol TLS, or drop it")]
    given = [key for key in ("secret_names", "certificate") if key in tls.value]
    mode = TlsMode(asked) if asked else mode_of(listener)
    if mode is TlsMode.PASSTHROUGH:
        rule, remedy = "is not needed: the pods have the certificate", "drop it, or use Terminate"
        return [Problem(tls.at(key), None, rule, remedy) for key in given]
    found = [*pem_problems(tls.below("certificate")), *_name_problems(tls)]
    if len(given) > 1 or not (given or "issuer" in args.value):
        rule = f"gets its certificate in {len(given)} ways"
        remedy = "give one of secret_names, certificate, or the Gateway's `issuer`"
        found.append(Problem(tls.path, None, rule, remedy))
    if "issuer" in args.value:
        found += _issued_problems(listener, tls)
    return found


def _issued_problems(listener: Sound, tls: Sound) -> list[Problem]:
    found: list[Problem] = []
    if "certificate" in tls.value:
        rule = "would be overwritten: `issuer` fills the Secrets of all listeners"
        remedy = "drop one of both, or make a second Gateway"
        found.append(Problem(tls.at("certificate"), None, rule, remedy))
    if "hostname" not in listener.value:
        rule = "is missing: cert-manager gets certificates for names"
        found.append(Problem(listener.at("hostname"), None, rule, "give the listener's host"))
    return found


def _name_problems(tls: Sound) -> list[Problem]:
    found = at_most(tls, "secret_names", _MOST_LISTENERS, "make a second listener")
    for at, name in tls.texts("secret_names"):
        found += reference_problem(at, name, "Secret")
    return found


def _source_problems(listener: Sound) -> list[Problem]:
    chosen = listener.get("routes_from", RoutesFrom.SAME)
    by_labels = chosen == RoutesFrom.SELECTOR
    found = label_problems(listener.at("namespaces"), listener.get("namespaces", {}))
    if by_labels and not listener.value.get("namespaces"):
        rule, remedy = "is missing: Selector chooses by them", "give the labels of namespaces"
        found.append(Problem(listener.at("namespaces"), None, rule, remedy))
    if not by_labels and chosen is not None and "namespaces" in listener.value:
        rule, remedy = f"says nothing to {chosen}", "drop it, or set `routes_from` to Selector"
        found.append(Problem(listener.at("namespaces"), None, rule, remedy))
    return found


def _port_problems(args: Sound, listener: Sound) -> list[Problem]:
    """Ports that the controller does not have."""
    controller = args.below("controller")
    port, protocol = listener.get("port"), listener.get("protocol")
    if "controller" not in args.value or port is None or protocol is None:
        return []
    if protocol == ListenerProtocol.UDP and controller.get("dialect") == ControllerDialect.TRAEFIK:
        return []  # It is not served at all.
    if protocol == ListenerProtocol.UDP:
        ports = [*(controller.get("udp_ports") or ())]
    else:
        web = (controller.get("http_port", HTTP_PORT), controller.get("https_port", HTTPS_PORT))
        ports = [*web, *(controller.get("tcp_ports") or ())]
    if port in ports:
        return []
    key = "udp_ports" if protocol == ListenerProtocol.UDP else "tcp_ports"
    shown = ", ".join(map(str, ports)) or "none"
    rule = f"is no port of the controller, which has {shown}"
    return [listener.problem("port", rule, f"choose one, or add it to the controller's `{key}`")]


def _address_problems(args: Sound) -> list[Problem]:
    found = at_most(args, "addresses", _MOST_ADDRESSES, "ask for fewer")
    first: dict[str, str] = {}
    for item in args.items("addresses"):
        value, kind = item.plain("value"), item.get("type", AddressType.IP_ADDRESS)
        if value is None or kind is None:
            continue
        if kind == AddressType.IP_ADDRESS and not is_address(value):
            remedy = "give one, or the type Hostname"
            found.append(item.problem("value", "is no IP address", remedy))
        elif kind == AddressType.HOSTNAME and not is_dns_subdomain(value.removeprefix("*.")):
            found.append(item.problem("value", "is no host name", "use a-z, 0-9, - and ."))
        known = first.setdefault(value, item.path)
        if known != item.path:
            found.append(item.problem("value", f"is {known}'s as well", "ask for each once"))
    return found


def _infrastructure_problems(args: Sound) -> list[Problem]:
    below = args.below("infrastructure")
    found: list[Problem] = []
    for key, check in (("labels", label_problems), ("annotations", key_problems)):
        found += check(below.at(key), below.get(key, {}))
        found += at_most(below, key, _MOST_OF_INFRASTRUCTURE, "give fewer")
    return found


def _wait_problems(args: Sound) -> list[Problem]:
    seconds = args.get("timeout")
    if seconds is None:
        return []
    if seconds < 1:
        return [args.problem("timeout", "is no time to wait", "give seconds, from 1")]
    if args.get("wait") is False:
        return [args.problem("timeout", "says nothing where `wait` is false", "drop one of both")]
    return []
