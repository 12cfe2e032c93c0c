"""The control plane's programs."""

from .modules import KUBERNETES
from .paths import PKI
from .pki import kubeconfig
from .programs import Program, api_ready, port_open
from .topology import CONTROL_PLANE_ADDRESS, SERVICE_NETWORK

ETCD = "http://127.0.0.1:2379"

NODE_GONE_SECONDS = 10
"""Pods leave a dead node after this; Kubernetes' own 300 would be most of a test's time."""


def programs() -> list[Program]:
    return [
        Program("etcd", _etcd()),
        Program("kube-apiserver", _api_server(), port_open(2379)),
        Program("kube-controller-manager", _controller_manager(), api_ready),
        Program("kube-scheduler", _scheduler(), api_ready),
    ]


def _etcd() -> list[str]:
    return [
        "/usr/bin/etcd",
        # In memory: it goes with the machine, and no disk slows it down.
        "--data-dir=/run/etcd",
        f"--listen-client-urls={ETCD}",
        f"--advertise-client-urls={ETCD}",
        "--listen-peer-urls=http://127.0.0.1:2380",
        "--logger=zap",
        "--log-level=warn",
    ]


def _api_server() -> list[str]:
    return [
        str(KUBERNETES.binary("kube-apiserver")),
        f"--etcd-servers={ETCD}",
        f"--bind-address={CONTROL_PLANE_ADDRESS}",
        f"--advertise-address={CONTROL_PLANE_ADDRESS}",
        "--secure-port=6443",
        f"--tls-cert-file={PKI}/apiserver.crt",
        f"--tls-private-key-file={PKI}/apiserver.key",
        f"--client-ca-file={PKI}/ca.crt",
        "--authorization-mode=Node,RBAC",
        "--enable-admission-plugins=NodeRestriction",
        f"--kubelet-client-certificate={PKI}/kubelet-client.crt",
        f"--kubelet-client-key={PKI}/kubelet-client.key",
        f"--kubelet-certificate-authority={PKI}/ca.crt",
        "--kubelet-preferred-address-types=InternalIP",
        f"--requestheader-client-ca-file={PKI}/ca.crt",
        "--requestheader-allowed-names=front-proxy",
        "--requestheader-username-headers=X-Remote-User",
        "--requestheader-group-headers=X-Remote-Group",
        "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        f"--proxy-client-cert-file={PKI}/front-proxy.crt",
        f"--proxy-client-key-file={PKI}/front-proxy.key",
        "--service-account-issuer=https://kubernetes.default.svc",
        f"--service-account-key-file={PKI}/sa.pub",
        f"--service-account-signing-key-file={PKI}/sa.key",
        f"--service-cluster-ip-range={SERVICE_NETWORK}",
        "--allow-privileged=true",
        # No kube-proxy runs here: webhooks are called at their pods.
        "--enable-aggregator-routing=true",
        "--profiling=false",
        f"--default-not-ready-toleration-seconds={NODE_GONE_SECONDS}",
        f"--default-unreachable-toleration-seconds={NODE_GONE_SECONDS}",
    ]


def _as(user: str) -> list[str]:
    config = kubeconfig(user)
    return [
        f"--kubeconfig={config}",
        f"--authentication-kubeconfig={config}",
        f"--authorization-kubeconfig={config}",
        "--leader-elect=false",
        "--bind-address=127.0.0.1",
    ]


def _controller_manager() -> list[str]:
    return [
        str(KUBERNETES.binary("kube-controller-manager")),
        *_as("controller-manager"),
        "--use-service-account-credentials=true",
        f"--service-account-private-key-file={PKI}/sa.key",
        f"--root-ca-file={PKI}/ca.crt",
        f"--cluster-signing-cert-file={PKI}/ca.crt",
        f"--cluster-signing-key-file={PKI}/ca.key",
        "--allocate-node-cidrs=false",
        "--flex-volume-plugin-dir=/run/flexvolumes",
        # The default of 20 makes a minute of a start that takes seconds.
        "--kube-api-qps=300",
        "--kube-api-burst=600",
        "--node-monitor-period=1s",
        "--node-monitor-grace-period=8s",
    ]


def _scheduler() -> list[str]:
    return [str(KUBERNETES.binary("kube-scheduler")), *_as("scheduler")]
