from typing import Any

import pytest

from tests.load_balancers.cloud.apps import lines

CLOUD = "load_balancer.cloud"


def port(**more: Any) -> dict[str, Any]:
    """Of the app."""
    return {"container_port": 8086, **more}


@pytest.mark.parametrize(
    ("cloud", "more", "found"),
    [
        (
            {"aws": {}, "metallb": {}},
            {},
            [f"{CLOUD}.metallb: stands beside `aws`; name one provider"],
        ),
        (
            {"load_balancer_class": "a/b/c"},
            {},
            [
                f"{CLOUD}.load_balancer_class: a/b/c is no qualified name; write it as its "
                "controller does, such as service.k8s.aws/nlb"
            ],
        ),
        (
            {"load_balancer_class": "example.com/lb", "openstack": {}},
            {},
            [
                f"{CLOUD}.load_balancer_class: example.com/lb makes OpenStack's cloud controller "
                "leave the Service to others; drop it"
            ],
        ),
        (
            {"load_balancer_class": "example.com/lb", "azure": {}},
            {},
            [
                f"{CLOUD}.load_balancer_class: example.com/lb makes Azure's cloud controller "
                "leave the Service to others; drop it"
            ],
        ),
        (
            {"public": True, "metallb": {}},
            {},
            [
                f"{CLOUD}.public: True is decided by the pool; drop it, and choose "
                "`metallb.address_pool`"
            ],
        ),
        (
            {"public": False},
            {},
            [
                f"{CLOUD}.public: False is said by each provider in its words; name the provider, "
                "such as `load_balancer.cloud.aws`"
            ],
        ),
        ({"timeout": 0}, {}, [f"{CLOUD}.timeout: 0 is less than 1 second; choose more"]),
        (
            {"app_reads_proxy_protocol": True, "gcp": {}},
            {},
            [f"{CLOUD}.app_reads_proxy_protocol: True asks what is not spoken by GKE; drop it"],
        ),
        (
            {"app_reads_proxy_protocol": True, "openstack": {}},
            {"ports": [port(protocol="UDP")]},
            [
                "ports[0].protocol: UDP does not go with the PROXY protocol, which holds for every "
                "port; expose the port apart, or drop PROXY"
            ],
        ),
        (
            {"aws": {}},
            {"ports": [port(protocol="SCTP")]},
            [
                "ports[0].protocol: SCTP is not spoken by such a balancer of the AWS Load Balancer "
                "Controller; expose the port in another way"
            ],
        ),
    ],
)
def test_what_is_refused(cloud: Any, more: Any, found: list[str]) -> None:
    assert lines(cloud, **more) == found
