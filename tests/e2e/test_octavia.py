"""Apps behind OpenStack's Octavia: real APIs, and balancers that forward on a real cluster."""

import json
import time
from typing import Any

from tests.e2e.clients import Clients
from tests.e2e.ways import Way, environment
from tests.lab.lab import Lab
from tests.lab.openstack.data_plane.plane import DataPlane
from tests.lab.openstack.lab import OpenStackLab

VIP = "10.13.242.236"
NAME = "influxdb.kube.example.com"


def shared(*apps: dict[str, Any], **balancer: Any) -> dict[str, Any]:
    """A stack of whoami apps behind one balancer, at the article's VIP."""
    config = environment("octavia")
    config["balancers"]["edge"]["octavia"].update(balancer)
    config["apps"] = {f"app{i}": whoami(i, **app) for i, app in enumerate(apps)}
    return config


def whoami(index: int, **args: Any) -> dict[str, Any]:
    """An app that tells who asked it."""
    number = 8080 + index
    port = {"container_port": 8080, "port": number, "node_port": 30100 + index}
    own = {**port, "app_protocol": "http", "octavia": args.pop("octavia", {})}
    return {
        "strategy": "CloudLoadBalancedApp",
        "load_balancer": "edge",
        "image": "whoami:1",
        "namespace": {"name": f"octavia-{index}", "create": True},
        "kind": "DaemonSet",
        "security": {"run_as_user": 1500},
        "ports": [own],
        **args,
    }


def code(lab: Lab, url: str, client: str = "client") -> int:
    """Status of an answer; 0 for none."""
    return lab.curl(url, client=client).code


def test_the_article_answers_at_its_vip_and_its_name(
    lab: Lab, openstack: OpenStackLab, cloud_way: Way
) -> None:
    (endpoint,) = cloud_way.up(environment("octavia"))["influxdb"]
    assert endpoint["url"] == f"http://{NAME}:8086/ping"
    openstack.until("the name", lambda: openstack.dig(NAME) == [VIP])
    lab.until("204 at the VIP", lambda: code(lab, f"http://{VIP}:8086/ping") == 204)
    assert lab.curl(endpoint["url"], "--resolve", f"{NAME}:8086:{VIP}").code == 204
    cloud_way.down()
    lab.until("a closed VIP", lambda: code(lab, f"http://{VIP}:8086/ping") == 0)
    openstack.until("no name", lambda: openstack.dig(NAME) == [])


def test_apps_share_a_balancer_and_each_gets_its_clients(lab: Lab, cloud_way: Way) -> None:
    cloud_way.up(shared({}, {}))
    for index in (0, 1):
        url = f"http://{VIP}:{8080 + index}/"
        lab.until(f"an answer at {url}", lambda u=url: code(lab, u) == 200)  # type: ignore[misc]
        assert json.loads(lab.curl(url).body)["pod"].startswith(f"app{index}-")


def test_an_http_listener_tells_the_app_of_its_client(lab: Lab, cloud_way: Way) -> None:
    apps = cloud_way.up(shared({"client_ip": "preserve", "octavia": {"protocol": "HTTP"}}))
    assert [e["client_ip_kept"] for e in apps["app0"]] == [True]
    url = f"http://{VIP}:8080/"
    lab.until("an answer", lambda: code(lab, url) == 200)
    answer = json.loads(lab.curl(url).body)
    assert answer["forwarded_for"] == lab.clients["client"]
    assert answer["client"] != lab.clients["client"]


def test_tls_ends_at_the_balancer_and_plain_clients_are_sent_there(
    lab: Lab, cloud_way: Way
) -> None:
    tls = {
        "protocol": "TERMINATED_HTTPS",
        "tls_container": "http://127.0.0.1/v1/secrets/x",
        "redirect_from": {"port": 8000, "host": VIP},
    }
    (endpoint,) = cloud_way.up(shared({"octavia": tls}))["app0"]
    assert endpoint["url"].startswith("https://")
    url = f"https://{VIP}:8080/"
    lab.until("an answer by TLS", lambda: lab.curl(url, "--insecure").code == 200)
    plain = f"http://{VIP}:8000/x"
    # The listener is made before the rule that sends clients on.
    lab.until("a redirect", lambda: lab.curl(plain, "--head").code == 301)
    sent = lab.curl(plain, "--head")
    assert f"location: https://{VIP}:8080/x" in sent.body.lower()


def test_datagrams_are_balanced_too(lab: Lab, cloud_way: Way) -> None:
    udp = {"container_port": 8080, "port": 8085, "node_port": 30105, "protocol": "UDP"}
    cloud_way.up(shared({"ports": [udp], "env": {"UDP_PORT": "8080"}}))
    answer = lab.until("an answer by UDP", lambda: lab.udp(VIP, 8085, "hello"))
    assert json.loads(answer or "{}")["payload"] == "hello"


def test_a_floating_ip_makes_it_public(lab: Lab, openstack: OpenStackLab, cloud_way: Way) -> None:
    cloud_way.up(shared({}, floating_ip={"network": "public"}))
    (public,) = [ip.floating_ip_address for ip in openstack.connection().network.ips()]
    lab.until("an answer", lambda: code(lab, f"http://{public}:8080/") == 200)


def test_after_a_power_failure_requests_fail_until_one_check_does_and_then_none(
    lab: Lab, openstack: OpenStackLab, data_plane: DataPlane, cloud_way: Way
) -> None:
    # One answer brings a node back, one without takes it out: nothing is between.
    monitor = {"delay": 3, "timeout": 2, "max_retries": 1, "max_retries_down": 1}
    app = {"external_traffic_policy": "Local", "octavia": {"monitor": monitor}}
    cloud_way.up(shared(app))
    octavia: Any = openstack.connection().load_balancer
    (balancer,), (pool,) = octavia.load_balancers(), octavia.pools()
    address = lab.nodes["kubenode02"]
    (member,) = (each.id for each in octavia.members(pool.id) if each.address == address)
    url = f"http://{VIP}:8080/"
    lab.until("both nodes answer", lambda: len(pods(lab, url)) == 2)
    try:
        with Clients(lab, url) as clients:
            lab.kill("kubenode02")
            lab.until("it is out", lambda: data_plane.members(balancer.id)[member] == "DOWN")
            checks = data_plane.checks(balancer.id)[member]
            assert checks.failed == checks.outages > 0
            out = time.monotonic()
            # Those that asked before have had their answer, or the 3 s of a client without one.
            lab.until("service for a while", lambda: time.monotonic() - out > 5)
        assert clients.failed_after(out) == []
    finally:
        lab.start("kubenode02")
    lab.until("both nodes answer again", lambda: len(pods(lab, url)) == 2)


def pods(lab: Lab, url: str) -> set[str]:
    """Which pods answer to ten requests."""
    answers = [lab.curl(url) for _ in range(10)]
    return {json.loads(a.body)["pod"] for a in answers if a.code == 200}
