"""What a killed run made in OpenStack is found by what the program had asked for."""

from exposure_components.recovery.openstack import FINDERS
from exposure_components.recovery.pending import Pending
from exposure_components.recovery.recover import Fate, recover
from tests.e2e.interrupted import openstack as stack
from tests.e2e.replay import APIS, Replay
from tests.e2e.ways import recorded
from tests.lab.lab import Lab
from tests.lab.openstack.lab import OpenStackLab


def test_each_kind_of_resource_is_found_once_it_is_made(lab: Lab, openstack: OpenStackLab) -> None:
    replay = Replay(openstack)
    recording = recorded(stack(lab).config, replay.calls())
    asked = [each for each in recording.resources if each.type in FINDERS]
    assert {each.type.removeprefix("openstack:") for each in asked} == set(APIS)
    try:
        replay.make(recording.resources)
        pending = [Pending(each.urn, each.type, replay.resolved(each.inputs)) for each in asked]
        found = recover(pending, set(), openstack.connection)
        assert {each.fate for each in found} == {Fate.MADE}
        ids = [each.id for each in found]
        # All but the members of a pool, which are called like it, are different.
        assert len(set(ids)) == len(ids) - sum("Members" in each.type for each in asked)
        again = recover(pending, set(filter(None, ids)), openstack.connection)
        assert {each.fate for each in again} == {Fate.NOT_MADE}
    finally:
        replay.remove()
    # Parents are gone, and cannot be asked for what they had.
    first = [each for each in pending if each.type.endswith((":Port", ":Zone", ":LoadBalancer"))]
    gone = recover(first, set(), openstack.connection)
    assert {each.fate for each in gone} == {Fate.NOT_MADE}
