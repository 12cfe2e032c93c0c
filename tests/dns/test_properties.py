from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from exposure_components.dns.record_sets import record_sets
from exposure_components.dns.settling import settled
from tests.dns.programs import APP, NODES, as_hosts, dns_lines, record_lines, zone
from tests.pure.apps import Later

SCALARS: Any = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 400),
    st.sampled_from(["", "*", ".", "a", "A", "CNAME", "ALIAS", APP, *NODES, "fd00::1"]),
    st.builds(Later),
)
KEYS = st.sampled_from(
    [
        "name",
        "zone",
        "records",
        "type",
        "values",
        "alias",
        "ttl",
        "timeout",
        "zone_id",
        "id",
        "designate",
        "route53",
        "create",
        "private",
        "vpc_ids",
        "email",
        "comment",
        "dual_stack",
    ]
)
ANYTHING = st.recursive(
    SCALARS, lambda below: st.lists(below, max_size=3) | st.dictionaries(KEYS, below), max_leaves=20
)
ADDRESSES = st.lists(
    st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)).map(str), min_size=1, unique=True
)


@given(ANYTHING, ANYTHING)
def test_whatever_the_args_are_their_problems_are_told(anything: Any, other: Any) -> None:
    for args in (
        anything,
        {"zone": zone(), "records": anything},
        {"zone": anything, **with_all(other)},
    ):
        assert all(line for line in record_lines(args))
        assert all(line for line in dns_lines(args))


@given(ADDRESSES, st.randoms(use_true_random=False))
def test_every_address_is_in_one_record_set_in_any_order(addresses: list[str], luck: Any) -> None:
    def written(given: list[str]) -> list[Any]:
        found = record_sets({"name": APP, "zone": zone()}, as_hosts(given))
        return [settled(each, each.hosts)[0] for each in found]

    shuffled = luck.sample(addresses, len(addresses))
    assert written(addresses) == written(shuffled)
    values = [value for each in written(addresses) for value in each.values]
    assert sorted(values) == sorted(addresses)


def with_all(value: Any) -> dict[str, Any]:
    return {"records": value, "name": value, "ttl": value}
