"""What is at work inside of the lab: programs that a test puts there, and the processes of pods."""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tests.lab.lab import Lab
from tests.lab.topology import netns_path


@contextmanager
def at(place: str, *command: object) -> Iterator[subprocess.Popen[str]]:
    """A program in the network of a node or client, ended at the end."""
    process = subprocess.Popen(
        ["nsenter", f"--net={netns_path(place)}", *map(str, command)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def processes(lab: Lab, pod: Mapping[str, Any]) -> list[str]:
    """Those of a pod: the folder of each in the /proc of its node."""
    uid = pod["metadata"]["uid"]
    # Both ways in which a control group is named after a pod.
    script = f"grep -lE '{uid}|{uid.replace('-', '_')}' /proc/[0-9]*/cgroup"
    files = lab.run(pod["spec"]["nodeName"], "sh", "-c", script, check=False)
    return [file.removesuffix("/cgroup") for file in files.split()]
