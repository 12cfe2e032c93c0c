"""The examples in the lab: what their pages promise, by real requests."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.examples import EXAMPLES, Example, ExampleEngine, ExampleManifests
from tests.e2e.replay import Replay
from tests.e2e.ways import WAYS
from tests.lab.lab import Lab
from tests.lab.openstack.data_plane.plane import DataPlane
from tests.lab.openstack.lab import OpenStackLab

COLOURS = {"blue": "whoami:1", "green": "whoami:2"}
VIP = "10.13.242.236"


@pytest.fixture(params=WAYS)
def blue_green(request: pytest.FixtureRequest, lab: Lab, tmp_path: Path) -> Iterator[Example]:
    """The example, in each way."""
    by_engine = request.param == "engine"
    name = "blue-green"
    made: Example = ExampleEngine(lab, tmp_path, name) if by_engine else ExampleManifests(lab, name)
    yield made
    made.down()


def versions(lab: Lab, port: int) -> set[str]:
    """Which versions answer at a port of the nodes; an empty one where none does."""
    answers = [lab.curl(f"http://{address}:{port}/") for address in lab.nodes.values()]
    return {json.loads(a.body)["version"] if a.code == 200 else "" for a in answers}


def test_clients_go_from_blue_to_green_without_a_failed_request(
    lab: Lab, blue_green: Example
) -> None:
    blue_green.start({**COLOURS, "live": "blue"})
    lab.until("blue is live", lambda: versions(lab, 30000) == {"1"})
    lab.until("green can be tried", lambda: versions(lab, 30002) == {"2"})
    url = f"http://{lab.nodes['kubenode01']}:30000/"
    with lab.loading(url, every=0.02, fresh=True, seconds=180) as load:
        blue_green.start({**COLOURS, "live": "green"})
        lab.until("green is live", lambda: versions(lab, 30000) == {"2"})
        seen = load.end()
    assert (set(seen.codes), seen.errors) == ({200}, {})
    assert set(seen.versions) == {"1", "2"}
    assert versions(lab, 30001) == {"1"}


def test_apps_share_the_balancer_and_one_is_for_one_client_alone(
    lab: Lab, data_plane: DataPlane, openstack: OpenStackLab
) -> None:
    made = ExampleManifests(lab, "shared-balancer", Replay(openstack))
    ports = {"shop": 80, "api": 8000, "admin": 9000}
    try:
        made.start({"image": "whoami:1"})
        (balancer,) = openstack.connection().load_balancer.load_balancers()
        assert balancer.vip_address == VIP
        for name, port in ports.items():
            url = f"http://{VIP}:{port}/"
            lab.until(f"an answer at {url}", lambda u=url: lab.curl(u).code == 200)  # type: ignore[misc]
            assert json.loads(lab.curl(url).body)["pod"].startswith(f"{name}-")
        others = {
            name: lab.curl(f"http://{VIP}:{port}/", client="client2").code
            for name, port in ports.items()
        }
        assert others == {"shop": 200, "api": 200, "admin": 0}
    finally:
        made.down()


def test_committed_manifests_are_applied_as_they_are(lab: Lab) -> None:
    folder = str(EXAMPLES / "gitops" / "manifests")
    try:
        lab.kubectl("apply", "--recursive", "--filename", folder)
        for address in lab.nodes.values():
            url = f"http://{address}:30086/ping"
            lab.until("204", lambda u=url: lab.curl(u).code == 204)  # type: ignore[misc]
    finally:
        lab.kubectl("delete", "--recursive", "--filename", folder, "--ignore-not-found")
