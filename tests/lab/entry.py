"""How a command gets onto a machine, or into a client's network, from the host."""

from . import processes
from .shell import LabError
from .topology import CLIENTS, netns_path


def enter(name: str, command: list[str]) -> list[str]:
    if name in CLIENTS:
        return ["nsenter", f"--net={netns_path(name)}", *command]
    pid = processes.machine_pid(name)
    if pid is None:
        raise LabError(f"{name} is off")
    return ["nsenter", "-t", str(pid), "-m", "-n", "-p", "-u", "-i", "-r", *command]
