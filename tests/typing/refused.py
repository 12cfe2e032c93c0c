# type: ignore
"""Mistakes that type checkers must find, each on the line that says so. Never run."""

import pulumi

from exposure_components import HostNetworkApp, HostPortApp, NodePortApp, NodePortAppArgs
from exposure_components.args.ports import HostPort

OK: NodePortAppArgs = {"image": "a", "ports": [{"container_port": 80}]}

# Unknown keys.
A: NodePortAppArgs = {"imag": "a", "ports": []}  # expect-error
B: HostPort = {"container_port": 80, "node_port": 30000}  # expect-error
HostPortApp("a", {"image": "a", "ports": [{"container_port": 80, "node_port": 1}]})  # expect-error
HostNetworkApp("a", {"image": "a", "ports": [], "client_ip": "preserve"})  # expect-error
NodePortApp("a", NodePortAppArgs(image="a", ports=[], repliacs=2))  # expect-error

# Missing keys.
NodePortApp("a", {"image": "a"})  # expect-error
NodePortApp("a", {"image": "a", "ports": [{"node_port": 30000}]})  # expect-error
NodePortApp("a", {**OK, "cluster": {"nodes": [{"name": "a"}]}})  # expect-error
NodePortApp("a", {**OK, "volumes": [{"name": "a"}]})  # expect-error

# Wrong types.
NodePortApp("a", {**OK, "replicas": "2"})  # expect-error
NodePortApp("a", {**OK, "env": {"PORT": 80}})  # expect-error
NodePortApp("a", {**OK, "env": ["PORT=80"]})  # expect-error
NodePortApp("a", {"image": "a", "ports": {"container_port": 80}})  # expect-error
NodePortApp("a", {"image": "a", "ports": [80]})  # expect-error
NodePortApp("a", {**OK, "readiness": {"period": "10s"}})  # expect-error
NodePortApp("a", {**OK, "image": None})  # expect-error

# Words that are no choice.
NodePortApp("a", {**OK, "kind": "Job"})  # expect-error
NodePortApp("a", {**OK, "ports": [{"container_port": 80, "protocol": "tcp"}]})  # expect-error

# Outputs where resources are decided.
LATER = pulumi.Output.from_input(2)
NodePortApp("a", {**OK, "replicas": LATER})  # expect-error
NodePortApp("a", {"image": "a", "ports": [{"container_port": LATER}]})  # expect-error

# Outputs of the component, read as values.
URL: str = NodePortApp("a", OK).endpoints[0]["url"]  # expect-error
KIND = NodePortApp("a", OK).workload.apply(lambda workload: workload["kind"])  # expect-error
HOST = NodePortApp("a", OK).endpoints.apply(lambda endpoints: endpoints[0]["hots"])  # expect-error

# Calls.
NodePortApp({"image": "a", "ports": []})  # expect-error
NodePortApp("a", OK, pulumi.ResourceOptions(), "more")  # expect-error
