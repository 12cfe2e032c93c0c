"""What only an engine shows of Octavia and Designate: updates in place, faults, what is left."""

from typing import Any

from tests.e2e.test_octavia import NAME, VIP, shared
from tests.e2e.ways import Engine, environment
from tests.lab.openstack.lab import OpenStackLab

THIRD = {"name": "kubenode03", "address": "10.13.241.11"}
QUICK = {"timeout": 15}
"""Seconds; a fault is told after them."""


def listener(**options: Any) -> dict[str, Any]:
    """A stack of one app with these options of its listener."""
    return shared({"octavia": options})


def test_a_second_up_changes_nothing_and_neither_does_a_refresh(cloud_engine: Engine) -> None:
    config = environment("octavia")
    cloud_engine.up(config)
    assert cloud_engine.changes(config) == {}
    cloud_engine.run("refresh", "--yes", "--skip-preview", "--stack", "lab")
    assert cloud_engine.changes(config) == {}


def test_a_new_node_is_one_update_of_the_pools_members(cloud_engine: Engine) -> None:
    config = shared({}, {})
    cloud_engine.up(config)
    config["cluster"]["nodes"].append(THIRD)
    assert cloud_engine.changes(config) == {
        "Members app0-tcp-8080": "update",
        "Members app1-tcp-8081": "update",
    }
    cloud_engine.up(config)
    assert cloud_engine.changes(config) == {}


def test_the_order_of_apps_changes_nothing_and_a_new_one_is_only_added(
    cloud_engine: Engine,
) -> None:
    config = shared({}, {})
    first, second = config["apps"].values()
    cloud_engine.up({**config, "apps": {"app1": second}})
    added = cloud_engine.changes({**config, "apps": {"app0": first, "app1": second}})
    assert set(added.values()) == {"create"}
    assert {name.rsplit(" ", 1)[-1].split("-")[0] for name in added} == {"app0"}
    cloud_engine.up({**config, "apps": {"app0": first, "app1": second}})
    assert cloud_engine.changes({**config, "apps": {"app1": second, "app0": first}}) == {}


def test_a_listener_is_changed_in_place_where_octavia_can(cloud_engine: Engine) -> None:
    cloud_engine.up(listener())
    assert cloud_engine.changes(listener(connection_limit=500, timeout_client_data=60000)) == {
        "Listener app0-tcp-8080": "update"
    }
    assert cloud_engine.changes(listener(method="LEAST_CONNECTIONS")) == {
        "Pool app0-tcp-8080": "update"
    }
    slower = listener(monitor={"delay": 30, "timeout": 10})
    assert cloud_engine.changes(slower) == {"Monitor app0-tcp-8080": "update"}


def test_another_protocol_replaces_the_pool_first_and_clients_keep_their_listener(
    cloud_engine: Engine,
) -> None:
    cloud_engine.up(listener())
    config = listener(proxy_protocol="PROXYV2")
    changes = cloud_engine.changes(config)
    assert changes["Listener app0-tcp-8080"] == "update"
    assert changes["Pool app0-tcp-8080"] == "replace"
    assert "LoadBalancer edge" not in changes
    cloud_engine.up(config)
    assert cloud_engine.changes(config) == {}


def test_a_port_of_another_name_takes_its_listener_over(cloud_engine: Engine) -> None:
    config = listener()
    cloud_engine.up(config)
    config["apps"]["app0"]["ports"][0]["name"] = "web"
    changes = cloud_engine.changes(config)
    assert set(changes.values()) == {"update"}
    assert "Listener app0-tcp-8080" in changes
    cloud_engine.up(config)
    assert cloud_engine.changes(config) == {}


def test_another_vip_is_another_balancer(cloud_engine: Engine, openstack: OpenStackLab) -> None:
    cloud_engine.up(shared({}))
    config = shared({}, vip_address="10.13.242.237")
    assert cloud_engine.changes(config)["LoadBalancer edge"] == "replace"
    cloud_engine.up(config)
    assert balancer(openstack).vip_address == "10.13.242.237"
    assert cloud_engine.changes(config) == {}


