"""Each extra alone is enough for what it is there for."""

import tomllib
from pathlib import Path

import pytest

from tests.supply.environments import REQUIREMENTS, ROOT, environment, run

APP = """
from exposure_components.testing import run_program
NODES = [{"name": "kubenode01", "address": "10.13.241.89"}]
APP = {"image": "influxdb:1.8", "ports": [{"container_port": 8086}], "cluster": {"nodes": NODES}}
"""
CORE = f"""
from exposure_components import NodePortApp
{APP}
made = run_program(lambda: NodePortApp("influxdb", APP))
assert {{m["kind"] for m in made.manifests()}} >= {{"Deployment", "Service"}}
"""
BALANCED = f"""
from exposure_components import CloudLoadBalancedApp
{APP}
args = {{**APP, "load_balancer": BALANCER}}
made = run_program(lambda: CloudLoadBalancedApp("influxdb", args), calls=CALLS)
assert any(r.type.startswith(PACKAGE + ":") for r in made.resources)
"""
ENOUGH = {
    "": CORE,
    "aws": f"""
SUBNETS = [{{"id": "subnet-0a"}}, {{"id": "subnet-0b"}}]
BALANCER = {{"aws": {{"vpc_id": "vpc-0a", "subnets": SUBNETS, "targets": {{"nodes": "ip"}}}}}}
PACKAGE, CALLS = "aws", {{}}
{BALANCED}""",
    "openstack": f"""
from exposure_components.testing import ProviderError
BALANCER = {{"octavia": {{"vip_subnet": {{"name": "vip"}}}}}}
SUBNET = {{"id": "subnet-vip", "networkId": "network-vip", "cidr": "192.0.2.0/24"}}
def no_balancer(args):
    raise ProviderError("Your query returned no results")
CALLS = {{
    "openstack:networking/getSubnet:getSubnet": lambda args: SUBNET,
    "openstack:loadbalancer/getLoadbalancerV2:getLoadbalancerV2": no_balancer,
}}
PACKAGE = "openstack"
{BALANCED}
import openstack
""",
    "live": CORE + "import exposure_components.live, kubernetes.client, kubernetes.config",
    "cli": f"""
import os, subprocess, sys
exposure = os.path.join(sys.prefix, "bin", "exposure")
project = {str(ROOT)!r}
command = [exposure, "plan", "--project", project, "--stack", "node-port"]
said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
assert "http://10.13.241.89:30000/ping" in said, said
""",
}
DEVELOPMENT = {"dev", "docs", "test"}


def test_each_extra_of_users_is_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {"", *project["optional-dependencies"]} - DEVELOPMENT == set(ENOUGH)


@pytest.mark.parametrize("extra", ENOUGH, ids=lambda extra: extra or "none")
def test_an_extra_is_enough_alone(extra: str, wheel: Path, tmp_path: Path) -> None:
    constraints = REQUIREMENTS / "dev.txt"
    required = f"exposure-components[{extra}] @ {wheel.as_uri()}"
    python = environment(tmp_path / "venv", required, "--constraint", constraints)
    # From elsewhere: what is imported is what was installed.
    run(python, "-I", "-c", ENOUGH[extra], cwd=tmp_path)
