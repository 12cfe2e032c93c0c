"""Calico's policy agent on every node: it makes the API's NetworkPolicies hold.

It runs beside the pod network that the lab has anyway; src/pod-link gives the links the names
that it looks for.
"""

from . import api, build, entry
from .modules import CALICO
from .paths import RUN
from .pki import kubeconfig
from .programs import Program
from .shell import run, wait
from .topology import NODES

FLAG = RUN / "network-policy"
"""Its presence starts the agents; a file, because every node's pid 1 can see it."""

HEALTH_PORT = 9099
"""Felix' own default."""

SETTINGS = {
    "FELIX_DATASTORETYPE": "kubernetes",
    "FELIX_HEALTHENABLED": "true",
    # Its default is a name, and a minimal host has no file that knows it.
    "FELIX_HEALTHHOST": "127.0.0.1",
    "FELIX_LOGSEVERITYSCREEN": "warning",
    "FELIX_LOGSEVERITYSYS": "none",
    "FELIX_LOGFILEPATH": "none",
    # It would report to its makers.
    "FELIX_USAGEREPORTINGENABLED": "false",
    # Policies are about pods; what pods ask of their node is not to be dropped.
    "FELIX_DEFAULTENDPOINTTOHOSTACTION": "ACCEPT",
    # Pods get their addresses from host-local, not from Calico.
    "FELIX_ROUTESOURCE": "WorkloadIPs",
    "FELIX_IPV6SUPPORT": "false",
    "FELIX_IPINIPENABLED": "false",
    "FELIX_VXLANENABLED": "false",
    "FELIX_XDPENABLED": "false",
}

DATASTORE_READY = """\
apiVersion: crd.projectcalico.org/v1
kind: ClusterInformation
metadata: {name: default}
spec: {datastoreReady: true}
"""
"""What Calico's installer leaves behind: agents wait for it."""


def wanted() -> bool:
    return FLAG.exists()


def program(node: str) -> Program:
    env = {
        **SETTINGS,
        "FELIX_FELIXHOSTNAME": node,
        "DATASTORE_TYPE": "kubernetes",
        "KUBECONFIG": str(kubeconfig("policy-agent")),
    }
    return Program("calico-felix", [str(CALICO.binary("calico-felix"))], wanted, env)


def wait_for(node: str) -> None:
    """Ready means that all policies known by now are in force."""
    ask = f"curl -sf --max-time 2 http://127.0.0.1:{HEALTH_PORT}/readiness"
    command = entry.enter(node, ask.split())
    wait(f"{node}'s policy agent is ready", lambda: not run(*command, check=False).returncode)


class NetworkPolicy:
    """The addon."""

    def build(self) -> None:
        build.build([CALICO])

    def pack(self) -> None:
        """It runs as a program of the node: no image."""

    def up(self) -> None:
        source = build.download(CALICO.path, CALICO.version)
        api.define("-f", source / "libcalico-go/config/crd")
        api.kubectl("apply", "-f", "-", input=DATASTORE_READY)
        FLAG.touch()
        for node in NODES:
            wait_for(node)
