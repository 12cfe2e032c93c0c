"""What an app is where its args say nothing, and how nodes expose it."""

from typing import Any

from exposure_components.exposing import cluster_name
from exposure_components.testing import Recording
from tests.strategies.programs import app
from tests.strategies.promises.promise import (
    ABSENT,
    Promise,
    container,
    endpoint,
    is_there,
    of,
    pod,
)


def hosts(recording: Recording) -> set[str]:
    """Where clients go."""
    return {each["host"] for each in recording.value["endpoints"]}


def volume(**source: Any) -> dict[str, Any]:
    """An app with one volume."""
    return app(volumes=[{"name": "data", "mount_path": "/data", **source}])


CLAIM = volume(new_claim={"size": "1Gi"})
PLAIN = app()
TWO = app(replicas=2)
CIDRS = app(allowed_cidrs=["10.0.0.0/8"])
CREATED = app(namespace={"create": True})
OPENSHIFT = app(cluster={"platform": "openshift", "nodes": []})
FROM = app(env_from=[{"secret": "a"}], env_value_from={"A": {"secret": "a", "key": "b"}})
STICKY = app(session_affinity={"type": "ClientIP"})
UDP = app(ports=[{"container_port": 53, "protocol": "UDP"}])
POLICY = app(network_policy={"namespaces": ["a"]})
TOLERATION = {"key": "a", "operator": "Equal"}
EVEN = {
    "topologyKey": "kubernetes.io/hostname",
    "maxSkew": 1,
    "whenUnsatisfiable": "ScheduleAnyway",
    "labelSelector": {"matchLabels": {"exposure-components/app": "influxdb"}},
}
TCP_PROBE = {"tcpSocket": {"port": 8086}}

