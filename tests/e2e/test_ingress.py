"""Apps behind Traefik that our IngressController runs, asked by name from outside."""

import pytest

from tests.e2e.ingress import addresses, by_name, code
from tests.e2e.ways import Way, environment
from tests.lab.lab import Lab


@pytest.fixture(autouse=True)
def images(lab: Lab) -> None:
    """Traefik's, on every node."""
    lab.addon("ingress")


def test_the_article_answers_by_its_name_at_every_node_and_no_other_name_does(
    lab: Lab, way: Way
) -> None:
    (endpoint,) = way.up(environment("ingress"))["influxdb"]
    assert endpoint["url"] == "http://influxdb.kube.example.com/ping"
    assert (endpoint["port"], endpoint["survives_reschedule"]) == (80, True)
    for address in lab.nodes.values():
        url = by_name(endpoint)
        lab.until("204", lambda u=url, a=address: code(lab, u, at=a) == 204)  # type: ignore[misc]
        assert code(lab, "http://other.kube.example.com/ping", at=address) == 404
        assert code(lab, f"http://{address}/ping", at=address) == 404
    # Traefik writes one address to each Ingress: that of the first node.
    first = [next(iter(lab.nodes.values()))]
    lab.until("the address", lambda: addresses(lab, "influxdb-ingress") == {"influxdb": first})
    way.down()
    lab.until("closed ports", lambda: code(lab, by_name(endpoint)) == 0)
    left = lab.kubectl("get", "crds,clusterroles,ingressclasses", "-o", "name")
    assert "traefik" not in left
