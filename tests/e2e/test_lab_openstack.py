"""The OpenStack lab is real where it says so: what other tests rely on is shown here once."""

from tests.lab.openstack.lab import OpenStackLab


def test_every_api_answers(openstack: OpenStackLab) -> None:
    cloud = openstack.connection()
    assert {n.name for n in cloud.network.networks()} == {"public", "kube", "vip"}
    assert list(cloud.load_balancer.load_balancers()) == []
    assert list(cloud.dns.zones()) == []
    assert openstack.leftovers() == []
