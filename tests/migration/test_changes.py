"""What happens to a resource, and in which order."""

from typing import Any

import pytest

from exposure_components.migration.changes import Order, Outcome, changes
from exposure_components.migration.state import UNKNOWN, Resource
from tests.migration.states import kubernetes, only, resource

NEW, OLD = Order.CREATE_FIRST, Order.DELETE_FIRST
SPEC = {"type": "NodePort"}


def test_what_comes_goes_stays_and_is_updated() -> None:
    same, old, gone = (kubernetes("Service", name, spec=SPEC) for name in ("same", "up", "gone"))
    late, new = kubernetes("Service", "late", spec=SPEC), kubernetes("Service", "new", spec=SPEC)
    updated = kubernetes("Service", "up", spec={"type": "ClusterIP"})
    found = changes([gone, late, same, old], [same, updated, new])
    assert [(each.resource.name, each.outcome) for each in found] == [
        ("same", Outcome.SAME),
        ("up", Outcome.UPDATED),
        ("new", Outcome.CREATED),
        # As the engine deletes: the latest first.
        ("late", Outcome.DELETED),
        ("gone", Outcome.DELETED),
    ]


def in_space(space: Any, **spec: Any) -> Resource:
    return kubernetes("Service", metadata={"name": "web", "namespace": space}, spec=spec)


@pytest.mark.parametrize(
    ("before", "after", "outcome", "order"),
    [
        pytest.param(in_space("a"), in_space("b"), Outcome.REPLACED, NEW, id="namespace"),
        pytest.param(
            kubernetes("Service", named="a"),
            kubernetes("Service", named="b"),
            Outcome.REPLACED,
            NEW,
            id="name",
        ),
        pytest.param(
            in_space("a", clusterIP="None"), in_space("a"), Outcome.REPLACED, OLD, id="clusterIP"
        ),
        pytest.param(
            in_space(UNKNOWN), in_space("a"), Outcome.UNDECIDED, None, id="known after up before"
        ),
        pytest.param(
            resource("openstack:dns/recordSet:RecordSet", inputs={"name": "web.", "type": "A"}),
            resource("openstack:dns/recordSet:RecordSet", inputs={"name": "web.", "type": "AAAA"}),
            Outcome.REPLACED,
            OLD,
            id="of two with one name one at a time",
        ),
        pytest.param(
            resource("aws:route53/record:Record", inputs={"name": "web", "zoneId": "1"}),
            resource("aws:route53/record:Record", inputs={"name": "web", "zoneId": "2"}),
            Outcome.REPLACED,
            None,
            id="in the provider's order",
        ),
        pytest.param(
            resource("gcp:dns/recordSet:RecordSet", inputs={"name": "a"}),
            resource("gcp:dns/recordSet:RecordSet", inputs={"name": "b"}),
            Outcome.UNDECIDED,
            None,
            id="a provider that we do not know",
        ),
        pytest.param(
            resource("shop:index:App", custom=False, inputs={"size": 1}),
            resource("shop:index:App", custom=False, inputs={"size": 2}),
            Outcome.UPDATED,
            None,
            id="a component has no provider",
        ),
    ],
)
def test_whether_it_is_replaced_and_how(
    before: Resource, after: Resource, outcome: Outcome, order: Order | None
) -> None:
    found = only(before, after)
    assert (found.outcome, found.order) == (outcome, order)


def test_the_program_may_ask_for_more() -> None:
    before = in_space("a", type="NodePort")
    inputs = {**before.inputs, "spec": {"type": "ClusterIP"}}
    asked = Resource(before.urn, "", True, inputs, replace_on=("spec",), delete_first=False)
    found = only(before, asked)
    assert (found.outcome, found.order) == (Outcome.REPLACED, NEW)
    assert [each.text for each in found.because] == ["spec.type"]


def test_a_provider_may_take_config_maps_for_mutable() -> None:
    provider = resource("pulumi:providers:kubernetes", inputs={"enableConfigMapMutable": "true"})
    before, after = (kubernetes("ConfigMap", data={"a": value}) for value in ("1", "2"))
    told = Resource(after.urn, "", True, after.inputs, provider=provider.urn)
    assert only(before, after).outcome == Outcome.REPLACED
    assert changes([provider, before], [provider, told])[1].outcome == Outcome.UPDATED
