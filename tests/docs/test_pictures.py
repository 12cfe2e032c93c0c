"""Each strategy's page has a picture of its own example, for light and dark."""

import re
from pathlib import Path

import pytest

from exposure_components.diagrams.colours import DARK, LIGHT
from tests.docs.test_args_tables import PAGES

WAYS = {
    "cloud-load-balancer": "clients to Octavia load balancer influxdb at TCP 8086",
    "gateway": "influxdb.kube.example.com to Gateway edge",
    "host-network": "clients to node at TCP 8086",
    "host-port": "clients to node at TCP 80",
    "ingress": "Ingress influxdb to Service influxdb at TCP 8086",
    "node-port": "clients to 2 nodes at TCP 30000",
}
"""By page: what the picture tells those who do not see it."""


def test_every_strategy_has_a_picture() -> None:
    assert sorted(WAYS) == sorted(PAGES.values())


@pytest.mark.parametrize("page", WAYS)
def test_a_page_shows_the_way_of_traffic(page: str, site: Path) -> None:
    (picture,) = re.findall(
        r"<svg[^>]*topology.*?</svg>", (site / f"strategies/{page}.html").read_text(), re.DOTALL
    )
    assert WAYS[page] in picture
    assert "Deployment influxdb" in picture


def test_pictures_follow_the_system_and_the_reader_s_choice(site: Path) -> None:
    sheet = (site / "_static/traffic.css").read_text()
    system, light, dark = (
        re.findall(rf"{re.escape(start)} \{{.*?{re.escape(scheme.canvas)}", sheet, re.DOTALL)
        for start, scheme in (
            ("@media (prefers-color-scheme: dark)", DARK),
            ('body[data-theme="light"]', LIGHT),
            ('body[data-theme="dark"]', DARK),
        )
    )
    assert (len(system), len(light), len(dark)) == (1, 1, 1)
