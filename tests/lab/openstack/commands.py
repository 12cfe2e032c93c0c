"""The OpenStack lab on the command line."""

import argparse
import shlex

from . import files, services, stack
from .data_plane import place
from .lab import OpenStackLab

COMMANDS = {
    "prepare": "install what is missing into the cache",
    "up": "start or repair it; does what prepare has not done yet",
    "status": "what runs, and how much memory it takes",
    "down": "end and remove everything but the cache",
    "plug": "join the balancers to the running cluster's network: they forward from then on",
    "unplug": "take them away from it",
    "env": "print what the user's environment needs, for a shell to evaluate",
    "clouds": "print the path of clouds.yaml, with the clouds lab and admin",
    "leftovers": "what is there beyond the lab's own seed",
}


def main(argv: list[str]) -> None:
    top = argparse.ArgumentParser(prog="python -m tests.lab openstack", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in COMMANDS.items():
        commands.add_parser(name, help=text)
    match top.parse_args(argv).command:
        case "prepare":
            stack.prepare()
        case "up":
            stack.up()
            print(f"export OS_CLIENT_CONFIG_FILE={files.CLOUDS} OS_CLOUD=lab")
        case "status":
            print("\n".join(services.status()))
        case "down":
            stack.down()
        case "plug":
            place.up()
        case "unplug":
            place.down()
        case "env":
            for name, value in OpenStackLab().env.items():
                print(f"export {name}={shlex.quote(value)}")
        case "clouds":
            print(files.CLOUDS)
        case _:
            print("\n".join(OpenStackLab().leftovers()))
