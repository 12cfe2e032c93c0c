"""What the network plugin supports, as far as the cluster tells."""

from typing import Any

import pytest

from exposure_components.doctor.checks.network_plugin import network_plugin
from tests.doctor.clusters import (
    FORBIDDEN,
    Cluster,
    container,
    made,
    plan,
    remedies,
    told,
    workload,
)

HOST_PORT = workload({"containers": [container({"containerPort": 80, "hostPort": 80})]})
POLICY = made("NetworkPolicy", version="networking.k8s.io/v1")
ABOUT = "hostPort of Deployment shop/web"
PORTMAP = '{"plugins": [{"type": "calico"}, {"type": "portmap"}]}'
TEMPLATE = '{"plugins": [{"mtu": __MTU__, "type": "calico"}, {"type": "portmap"}]}'


def running(name: str, namespace: str = "kube-system") -> dict[str, Any]:
    return made("DaemonSet", name, "apps/v1", namespace)


def config(name: str, namespace: str = "kube-system", **data: str) -> dict[str, Any]:
    keyed = {key.replace("_", "-"): value for key, value in data.items()}
    return made("ConfigMap", name, namespace=namespace, data=keyed)


def found(manifest: dict[str, Any], **objects: list[dict[str, Any]]) -> list[str]:
    return told(network_plugin(plan(manifest), Cluster({"daemonsets": [], **objects})))


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (
            {"kube_proxy_replacement": "true"},
            "ok: {} is supported by Cilium, which replaces kube-proxy",
        ),
        ({"enable_host_port": "true"}, "ok: {} is supported by Cilium: enable-host-port"),
        ({"cni_chaining_mode": "portmap"}, "ok: {} is supported: Cilium is chained with portmap"),
        (
            {"kube_proxy_replacement": "false"},
            "warning: {} is ignored by Cilium, which neither replaces kube-proxy nor is chained "
            "with portmap",
        ),
    ],
)
def test_ciliums_config_tells(data: dict[str, str], line: str) -> None:
    objects = {"daemonsets": [running("cilium")], "configmaps": [config("cilium-config", **data)]}
    assert found(HOST_PORT, **objects) == [line.format(ABOUT)]


def test_calicos_installation_tells() -> None:
    calico = [running("calico-node", "calico-system")]
    enabled = made("Installation", "default", namespace=None, spec={})
    disabled = {**enabled, "spec": {"calicoNetwork": {"hostPorts": "Disabled"}}}
    assert found(HOST_PORT, daemonsets=calico, installations=[enabled]) == [
        f"ok: {ABOUT} is supported by Calico, as its Installation says"
    ]
    assert found(HOST_PORT, daemonsets=calico, installations=[disabled])[0].startswith(
        f"warning: {ABOUT} is switched off"
    )


@pytest.mark.parametrize("text", [PORTMAP, TEMPLATE], ids=["json", "template"])
def test_the_chain_of_plugins_tells(text: str) -> None:
    chained = {
        "calico-node": made(
            "ConfigMap", "calico-config", namespace="kube-system", data={"cni_network_config": text}
        ),
        "kube-flannel-ds": config("kube-flannel-cfg", "kube-flannel", **{"cni-conf.json": text}),
    }
    for name, configured in chained.items():
        objects = {"daemonsets": [running(name)], "configmaps": [configured]}
        (line,) = found(HOST_PORT, **objects)
        assert line.startswith(f"ok: {ABOUT} is supported: ")
        assert line.endswith(" chains portmap")


def test_a_chain_without_portmap_ignores_host_ports() -> None:
    bare = config("kube-flannel-cfg", "kube-flannel", **{"cni-conf.json": '{"plugins": []}'})
    objects = {"daemonsets": [running("kube-flannel-ds")], "configmaps": [bare]}
    assert found(HOST_PORT, **objects)[0].startswith(f"warning: {ABOUT} is ignored")


@pytest.mark.parametrize("name", ["cilium", "calico-node", "canal", "kube-flannel-ds"])
def test_a_configuration_that_cannot_be_read_tells_nothing(name: str) -> None:
    assert found(HOST_PORT, daemonsets=[running(name)])[0].startswith(f"unknown: {ABOUT} is up to")


def test_a_network_plugin_that_nobody_knows_is_tried() -> None:
    result = list(network_plugin(plan(HOST_PORT), Cluster({"daemonsets": [running("other")]})))
    assert told(result)[0].startswith(f"unknown: {ABOUT} needs a network plugin that supports it")
    assert remedies(result)[0].startswith("try it: `kubectl run ")


def test_pods_in_the_nodes_network_need_no_plugin() -> None:
    spec = {"hostNetwork": True, "containers": [container({"containerPort": 80})]}
    assert found(workload(spec)) == []


def test_policies_hold_where_the_plugin_holds_them() -> None:
    about = "NetworkPolicy shop/web"
    assert found(POLICY, daemonsets=[running("cilium")]) == [f"ok: {about} is held by cilium"]
    (line,) = found(POLICY, daemonsets=[running("kube-flannel-ds")])
    assert line.startswith(f"warning: {about} allows what it says only where")
    assert found(POLICY)[0].startswith(f"unknown: {about} allows what it says only where")


def test_daemon_sets_that_cannot_be_read_are_not_known() -> None:
    asked = Cluster(denied=frozenset(["daemonsets"]))
    assert told(network_plugin(plan(POLICY), asked)) == [
        f"unknown: the network plugin {FORBIDDEN.format('DaemonSets of all namespaces')}"
    ]
