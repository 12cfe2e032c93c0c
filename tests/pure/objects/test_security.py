from typing import Any

import pytest

from exposure_components.exposing import Strategy
from exposure_components.objects.accounts import constraint
from exposure_components.objects.network import PodNetwork
from exposure_components.objects.security import needed_level
from exposure_components.strategies.host_port import HOST_PORT
from exposure_components.strategies.node_port import NODE_PORT
from tests.pure.apps import app, container, exposed, manifest, pod_spec

OPENSHIFT = {"platform": "openshift"}
SECCOMP = {"seccompProfile": {"type": "RuntimeDefault"}}
IDS = {"run_as_user": 1000, "run_as_group": 1001, "fs_group": 1002}


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (app(), {"runAsNonRoot": True}),
        (app(security={"run_as_root": True}), {}),
        (app(security={"run_as_root": True, "run_as_user": 0}), {"runAsUser": 0}),
        (
            app(security=IDS),
            {"runAsNonRoot": True, "runAsUser": 1000, "runAsGroup": 1001, "fsGroup": 1002},
        ),
        (app(security=IDS, cluster=OPENSHIFT), {"runAsNonRoot": True}),
    ],
    ids=["default", "root", "user 0", "ids", "ids on OpenShift"],
)
def test_the_context_of_the_pod(args: Any, expected: dict[str, Any]) -> None:
    assert pod_spec(args)["securityContext"] == {**SECCOMP, **expected}


DROPPED = {"drop": ["ALL"]}


@pytest.mark.parametrize(
    ("security", "expected"),
    [
        ({}, {"allowPrivilegeEscalation": False, "capabilities": DROPPED}),
        (
            {"allow_privilege_escalation": True},
            {"allowPrivilegeEscalation": True, "capabilities": DROPPED},
        ),
        (
            {"add_capabilities": ["NET_RAW"]},
            {
                "allowPrivilegeEscalation": False,
                "capabilities": {"drop": ["ALL"], "add": ["NET_RAW"]},
            },
        ),
        (
            {"read_only_root_filesystem": True},
            {
                "allowPrivilegeEscalation": False,
                "capabilities": DROPPED,
                "readOnlyRootFilesystem": True,
            },
        ),
        ({"privileged": True}, {"privileged": True}),
    ],
    ids=["default", "escalation", "capability", "read-only", "privileged"],
)
def test_the_context_of_the_container(security: dict[str, Any], expected: dict[str, Any]) -> None:
    assert container(app(security=security))["securityContext"] == expected


def pod_with(**container_fields: Any) -> dict[str, Any]:
    """A pod of the restricted level, but for what is said."""
    context = {
        "runAsNonRoot": True,
        "seccompProfile": {"type": "RuntimeDefault"},
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        **container_fields.pop("securityContext", {}),
    }
    return {"containers": [{"securityContext": context, **container_fields}]}


@pytest.mark.parametrize(
    ("pod", "level"),
    [
        ({}, "restricted"),
        (pod_with(), "restricted"),
        (pod_with(securityContext={"seccompProfile": {"type": "Localhost"}}), "restricted"),
        (
            pod_with(
                securityContext={"capabilities": {"drop": ["ALL"], "add": ["NET_BIND_SERVICE"]}}
            ),
            "restricted",
        ),
        ({**pod_with(), "volumes": [{"name": "a", "emptyDir": {}}]}, "restricted"),
        ({"containers": [{}]}, "baseline"),
        (pod_with(securityContext={"runAsNonRoot": False}), "baseline"),
        (pod_with(securityContext={"runAsUser": 0}), "baseline"),
        (pod_with(securityContext={"seccompProfile": {"type": "Unconfined"}}), "baseline"),
        (pod_with(securityContext={"seccompProfile": None}), "baseline"),
        (pod_with(securityContext={"allowPrivilegeEscalation": True}), "baseline"),
        (pod_with(securityContext={"capabilities": {}}), "baseline"),
        (
            pod_with(securityContext={"capabilities": {"drop": ["ALL"], "add": ["CHOWN"]}}),
            "baseline",
        ),
        ({**pod_with(), "volumes": [{"name": "a", "nfs": {}}]}, "baseline"),
        ({**pod_with(), "initContainers": [{}]}, "baseline"),
        (
            pod_with(securityContext={"capabilities": {"drop": ["ALL"], "add": ["NET_RAW"]}}),
            "privileged",
        ),
        (pod_with(securityContext={"privileged": True}), "privileged"),
        (pod_with(ports=[{"containerPort": 80, "hostPort": 80}]), "privileged"),
        ({**pod_with(), "hostNetwork": True}, "privileged"),
        ({**pod_with(), "hostPID": True}, "privileged"),
        ({**pod_with(), "hostIPC": True}, "privileged"),
        ({**pod_with(), "volumes": [{"name": "a", "hostPath": {}}]}, "privileged"),
        ({"initContainers": [{"securityContext": {"privileged": True}}]}, "privileged"),
        ({"containers": None, "volumes": 3}, "restricted"),
    ],
    ids=[
        *("empty", "hardened", "own profile", "low ports", "harmless volume", "nothing said"),
        *("root allowed", "root", "unconfined", "no profile", "escalation", "all capabilities"),
        *("capability", "network volume", "plain init container", "raw sockets", "privileged"),
        *("hostPort", "hostNetwork", "hostPID", "hostIPC", "hostPath", "privileged init container"),
        *("no lists",),
    ],
)
def test_the_level_that_a_pod_needs(pod: dict[str, Any], level: str) -> None:
    assert needed_level(pod) == level


