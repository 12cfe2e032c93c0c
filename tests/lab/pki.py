"""The cluster's certificates and kubeconfigs, made once per run by openssl; and tests' own."""

import base64
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .paths import KUBECONFIG, PKI
from .shell import run
from .topology import API_PORT, API_SERVICE, CONTROL_PLANE_ADDRESS, NODES

CLIENTS = {
    "admin": "/O=system:masters/CN=admin",
    "controller-manager": "/CN=system:kube-controller-manager",
    "scheduler": "/CN=system:kube-scheduler",
    "proxy": "/CN=system:kube-proxy",
    "policy-agent": "/O=system:masters/CN=policy-agent",
}
"""Who gets a kubeconfig, beside the nodes, and as whom."""

_NEW_KEY = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "365")


@dataclass(frozen=True)
class Pair:
    """A certificate and its key, as PEM."""

    certificate: str
    key: str


def authority(name: str = "test-ca") -> Pair:
    """A new authority, for tests."""
    usage = "keyUsage=critical,keyCertSign,cRLSign"
    return _pair("-subj", f"/CN={name}", "-addext", usage)


def certificate(issuer: Pair, *names: str) -> Pair:
    """A server's certificate for DNS names; the first is its common name."""
    with tempfile.TemporaryDirectory() as folder:
        signer = Path(folder, "ca.crt"), Path(folder, "ca.key")
        signer[0].write_text(issuer.certificate)
        signer[1].write_text(issuer.key)
        options: list[str | Path] = [
            *("-CA", signer[0], "-CAkey", signer[1], "-subj", f"/CN={names[0]}"),
            *("-addext", f"subjectAltName={','.join(f'DNS:{name}' for name in names)}"),
            *("-addext", "extendedKeyUsage=serverAuth"),
            *("-addext", "basicConstraints=critical,CA:FALSE"),
        ]
        return _pair(*options)


def _pair(*options: str | Path) -> Pair:
    with tempfile.TemporaryDirectory() as folder:
        key, made = Path(folder, "key"), Path(folder, "crt")
        run("openssl", "req", "-x509", *_NEW_KEY, "-keyout", key, "-out", made, *options)
        return Pair(made.read_text(), key.read_text())


def make() -> None:
    done = PKI / ".done"
    if done.exists():
        return
    PKI.mkdir(parents=True, exist_ok=True)
    PKI.chmod(0o700)
    _authority()
    _service_account_key()
    _certificate("apiserver", "/CN=kube-apiserver", _api_names())
    _certificate("kubelet-client", "/O=system:masters/CN=kube-apiserver-kubelet-client")
    _certificate("front-proxy", "/CN=front-proxy")
    for name, subject in CLIENTS.items():
        _certificate(name, subject)
    for name, node in NODES.items():
        subject = f"/O=system:nodes/CN=system:node:{name}"
        _certificate(name, subject, f"IP:{node.address},DNS:{name}")
    for name in (*CLIENTS, *NODES):
        _kubeconfig(name)
    done.touch()


def kubeconfig(name: str) -> Path:
    return KUBECONFIG if name == "admin" else PKI / f"{name}.kubeconfig"


def _authority() -> None:
    key, certificate = PKI / "ca.key", PKI / "ca.crt"
    usage = "keyUsage=critical,keyCertSign,cRLSign"
    where = ("-keyout", key, "-out", certificate)
    run("openssl", "req", "-x509", *_NEW_KEY, "-subj", "/CN=lab-ca", *where, "-addext", usage)


def _service_account_key() -> None:
    key, public = PKI / "sa.key", PKI / "sa.pub"
    run("openssl", "ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", key)
    run("openssl", "ec", "-in", key, "-pubout", "-out", public)


def _api_names() -> str:
    service = "kubernetes.default.svc"
    hosts = ["localhost", "kubernetes", "kubernetes.default", service, f"{service}.cluster.local"]
    addresses = ["127.0.0.1", CONTROL_PLANE_ADDRESS, API_SERVICE]
    return ",".join([*(f"IP:{a}" for a in addresses), *(f"DNS:{h}" for h in hosts)])


def _certificate(name: str, subject: str, names: str = "") -> None:
    extensions = [
        "extendedKeyUsage=serverAuth,clientAuth",
        "basicConstraints=critical,CA:FALSE",
        *([f"subjectAltName={names}"] if names else []),
    ]
    signer = ("-CA", PKI / "ca.crt", "-CAkey", PKI / "ca.key")
    where = ("-keyout", PKI / f"{name}.key", "-out", PKI / f"{name}.crt")
    options = [option for e in extensions for option in ("-addext", e)]
    run("openssl", "req", "-x509", *_NEW_KEY, *signer, "-subj", subject, *where, *options)


def _kubeconfig(name: str) -> None:
    # Only the admin is outside of the lab's network, and comes in over the host's loopback.
    outside = f"https://127.0.0.1:{API_PORT}"
    server = outside if name == "admin" else f"https://{CONTROL_PLANE_ADDRESS}:6443"

    def data(file: str) -> str:
        return base64.b64encode((PKI / file).read_bytes()).decode()

    cluster = {"server": server, "certificate-authority-data": data("ca.crt")}
    user = {
        "client-certificate-data": data(f"{name}.crt"),
        "client-key-data": data(f"{name}.key"),
    }
    config = {
        "apiVersion": "v1",
        "kind": "Config",
        "current-context": "lab",
        "clusters": [{"name": "lab", "cluster": cluster}],
        "users": [{"name": name, "user": user}],
        "contexts": [
            {"name": "lab", "context": {"cluster": "lab", "user": name, "namespace": "default"}}
        ],
    }
    file = kubeconfig(name)
    file.touch(mode=0o600)
    file.write_text(json.dumps(config, indent=1))