def test_tls_comes_and_goes(cloud_engine: Engine, openstack: OpenStackLab) -> None:
    cloud_engine.up(listener())
    tls = {
        "protocol": "TERMINATED_HTTPS",
        "tls_container": "http://127.0.0.1/v1/secrets/x",
        "redirect_from": {"port": 8000, "host": VIP},
    }
    cloud_engine.up(listener(**tls))
    assert protocols(openstack) == {("TERMINATED_HTTPS", 8080), ("HTTP", 8000)}
    cloud_engine.up(listener())
    assert protocols(openstack) == {("TCP", 8080)}


def protocols(openstack: OpenStackLab) -> set[tuple[str, int]]:
    """What listens."""
    return {(o.protocol, o.protocol_port) for o in openstack.connection().load_balancer.listeners()}


def balancer(openstack: OpenStackLab) -> Any:
    """The one that there is."""
    (found,) = openstack.connection().load_balancer.load_balancers()
    return found


def test_a_balancer_that_failed_is_made_anew_at_its_address(
    cloud_engine: Engine, openstack: OpenStackLab
) -> None:
    config = shared({}, **QUICK)
    with openstack.fault("amphora"):
        said = failed_up(cloud_engine, config)
    assert "unexpected state 'ERROR'" in said
    cloud_engine.write(config)
    assert "is in ERROR: it is made anew, with the same address" in cloud_engine.run(
        "preview", "--stack", "lab"
    )
    cloud_engine.up(config)
    made = balancer(openstack)
    assert (made.provisioning_status, made.vip_address) == ("ACTIVE", VIP)
    assert cloud_engine.changes(config) == {}


def test_a_busy_balancer_is_told_and_the_next_up_goes_on(
    cloud_engine: Engine, openstack: OpenStackLab
) -> None:
    cloud_engine.up(shared({}, **QUICK))
    octavia = openstack.connection("admin").load_balancer
    with openstack.fault("worker", "drop"):
        octavia.update_load_balancer(balancer(openstack).id, name="edge")
    said = failed_up(cloud_engine, shared({}, {}, **QUICK))
    assert "PENDING_UPDATE" in said or "context deadline exceeded" in said
    openstack.unstick()
    cloud_engine.up(shared({}, {}, **QUICK))
    assert cloud_engine.changes(shared({}, {}, **QUICK)) == {}


def test_a_quota_is_told_and_the_next_up_goes_on(
    cloud_engine: Engine, openstack: OpenStackLab
) -> None:
    with openstack.quota("load_balancer", listener=0):
        said = failed_up(cloud_engine, shared({}, **QUICK))
    assert "Quota has been met" in said
    cloud_engine.up(shared({}, **QUICK))


def test_a_subnet_that_is_not_there_is_refused_by_its_name(cloud_engine: Engine) -> None:
    said = cloud_engine.refused(shared({}, vip_subnet={"name": "nowhere"}))
    assert "vip_subnet.name: nowhere could not be looked up: Your query returned no" in said
    assert "Traceback" not in said


def test_a_frozen_name_server_is_told_and_the_next_up_goes_on(
    cloud_engine: Engine, openstack: OpenStackLab
) -> None:
    config = environment("octavia")
    config["apps"]["influxdb"]["dns"]["timeout"] = 5
    with openstack.freeze_dns():
        said = failed_up(cloud_engine, config)
    assert "dns.zone.designate.name: kube.example.com is" in said
    assert "its name servers do not have all of it" in said
    config["apps"]["influxdb"]["dns"]["timeout"] = 120
    cloud_engine.up(config)
    assert openstack.dig(NAME) == [VIP]


def failed_up(engine: Engine, config: Any) -> str:
    """What an `up` says that fails."""
    engine.write(config)
    return engine.run("up", "--yes", "--skip-preview", "--stack", "lab", code=None)


def test_names_follow_their_nodes_in_place(cloud_engine: Engine, openstack: OpenStackLab) -> None:
    config = environment("node-port")
    zone = {"designate": {"name": "kube.example.com", "create": True, "email": "a@example.com"}}
    config["apps"]["influxdb"]["dns"] = {"name": NAME, "zone": zone}
    cloud_engine.up(config)
    assert openstack.dig(NAME) == sorted(n["address"] for n in config["cluster"]["nodes"])
    config["cluster"]["nodes"].append(THIRD)
    assert cloud_engine.changes(config) == {"RecordSet influxdb": "update"}
