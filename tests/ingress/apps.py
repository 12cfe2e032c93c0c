"""Apps behind an ingress controller of each dialect."""

from typing import Any

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.exposing import Exposure
from exposure_components.ingress.all import DIALECTS
from exposure_components.objects.labels import Manifest
from exposure_components.strategies.ingress import INGRESS
from tests.pure.apps import app, exposed, problem_lines

HOST = "influxdb.kube.example.com"
OTHER_HOST = "metrics.kube.example.com"
ANY_HOST = "*.kube.example.com"
NAMESPACE = "databases"
PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
OTHER_PEM = PEM.replace("MIIB", "MIIC")
KEY = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"
SECRET = {"secret_name": "influxdb-cert"}
PAIR = {"certificate": {"certificate": PEM, "private_key": KEY}}
KEYS = sorted(DIALECTS)


def served(dialect: str = ControllerDialect.INGRESS, **more: Any) -> dict[str, Any]:
    """An app with a host and a namespace, behind a controller; more may say `controller` anew."""
    controller = {"dialect": str(dialect), **more.pop("controller", {})}
    facts = {"platform": "openshift"} if dialect == ControllerDialect.OPENSHIFT else {}
    given = {
        "hosts": [HOST],
        "namespace": {"name": NAMESPACE},
        "cluster": facts,
        "controller": controller,
    }
    made = app(**{**given, **more})
    return {key: value for key, value in made.items() if value is not None}


def port(**more: Any) -> list[dict[str, Any]]:
    """The only port of an app."""
    return [{"container_port": 8086, **more}]


def problems(dialect: str = ControllerDialect.INGRESS, **more: Any) -> list[str]:
    """What is wrong with it."""
    return problem_lines(served(dialect, **more), INGRESS)


def exposure(dialect: str = ControllerDialect.INGRESS, **more: Any) -> Exposure:
    """What it comes to."""
    return exposed(served(dialect, **more), INGRESS)


def objects(dialect: str = ControllerDialect.INGRESS, **more: Any) -> list[Manifest]:
    """What is made of it besides the workload."""
    return [o for o in exposure(dialect, **more).objects if o["kind"] != "Deployment"]


def routing(dialect: str = ControllerDialect.INGRESS, **more: Any) -> list[Manifest]:
    """What leads to the Service."""
    return [o for o in objects(dialect, **more) if o["kind"] != "Service"]


def of_kind(kind: str, made: list[Manifest]) -> Manifest:
    """The only one of a kind."""
    (found,) = [o for o in made if o["kind"] == kind]
    return found


def said_of(manifest: Manifest) -> Manifest:
    """The annotations, but for the one that says not to wait."""
    known = manifest["metadata"].get("annotations", {})
    return {key: value for key, value in known.items() if key != "pulumi.com/skipAwait"}


def warnings(dialect: str = ControllerDialect.INGRESS, **more: Any) -> list[str]:
    """What may surprise its users."""
    return list(exposure(dialect, **more).warnings)


def urls(dialect: str = ControllerDialect.INGRESS, **more: Any) -> list[str]:
    """Its endpoints."""
    return [r.endpoint(r.host, r.number)["url"] for r in exposure(dialect, **more).reaches]
