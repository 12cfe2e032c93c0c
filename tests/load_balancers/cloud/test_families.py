from typing import Any

import pytest

from tests.load_balancers.cloud.apps import Known, lines

CLOUD = "load_balancer.cloud"


@pytest.mark.parametrize(
    ("cloud", "found"),
    [
        ({"ip_families": []}, [f"{CLOUD}.ip_families: is empty; leave it out, or name one"]),
        (
            {"ip_families": ["IPv4", "IPv4"]},
            [f"{CLOUD}.ip_families: names one twice; name each once"],
        ),
        (
            {"ip_families": ["IPv4", "IPv6"]},
            [
                f"{CLOUD}.ip_families: names two, which a Service has by a dual-stack policy only; "
                "set `ip_family_policy` to PreferDualStack or RequireDualStack"
            ],
        ),
        ({"ip_families": ["IPv4", "IPv6"], "ip_family_policy": "RequireDualStack"}, []),
        ({"ip_families": ["IPv6"], "ip_family_policy": "PreferDualStack"}, []),
        (
            {"address": "10.0.0.1/8"},
            [
                f"{CLOUD}.address: 10.0.0.1/8 is no IP address; write one such as 10.0.0.1",
            ],
        ),
        (
            {"address": "fd00::1", "ip_families": ["IPv4"]},
            [
                f"{CLOUD}.address: fd00::1 is of IPv6, which is not in `ip_families`; choose "
                "another, or add the family"
            ],
        ),
        ({"address": Known("any"), "ip_families": ["IPv4"]}, []),
    ],
)
def test_families(cloud: Any, found: list[str]) -> None:
    assert lines(cloud) == found