@pytest.mark.parametrize(
    ("cluster", "security", "network", "expected"),
    [
        ({}, {"privileged": True}, PodNetwork.HOST, None),
        (OPENSHIFT, {}, PodNetwork.OWN, None),
        (OPENSHIFT, {}, PodNetwork.HOST, "hostnetwork-v2"),
        (OPENSHIFT, {}, PodNetwork.HOST_PORTS, "hostnetwork-v2"),
        (OPENSHIFT, {"add_capabilities": ["NET_BIND_SERVICE"]}, PodNetwork.OWN, None),
        (OPENSHIFT, {"add_capabilities": ["NET_RAW"]}, PodNetwork.OWN, "privileged"),
        (OPENSHIFT, {"run_as_root": True}, PodNetwork.OWN, "anyuid"),
        (OPENSHIFT, {"run_as_root": True}, PodNetwork.HOST, "privileged"),
        (OPENSHIFT, {"privileged": True}, PodNetwork.OWN, "privileged"),
    ],
    ids=[
        *("vanilla", "plain", "hostNetwork", "hostPort", "low ports", "raw sockets", "root"),
        *("root in the node's network", "privileged"),
    ],
)
def test_the_constraint_that_admits_the_pods(
    cluster: Any, security: Any, network: PodNetwork, expected: str | None
) -> None:
    args: Any = app(cluster=cluster, security=security)
    assert constraint(args, network) == expected


@pytest.mark.parametrize(
    ("strategy", "more", "account", "made"),
    [
        (NODE_PORT, {}, None, []),
        (NODE_PORT, {"service_account": {"name": "a"}}, "a", []),
        (NODE_PORT, {"service_account": {"create": True}}, "influxdb", ["ServiceAccount"]),
        (
            NODE_PORT,
            {"service_account": {"create": True, "name": "a"}},
            "a",
            ["ServiceAccount"],
        ),
        (
            HOST_PORT,
            {"cluster": OPENSHIFT},
            "influxdb",
            ["ServiceAccount", "Role", "RoleBinding"],
        ),
        (
            HOST_PORT,
            {"cluster": OPENSHIFT, "service_account": {"name": "a"}},
            "a",
            ["Role", "RoleBinding"],
        ),
        (
            HOST_PORT,
            {"cluster": OPENSHIFT, "service_account": {"create": False}},
            None,
            ["Role", "RoleBinding"],
        ),
        (NODE_PORT, {"cluster": OPENSHIFT}, None, []),
    ],
    ids=[
        *("none", "existing", "created", "created by name", "OpenShift", "existing on OpenShift"),
        *("default of OpenShift", "no need on OpenShift"),
    ],
)
def test_the_account_of_the_pods(
    strategy: Strategy, more: dict[str, Any], account: str | None, made: list[str]
) -> None:
    args = app(**more)
    objects = exposed(args, strategy).objects
    identity = ("ServiceAccount", "Role", "RoleBinding")
    assert [o["kind"] for o in objects if o["kind"] in identity] == made
    assert pod_spec(args, strategy).get("serviceAccountName") == account
    if "RoleBinding" in made:
        binding = manifest("RoleBinding", args, strategy)
        assert binding["subjects"] == [{"kind": "ServiceAccount", "name": account or "default"}]


@pytest.mark.parametrize(
    ("strategy", "namespace", "level"),
    [
        (NODE_PORT, {"create": True}, "restricted"),
        (HOST_PORT, {"create": True}, "privileged"),
        (NODE_PORT, {"create": True, "pod_security": "baseline"}, "baseline"),
    ],
    ids=["restricted", "privileged", "as said"],
)
def test_a_created_namespace_enforces(
    strategy: Strategy, namespace: dict[str, Any], level: str
) -> None:
    args = app(namespace={**namespace, "name": "apps", "labels": {"team": "a"}})
    assert manifest("Namespace", args, strategy) == {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {
            "name": "apps",
            "labels": {
                "app.kubernetes.io/name": "influxdb",
                "exposure-components/app": "influxdb",
                "team": "a",
                "pod-security.kubernetes.io/enforce": level,
            },
        },
    }
