"""Every Python block of the documentation is a program that runs."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from exposure_components import CloudLoadBalancedApp, ExposureError, NodePortApp
from exposure_components import OctaviaLoadBalancer as Octavia
from exposure_components.cli.balancers import advice
from exposure_components.settings import read_settings, register
from exposure_components.testing import Call, ProviderError, Recording, run_program

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
BLOCK = re.compile(r"```python\n(.*?)```(?:\n\n```text\n(.*?)\n```)?", re.S)
BLOCKS = [
    pytest.param(block, said, id=f"{page.name}-{number}")
    for page in PAGES
    for number, (block, said) in enumerate(BLOCK.findall(page.read_text()), 1)
]
CONFIGS = [
    pytest.param(yaml.safe_load(block), id=f"{page.name}-{number}")
    for page in PAGES
    for number, block in enumerate(re.findall(r"```yaml\n(.*?)```", page.read_text(), re.S), 1)
]
OURS = "exposure_components:index:"


def found(args: Mapping[str, Any]) -> Mapping[str, Any]:
    """As a provider answers, whatever it is asked for."""
    return {"id": "known", "zoneId": "Z1", "networkId": "known", "cidr": "10.13.242.0/24", **args}


SUBNET = "openstack:networking/getSubnet:getSubnet"
ZONE = "openstack:dns/getDnsZone:getDnsZone"
BALANCER = "openstack:loadbalancer/getLoadbalancerV2:getLoadbalancerV2"
CALLS: Mapping[str, Call] = {
    SUBNET: found,
    "openstack:networking/getSecGroup:getSecGroup": found,
    "aws:route53/getZone:getZone": found,
}
"""A project in which everything exists that a block looks up."""


def run(program: Callable[[], Any], calls: Mapping[str, Call] | None = None) -> Recording:
    return run_program(program, calls={**CALLS, **(calls or {})})


@pytest.mark.parametrize(("block", "said"), BLOCKS)
def test_a_block_does_what_stands_beside_it(block: str, said: str) -> None:
    """It registers components, at the URLs in its comments; or it is refused, with the text
    that follows it."""

    def program() -> None:
        exec(block, {"__name__": "block"})

    if said:
        with pytest.raises(ExposureError) as raised:
            run(program)
        assert str(raised.value) == said
        return
    ours = [each for each in run(program).resources if each.type.startswith(OURS)]
    assert ours
    urls = {e["url"] for each in ours for e in each.outputs.get("endpoints", [])}
    assert set(re.findall(r"# (https?://\S+)", block)) <= urls


@pytest.mark.parametrize("config", CONFIGS)
def test_a_config_of_the_documentation_registers_apps(config: Mapping[str, Any]) -> None:
    given = {key.removeprefix("exposure:"): value for key, value in config["config"].items()}

    def program() -> None:
        apps, facts = given.get("apps", {}), given.get("cluster")
        register(read_settings(apps, facts, given))

    assert any(each.type.startswith(OURS) for each in run(program).resources)


def test_the_readme_shows_an_error_as_it_is() -> None:
    args = {
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086, "nodeport": 30000}],
        "allowed_cidrs": ["10.0.0.5"],
    }
    with pytest.raises(ExposureError) as raised:
        run_program(lambda: NodePortApp("influxdb", args))  # type: ignore[arg-type]
    assert f"```text\n{raised.value}\n```" in (ROOT / "README.md").read_text()


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


TROUBLES: Mapping[str, tuple[Callable[[], Any], Mapping[str, Call]]] = {
    "look-up": (lambda: Octavia("edge", {"vip_subnet": {"name": "nowhere"}}), {SUBNET: refused}),
    "name servers": (
        lambda: owned("influxdb", 8086, dns=named("kube.example.com", timeout=1)),
        {ZONE: lambda args: found({**args, "status": "PENDING"})},
    ),
    "no nodes": (lambda: owned("influxdb", 8086, cluster={}), {}),
}


@pytest.mark.parametrize("trouble", TROUBLES)
def test_troubles_are_shown_as_they_are_told(trouble: str) -> None:
    program, calls = TROUBLES[trouble]
    with pytest.raises(ExposureError) as raised:
        run(program, calls)
    assert f"```text\n{raised.value}\n```" in page("troubleshooting")


def test_a_balancer_in_error_is_told_as_the_page_says() -> None:
    failed: Call = lambda _: {"id": "5a1b", "provisioningStatus": "ERROR"}  # noqa: E731
    said = run(lambda: Octavia("edge", {"vip_subnet": {"name": "vip"}}), {BALANCER: failed}).logs
    assert [each.message for each in said if each.message in page("troubleshooting")]


def test_the_advice_of_a_plan_is_shown_as_it_is() -> None:
    def two() -> None:
        owned("influxdb", 8086)
        owned("grafana", 3000)

    (told,) = advice(run(two))
    assert told in " ".join(page("load-balancers").split())


def page(name: str) -> str:
    return (ROOT / f"docs/{name}.md").read_text()


def test_every_link_of_the_documentation_leads_somewhere() -> None:
    links = [
        (page, link)
        for page in [*PAGES, ROOT / "tests/lab/README.md"]
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text())
        if "://" not in link
    ]
    assert links
    assert [(p.name, link) for p, link in links if not (p.parent / link).exists()] == []
