"""Enters running servers into Nova's data base, as if its scheduler and computes had made them."""

import json
import sys
from importlib import import_module
from typing import Any
from uuid import uuid4


def main(config: str, project: str, user: str, described: str) -> None:
    import_module("nova.monkey_patch").patch(backend="threading")
    import_module("nova.config").parse_args(["nova", "--config-file", config])
    objects: Any = import_module("nova.objects")
    objects.register_all()
    context: Any = import_module("nova.context")
    admin = context.get_admin_context()
    cells = objects.CellMappingList.get_all(admin)
    (cell,) = (found for found in cells if found.name == "cell1")
    owner = {"project_id": project, "user_id": user}
    for server in json.loads(described):
        id = server["id"]
        mapping = objects.InstanceMapping(admin, instance_uuid=id, cell_mapping=cell, **owner)
        mapping.queued_for_delete = False
        mapping.create()
        with context.target_cell(admin, cell) as inside:
            _instance(objects, inside, id, server, owner)


def _instance(objects: Any, cell: Any, id: str, server: Any, owner: dict[str, str]) -> None:
    size = {"memory_mb": 1, "vcpus": 1, "root_gb": 1, "ephemeral_gb": 0}
    none: dict[str, Any] = {
        "swap": 0,
        "rxtx_factor": 1.0,
        "vcpu_weight": 0,
        "extra_specs": {},
        "description": None,
    }
    flavor = objects.Flavor(id=1, flavorid="1", name="lab", is_public=True, disabled=False)
    for name, value in {**size, **none}.items():
        setattr(flavor, name, value)
    instance = objects.Instance(cell, uuid=id, flavor=flavor, instance_type_id=1, **size, **owner)
    about: dict[str, Any] = {
        "display_name": server["name"],
        "hostname": server["name"],
        "vm_state": "active",
        "power_state": 1,
        "availability_zone": "nova",
        "image_ref": "",
        # A compute that is not there.
        "host": "lab",
        "node": "lab",
        "compute_id": 1,
        "system_metadata": {},
        "metadata": {},
        "numa_topology": None,
        "pci_requests": None,
    }
    for name, value in about.items():
        setattr(instance, name, value)
    instance.create()
    instance.info_cache.network_info = _network(server)
    instance.info_cache.save()
    objects.TagList.create(cell, id, server["tags"])


def _network(server: Any) -> Any:
    model: Any = import_module("nova.network.model")
    address = model.FixedIP(address=server["address"])
    subnet = model.Subnet(cidr=server["cidr"], ips=[address])
    network = model.Network(id=str(uuid4()), label=server["network"], subnets=[subnet])
    return model.NetworkInfo([model.VIF(id=server["port"], network=network)])


main(*sys.argv[1:])
