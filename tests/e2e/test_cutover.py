"""The example of a cutover: clients ask an app by its name, while it moves from way to way."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from exposure_components.cli.planned import planned
from exposure_components.testing import Recording
from tests.e2e.resolver import Resolver, resolver
from tests.e2e.ways import ROOT, WAYS, Engine, Manifests
from tests.lab.lab import Lab
from tests.lab.openstack.lab import OpenStackLab

EXAMPLE = Path("examples/cutover")
ZONE, NAME = "kube.example.com", "shop.kube.example.com"
URL = f"http://{NAME}/"
OLD, NEW = "10.13.241.89", "10.13.241.245"
TTL = 5
RECORD_SET = "openstack:dns/recordSet:RecordSet"


class Moving(Protocol):
    """One way to run the example."""

    def up(self, **config: object) -> None:
        """Make it what the config says: `phase`, `ttl`."""
        ...


class ByManifests:
    """Objects as kubectl applies them, records as Designate's API takes them."""

    def __init__(self, lab: Lab, openstack: OpenStackLab) -> None:
        self.manifests = Manifests(lab)
        self.dns = openstack.connection().dns

    def up(self, **config: object) -> None:
        given = [f"{key}={value}" for key, value in config.items()]
        recording = planned(ROOT / EXAMPLE, "lab", given, known_secrets=True).recording
        self.manifests.make(recording)
        self._publish(recording)

    def _publish(self, recording: Recording) -> None:
        (record,) = [each.inputs for each in recording.resources if each.type == RECORD_SET]
        zone = self.dns.find_zone(f"{ZONE}.", ignore_missing=False)
        found = self.dns.find_recordset(zone, record["name"])
        values = {"records": record["records"], "ttl": record["ttl"]}
        if found:
            self.dns.update_recordset(found, **values)
        else:
            self.dns.create_recordset(zone, name=record["name"], type=record["type"], **values)


class ByEngine:
    """`pulumi up`, with the providers of Kubernetes and of OpenStack."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def up(self, **config: object) -> None:
        for key, value in config.items():
            self.engine.run("config", "set", key, str(value), "--stack", "lab")
        self.engine.run("up", "--yes", "--skip-preview", "--stack", "lab")


@pytest.fixture
def zone(openstack: OpenStackLab) -> Iterator[None]:
    """It exists, as the example takes it."""
    dns = openstack.connection().dns
    made = dns.create_zone(name=f"{ZONE}.", email="hostmaster@example.com", ttl=TTL)
    openstack.until("the zone", lambda: dns.get_zone(made.id).status == "ACTIVE")
    yield
    dns.delete_zone(made)
    openstack.until("nothing left", lambda: not openstack.leftovers())


@pytest.fixture(params=WAYS)
def moving(
    request: pytest.FixtureRequest, lab: Lab, openstack: OpenStackLab, zone: None, tmp_path: Path
) -> Iterator[Moving]:
    """Each way to run it; all that a test made is removed after it."""
    lab.addon("metallb")
    if request.param == "engine":
        engine = Engine(lab, tmp_path, openstack.env, EXAMPLE)
        yield ByEngine(engine)
        engine.down()
    else:
        found = ByManifests(lab, openstack)
        yield found
        found.manifests.down()


@pytest.fixture
def names(lab: Lab, openstack: OpenStackLab, tmp_path: Path) -> Iterator[Resolver]:
    """What clients ask."""
    with resolver(lab, openstack.dns, tmp_path) as found:
        yield found


def apps(pods: dict[str, int]) -> set[str]:
    """The Deployments of pods that have answered."""
    return {pod.rsplit("-", 2)[0] for pod in pods}


def test_no_request_fails_while_the_app_moves_in_two_phases(
    lab: Lab, moving: Moving, names: Resolver
) -> None:
    moving.up(phase="old")
    lab.until("the name", lambda: names.addresses(NAME) == [OLD])
    lab.until("an answer", lambda: lab.curl(f"http://{OLD}/ping").code == 204)
    with names.loading(URL, every=0.05, fresh=True, seconds=300) as load:
        moving.up(phase="both")
        lab.until("both answer", lambda: answering(lab) == {OLD, NEW})
        moving.up(phase="moved")
        lab.until("the name leads to the balancer", lambda: names.addresses(NAME) == [NEW])
        assert answering(lab) == {OLD, NEW}
        moving.up(phase="new")
        lab.until("the old way is gone", lambda: answering(lab) == {NEW})
        seen = load.end()
    assert (set(seen.codes), seen.errors) == ({200}, {})
    assert seen.codes[200] > 100
    assert apps(dict(seen.pods)) == {"shop-at-node", "shop"}


def test_requests_fail_if_it_moves_at_once(lab: Lab, moving: Moving, names: Resolver) -> None:
    """What the phases are for: resolvers keep the old address, where nobody is any more."""
    moving.up(phase="old", ttl=300)
    lab.until("the name", lambda: names.addresses(NAME) == [OLD])
    lab.until("an answer", lambda: lab.curl(f"http://{OLD}/ping").code == 204)
    moving.up(phase="new", ttl=300)
    lab.until("the old way is gone", lambda: answering(lab) == {NEW})
    seen = names.load(URL, fresh=True, requests=3)
    assert names.addresses(NAME) == [OLD]
    assert (dict(seen.codes), sum(seen.errors.values())) == ({}, 3)


def answering(lab: Lab) -> set[str]:
    """The addresses at which the app answers."""
    return {each for each in (OLD, NEW) if lab.curl(f"http://{each}/ping").code == 204}
