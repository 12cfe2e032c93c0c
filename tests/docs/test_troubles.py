"""What the documentation says of troubles is what the library says in them."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from exposure_components import CloudLoadBalancedApp, ExposureError
from exposure_components import OctaviaLoadBalancer as Octavia
from exposure_components.cli.balancers import advice
from exposure_components.testing import Call, ProviderError
from tests.docs.blocks import BLOCKS, ROOT, Block, cases
from tests.docs.running import BALANCER, SUBNET, ZONE, found, run


def owned(name: str, number: int, **more: Any) -> None:
    """An app that owns a balancer."""
    args: Any = {
        "image": "influxdb:1.8",
        "ports": [{"container_port": number}],
        "load_balancer": {"octavia": {"vip_subnet": {"name": "vip"}}},
        "cluster": {"nodes": [{"name": "kubenode01", "address": "10.13.241.89"}]},
        **more,
    }
    CloudLoadBalancedApp(name, args)


def refused(_args: Mapping[str, Any]) -> Any:
    """As the provider answers where there is nothing of that name."""
    raise ProviderError("Your query returned no openstack_networking_subnet_v2.")


def named(zone: str, **dns: Any) -> Any:
    return {"name": f"influxdb.{zone}", "zone": {"designate": {"name": zone}}, **dns}


REFUSED: Mapping[str, tuple[Callable[[], Any], Mapping[str, Call]]] = {
    "look-up": (lambda: Octavia("edge", {"vip_subnet": {"name": "nowhere"}}), {SUBNET: refused}),
    "name servers": (
        lambda: owned("influxdb", 8086, dns=named("kube.example.com", timeout=1)),
        {ZONE: lambda args: found({**args, "status": "PENDING"})},
    ),
    "no nodes": (lambda: owned("influxdb", 8086, cluster={}), {}),
}
"""By the words after the fence: a program, and what providers answer it."""
ADVICE = "advice"
TROUBLES = [block for block in BLOCKS if block.language == "text" and block.words in REFUSED]
ADVISED = [block for block in BLOCKS if (block.language, block.words) == ("text", ADVICE)]


@pytest.mark.parametrize("block", cases(TROUBLES))
def test_a_trouble_is_shown_as_it_is_told(block: Block) -> None:
    program, calls = REFUSED[block.words]
    with pytest.raises(ExposureError) as raised:
        run(program, calls)
    assert f"{raised.value}\n" == block.text


def test_every_trouble_stands_in_the_documentation() -> None:
    assert {block.words for block in TROUBLES} == set(REFUSED)


@pytest.mark.parametrize("block", cases(ADVISED))
def test_the_advice_of_a_plan_is_shown_as_it_is(block: Block) -> None:
    def two() -> None:
        owned("influxdb", 8086)
        owned("grafana", 3000)

    (told,) = advice(run(two))
    assert told == " ".join(block.text.split())


def test_a_balancer_in_error_is_told_as_the_page_says() -> None:
    failed: Call = lambda _: {"id": "5a1b", "provisioningStatus": "ERROR"}  # noqa: E731
    said = run(lambda: Octavia("edge", {"vip_subnet": {"name": "vip"}}), {BALANCER: failed}).logs
    page = (ROOT / "docs/troubleshooting.md").read_text()
    assert [each.message for each in said if each.message in page]
