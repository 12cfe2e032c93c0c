"""What passes our checks the real Octavia and Designate accept, and what they would refuse, we
refuse first.

`make fuzz` draws five hundred cases; without it, a few, the same in every run. Octavia's worker
is not asked: it would take seconds for each change, and has no more to refuse.
"""

import copy
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from exposure_components import CloudLoadBalancedApp, DnsRecords, OctaviaLoadBalancer
from exposure_components.errors import ExposureError
from exposure_components.problems import Problem
from exposure_components.testing import ProviderError, RecordedResource, run_program
from tests.e2e.replay import OCTAVIA, Replay
from tests.fuzz.cases import Case, is_about
from tests.fuzz.clouds import THERE, Project, balanced_apps, balancers
from tests.fuzz.zones import named
from tests.lab.openstack import unmanned
from tests.lab.openstack.lab import OpenStackLab

WANTED = os.environ.get("EXPOSURE_FUZZ_CLOUDS")
CASES = -(-int(WANTED or 24) // 3)
"""For each component."""
NAMED = ("availability_zone", "floating_ip.network", ".id")
"""Places of what only the cloud knows by its name."""
UNKNOWN = ("not found", "does not exist", "could not be found", "Invalid availability zone")
"""What it says of a name that it does not know."""


class Clouds:
    """The lab's APIs, and what is made of them."""

    def __init__(self, lab: OpenStackLab) -> None:
        self.lab = lab
        cloud: Any = lab.connection()
        self.network, self.octavia, self.dns = cloud.network, cloud.load_balancer, cloud.dns
        self.project = Project(
            subnets={each.name: each.id for each in self.network.subnets()},
            groups={
                each.name: each.id
                for each in self.network.security_groups()
                if each.name != "default"
            },
            flavors={each.name: each.id for each in self.octavia.flavors()},
        )

    @contextmanager
    def port(self) -> Iterator[None]:
        """Of the balancer that is made elsewhere."""
        network = self.network.find_network("vip", ignore_missing=False)
        made = self.network.create_port(network_id=network.id)
        self._port = made.id
        try:
            yield
        finally:
            self.network.delete_port(made.id)

    def there(self) -> None:
        """A balancer that is made elsewhere."""
        self.octavia.create_load_balancer(name=THERE, vip_port_id=self._port)


@pytest.fixture(scope="module")
def clouds(openstack: OpenStackLab) -> Iterator[Clouds]:
    """The APIs alone."""
    openstack.until("nothing of others", lambda: not openstack.leftovers())
    yield Clouds(openstack)
    openstack.until("nothing left", lambda: not openstack.leftovers(), limit=120)


@pytest.fixture(scope="module")
def unmanned_octavia(openstack: OpenStackLab, clouds: Clouds) -> Iterator[Clouds]:
    """Octavia without its worker."""
    with openstack.fault("worker", "drop"), unmanned.done_at_once(), clouds.port():
        yield clouds


@pytest.mark.parametrize(
    ("component", "drawn"),
    [(OctaviaLoadBalancer, balancers), (CloudLoadBalancedApp, balanced_apps)],
    ids=["OctaviaLoadBalancer", "CloudLoadBalancedApp"],
)
def test_a_balancer_is_refused_by_us_or_accepted_by_octavia(
    unmanned_octavia: Clouds,
    component: type[Any],
    drawn: Callable[[Project], st.SearchStrategy[Case]],
) -> None:
    clouds = unmanned_octavia

    def make(case: Case, outcome: Callable[[Replay], None]) -> None:
        if asks_for_existing(case.args):
            clouds.there()
        try:
            outcome(Replay(clouds.lab, waits=False))
        finally:
            unmanned.forget()

    agreed(component, drawn(clouds.project), make)


def test_a_record_is_refused_by_us_or_accepted_by_designate(clouds: Clouds) -> None:
    counted = iter(range(10**6))

    def make(case: Case, outcome: Callable[[Replay], None]) -> None:
        del case
        outcome(Replay(clouds.lab, waits=False))

    agreed(DnsRecords, named(lambda: f"z{next(counted)}"), make)


def agreed(
    component: type[Any],
    drawn: st.SearchStrategy[Case],
    make: Callable[[Case, Callable[[Replay], None]], None],
) -> None:
    """Every case is refused by us at the place of its mistake, or made by the APIs."""
    counts: Counter[str] = Counter()
    disagreements: list[str] = []

    @settings(
        max_examples=CASES,
        derandomize=WANTED is None,
        deadline=None,
        database=None,
        # An API is too slow to look for the smallest; all of one run tell more.
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(drawn)
    def agree(case: Case) -> None:
        def outcome(replay: Replay) -> None:
            ended = run(component, case.args, replay.calls())
            counts[ended.what] += 1
            disagreements.extend(f"{case}: {told}" for told in disagreement(replay, case, ended))

        make(case, outcome)

    agree()
    print(f"{component.__name__}: {dict(counts)}")
    assert not disagreements, "\n".join(disagreements)
    assert min(counts["refused"], counts["accepted"]) > CASES // 10


def disagreement(replay: Replay, case: Case, ended: "Ended") -> list[str]:
    """What the APIs refuse that passed our checks; what we refuse elsewhere than at the mistake."""
    if ended.what == "accepted":
        try:
            replay.make(ended.resources)
        except AssertionError as error:
            named = case.place is not None and case.place.endswith(NAMED)
            unknown = named and any(each in str(error) for each in UNKNOWN)
            return [] if unknown else [str(error)]
        except ProviderError:
            return []
        finally:
            replay.forget(lambda service: service != OCTAVIA)
        return []
    if ended.resources:
        return [f"{len(ended.resources)} are registered"]
    told = case.place is None or any(is_about(problem, case.place) for problem in ended.problems)
    return [] if told else [f"told of {[str(problem) for problem in ended.problems]}"]


@dataclass(frozen=True)
class Ended:
    """How a program of one component ended."""

    what: str
    """`refused`, `not found` by a look-up, or `accepted`, by us."""
    problems: list[Problem]
    resources: tuple[RecordedResource, ...]


def run(component: type[Any], args: Any, calls: Mapping[str, Any]) -> Ended:
    """What it registers, or which problems it is told of."""

    def program() -> list[Problem]:
        try:
            component("fuzzed", copy.deepcopy(args))
        except ExposureError as error:
            return error.problems
        return []

    try:
        recording = run_program(program, calls=calls)
    except ExposureError as error:
        return Ended("not found", error.problems, ())
    found: list[Problem] = recording.value
    return Ended("refused" if found else "accepted", found, recording.resources)


def asks_for_existing(args: Any) -> bool:
    """Whether a balancer that is made elsewhere is meant."""
    if isinstance(args, dict):
        return "existing" in args or any(map(asks_for_existing, args.values()))
    return False
