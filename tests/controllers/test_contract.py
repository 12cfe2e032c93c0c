"""What every make of controller keeps to."""

from typing import Any

import pytest

from exposure_components.args.ingress_controllers import IngressControllerArgs
from exposure_components.controllers.all import MAKES, make_of
from exposure_components.controllers.contract import Make
from exposure_components.controllers.crds import custom_resource_definitions
from exposure_components.ingress.all import DIALECTS
from tests.controllers.programs import ON_NODES, manifest, recorded

EACH = pytest.mark.parametrize("make", MAKES.values(), ids=MAKES)


@EACH
def test_a_make_is_chosen_by_its_key(make: Make) -> None:
    assert make.key in IngressControllerArgs.__annotations__
    assert make_of({make.key: {}}) is make


@EACH
def test_a_make_speaks_a_dialect_and_brings_its_kinds(make: Make) -> None:
    assert make.dialect in DIALECTS
    assert custom_resource_definitions(make.key)


@EACH
def test_it_runs_without_root_and_with_rights_to_read_alone(make: Make) -> None:
    made = recorded({**ON_NODES, make.key: {}})
    pod = manifest(made, "DaemonSet")["spec"]["template"]["spec"]
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] > 0
    for each in [*pod["containers"], *pod.get("initContainers", [])]:
        assert each["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert each["securityContext"]["readOnlyRootFilesystem"] is True
    for rule in manifest(made, "ClusterRole")["rules"]:
        changing = set(rule["verbs"]) - {"get", "list", "watch"}
        assert changing <= {"update"}
        assert not changing or all(r.endswith("/status") for r in rule["resources"])
        assert "*" not in [*rule["resources"], *rule["apiGroups"]]


@EACH
def test_its_class_names_it(make: Make) -> None:
    made = recorded({**ON_NODES, make.key: {}, "class_name": "edge"})
    offered = manifest(made, "IngressClass")
    assert offered["metadata"]["name"] == "edge"
    assert offered["spec"] == {"controller": make.controller}
    text = str(manifest(made, "DaemonSet"))
    assert "ingress-class-name=edge" in text or "ingressclass=edge" in text


@EACH
@pytest.mark.parametrize("where", ["nodes", "balancer"])
def test_it_listens_where_clients_ask(make: Make, where: str) -> None:
    given: dict[str, Any] = ON_NODES if where == "nodes" else {"load_balancer": {"cloud": {}}}
    made = recorded({**given, make.key: {}, "http_port": 8000 + 81, "https_port": 8444})
    ports = [p["port"] for p in manifest(made, "Service")["spec"]["ports"]]
    assert ports == [8081, 8444]
