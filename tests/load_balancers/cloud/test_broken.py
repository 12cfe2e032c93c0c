from typing import Any

import pytest

from tests.load_balancers.cloud.apps import lines

CLOUD = "load_balancer.cloud"


@pytest.mark.parametrize(
    ("cloud", "more", "first"),
    [
        ({"public": "yes", "gcp": {}}, {}, f"{CLOUD}.public: is of type str; give true or false"),
        ({"aws": 1}, {}, f"{CLOUD}.aws: is of type int; give a mapping (AwsPreset)"),
        (
            {"aws": 1},
            {"client_ip": "preserve"},
            f"{CLOUD}.aws: is of type int; give a mapping (AwsPreset)",
        ),
        ({"aws": {"name": 1}}, {}, f"{CLOUD}.aws.name: is of type int; give a text"),
        ([], {}, f"{CLOUD}: is of type list; give a mapping (CloudBalancer)"),
        ({"gcp": {}}, {"ports": {"a": 1}}, "ports: is of type dict; give a list"),
        ({"aws": {}}, {"ports": [{}]}, "ports[0].container_port: is missing; add it"),
        ({"aws": {}}, {"ports": ["a"]}, "ports[0]: is of type str; give a mapping (NodePort)"),
        ({"gcp": {}}, {"client_ip": {}}, "client_ip: is of type dict; give one of any, preserve"),
        ({"ip_families": "IPv4"}, {}, f"{CLOUD}.ip_families: is of type str; give a list"),
    ],
)
def test_what_is_broken_is_told_once_and_breaks_no_rule(cloud: Any, more: Any, first: str) -> None:
    assert lines(cloud, **more) == [first]
