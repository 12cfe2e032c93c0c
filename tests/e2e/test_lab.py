"""The lab is a real cluster: what the other e2e tests rely on is shown here once."""

import json

import pytest

from tests.lab import processes
from tests.lab.lab import Lab
from tests.lab.machine import MACHINES
from tests.lab.objects import INFLUXDB, WHOAMI, deployment, node_port_service, pod
from tests.lab.shell import LabError


def codes(lab: Lab, port: int, path: str = "/ping") -> dict[str, int]:
    """Each node's answer on the port."""
    return {n: lab.curl(f"http://{a}:{port}{path}").code for n, a in lab.nodes.items()}


def test_a_pod_in_the_hosts_network_answers_on_its_node_alone(lab: Lab, namespace: str) -> None:
    lab.apply(pod("web", INFLUXDB, hostNetwork=True, nodeName="kubenode01"), namespace=namespace)
    lab.until(
        "kubenode01 answers", lambda: codes(lab, 8086) == {"kubenode01": 204, "kubenode02": 0}
    )


def test_a_host_port_is_taken_once_per_node(lab: Lab, namespace: str) -> None:
    container = {**INFLUXDB, "ports": [{"containerPort": 8086, "hostPort": 8086}]}
    on_node2 = {"nodeSelector": {"kubernetes.io/hostname": "kubenode02"}}
    lab.apply(pod("first", container, **on_node2), namespace=namespace)
    lab.until(
        "kubenode02 answers", lambda: codes(lab, 8086) == {"kubenode01": 0, "kubenode02": 204}
    )

    lab.apply(pod("second", container, **on_node2), namespace=namespace)
    events = ("-n", namespace, "get", "events")
    lab.until("a clash", lambda: "didn't have free ports" in lab.kubectl(*events))
    assert phase(lab, namespace, "second") == "Pending"

    lab.kubectl("-n", namespace, "delete", "pod", "first", "--now")
    lab.until("it takes over", lambda: phase(lab, namespace, "second") == "Running")
    lab.until(
        "kubenode02 answers", lambda: codes(lab, 8086) == {"kubenode01": 0, "kubenode02": 204}
    )


def phase(lab: Lab, namespace: str, name: str) -> str:
    return lab.kubectl("-n", namespace, "get", "pod", name, "-o", "jsonpath={.status.phase}")


def test_a_node_port_answers_on_every_node(lab: Lab, namespace: str) -> None:
    lab.apply(
        deployment("web", INFLUXDB),
        node_port_service("web", "Cluster", {"port": 8086, "nodePort": 30901}),
        namespace=namespace,
    )
    lab.until("both answer", lambda: codes(lab, 30901) == {"kubenode01": 204, "kubenode02": 204})


def test_policy_local_answers_on_the_pods_node_and_keeps_the_clients_address(
    lab: Lab, namespace: str
) -> None:
    tcp = {"name": "http", "port": 8080, "nodePort": 30902}
    # Only ports of one number may share a node port.
    udp = {**tcp, "name": "echo", "targetPort": 9000, "protocol": "UDP"}
    container = {**WHOAMI, "env": [{"name": "UDP_PORT", "value": "9000"}]}
    lab.apply(
        pod("web", container, nodeName="kubenode02"),
        node_port_service("web", "Local", tcp, udp),
        namespace=namespace,
    )
    lab.until("one answers", lambda: codes(lab, 30902) == {"kubenode01": 0, "kubenode02": 204})
    for name, address in lab.clients.items():
        seen = json.loads(lab.curl(f"http://{lab.nodes['kubenode02']}:30902/", client=name).body)
        assert (seen["pod"], seen["version"], seen["client"]) == ("web", "1", address)
        answer = lab.udp(lab.nodes["kubenode02"], 30902, "hello", client=name)
        assert answer is not None
        said = json.loads(answer)
        assert (said["payload"], said["client"]) == ("hello", address)
    assert lab.udp(lab.nodes["kubenode01"], 30902, "hello") is None


def test_influxdb_runs_as_any_user_without_privileges(lab: Lab, namespace: str) -> None:
    container = {
        **INFLUXDB,
        "image": "docker.io/library/influxdb:1.8",
        "volumeMounts": [{"name": "data", "mountPath": "/var/lib/influxdb"}],
        "securityContext": {
            "allowPrivilegeEscalation": False,
            "capabilities": {"drop": ["ALL"]},
            "readOnlyRootFilesystem": True,
        },
    }
    security = {
        "runAsNonRoot": True,
        "runAsUser": 12345,
        "fsGroup": 12345,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    volumes = [{"name": "data", "emptyDir": {}}]
    lab.apply(
        pod("web", container, securityContext=security, volumes=volumes),
        namespace=namespace,
    )
    kubectl = ("-n", namespace)
    lab.kubectl(*kubectl, "wait", "--for=condition=Ready", "pod/web", "--timeout=60s")
    ask = ("exec", "web", "--", "influx", "-execute")
    lab.kubectl(*kubectl, *ask, "CREATE DATABASE metrics")
    assert "metrics" in lab.kubectl(*kubectl, *ask, "SHOW DATABASES")
    assert lab.kubectl(*kubectl, "exec", "web", "--", "id", "-u").strip() == "12345"


def test_a_new_tag_is_a_new_image(lab: Lab, namespace: str) -> None:
    lab.apply(
        pod("old", INFLUXDB),
        pod("new", {**INFLUXDB, "image": "influxdb:1.8.10"}),
        namespace=namespace,
    )
    wait = ("wait", "--for=condition=Ready", "pod", "--all", "--timeout=60s")
    lab.kubectl("-n", namespace, *wait)
    path = "jsonpath={.items[*].status.containerStatuses[0].imageID}"
    ids = lab.kubectl("-n", namespace, "get", "pods", "-o", path).split()
    assert len(set(ids)) == 2


def test_logs_and_exec_reach_the_pod(lab: Lab, namespace: str) -> None:
    lab.apply(pod("web", INFLUXDB, hostNetwork=True, nodeName="kubenode01"), namespace=namespace)
    lab.until("kubenode01 answers", lambda: codes(lab, 8086)["kubenode01"] == 204)
    lab.until("logs", lambda: "GET /ping" in lab.kubectl("-n", namespace, "logs", "web"))
    version = ("exec", "web", "--", "influxd", "version")
    assert "InfluxDB" in lab.until("exec", lambda: lab.kubectl("-n", namespace, *version))


def test_a_restricted_namespace_refuses_a_pod_in_the_hosts_network(lab: Lab) -> None:
    with (
        lab.namespace({"pod-security.kubernetes.io/enforce": "restricted"}) as name,
        pytest.raises(LabError, match=r'violates PodSecurity "restricted:latest": host namespaces'),
    ):
        lab.apply(pod("web", INFLUXDB, hostNetwork=True), namespace=name)


def test_up_leaves_a_running_lab_as_it_is(lab: Lab) -> None:
    before = {name: processes.machine_pid(name) for name in MACHINES}
    lab.addon()
    assert None not in before.values()
    assert {name: processes.machine_pid(name) for name in MACHINES} == before
