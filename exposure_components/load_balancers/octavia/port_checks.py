"""Options of a listener that Octavia refuses (octavia, common/constants.py and api/v2)."""

import re
from typing import Any

from exposure_components.args.octavia_kinds import OctaviaListenerProtocol, PersistenceType
from exposure_components.checks.cluster import host_problems
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.checks.workload import one_of
from exposure_components.dns.domain_names import is_wildcard
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.octavia.words import (
    READS_REQUESTS,
    listener_protocol,
)
from exposure_components.ports import PORTS, protocol_of, service_port_of
from exposure_components.problems import Problem, did_you_mean

_TIMEOUTS = range(24 * 24 * 60 * 60 * 1000 + 1)
"""Milliseconds; MIN_TIMEOUT and MAX_TIMEOUT."""
_WEIGHTS = range(257)
"""MIN_WEIGHT and MAX_WEIGHT."""
_HEADERS = (
    "X-Forwarded-For",
    "X-Forwarded-Port",
    "X-Forwarded-Proto",
    "X-Forwarded-IP",
    "X-Client-IP",
    "X-Real-IP",
    "X-SSL-Client-Verify",
    "X-SSL-Client-Has-Cert",
    "X-SSL-Client-DN",
    "X-SSL-Client-CN",
    "X-SSL-Issuer",
    "X-SSL-Client-SHA1",
    "X-SSL-Client-Not-Before",
    "X-SSL-Client-Not-After",
)
"""SUPPORTED_HTTP_HEADERS and SUPPORTED_SSL_HEADERS of octavia-lib."""
_COOKIE = re.compile(r"[^\x00-\x20\x22\x28-\x29\x2c\x2f\x3a-\x40\x5b-\x5d\x7b\x7d\x7f]+")
"""What check_session_persistence lets pass."""
_HTTP_ALONE = ("insert_headers", "redirects")
_TLS_ALONE = ("tls_container", "sni_containers", "redirect_from")
_LAYER_4 = {Protocol.UDP: OctaviaListenerProtocol.UDP, Protocol.SCTP: OctaviaListenerProtocol.SCTP}


def listener_problems(app: Sound, port: Sound) -> list[Problem]:
    """Of one port of an app: its listener and its pool."""
    own = port.below("octavia")
    return [
        *_protocol_problems(port, own),
        *_number_problems(own),
        *_header_problems(own),
        *_persistence_problems(port, own),
        *_member_problems(app, own),
        *_redirect_problems(own),
        *_plain_port_problems(app, own),
    ]


def _protocol_problems(port: Sound, own: Sound) -> list[Problem]:
    if own.at("protocol") in own.broken:
        return []
    spoken = OctaviaListenerProtocol(own.get("protocol", listener_protocol(port)))
    needed = _LAYER_4.get(Protocol(protocol_of(port)))
    found: list[Problem] = []
    if needed is not None and spoken is not needed:
        rule = f"does not go with a {needed} port"
        found.append(own.problem("protocol", rule, "leave it out"))
    if needed is None and spoken in _LAYER_4.values():
        rule, remedy = "does not go with a TCP port", f"set the port's `protocol` to {spoken}"
        found.append(own.problem("protocol", rule, remedy))
    tls = spoken is OctaviaListenerProtocol.TERMINATED_HTTPS
    if tls and "tls_container" not in own.value:
        remedy = "give the reference of certificate and key, or use HTTPS to pass TLS on"
        found.append(Problem(own.at("tls_container"), None, "is missing", remedy))
    wrong = [] if tls else list(_TLS_ALONE)
    wrong += [] if spoken in READS_REQUESTS else list(_HTTP_ALONE)
    remedy = "drop it, or change the listener's protocol"
    found += [
        Problem(own.at(key), None, f"does not go with the protocol {spoken}", remedy)
        for key in wrong
        if key in own.value
    ]
    if spoken in _LAYER_4.values() and "proxy_protocol" in own.value:
        rule = f"does not go with the protocol {spoken}"
        found.append(own.problem("proxy_protocol", rule, "drop it"))
    return found


