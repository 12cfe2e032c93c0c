from exposure_components.testing import Recording
from tests.strategies.programs import DEPLOYMENT, NODES, SERVICE, app, recorded, token

ARGS = app(
    ports=[{"container_port": 8086, "host_port": 80}],
    node_selector={"kubernetes.io/hostname": "kubenode01"},
)


def of_openshift() -> Recording:
    cluster = {"nodes": NODES, "platform": "openshift"}
    return recorded("HostPortApp", app(cluster=cluster, kind="DaemonSet"))


def test_the_node_forwards_its_port_to_the_container() -> None:
    recording = recorded("HostPortApp", ARGS)
    assert [(r.type, r.name) for r in recording.resources] == [
        (token("HostPortApp"), "influxdb"),
        (DEPLOYMENT, "influxdb"),
        (SERVICE, "influxdb"),
    ]
    spec = recording.one(DEPLOYMENT).inputs["spec"]
    (container,) = spec["template"]["spec"]["containers"]
    assert container["ports"] == [
        {"name": "tcp-8086", "containerPort": 8086, "protocol": "TCP", "hostPort": 80}
    ]
    assert "hostNetwork" not in spec["template"]["spec"]


def test_the_old_pod_ends_before_the_new_one_wants_its_port() -> None:
    strategy = recorded("HostPortApp", ARGS).one(DEPLOYMENT).inputs["spec"]["strategy"]
    assert strategy == {
        "type": "RollingUpdate",
        "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1},
    }


def test_the_service_stays_inside_of_the_cluster() -> None:
    assert recorded("HostPortApp", ARGS).one(SERVICE).inputs["spec"] == {
        "type": "ClusterIP",
        "selector": {"exposure-components/app": "influxdb"},
        "ports": [{"name": "tcp-8086", "port": 8086, "targetPort": 8086, "protocol": "TCP"}],
    }


def test_the_endpoint_is_at_the_node_that_runs_the_pod() -> None:
    recording = recorded("HostPortApp", ARGS, preview=True)
    assert recording.value["endpoints"] == [
        {
            "url": "tcp://10.13.241.89:80",
            "protocol": "TCP",
            "host": "10.13.241.89",
            "port": 80,
            "node": "kubenode01",
            "survives_reschedule": True,
            "client_ip_kept": True,
            "command": "curl -v telnet://10.13.241.89:80",
        }
    ]


def test_the_drawbacks_are_logged() -> None:
    assert recorded("HostPortApp", ARGS).warnings == (
        "port conflicts: hostPort takes 80/TCP of its node; another pod that wants it there stays "
        "pending",
        "privileged: hostPort needs a namespace at the Pod Security level privileged, and on "
        "OpenShift a security context constraint (set `cluster.platform`)",
        "the cluster's network plugin must support hostPort (CNI plugin portmap, or its own way); "
        "some ignore it (cilium#14109)",
    )


def test_on_openshift_an_account_of_its_own_may_use_the_constraint() -> None:
    recording = of_openshift()
    assert [r.type for r in recording.resources] == [
        token("HostPortApp"),
        "kubernetes:core/v1:ServiceAccount",
        "kubernetes:rbac.authorization.k8s.io/v1:Role",
        "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
        "kubernetes:apps/v1:DaemonSet",
        SERVICE,
    ]
    role = recording.one("kubernetes:rbac.authorization.k8s.io/v1:Role").inputs
    assert role["rules"] == [
        {
            "apiGroups": ["security.openshift.io"],
            "resources": ["securitycontextconstraints"],
            "resourceNames": ["hostnetwork-v2"],
            "verbs": ["use"],
        }
    ]
    binding = recording.one("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding").inputs
    assert binding["subjects"] == [{"kind": "ServiceAccount", "name": "influxdb"}]
    assert binding["roleRef"] == {
        "apiGroup": "rbac.authorization.k8s.io",
        "kind": "Role",
        "name": role["metadata"]["name"],
    }
    pods = recording.one("kubernetes:apps/v1:DaemonSet").inputs["spec"]["template"]["spec"]
    assert pods["serviceAccountName"] == "influxdb"


def test_on_openshift_the_pods_wait_for_their_permission() -> None:
    recording = of_openshift()
    needed = {
        recording.one("kubernetes:core/v1:ServiceAccount").urn,
        recording.one("kubernetes:rbac.authorization.k8s.io/v1:RoleBinding").urn,
    }
    assert set(recording.one("kubernetes:apps/v1:DaemonSet").dependencies) == needed
