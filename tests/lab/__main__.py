"""A real two-node Kubernetes cluster in namespaces of this host."""

import argparse
import os
import sys
from collections.abc import Sequence

from . import addons, cluster, entry, forwarder, machine, topology
from .paths import KUBECONFIG
from .shell import LabError

NODE_COMMANDS = {
    "stop": (cluster.stop, "end a node's containerd, kubelet and kube-proxy; its pods live on"),
    "start": (cluster.start, "start them again, or power the node on"),
    "kill": (cluster.kill, "cut a node's power"),
    "unplug": (cluster.unplug, "pull a node's network cable"),
    "plug": (cluster.plug, "put it back"),
}
INSIDE = [*machine.MACHINES, *topology.CLIENTS]


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="python -m tests.lab", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, text in {
        "build": "build the programs that are missing in the cache",
        "prepare": "build, fetch Debian's packages, pack the images",
        "up": "start or repair the lab; does what build and prepare have not done yet",
    }.items():
        command = commands.add_parser(name, help=text)
        # Checked by the addons themselves: argparse refuses an empty list when there are choices.
        command.add_argument("addons", nargs="*", help=f"any of {', '.join(addons.ADDONS)}")
    commands.add_parser("status", help="what runs, and how much memory it takes")
    commands.add_parser("down", help="end and remove everything but the cache")
    commands.add_parser("kubeconfig", help="print the path of the admin's kubeconfig")
    inside = commands.add_parser("exec", help="run a command on a machine or client")
    inside.add_argument("name", choices=INSIDE)
    inside.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- CMD...")
    for name, (_, text) in NODE_COMMANDS.items():
        commands.add_parser(name, help=text).add_argument("node", choices=topology.NODES)
    openstack = commands.add_parser("openstack", help="a lab of OpenStack's APIs", add_help=False)
    openstack.add_argument("argv", nargs=argparse.REMAINDER)
    return top


def internal(argv: Sequence[str]) -> bool:
    """The lab's own processes are this program, too; users have no use for these commands."""
    if argv[:1] == ["_machine"]:
        machine.init(argv[1])
    elif argv[:1] == ["_forward"]:
        forwarder.serve()
    else:
        return False
    return True


def main(argv: list[str]) -> int:
    if internal(argv):
        return 0
    args = parser().parse_args(argv)
    try:
        _run(args)
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return 0


def _run(args: argparse.Namespace) -> None:
    match args.command:
        case "build":
            cluster.build_all(args.addons)
        case "prepare":
            cluster.prepare(args.addons)
        case "up":
            cluster.up(args.addons)
            print(f"export KUBECONFIG={KUBECONFIG}")
        case "status":
            print("\n".join(cluster.status()))
        case "down":
            cluster.down()
        case "kubeconfig":
            print(KUBECONFIG)
        case "exec":
            command = args.argv[1:] if args.argv[:1] == ["--"] else args.argv
            argv = entry.enter(args.name, command)
            os.execvp(argv[0], argv)
        case "openstack":
            _openstack(args.argv)
        case _:
            NODE_COMMANDS[args.command][0](args.node)


def _openstack(argv: list[str]) -> None:
    try:
        from .openstack import commands
    except ModuleNotFoundError as error:
        # The cluster needs the standard library alone; this lab needs OpenStack's SDK.
        raise LabError(f"{error}; install the extra dev, or run it by make") from None
    commands.main(argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
