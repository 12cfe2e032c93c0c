"""A node's programs and their configuration: containerd, kubelet, kube-proxy."""

import json
from pathlib import Path
from typing import Any

from . import images, network_policy, sources
from .modules import KUBERNETES
from .paths import PKI, RUN
from .pki import kubeconfig
from .programs import Program, port_open
from .topology import (
    CLUSTER_DNS,
    CONTROL_PLANE_ADDRESS,
    LAB,
    NODES,
    POD_NETWORK,
)

AGENTS = ("containerd", "kubelet", "kube-proxy")
"""What `stop` ends; the containers' shims and so the pods live on."""

PROXY_HEALTH_PORT = 10256
"""Default of kube-proxy's healthzBindAddress: it answers 200 when the node's rules are in place."""

CONTAINERD_SOCKET = "/run/containerd/containerd.sock"


def programs(name: str) -> list[Program]:
    home = RUN / name
    (home / "cni").mkdir(exist_ok=True)
    _write_json(home / "cni/10-lab.conflist", _pod_network(name))
    _link_plugins(home / "cni-plugins")
    (home / "containerd.toml").write_text(_containerd(home))
    (home / "resolv.conf").write_text("search .\n")
    _write_json(home / "kubelet.json", _kubelet(name, home))
    _write_json(home / "proxy.json", _kube_proxy(name))
    (home / "start-kubelet.sh").write_text(_start_kubelet(name, home))
    return [
        Program("containerd", ["/usr/bin/containerd", "--config", f"{home}/containerd.toml"]),
        Program(
            "kubelet",
            ["/bin/bash", f"{home}/start-kubelet.sh"],
            lambda: Path(CONTAINERD_SOCKET).exists(),
        ),
        Program(
            "kube-proxy",
            [str(KUBERNETES.binary("kube-proxy")), f"--config={home}/proxy.json"],
            port_open(6443, CONTROL_PLANE_ADDRESS),
        ),
        network_policy.program(name),
    ]


def _write_json(file: Path, value: Any) -> None:
    file.write_text(json.dumps(value, indent=1))


def _link_plugins(folder: Path) -> None:
    """containerd takes plugins from one folder: Debian's and ours meet there."""
    folder.mkdir(exist_ok=True)
    for plugin in ("host-local", "loopback", "portmap", "ptp"):
        _link(folder / plugin, Path("/usr/lib/cni", plugin))
    _link(folder / "pod-link", sources.folder() / "pod-link")


def _link(link: Path, target: Path) -> None:
    link.unlink(missing_ok=True)
    link.symlink_to(target)


def _pod_network(name: str) -> dict[str, Any]:
    """Every pod is routed: no bridge, so packet filters see all of its traffic."""
    addresses = {
        "type": "host-local",
        "ranges": [[{"subnet": NODES[name].pods}]],
        "routes": [{"dst": "0.0.0.0/0"}],
        "dataDir": "/run/cni-ipam",
    }
    link = {"type": "ptp", "ipMasq": False, "ipam": addresses}
    host_ports = {"type": "portmap", "capabilities": {"portMappings": True}, "snat": True}
    return {
        "cniVersion": "0.4.0",
        "name": "lab",
        "plugins": [link, {"type": "pod-link"}, host_ports],
    }


def _containerd(home: Path) -> str:
    return f"""\
version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
disabled_plugins = [
  "io.containerd.snapshotter.v1.aufs",
  "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.zfs",
]
[grpc]
  address = "{CONTAINERD_SOCKET}"
[plugins."io.containerd.internal.v1.opt"]
  path = "/var/lib/containerd-opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "{images.PAUSE}"
  # Without CAP_SYS_RESOURCE no process may be made less likely to be killed than its parent.
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "{home}/cni-plugins"
    conf_dir = "{home}/cni"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
      SystemdCgroup = false
"""


def _kubelet(name: str, home: Path) -> dict[str, Any]:
    return {
        "apiVersion": "kubelet.config.k8s.io/v1beta1",
        "kind": "KubeletConfiguration",
        "containerRuntimeEndpoint": f"unix://{CONTAINERD_SOCKET}",
        "cgroupDriver": "cgroupfs",
        "cgroupRoot": f"/{LAB}/{name}",
        "failCgroupV1": False,
        "failSwapOn": False,
        "enforceNodeAllocatable": [],
        "authentication": {
            "anonymous": {"enabled": False},
            "webhook": {"enabled": True},
            "x509": {"clientCAFile": f"{PKI}/ca.crt"},
        },
        "authorization": {"mode": "Webhook"},
        "tlsCertFile": f"{PKI}/{name}.crt",
        "tlsPrivateKeyFile": f"{PKI}/{name}.key",
        "address": NODES[name].address,
        "healthzBindAddress": "127.0.0.1",
        "clusterDNS": [CLUSTER_DNS],
        "clusterDomain": "cluster.local",
        "resolvConf": f"{home}/resolv.conf",
        "oomScoreAdj": 0,
        "nodeStatusUpdateFrequency": "2s",
        "nodeLeaseDurationSeconds": 4,
        # Both nodes see the host's disk: a full one must not take the images away.
        "imageGCHighThresholdPercent": 100,
        "imageGCLowThresholdPercent": 99,
        "evictionHard": {"memory.available": "100Mi"},
        "maxPods": 60,
        "volumePluginDir": "/var/lib/kubelet/volumeplugins",
    }


def _kube_proxy(name: str) -> dict[str, Any]:
    return {
        "apiVersion": "kubeproxy.config.k8s.io/v1alpha1",
        "kind": "KubeProxyConfiguration",
        "mode": "iptables",
        "clientConnection": {"kubeconfig": str(kubeconfig("proxy"))},
        "clusterCIDR": POD_NETWORK,
        "hostnameOverride": name,
        # Zero leaves the kernel's values alone: they are the host's.
        "conntrack": {
            "maxPerCore": 0,
            "min": 0,
            "tcpEstablishedTimeout": "0s",
            "tcpCloseWaitTimeout": "0s",
        },
        "oomScoreAdj": 0,
        "metricsBindAddress": "127.0.0.1:10249",
    }


def _start_kubelet(name: str, home: Path) -> str:
    leaving = f"POSTROUTING -s {POD_NETWORK} ! -d {POD_NETWORK} -j MASQUERADE"
    return f"""\
set -e
iptables -w -t nat -C {leaving} 2>/dev/null || iptables -w -t nat -A {leaving}
if [ ! -e /run/images-imported ]; then
  ctr -n k8s.io images import {images.base()}
  touch /run/images-imported
fi
until (exec 3<>/dev/tcp/{CONTROL_PLANE_ADDRESS}/6443) 2>/dev/null; do sleep 0.1; done
exec {KUBERNETES.binary("kubelet")} --config={home}/kubelet.json \\
  --kubeconfig={kubeconfig(name)} --hostname-override={name} \\
  --node-ip={NODES[name].address} --root-dir=/var/lib/kubelet -v=1
"""
