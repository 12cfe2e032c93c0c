"""The same apps by cdk8s-plus for Python: python app.py COUNT DIRECTORY"""

import sys

import cdk8s
import cdk8s_plus_33 as plus


def main(count: int, directory: str) -> None:
    app = cdk8s.App(outdir=directory)
    chart = cdk8s.Chart(app, "shop", disable_resource_name_hashes=True)
    for i in range(count):
        name = f"influxdb-{i}"
        metadata = {"name": name, "labels": {"app.kubernetes.io/name": name}}
        deployment = plus.Deployment(
            chart,
            name,
            metadata=metadata,
            pod_metadata={"labels": metadata["labels"]},
            replicas=1,
            automount_service_account_token=False,
            security_context={"user": 1500, "fs_group": 1500, "ensure_non_root": True},
        )
        data = plus.Volume.from_empty_dir(chart, f"{name}-data", "data")
        deployment.add_container(
            name=name,
            image="influxdb:1.8",
            image_pull_policy=plus.ImagePullPolicy.IF_NOT_PRESENT,
            resources={},
            ports=[{"name": "tcp-8086", "number": 8086, "protocol": plus.Protocol.TCP}],
            liveness=plus.Probe.from_tcp_socket(port=8086),
            readiness=plus.Probe.from_http_get("/ping", port=8086),
            security_context={
                "read_only_root_filesystem": False,
                "allow_privilege_escalation": False,
                "capabilities": {"drop": [plus.Capability.ALL]},
                "seccomp_profile": {"type": plus.SeccompProfileType.RUNTIME_DEFAULT},
            },
            volume_mounts=[{"path": "/var/lib/influxdb", "volume": data}],
        )
        plus.Service(
            chart,
            f"{name}-service",
            metadata=metadata,
            type=plus.ServiceType.NODE_PORT,
            selector=deployment,
            ports=[
                plus.ServicePort(name="tcp-8086", port=8086, target_port=8086, node_port=30000 + i)
            ],
        )
    app.synth()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
