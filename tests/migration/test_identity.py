"""Which earlier resource a later one is; the engine's own rules for aliases."""

from collections.abc import Sequence

import pytest

from exposure_components.migration.identity import counterparts
from exposure_components.migration.state import FormerName, Resource
from tests.migration.states import resource, urn

APP, OLD = "shop:index:App", "shop:index:Old"
SERVICE = "kubernetes:core/v1:Service"


def app(kind: str = APP, name: str = "web", *former: FormerName) -> Resource:
    return resource(kind, name, custom=False, former=former)


def child(parent: Resource, name: str = "web", *former: FormerName) -> Resource:
    kind = parent.type
    return resource(f"{kind}${SERVICE}", name, parent=parent.urn, former=former)


def pairs(before: Sequence[Resource], after: Sequence[Resource]) -> dict[str, str]:
    return {later: earlier.urn for later, earlier in counterparts(before, after).items()}


def test_by_its_urn() -> None:
    assert pairs([app()], [app(), app(name="api")]) == {app().urn: app().urn}


@pytest.mark.parametrize(
    ("old", "former"),
    [
        pytest.param(app(OLD), FormerName(type=OLD), id="type"),
        pytest.param(app(name="site"), FormerName(name="site"), id="name"),
        pytest.param(app(OLD, "site"), FormerName(urn=app(OLD, "site").urn), id="urn"),
    ],
)
def test_by_a_former_name(old: Resource, former: FormerName) -> None:
    new = app(APP, "web", former)
    assert pairs([old], [new]) == {new.urn: old.urn}


def test_by_a_former_parent_or_none() -> None:
    above = app(name="site")
    was_below, was_alone = child(above), resource(SERVICE, "web")
    new = child(app(), "web", FormerName(parent=above.urn), FormerName(no_parent=True))
    assert pairs([was_below], [new]) == {new.urn: was_below.urn}
    assert pairs([was_alone], [new]) == {new.urn: was_alone.urn}


def test_by_a_former_stack_and_project() -> None:
    old = Resource(f"urn:pulumi:old::store::{APP}::web", "", False, {})
    new = app(APP, "web", FormerName(stack="old", project="store"))
    assert pairs([old], [new]) == {new.urn: old.urn}


def test_a_child_follows_its_parent() -> None:
    """Its name too, where it begins with the parent's."""
    old = app(OLD, "site")
    new = app(APP, "web", FormerName(type=OLD, name="site"))
    before = [old, child(old, "site-tcp"), child(old, "other")]
    after = [new, child(new, "web-tcp"), child(new, "other")]
    kind = f"{OLD}${SERVICE}"
    assert pairs(before, after) == {
        new.urn: old.urn,
        after[1].urn: urn(kind, "site-tcp"),
        after[2].urn: urn(kind, "other"),
    }


def test_an_earlier_one_is_one_later_one() -> None:
    first = app(APP, "one", FormerName(name="site"))
    second = app(APP, "two", FormerName(name="site"))
    assert pairs([app(name="site")], [first, second]) == {first.urn: app(name="site").urn}