def _number_problems(own: Sound) -> list[Problem]:
    found: list[Problem] = []
    if (limit := own.get("connection_limit")) is not None and limit < -1:
        found.append(own.problem("connection_limit", "is below -1", "give -1 for no limit"))
    for key in own.value:
        if str(key).startswith("timeout_"):
            found += in_range(own, key, _TIMEOUTS, "give milliseconds")
    return found


def _header_problems(own: Sound) -> list[Problem]:
    headers = own.below("insert_headers")
    found: list[Problem] = []
    for name in headers.value:
        if name not in _HEADERS:
            remedy = did_you_mean(str(name), _HEADERS, f"known are {', '.join(_HEADERS)}")
            found.append(Problem(headers.at(str(name)), None, "is no header of Octavia's", remedy))
        elif headers.get(name) not in (None, "true", "false"):
            found.append(headers.problem(name, "is neither true nor false", 'write "true"'))
    return found


def _persistence_problems(port: Sound, own: Sound) -> list[Problem]:
    sticky = own.below("persistence")
    kind, cookie = sticky.get("type"), sticky.get("cookie_name")
    if kind is None:
        return []
    found: list[Problem] = []
    by_cookie = kind in (PersistenceType.HTTP_COOKIE, PersistenceType.APP_COOKIE)
    spoken = own.get("protocol", protocol_of(port))
    if by_cookie and spoken not in READS_REQUESTS:
        remedy = "use SOURCE_IP, or an HTTP listener"
        rule = f"needs requests, which a {spoken} listener does not read"
        found.append(sticky.problem("type", rule, remedy))
    if kind == PersistenceType.APP_COOKIE and cookie is None:
        remedy = "name the cookie that the app sets"
        found.append(Problem(sticky.at("cookie_name"), None, "is missing", remedy))
    if kind != PersistenceType.APP_COOKIE and "cookie_name" in sticky.value:
        found.append(sticky.problem("cookie_name", f"does not go with {kind}", "drop it"))
    elif cookie is not None and not _COOKIE.fullmatch(cookie):
        found.append(sticky.problem("cookie_name", "is no name of a cookie", "use A-Za-z0-9-_"))
    return found


def _member_problems(app: Sound, own: Sound) -> list[Problem]:
    names = [n.get("name") for n in app.below("cluster").items("nodes") if n.get("name")]
    weights, found = own.below("weights"), list[Problem]()
    keys: list[Any] = list(weights.value)
    given = [name for name in keys if isinstance(name, str)]
    for name in given:
        found += in_range(weights, name, _WEIGHTS, "choose one inside; 0 for no new connections")
    asked = [(weights.at(name), name) for name in given] + own.texts("backup")
    for path, name in asked:
        if names and name not in names:
            remedy = did_you_mean(name, names, f"known are {', '.join(names)}")
            found.append(Problem(path, name, "is no node of the cluster", remedy))
    return found


def _redirect_problems(own: Sound) -> list[Problem]:
    found: list[Problem] = []
    for each in own.items("redirects"):
        found += one_of(each, ("url", "prefix"))
        if (path := each.get("path")) is not None and not path.startswith("/"):
            found.append(each.problem("path", "does not start with /", f"did you mean /{path}?"))
    return found


def _plain_port_problems(app: Sound, own: Sound) -> list[Problem]:
    if "redirect_from" not in own.value:
        return []
    plain = own.below("redirect_from")
    found = in_range(plain, "port", PORTS, "choose one inside, such as 80")
    name = app.below("dns").get("name")
    if isinstance(host := plain.plain("host"), str):
        found += host_problems(plain.at("host"), host)
    if "host" not in plain.value and (name is None or is_wildcard(name)):
        remedy = "give what clients are sent to, or a `dns.name` that is no wildcard"
        found.append(Problem(plain.at("host"), None, "is missing", remedy))
    taken = [
        port
        for port in app.items("ports")
        if isinstance(port.get("container_port"), int) and protocol_of(port) == Protocol.TCP
        if service_port_of(port) == plain.get("port")
    ]
    if taken:
        rule = f"is what {taken[0].path} listens on"
        found.append(plain.problem("port", rule, "choose another"))
    return found
