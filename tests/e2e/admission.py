"""The lab's API server, asked by dry run what it would say to objects of an app."""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
import yaml
from kubernetes import client, config

from exposure_components.checks.security import LEVELS
from exposure_components.controllers.crds import custom_resource_definitions
from exposure_components.exposing import Strategy, expose
from exposure_components.kinds import PodSecurityLevel
from exposure_components.objects.namespaces import ENFORCED
from tests.lab.lab import Lab
from tests.pure.apps import Later

APIS = {
    "apps/v1": client.AppsV1Api,
    "networking.k8s.io/v1": client.NetworkingV1Api,
    "policy/v1": client.PolicyV1Api,
    "rbac.authorization.k8s.io/v1": client.RbacAuthorizationV1Api,
    "v1": client.CoreV1Api,
}
PLURALS = {"httpproxy": "httpproxies"}
NOT_THERE = ("cert-manager.io/v1", "route.openshift.io/v1")
"""Nobody in the lab knows these."""


class Server:
    """The API server."""

    def __init__(self, lab: Lab) -> None:
        package: Any = config
        self.api: Any = package.new_client_from_config(str(lab.kubeconfig))

    def refusal(self, manifest: dict[str, Any], namespace: str) -> str:
        """Why it would not create the object, read strictly; empty if it would."""
        version = manifest["apiVersion"]
        if version in NOT_THERE:
            return ""
        how = {"dry_run": "All", "field_validation": "Strict", "_request_timeout": 10}
        placed = {**manifest, "metadata": {**manifest["metadata"], "namespace": namespace}}
        try:
            if manifest["kind"] == "Namespace":
                client.CoreV1Api(self.api).create_namespace(manifest, **how)  # type: ignore[arg-type]
            elif version in APIS:
                api: Any = APIS[version](self.api)
                kind = re.sub(r"(?<!^)(?=[A-Z])", "_", manifest["kind"]).lower()
                getattr(api, f"create_namespaced_{kind}")(namespace, placed, **how)
            else:
                custom: Any = client.CustomObjectsApi(self.api)
                lower = manifest["kind"].lower()
                where = (*version.split("/"), namespace, PLURALS.get(lower, f"{lower}s"))
                custom.create_namespaced_custom_object(*where, placed, **how)
        except client.ApiException as error:
            told = str(error.body)
            # It is no JSON where the server does not know the kind.
            return str(json.loads(told)["message"]) if told.startswith("{") else told
        return ""


def refusals(server: Server, namespace: str, strategy: Strategy, name: str, args: Any) -> list[str]:
    """What the API server refuses of an app."""
    return refused(server, namespace, expose(strategy, name, args).objects)


def refused(server: Server, namespace: str, manifests: Sequence[Any]) -> list[str]:
    """What the API server refuses of these."""
    objects = json.loads(json.dumps(list(manifests)))
    answers = [(o["kind"], server.refusal(o, namespace)) for o in objects]
    return [f"{kind}: {refusal}" for kind, refusal in answers if refusal]


def has_later(value: Any) -> bool:
    """Whether any value is only known later."""
    if isinstance(value, dict):
        return any(map(has_later, value.values()))
    if isinstance(value, list):
        return any(map(has_later, value))
    return isinstance(value, Later)


@pytest.fixture(scope="module")
def server(lab: Lab) -> Iterator[Server]:
    """The API server, with the kinds of the Gateway API, Traefik and Contour."""
    lab.addon("gateway-api")
    makes = ("contour", "traefik")
    kinds = yaml.safe_dump_all(
        [definition for make in makes for definition in custom_resource_definitions(make)]
    )
    try:
        lab.kubectl("apply", "--server-side", "-f", "-", input=kinds)
        lab.kubectl("wait", "--for=condition=Established", "-f", "-", input=kinds)
        yield Server(lab)
    finally:
        lab.kubectl("delete", "--ignore-not-found", "-f", "-", input=kinds)


@pytest.fixture(scope="module")
def namespaces(lab: Lab) -> Iterator[dict[PodSecurityLevel, str]]:
    """A namespace at each level of the Pod Security Standards."""
    with (
        lab.namespace({ENFORCED: "restricted"}) as restricted,
        lab.namespace({ENFORCED: "baseline"}) as baseline,
        lab.namespace({ENFORCED: "privileged"}) as privileged,
    ):
        yield dict(zip(LEVELS, (restricted, baseline, privileged), strict=True))