PROMISES = [
    Promise("AppArgs.name", "influxdb", of("Service", "metadata", "name"), PLAIN),
    Promise("AppArgs.namespace", "the-providers", of("Service", "metadata", "namespace"), PLAIN),
    Promise("AppArgs.cluster", [], lambda r: r.value["endpoints"], app(cluster={})),
    Promise("AppArgs.kind", "apps/v1", of("Deployment", "apiVersion"), PLAIN),
    Promise("AppArgs.replicas", 1, of("Deployment", "spec", "replicas"), PLAIN),
    Promise("AppArgs.autoscaled", 1, of("Deployment", "spec", "replicas"), PLAIN),
    Promise("AppArgs.resources", ABSENT, container("resources"), PLAIN),
    Promise("AppArgs.image_pull_policy", ABSENT, container("imagePullPolicy"), PLAIN),
    Promise("AppArgs.volumes", ABSENT, pod("volumes"), PLAIN),
    Promise("AppArgs.readiness", TCP_PROBE, container("readinessProbe"), PLAIN),
    Promise("AppArgs.readiness", ABSENT, container("readinessProbe"), UDP),
    Promise("AppArgs.liveness", TCP_PROBE, container("livenessProbe"), PLAIN),
    Promise(
        "AppArgs.liveness",
        TCP_PROBE,
        container("livenessProbe"),
        app(readiness={"http_path": "/ping"}),
    ),
    Promise("AppArgs.startup", ABSENT, container("startupProbe"), PLAIN),
    Promise(
        "AppArgs.termination_grace_period", ABSENT, pod("terminationGracePeriodSeconds"), PLAIN
    ),
    Promise("AppArgs.drain", ABSENT, container("lifecycle"), PLAIN),
    Promise("AppArgs.drain", ABSENT, pod("terminationGracePeriodSeconds"), PLAIN),
    Promise("AppArgs.dns", {"10.13.241.89", "10.13.241.10"}, hosts, PLAIN),
    Promise("AppArgs.node_selector", ABSENT, pod("nodeSelector"), PLAIN),
    Promise("AppArgs.tolerations", ABSENT, pod("tolerations"), PLAIN),
    Promise("AppArgs.spread", ABSENT, pod("topologySpreadConstraints"), PLAIN),
    Promise("AppArgs.spread", [EVEN], pod("topologySpreadConstraints"), TWO),
    Promise("AppArgs.spread", ABSENT, pod("topologySpreadConstraints"), {**TWO, "spread": []}),
    Promise(
        "AppArgs.security",
        "restricted",
        of("Namespace", "metadata", "labels", "pod-security.kubernetes.io/enforce"),
        CREATED,
    ),
    Promise(
        "AppArgs.security",
        {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
        pod("securityContext"),
        PLAIN,
    ),
    Promise(
        "AppArgs.security",
        {"allowPrivilegeEscalation": False, "capabilities": {"drop": ["ALL"]}},
        container("securityContext"),
        PLAIN,
    ),
    Promise("AppArgs.service_account", ABSENT, pod("serviceAccountName"), PLAIN),
    Promise("AppArgs.service_account", False, pod("automountServiceAccountToken"), PLAIN),
    Promise("AppArgs.disruption_budget", False, is_there("PodDisruptionBudget"), PLAIN),
    Promise(
        "AppArgs.disruption_budget", 1, of("PodDisruptionBudget", "spec", "maxUnavailable"), TWO
    ),
    Promise("AppArgs.network_policy", False, is_there("NetworkPolicy"), PLAIN),
    Promise("AppArgs.network_policy", True, is_there("NetworkPolicy"), CIDRS),
    Promise("AppArgs.allowed_cidrs", False, is_there("NetworkPolicy"), PLAIN),
    Promise("ForwardedAppArgs.client_ip", False, endpoint("client_ip_kept"), PLAIN),
    Promise("ForwardedAppArgs.client_ip", True, endpoint("client_ip_kept"), CIDRS),
    Promise(
        "ForwardedAppArgs.external_traffic_policy",
        "Cluster",
        of("Service", "spec", "externalTrafficPolicy"),
        PLAIN,
    ),
    Promise(
        "ForwardedAppArgs.external_traffic_policy",
        "Local",
        of("Service", "spec", "externalTrafficPolicy"),
        app(client_ip="preserve"),
    ),
    Promise(
        "ForwardedAppArgs.session_affinity",
        ABSENT,
        of("Service", "spec", "sessionAffinity"),
        PLAIN,
    ),
    Promise("Stickiness.timeout", ABSENT, of("Service", "spec", "sessionAffinityConfig"), STICKY),
    Promise("Cluster.name", "", lambda _: cluster_name(PLAIN), PLAIN),
    Promise(
        "Cluster.node_port_range",
        32767,
        endpoint("port"),
        app(ports=[{"container_port": 80, "node_port": 32767}]),
    ),
    Promise("Cluster.platform", False, is_there("RoleBinding"), PLAIN, "HostPortApp"),
    Promise("Node.schedulable", "kubenode01", endpoint("node"), PLAIN, "HostPortApp"),
    Promise("EnvValueSource.optional", ABSENT, container("env", 0, "optional"), FROM),
    Promise("EnvSource.prefix", ABSENT, container("envFrom", 0, "prefix"), FROM),
    Promise("EnvSource.optional", ABSENT, container("envFrom", 0, "secretRef", "optional"), FROM),
    Promise("DisruptionBudget.enabled", False, is_there("PodDisruptionBudget"), PLAIN),
    Promise("DisruptionBudget.enabled", True, is_there("PodDisruptionBudget"), TWO),
    Promise(
        "DisruptionBudget.enabled", True, is_there("PodDisruptionBudget"), app(autoscaled=True)
    ),
    Promise(
        "DisruptionBudget.max_unavailable",
        1,
        of("PodDisruptionBudget", "spec", "maxUnavailable"),
        app(disruption_budget={"enabled": True}),
    ),
    Promise("NetworkPolicy.enabled", True, is_there("NetworkPolicy"), POLICY),
    Promise("NetworkPolicy.enabled", True, is_there("NetworkPolicy"), CIDRS),
    Promise("NetworkPolicy.egress_cidrs", ABSENT, of("NetworkPolicy", "spec", "egress"), POLICY),
    Promise(
        "NetworkPolicy.egress_cidrs",
        ["Ingress"],
        of("NetworkPolicy", "spec", "policyTypes"),
        POLICY,
    ),
    Promise("Port.protocol", "TCP", of("Service", "spec", "ports", 0, "protocol"), PLAIN),
    Promise("Port.name", "tcp-8086", of("Service", "spec", "ports", 0, "name"), PLAIN),
    Promise("Port.port", 8086, of("Service", "spec", "ports", 0, "port"), PLAIN),
    Promise("Port.app_protocol", ABSENT, of("Service", "spec", "ports", 0, "appProtocol"), PLAIN),
    Promise(
        "Port.app_protocol",
        "http://10.13.241.89:8086/ping",
        endpoint("url"),
        app(readiness={"http_path": "/ping"}),
        "HostPortApp",
    ),
    Promise("HostPort.host_port", 8086, container("ports", 0, "hostPort"), PLAIN, "HostPortApp"),
    Promise("HostPort.host_ip", ABSENT, container("ports", 0, "hostIP"), PLAIN, "HostPortApp"),
    Promise("NodePort.node_port", ABSENT, of("Service", "spec", "ports", 0, "nodePort"), PLAIN),
    Promise("Probe.enabled", TCP_PROBE, container("readinessProbe"), app(readiness={})),
    Promise(
        "Probe.port",
        {"path": "/", "port": 8086},
        container("readinessProbe", "httpGet"),
        app(readiness={"http_path": "/"}),
    ),
    Promise(
        "Probe.scheme",
        ABSENT,
        container("readinessProbe", "httpGet", "scheme"),
        app(readiness={"http_path": "/"}),
    ),
    Promise("Probe.grpc", ABSENT, container("readinessProbe", "grpc"), app(readiness={})),
    Promise("Probe.initial_delay", TCP_PROBE, container("readinessProbe"), app(readiness={})),
    Promise("Probe.period", TCP_PROBE, container("readinessProbe"), app(readiness={})),
    Promise("Probe.timeout", TCP_PROBE, container("readinessProbe"), app(readiness={})),
    Promise("Probe.failure_threshold", TCP_PROBE, container("readinessProbe"), app(readiness={})),
    Promise("Probe.success_threshold", TCP_PROBE, container("readinessProbe"), app(readiness={})),
    Promise(
        "Toleration.key",
        [{"operator": "Exists"}],
        pod("tolerations"),
        app(tolerations=[{"operator": "Exists"}]),
    ),
    Promise(
        "Toleration.operator", [TOLERATION], pod("tolerations"), app(tolerations=[{"key": "a"}])
    ),
    Promise("Toleration.effect", [TOLERATION], pod("tolerations"), app(tolerations=[{"key": "a"}])),
    Promise(
        "Toleration.seconds", [TOLERATION], pod("tolerations"), app(tolerations=[{"key": "a"}])
    ),
    Promise("Spread.topology_key", [EVEN], pod("topologySpreadConstraints"), app(spread=[{}])),
    Promise("Spread.max_skew", [EVEN], pod("topologySpreadConstraints"), app(spread=[{}])),
    Promise("Spread.required", [EVEN], pod("topologySpreadConstraints"), app(spread=[{}])),
    Promise("Security.run_as_user", ABSENT, pod("securityContext", "runAsUser"), PLAIN),
    Promise("Security.run_as_group", ABSENT, pod("securityContext", "runAsGroup"), PLAIN),
    Promise("Security.fs_group", ABSENT, pod("securityContext", "fsGroup"), PLAIN),
    *[
        Promise(
            f"Security.{key}",
            {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}},
            pod("securityContext"),
            {**OPENSHIFT, "security": {key: 1000}},
        )
        for key in ("run_as_user", "run_as_group", "fs_group")
    ],
    Promise("Security.run_as_root", True, pod("securityContext", "runAsNonRoot"), PLAIN),
    Promise(
        "Security.read_only_root_filesystem",
        ABSENT,
        container("securityContext", "readOnlyRootFilesystem"),
        PLAIN,
    ),
    Promise(
        "Security.add_capabilities",
        {"drop": ["ALL"]},
        container("securityContext", "capabilities"),
        PLAIN,
    ),
    Promise(
        "Security.allow_privilege_escalation",
        False,
        container("securityContext", "allowPrivilegeEscalation"),
        PLAIN,
    ),
    Promise("Security.privileged", ABSENT, container("securityContext", "privileged"), PLAIN),
    Promise("ServiceAccount.name", ABSENT, pod("serviceAccountName"), PLAIN),
    Promise(
        "ServiceAccount.name",
        "influxdb",
        pod("serviceAccountName"),
        app(service_account={"create": True}),
    ),
    Promise("ServiceAccount.create", False, is_there("ServiceAccount"), OPENSHIFT),
    Promise("ServiceAccount.create", True, is_there("ServiceAccount"), OPENSHIFT, "HostPortApp"),
    Promise(
        "ServiceAccount.mount_token",
        False,
        pod("automountServiceAccountToken"),
        app(service_account={"create": True}),
    ),
    Promise("Namespace.name", "influxdb", of("Namespace", "metadata", "name"), CREATED),
    Promise(
        "Namespace.name",
        "the-providers",
        of("Service", "metadata", "namespace"),
        app(namespace={"pod_security": "restricted"}),
    ),
    Promise("Namespace.create", False, is_there("Namespace"), app(namespace={"name": "apps"})),
    Promise(
        "Namespace.pod_security",
        "privileged",
        of("Namespace", "metadata", "labels", "pod-security.kubernetes.io/enforce"),
        CREATED,
        "HostPortApp",
    ),
    Promise("EmptyDir.medium", {}, pod("volumes", 0, "emptyDir"), volume(empty_dir={})),
    Promise("EmptyDir.size_limit", {}, pod("volumes", 0, "emptyDir"), volume(empty_dir={})),
    Promise(
        "NewClaim.storage_class",
        ABSENT,
        of("PersistentVolumeClaim", "spec", "storageClassName"),
        CLAIM,
    ),
    Promise(
        "NewClaim.access_modes",
        ["ReadWriteOnce"],
        of("PersistentVolumeClaim", "spec", "accessModes"),
        CLAIM,
    ),
    Promise(
        "Volume.sub_path",
        {"name": "data", "mountPath": "/data"},
        container("volumeMounts", 0),
        CLAIM,
    ),
    Promise(
        "Volume.read_only",
        {"name": "data", "mountPath": "/data"},
        container("volumeMounts", 0),
        CLAIM,
    ),
]
