"""What the plan needs of the cluster's network plugin: hostPorts, and policies that hold."""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from exposure_components.doctor.findings import Finding, ok, unknown, untold, warning
from exposure_components.doctor.plan import Plan, listed
from exposure_components.doctor.questions import Absent, Ask, Found, Object, Objects, objects
from exposure_components.doctor.taken import host_ports
from exposure_components.topology.pods import pod_spec
from exposure_components.topology.things import fields, items

_CONFLISTS = {
    "calico-node": ("kube-system", "calico-config", "cni_network_config"),
    "canal": ("kube-system", "canal-config", "cni_network_config"),
    "kube-flannel-ds": ("kube-flannel", "kube-flannel-cfg", "cni-conf.json"),
}
"""By DaemonSet: the ConfigMap, and its key, of which the nodes' CNI configuration is made (the
manifests that Calico and flannel publish)."""
_HOLD_POLICIES = (
    "antrea-agent",
    "calico-node",
    "canal",
    "cilium",
    "kube-router",
    "ovnkube-node",
    "weave-net",
)
"""DaemonSets of network plugins that hold NetworkPolicies (kubernetes.io, Network Policies)."""
_TRY = (
    "try it: `kubectl run port-test --image=IMAGE --port=8080 --overrides="
    '\'{"spec":{"containers":[{"name":"port-test","image":"IMAGE","ports":'
    '[{"containerPort":8080,"hostPort":18080}]}]}}\'` with an image that listens on 8080, then '
    "ask port 18080 of its node from outside"
)


def network_plugin(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Whether hostPorts lead to pods, and whether NetworkPolicies are held."""
    mapped = [
        plan.label(each)
        for each in plan.workloads
        if host_ports(pod_spec(each)) and pod_spec(each).get("hostNetwork") is not True
    ]
    policies = [plan.label(each) for each in plan.of("NetworkPolicy")]
    if not mapped and not policies:
        return
    answer = ask(Objects("apps/v1", "daemonsets"))
    if not isinstance(answer, Found | Absent):
        yield untold("the network plugin", "DaemonSets of all namespaces", answer)
        return
    running = {str(fields(each, "metadata").get("name")): each for each in objects(answer)}
    if mapped:
        yield _host_ports(f"hostPort of {listed(mapped)}", running, ask)
    if policies:
        yield _policies(listed(policies), running)


def _host_ports(about: str, running: Mapping[str, Any], ask: Ask) -> Finding:
    for name, reading in _READERS.items():
        if name in running:
            namespace = str(fields(running[name], "metadata").get("namespace"))
            return reading(about, name, namespace, ask)
    rule = "needs a network plugin that supports it, such as CNI's portmap: the nodes' CNI "
    rule += "configuration can't be read by the API, and no DaemonSet tells of it"
    return unknown(about, rule, _TRY)


def _cilium(about: str, _name: str, namespace: str, ask: Ask) -> Finding:
    answer = ask(Object("v1", "configmaps", "cilium-config", namespace))
    if not isinstance(answer, Found):
        return unknown(about, "is up to Cilium, whose cilium-config can't be read", _TRY)
    data = fields(answer.value, "data")
    # docs.cilium.io: Kubernetes Without kube-proxy, Container HostPort Support; Portmap.
    if data.get("kube-proxy-replacement") in ("true", "strict"):
        return ok(about, "is supported by Cilium, which replaces kube-proxy")
    if data.get("enable-host-port") == "true":
        return ok(about, "is supported by Cilium: enable-host-port")
    if data.get("cni-chaining-mode") == "portmap":
        return ok(about, "is supported: Cilium is chained with portmap")
    rule = "is ignored by Cilium, which neither replaces kube-proxy nor is chained with portmap"
    return warning(about, rule, "set kubeProxyReplacement=true or cni.chainingMode=portmap in Helm")


def _calico(about: str, name: str, namespace: str, ask: Ask) -> Finding:
    installed = ask(Object("operator.tigera.io/v1", "installations", "default"))
    if not isinstance(installed, Found):
        return _conflist(about, name, namespace, ask)
    # Its API reference: hostPorts are Enabled unless it says otherwise.
    if fields(installed.value, "spec", "calicoNetwork").get("hostPorts") == "Disabled":
        rule = "is switched off in Calico's Installation default: hostPorts are Disabled"
        return warning(about, rule, "set calicoNetwork.hostPorts to Enabled there")
    return ok(about, "is supported by Calico, as its Installation says")


def _conflist(about: str, name: str, _namespace: str, ask: Ask) -> Finding:
    namespace, config, key = _CONFLISTS[name]
    answer = ask(Object("v1", "configmaps", config, namespace))
    text = str(fields(answer.value, "data").get(key, "")) if isinstance(answer, Found) else ""
    if not text:
        return unknown(about, f"is up to {name}, whose configuration can't be read", _TRY)
    if "portmap" in _plugins(text):
        return ok(about, f"is supported: {namespace}/{config} chains portmap")
    rule = f"is ignored: the CNI configuration in {namespace}/{config} has no portmap"
    return warning(about, rule, "add the plugin portmap to it, or use NodePortApp")


def _plugins(text: str) -> list[str]:
    try:
        return [str(each.get("type")) for each in items(json.loads(text), "plugins")]
    except ValueError:
        # A template whose numbers are filled in on the node.
        return ["portmap"] if '"portmap"' in text else []


_READERS: Mapping[str, Callable[[str, str, str, Ask], Finding]] = {
    "cilium": _cilium,
    "calico-node": _calico,
    "canal": _conflist,
    "kube-flannel-ds": _conflist,
}
"""By DaemonSet: what tells whether that network plugin supports hostPorts."""


def _policies(about: str, running: Mapping[str, Any]) -> Finding:
    if holding := [name for name in _HOLD_POLICIES if name in running]:
        return ok(about, f"is held by {listed(holding)}")
    remedy = "try whether a client that is not allowed is refused, or install a network plugin "
    remedy += "that holds policies, such as Calico or Cilium"
    rule = "allows what it says only where the network plugin holds policies, and "
    if "kube-flannel-ds" in running:
        return warning(about, f"{rule}flannel does not: every client is let in", remedy)
    return unknown(about, f"{rule}no DaemonSet tells of one that does", remedy)
