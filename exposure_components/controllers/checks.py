"""All that is wrong with the args of a controller."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from exposure_components.args.ingress_controllers import IngressControllerArgs
from exposure_components.checks.addresses import cidr_problem
from exposure_components.checks.collisions import Claim
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound, sound
from exposure_components.controllers.all import make_of
from exposure_components.controllers.app import app_args, port_paths, strategy_of
from exposure_components.controllers.objects import role_name
from exposure_components.controllers.words import Asked
from exposure_components.dns.domain_names import is_wildcard, name_problems
from exposure_components.exposing import claimed, cluster_name, object_name, problems
from exposure_components.ingress.controller_checks import number_problems
from exposure_components.ingress.tls_checks import pem_problems
from exposure_components.names import is_dns_subdomain
from exposure_components.ports import PORTS
from exposure_components.problems import Problem

_PORT = re.compile(r"ports\[(\d+)\]\..+")


def ingress_controller_problems(component: str, args: Any) -> list[Problem]:
    """Of the component of that name."""
    readable, found = sound(args, IngressControllerArgs)
    found += [
        *_make_problems(readable),
        *_name_problems(readable),
        *_port_problems(readable),
        *_certificate_problems(readable),
        *_client_problems(readable),
    ]
    if found:
        return found
    # As an app it can be judged only where it can be told what app it is.
    asked = Asked(object_name(component, args), args)
    found = [_as_given(asked, p) for p in problems(strategy_of(args), component, app_args(asked))]
    return found + make_of(args).problems(readable)


def controller_claims(component: str, asked: Asked) -> list[Claim]:
    """What it takes of nodes and cluster, so that no other can have it."""
    paths = port_paths(asked)
    app = [
        replace(claim, path=_path(paths, claim.path))
        for claim in claimed(strategy_of(asked.args), component, app_args(asked))
    ]
    cluster, named = cluster_name(asked.args), asked.class_name
    where = "class_name" if "class_name" in asked.args else "name"
    own = [Claim(component, where, named, ("ingress class", cluster, named))]
    role = ("object", cluster, None, "ClusterRole", role_name(asked))
    own.append(Claim(component, "name", asked.name, role))
    if "gateway_api" in asked.options:
        remedy = "leave it to one of the two: each would serve all Gateways"
        gateways = ("Gateways of a controller", cluster, make_of(asked.args).key)
        channel = asked.options["gateway_api"]
        own.append(Claim(component, "traefik.gateway_api", channel, gateways, remedy=remedy))
    if asked.args.get("default_class"):
        remedy = "a cluster has one default class: leave it out for one of the two"
        key = ("default ingress class", cluster)
        own.append(Claim(component, "default_class", "true", key, remedy=remedy))
    if asked.args.get("crds", True):
        remedy = "leave it to one of the two: `crds: false` for the other"
        kinds = ("kinds of a controller", cluster, make_of(asked.args).key)
        own.append(Claim(component, "crds", "true", kinds, remedy=remedy))
    return [*app, *own]


def _as_given(asked: Asked, problem: Problem) -> Problem:
    return replace(problem, path=_path(port_paths(asked), problem.path))


def _path(paths: list[str], path: str) -> str:
    """Where the controller's args say what the app's args say at a path."""
    found = _PORT.fullmatch(path)
    return path if found is None else paths[int(found[1])]


def _make_problems(args: Sound) -> list[Problem]:
    if "traefik" in args.value and "contour" in args.value:
        rule = "stands beside `traefik`, and a controller is of one make"
        return [Problem("contour", None, rule, "keep one of them")]
    return []


def _name_problems(args: Sound) -> list[Problem]:
    found: list[Problem] = []
    name, domain = args.get("class_name"), args.get("domain")
    if name is not None and not is_dns_subdomain(name):
        rule, remedy = "is no name of an IngressClass", "use a-z, 0-9, - and ."
        found.append(args.problem("class_name", rule, remedy))
    if domain is not None:
        wrong = name_problems("domain", domain, wildcard=True)
        if not wrong and not is_wildcard(domain):
            wrong = [args.problem("domain", "is no wildcard", f"did you mean *.{domain}?")]
        found += wrong
    if args.get("replicas") is not None and "load_balancer" not in args.value:
        rule = "is for a controller behind a load balancer: else one runs on each node"
        found.append(args.problem("replicas", rule, "choose nodes by `node_selector`"))
    return found


def _port_problems(args: Sound) -> list[Problem]:
    found: list[Problem] = []
    for key in ("http_port", "https_port", "metrics_port"):
        found += in_range(args, key, PORTS, "choose one inside or leave it out")
    for key in ("tcp_ports", "udp_ports"):
        found += number_problems(args, key)
    http, https = args.get("http_port", 80), args.get("https_port", 443)
    if http == https:
        found.append(args.problem("https_port", "is `http_port` as well", "choose another"))
    taken = {http: "http_port", https: "https_port"}
    for i, port in enumerate(args.get("tcp_ports", ())):
        if port in taken:
            at = f"tcp_ports[{i}]"
            found.append(Problem(at, port, f"is `{taken[port]}` as well", "choose another"))
    metrics = args.get("metrics_port")
    if metrics is not None and metrics in {*taken, *args.get("tcp_ports", ())}:
        rule = "is a port of clients as well: they would see the metrics"
        found.append(args.problem("metrics_port", rule, "choose another"))
    return found


def _client_problems(args: Sound) -> list[Problem]:
    proxy = args.below("proxy_protocol")
    found = [p for at, cidr in proxy.texts("cidrs") for p in cidr_problem(at, cidr)]
    if proxy.get("cidrs") == []:
        rule, remedy = "is empty, and believes nobody", "give the balancer's, or drop it"
        found.append(Problem(proxy.at("cidrs"), None, rule, remedy))
    if args.get("client_ip") is not None and "load_balancer" not in args.value:
        rule = "is for a controller behind a load balancer: on the nodes' own ports it sees clients"
        found.append(args.problem("client_ip", rule, "leave it out"))
    return found


def _certificate_problems(args: Sound) -> list[Problem]:
    given = args.below("default_certificate")
    if "default_certificate" not in args.value:
        return []
    found = pem_problems(given.below("certificate"))
    if len(given.value) != 1:
        rule, remedy = "is no certificate", "give exactly one of secret_name, certificate"
        found.append(Problem("default_certificate", None, rule, remedy))
    name = given.get("secret_name")
    if name is not None and not is_dns_subdomain(name):
        rule, remedy = "is no name of a Secret", "use a-z, 0-9, - and ."
        found.append(given.problem("secret_name", rule, remedy))
    return found
