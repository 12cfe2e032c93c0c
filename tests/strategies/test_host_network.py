from exposure_components.testing import Recording
from tests.strategies.programs import DEPLOYMENT, NODES, SERVICE, app, recorded, token

ARGS = app(
    ports=[{"container_port": 53, "protocol": "UDP"}],
    replicas=2,
    security={"add_capabilities": ["NET_BIND_SERVICE"]},
)


def test_the_pods_share_the_network_of_their_node() -> None:
    recording = recorded("HostNetworkApp", ARGS)
    assert [(r.type, r.name) for r in recording.resources] == [
        (token("HostNetworkApp"), "influxdb"),
        (DEPLOYMENT, "influxdb"),
        (SERVICE, "influxdb"),
        ("kubernetes:policy/v1:PodDisruptionBudget", "influxdb"),
    ]
    pod = recording.one(DEPLOYMENT).inputs["spec"]["template"]["spec"]
    # Without that policy the pod could not resolve the names of Services.
    assert (pod["hostNetwork"], pod["dnsPolicy"]) == (True, "ClusterFirstWithHostNet")
    assert pod["containers"][0]["ports"] == [
        {"name": "udp-53", "containerPort": 53, "protocol": "UDP", "hostPort": 53}
    ]


def test_the_old_pod_ends_before_the_new_one_wants_its_port() -> None:
    strategy = recorded("HostNetworkApp", ARGS).one(DEPLOYMENT).inputs["spec"]["strategy"]
    assert strategy == {
        "type": "RollingUpdate",
        "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1},
    }


def test_as_many_pods_as_nodes_answer_at_every_node() -> None:
    recording = recorded("HostNetworkApp", ARGS, preview=True)
    assert recording.value["endpoints"] == [
        {
            "url": f"udp://{node['address']}:53",
            "protocol": "UDP",
            "host": node["address"],
            "port": 53,
            "node": node["name"],
            "survives_reschedule": True,
            "client_ip_kept": True,
            "command": f"nc -u {node['address']} 53",
        }
        for node in NODES
    ]


def test_the_drawbacks_are_logged() -> None:
    assert recorded("HostNetworkApp", ARGS).warnings == (
        "port conflicts: hostNetwork takes 53/UDP of its node; another pod that wants it there "
        "stays pending",
        "privileged: hostNetwork needs a namespace at the Pod Security level privileged, and on "
        "OpenShift a security context constraint (set `cluster.platform`)",
        "port 53: a process that is not root may listen below 1024 only where the node's sysctl "
        "net.ipv4.ip_unprivileged_port_start allows it",
    )


def test_a_created_namespace_admits_the_pods() -> None:
    recording: Recording = recorded("HostNetworkApp", app(namespace={"create": True}))
    labels = recording.one("kubernetes:core/v1:Namespace").inputs["metadata"]["labels"]
    assert labels["pod-security.kubernetes.io/enforce"] == "privileged"
