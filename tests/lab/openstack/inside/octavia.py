"""Octavia with its amphora provider: no machine is made, VIP ports are Neutron's."""

import os
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from . import amphora, faults

IN_NEUTRON = (
    *("allocate_vip", "deallocate_vip", "update_vip", "update_vip_sg"),
    *("get_network", "get_subnet", "get_port", "get_security_group", "get_security_group_by_id"),
    *("get_network_by_name", "get_subnet_by_name", "get_port_by_name"),
    *("get_port_by_net_id_device_id", "get_network_ip_availability"),
    *("get_qos_policy", "qos_enabled"),
)
"""What the network driver really does; all that would plug an amphora stays a no-op."""

_servers: list[Any] = []
"""Kept, or they would be collected."""


def application(etc: Path) -> Any:
    _keep_files_in(etc.parent)
    _forward_to_neutron(etc.parent)
    amphora.install(etc.parent)
    api = import_module("octavia.api.app")
    made = api.setup_app(argv=["octavia", "--config-file", str(etc / "octavia.conf")])
    endpoints = import_module("octavia.controller.queue.v2.endpoints").Endpoints
    faults.install(etc.parent / "fault", endpoints)
    _start_worker(endpoints())
    return made


def _keep_files_in(state: Path) -> None:
    """The no-op drivers have the path of a data base in their code, below /tmp."""
    engine = import_module("sqlalchemy").create_engine

    def moved(url: str, **options: Any) -> Any:
        return engine(url.replace("sqlite:////tmp/", f"sqlite:///{state}{os.sep}"), **options)

    for kind in ("compute", "network"):
        driver: Any = import_module(f"octavia.{kind}.drivers.noop_driver.driver")
        driver.create_engine = moved


def _forward_to_neutron(state: Path) -> None:
    network: Any = import_module("octavia.network.drivers.neutron.allowed_address_pairs")
    noop: Any = import_module("octavia.network.drivers.noop_driver.driver")
    # Made when it is first asked: Octavia has read its configuration by then.
    neutron = cache(network.AllowedAddressPairsDriver)

    def forward(name: str) -> Any:
        def call(_: Any, *args: Any, **kwargs: Any) -> Any:
            if name == "deallocate_vip":
                # The last that is heard of a balancer.
                amphora.remove(state, args[0].load_balancer_id)
            return getattr(neutron(), name)(*args, **kwargs)

        return call

    for name in IN_NEUTRON:
        setattr(noop.NoopNetworkDriver, name, forward(name))


def _start_worker(endpoint: Any) -> None:
    messaging = import_module("oslo_messaging")
    dispatcher = import_module("oslo_messaging.rpc.dispatcher")
    topic = import_module("octavia.common.constants").TOPIC_AMPHORA_V2
    server = import_module("octavia.common.rpc").get_server(
        messaging.Target(topic=topic, server="lab", fanout=False),
        [endpoint],
        access_policy=dispatcher.DefaultRPCAccessPolicy,
    )
    server.start()
    _servers.append(server)
