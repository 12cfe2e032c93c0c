from typing import Any

import pytest

from exposure_components.load_balancers.cloud.service import annotations, service_fields
from tests.load_balancers.cloud.apps import Known, app, lines

AZURE = "load_balancer.cloud.azure"
PREFIX = "service.beta.kubernetes.io/azure-"
INTERNAL = {PREFIX + "load-balancer-internal": "true"}
PUBLIC = {PREFIX + "load-balancer-internal": "false"}


@pytest.mark.parametrize(
    ("cloud", "more", "made"),
    [
        ({"azure": {}}, {}, INTERNAL),
        ({"azure": {}, "public": True}, {}, PUBLIC),
        (
            {"azure": {}},
            {"allowed_cidrs": ["10.0.0.0/8"]},
            {**INTERNAL, PREFIX + "deny-all-except-load-balancer-source-ranges": "true"},
        ),
        ({"azure": {}, "public": True}, {"allowed_cidrs": ["10.0.0.0/8"]}, PUBLIC),
        (
            {"azure": {"internal_subnet": "apps", "tcp_idle_timeout": 30}},
            {},
            {
                **INTERNAL,
                PREFIX + "load-balancer-internal-subnet": "apps",
                PREFIX + "load-balancer-tcp-idle-timeout": "30",
            },
        ),
        (
            {"public": True, "azure": {"dns_label_name": "x", "pip_tags": {"a": "b", "c": "d"}}},
            {},
            {**PUBLIC, PREFIX + "dns-label-name": "x", PREFIX + "pip-tags": "a=b,c=d"},
        ),
        (
            {"address": "10.0.0.9", "azure": {}},
            {},
            {**INTERNAL, PREFIX + "load-balancer-ipv4": "10.0.0.9"},
        ),
        (
            {"address": "fd00::9", "azure": {}},
            {},
            {**INTERNAL, PREFIX + "load-balancer-ipv6": "fd00::9"},
        ),
    ],
    ids=[
        *("internal", "public", "internal for some", "public for some", "subnet", "DNS"),
        *("IPv4", "IPv6"),
    ],
)
def test_what_azure_is_told(cloud: Any, more: Any, made: Any) -> None:
    assert lines(cloud, **more) == []
    assert annotations(app(cloud, **more)) == made


def test_the_family_of_an_address_to_come_is_that_of_the_service() -> None:
    address = Known("fd00::9")
    cloud = {"address": address, "ip_families": ["IPv6"], "azure": {}}
    assert annotations(app(cloud)) == {**INTERNAL, PREFIX + "load-balancer-ipv6": address}
    del cloud["ip_families"]
    assert annotations(app(cloud)) == {**INTERNAL, PREFIX + "load-balancer-ipv4": address}


def test_the_address_is_told_once() -> None:
    fields = service_fields(app({"address": "10.0.0.9", "azure": {}}))
    assert fields == {"type": "LoadBalancer", "externalTrafficPolicy": "Cluster"}


PUBLIC_ONLY = "is of public balancers; drop it, or set `public`"


@pytest.mark.parametrize(
    ("preset", "more", "found"),
    [
        ({"pip_name": "x"}, {}, [f"pip_name: x {PUBLIC_ONLY}"]),
        ({"resource_group": "x"}, {}, [f"resource_group: x {PUBLIC_ONLY}"]),
        (
            {"tcp_idle_timeout": 3},
            {},
            ["tcp_idle_timeout: 3 is outside of 4-100; choose one inside or leave it out"],
        ),
        (
            {"health_probe_interval": 4},
            {},
            ["health_probe_interval: 4 is less than 5; choose more or leave it out"],
        ),
        (
            {"health_probe_interval": 60},
            {},
            [
                "health_probe_interval: 60 times the number of probes is not less than 120 "
                "seconds; make one of them smaller"
            ],
        ),
        (
            {"allowed_service_tags": ["AzureCloud"]},
            {"allowed_cidrs": ["10.0.0.0/8"]},
            [
                "allowed_service_tags: ['AzureCloud'] has no effect beside `allowed_cidrs`; name "
                "the networks there"
            ],
        ),
        (
            {"health_probe_request_path": "ping"},
            {},
            ["health_probe_request_path: ping does not start with /; write /ping"],
        ),
    ],
)
def test_what_azure_cannot_do(preset: Any, more: Any, found: list[str]) -> None:
    assert lines({"azure": preset}, **more) == [f"{AZURE}.{line}" for line in found]


def test_what_goes_with_a_public_balancer() -> None:
    cloud = {"public": True, "azure": {"internal_subnet": "a", "pip_name": "b"}}
    assert lines({**cloud, "address": "1.2.3.4"}) == [
        f"{AZURE}.internal_subnet: a is of internal balancers; drop it, or `public`",
        f"{AZURE}.pip_name: b stands beside `address`; keep one of the two",
    ]


def test_sctp_is_for_internal_balancers() -> None:
    ports = [{"container_port": 80}, {"container_port": 1, "protocol": "SCTP"}]
    assert lines({"azure": {}}, ports=ports) == []
    assert lines({"azure": {}, "public": True}, ports=ports) == [
        "ports[1].protocol: SCTP is not spoken by such a balancer of Azure's cloud controller; "
        "expose the port in another way"
    ]
