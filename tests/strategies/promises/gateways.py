"""What a Gateway is where its args say nothing."""

from typing import Any

from exposure_components.testing import Timeouts
from tests.strategies.promises.promise import ABSENT, Found, Promise, is_there, of, waits

HTTP = {"name": "http", "port": 80, "protocol": "HTTP"}
PEM = {"certificate": "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"}
KEY = {"private_key": "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"}
HOST = "influxdb.kube.example.com"


def gateway(*listeners: Any, **more: Any) -> dict[str, Any]:
    """A Gateway of a class that exists."""
    return {"class_name": "traefik", "listeners": listeners or [HTTP], **more}


def secured(protocol: str, **tls: Any) -> dict[str, Any]:
    """A Gateway with a listener of TLS."""
    listener = {"name": "tls", "port": 443, "protocol": protocol, "hostname": HOST}
    return gateway({**listener, **({"tls": tls} if tls else {})})


def promise(field: str, value: Any, seen: Found, args: Any) -> Promise:
    """Of a Gateway that is called like an app."""
    return Promise(field, value, seen, args, "Gateway")


def listener(*path: str | int) -> Found:
    """What the Gateway's only listener says."""
    return of("Gateway", "spec", "listeners", 0, *path)


PLAIN = gateway()
BY_SECRET = secured("HTTPS", secret_names=["edge"])
BY_PEM = secured("HTTPS", certificate={**PEM, **KEY})
ISSUED = {**secured("HTTPS"), "issuer": {"name": "lab"}}
MADE = [{"kind": "Secret", "name": "influxdb-tls-tls"}]
OWN_LABELS = {"app.kubernetes.io/name": "influxdb", "exposure-components/app": "influxdb"}
AWAITED = {"pulumi.com/waitFor": "condition=Programmed"}
LABELLED = gateway(infrastructure={"labels": {"team": "lab"}})
ANNOTATED = gateway(infrastructure={"annotations": {"example.org/team": "lab"}})

PROMISES = [
    promise("ListenerTls.mode", "Terminate", listener("tls", "mode"), BY_SECRET),
    promise("ListenerTls.mode", "Passthrough", listener("tls", "mode"), secured("TLS")),
    promise("ListenerTls.secret_names", MADE, listener("tls", "certificateRefs"), BY_PEM),
    promise("ListenerTls.secret_names", MADE, listener("tls", "certificateRefs"), ISSUED),
    promise("ListenerTls.certificate", False, is_there("Secret"), BY_SECRET),
    promise("Listener.hostname", ABSENT, listener("hostname"), PLAIN),
    promise(
        "Listener.routes_from", {"namespaces": {"from": "Same"}}, listener("allowedRoutes"), PLAIN
    ),
    promise(
        "GatewayAddress.type",
        "IPAddress",
        of("Gateway", "spec", "addresses", 0, "type"),
        gateway(addresses=[{"value": "10.13.242.1"}]),
    ),
    promise(
        "Infrastructure.labels",
        ABSENT,
        of("Gateway", "spec", "infrastructure", "labels"),
        ANNOTATED,
    ),
    promise(
        "Infrastructure.annotations",
        ABSENT,
        of("Gateway", "spec", "infrastructure", "annotations"),
        LABELLED,
    ),
    promise("GatewayArgs.name", "influxdb", of("Gateway", "metadata", "name"), PLAIN),
    promise("GatewayArgs.namespace", "the-providers", lambda r: r.value["namespace"], PLAIN),
    promise("GatewayArgs.namespace", False, is_there("Namespace"), PLAIN),
    # All that is known of it, such as its addresses, is what its status tells.
    promise("GatewayArgs.cluster", [], lambda r: r.value["addresses"], PLAIN),
    promise("GatewayArgs.issuer", AWAITED, of("Gateway", "metadata", "annotations"), BY_SECRET),
    promise("GatewayArgs.addresses", ABSENT, of("Gateway", "spec", "addresses"), PLAIN),
    promise("GatewayArgs.infrastructure", ABSENT, of("Gateway", "spec", "infrastructure"), PLAIN),
    promise("GatewayArgs.labels", OWN_LABELS, of("Gateway", "metadata", "labels"), PLAIN),
    promise("GatewayArgs.labels", OWN_LABELS, of("Secret", "metadata", "labels"), BY_PEM),
    promise("GatewayArgs.annotations", AWAITED, of("Gateway", "metadata", "annotations"), PLAIN),
    promise("GatewayArgs.annotations", ABSENT, of("Secret", "metadata", "annotations"), BY_PEM),
    promise("GatewayArgs.wait", AWAITED, of("Gateway", "metadata", "annotations"), PLAIN),
    promise(
        "GatewayArgs.timeout",
        Timeouts(),
        waits("kubernetes:gateway.networking.k8s.io/v1:Gateway"),
        PLAIN,
    ),
]
