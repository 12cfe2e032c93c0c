"""The kinds that controllers bring along."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from exposure_components.controllers.crds import custom_resource_definitions
from exposure_components.ingress.dialects import contour_proxies, traefik
from tools.crds import FOLDER, compact

MAKES = ["contour", "traefik"]
MADE = {
    "contour": (contour_proxies.API, ["HTTPProxy"]),
    "traefik": (
        traefik.API,
        [
            "IngressRouteTCP",
            "IngressRouteUDP",
            "Middleware",
            "MiddlewareTCP",
            "ServersTransport",
        ],
    ),
}
"""What an app's dialect makes."""

WIDGETS = """
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  group: example.com
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
  - name: v1
    served: true
    storage: true
    additionalPrinterColumns:
    - {name: Size, type: integer, jsonPath: .spec.size, description: How large it is}
    schema:
      openAPIV3Schema:
        type: object
        description: A widget.
        properties:
          spec:
            type: object
            description: What it shall be.
            properties:
              description: {type: string, description: What is said of it.}
              parts:
                type: array
                items: {type: integer, description: One part.}
              sizes:
                type: object
                additionalProperties: {type: integer, description: One size.}
              port:
                description: Number or name.
                x-kubernetes-int-or-string: true
                anyOf:
                - {type: integer, description: A number.}
                - {type: string}
---
apiVersion: v1
kind: Namespace
metadata: {name: widgets}
"""


def test_the_names_and_scopes_of_all() -> None:
    found = {
        make: [(d["metadata"]["name"], d["spec"]["scope"]) for d in definitions(make)]
        for make in MAKES
    }
    assert found == {
        "contour": [
            ("extensionservices.projectcontour.io", "Namespaced"),
            ("httpproxies.projectcontour.io", "Namespaced"),
            ("tlscertificatedelegations.projectcontour.io", "Namespaced"),
        ],
        "traefik": [
            ("ingressroutes.traefik.io", "Namespaced"),
            ("ingressroutetcps.traefik.io", "Namespaced"),
            ("ingressrouteudps.traefik.io", "Namespaced"),
            ("middlewares.traefik.io", "Namespaced"),
            ("middlewaretcps.traefik.io", "Namespaced"),
            ("serverstransports.traefik.io", "Namespaced"),
            ("serverstransporttcps.traefik.io", "Namespaced"),
            ("tlsoptions.traefik.io", "Namespaced"),
            ("tlsstores.traefik.io", "Namespaced"),
            ("traefikservices.traefik.io", "Namespaced"),
        ],
    }


@pytest.mark.parametrize("make", MAKES)
def test_each_kind_that_an_app_makes_is_served_in_the_version_that_it_says(make: str) -> None:
    api, kinds = MADE[make]
    served = {
        f"{d['spec']['group']}/{v['name']} {d['spec']['names']['kind']}"
        for d in definitions(make)
        for v in d["spec"]["versions"]
        if v["served"] and v["storage"]
    }
    assert {f"{api} {kind}" for kind in kinds} - served == set()


@pytest.mark.parametrize("make", MAKES)
def test_no_schema_is_described(make: str) -> None:
    described = [path for path, node in nodes(make) if isinstance(node.get("description"), str)]
    assert described == []


def test_a_field_called_description_stays() -> None:
    found = [p for p, _ in nodes("contour") if p.endswith("properties.description")]
    assert found == ["httpproxies.projectcontour.io/v1.properties.status.properties.description"]


@pytest.mark.parametrize("make", MAKES)
def test_each_schema_is_structural(make: str) -> None:
    """Every node says its type (kubernetes.io, Specifying a structural schema)."""
    untyped = [
        path
        for path, node in nodes(make)
        if "type" not in node
        and not node.get("x-kubernetes-int-or-string")
        and not node.get("x-kubernetes-preserve-unknown-fields")
    ]
    assert untyped == []


@pytest.mark.parametrize("make", MAKES)
def test_a_file_has_one_definition_a_line(make: str) -> None:
    lines = (FOLDER / f"{make}.json").read_text().splitlines()
    assert lines[0] == "["
    assert [json.loads(line.removesuffix(",")) for line in lines[1:-1]] == definitions(make)


def test_the_tool_drops_what_describes_schemas_and_nothing_else() -> None:
    (definition,) = json.loads(compact(WIDGETS))
    (version,) = definition["spec"]["versions"]
    assert version == {
        "name": "v1",
        "served": True,
        "storage": True,
        "additionalPrinterColumns": [
            {
                "name": "Size",
                "type": "integer",
                "jsonPath": ".spec.size",
                "description": "How large it is",
            }
        ],
        "schema": {
            "openAPIV3Schema": {
                "type": "object",
                "properties": {
                    "spec": {
                        "type": "object",
                        "properties": {
                            "description": {"type": "string"},
                            "parts": {"type": "array", "items": {"type": "integer"}},
                            "sizes": {
                                "type": "object",
                                "additionalProperties": {"type": "integer"},
                            },
                            "port": {
                                "x-kubernetes-int-or-string": True,
                                "anyOf": [{"type": "integer"}, {"type": "string"}],
                            },
                        },
                    }
                },
            }
        },
    }


@pytest.mark.parametrize("make", MAKES)
def test_the_tool_changes_nothing_that_it_has_made(make: str) -> None:
    made = (FOLDER / f"{make}.json").read_text()
    assert compact(made) == made
    assert compact(compact(WIDGETS)) == compact(WIDGETS)


def definitions(make: str) -> list[dict[str, Any]]:
    """The definitions of a make."""
    return custom_resource_definitions(make)


def nodes(make: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each schema of a make that is a value's own, and where it stands."""
    for definition in definitions(make):
        for version in definition["spec"]["versions"]:
            root = version["schema"]["openAPIV3Schema"]
            yield from below(f"{definition['metadata']['name']}/{version['name']}", root)


def below(path: str, node: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """A schema and those of its parts."""
    yield path, node
    for name, part in node.get("properties", {}).items():
        yield from below(f"{path}.properties.{name}", part)
    for key in ("items", "additionalProperties"):
        if isinstance(node.get(key), dict):
            yield from below(f"{path}.{key}", node[key])
