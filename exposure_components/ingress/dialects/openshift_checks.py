"""What an app cannot ask of OpenShift's router as it asks for it."""

from __future__ import annotations

import re

from exposure_components.args.ingress_kinds import BackendProtocol
from exposure_components.checks.sound import Sound
from exposure_components.ingress.redirect_checks import redirect_problems
from exposure_components.ingress.words import OVER_TLS
from exposure_components.kinds import Platform
from exposure_components.problems import Problem

_COOKIE_NAME = re.compile(r"[a-zA-Z0-9_-]+")
"""What the router reads of a name; it ignores any other."""
_H2C = ("h2c", "kubernetes.io/h2c")


def openshift_problems(args: Sound) -> list[Problem]:
    """What only OpenShift's router refuses."""
    return [
        *_platform_problems(args),
        *_path_problems(args),
        *_name_problems(args),
        *redirect_problems(args, "the router"),
        *_cookie_problems(args),
        *_backend_problems(args),
    ]


def _platform_problems(args: Sound) -> list[Problem]:
    controller = args.below("controller")
    found: list[Problem] = []
    if args.below("cluster").get("platform") != Platform.OPENSHIFT:
        rule = "is for clusters whose `cluster.platform` is openshift"
        found.append(controller.problem("dialect", rule, "set that, or choose another dialect"))
    if "class_name" in controller.value:
        rule = "says nothing: routers choose Routes by labels and namespaces"
        remedy = "leave it out, and give the `labels` that the router looks for"
        found.append(controller.problem("class_name", rule, remedy))
    return found


def _path_problems(args: Sound) -> list[Problem]:
    if len(args.items("paths")) < 2 or args.value.get("hosts"):
        return []
    rule = "would each get a host of its own: the router names every Route that has none"
    return [Problem("paths", None, rule, "name the `hosts`, or give one path")]


def _name_problems(args: Sound) -> list[Problem]:
    if "dns" not in args.value or args.value.get("hosts"):
        return []
    rule = "would lead to a router that knows the app by another name"
    return [args.below("dns").problem("name", rule, "name it in `hosts` too")]


def _cookie_problems(args: Sound) -> list[Problem]:
    if "sticky_cookie" not in args.value:
        return []
    cookie, tls = args.below("sticky_cookie"), args.below("tls")
    name = cookie.get("name")
    found: list[Problem] = []
    if name is not None and not _COOKIE_NAME.fullmatch(name):
        rule = "would be ignored: the router knows a-z, A-Z, 0-9, _ and - alone"
        found.append(cookie.problem("name", rule, "choose another"))
    if "tls" not in args.value and "same_site" in cookie.value:
        rule = "is not to be had without `tls`: there the router leaves it to browsers"
        found.append(cookie.problem("same_site", rule, "leave it out, or give `tls`"))
    if tls.get("redirect") is False:
        rule = "would be sent without TLS too: that is how the router has it without `tls.redirect`"
        found.append(Problem("sticky_cookie", None, rule, "drop one of both"))
    return found


def _backend_problems(args: Sound) -> list[Problem]:
    tls = args.below("tls")
    if tls.get("passthrough"):
        return []
    found: list[Problem] = []
    for port in args.items("ports"):
        speaks = port.get("backend_protocol")
        if speaks in OVER_TLS and "tls" not in args.value:
            rule = "needs `tls`: the router speaks TLS to pods where clients do"
            found.append(port.problem("backend_protocol", rule, "give `tls`"))
        if speaks in (BackendProtocol.H2C, BackendProtocol.GRPC):
            if port.get("app_protocol") not in _H2C:
                rule = "is told to the router by the port's `app_protocol`"
                remedy = f"set that to {_H2C[1]}"
                found.append(port.problem("backend_protocol", rule, remedy))
        elif speaks is not None and port.get("app_protocol") in _H2C:
            rule = f"is believed before `backend_protocol`, and is not {speaks}"
            found.append(port.problem("app_protocol", rule, "leave it out"))
    return found
