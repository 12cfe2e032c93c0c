"""A resolver of clients outside of the cluster, which keeps answers as long as they may be kept."""

import ctypes
import os
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Unpack

from tests.lab import asking, build, modules
from tests.lab.asking import Load, Loading, LoadOptions
from tests.lab.entry import enter
from tests.lab.forwarder import CLONE_NEWNET
from tests.lab.lab import Lab
from tests.lab.topology import netns_path

CLIENT = "client"
AUTHORITY = ("127.0.0.1", 5301)
"""Where the zone's name server is, as the client sees it."""
LONGEST = 4096
"""Bytes of a datagram."""
COREFILE = f"""
.:53 {{
    errors
    cache
    forward . {AUTHORITY[0]}:{AUTHORITY[1]}
}}
"""


class Resolver:
    """What a client asks who knows a name alone."""

    def __init__(self, lab: Lab, conf: Path) -> None:
        self._lab = lab
        # Its own resolv.conf, as a machine has one.
        mount = f'mount --bind {conf} /etc/resolv.conf && exec "$@"'
        self._machine = ["unshare", "--mount", "sh", "-c", mount, "sh"]

    def addresses(self, name: str) -> list[str]:
        """What the name leads to; empty if nobody knows."""
        said = self._lab.run(CLIENT, *self._machine, "getent", "ahostsv4", name, check=False)
        return sorted({line.split()[0] for line in said.splitlines()})

    def load(self, url: str, **options: Unpack[LoadOptions]) -> Load:
        """As `Lab.load`, by the name in the URL."""
        command = asking.command("load", [url], options)
        return Load.read(self._lab.run(CLIENT, *self._machine, *command))

    @contextmanager
    def loading(self, url: str, **options: Unpack[LoadOptions]) -> Iterator[Loading]:
        """Load while the block runs, as `Lab.loading`, by the name in the URL."""
        command = asking.command("load", [url], options)
        load = Loading(enter(CLIENT, [*self._machine, *command]))
        try:
            yield load
        finally:
            load.kill()


@contextmanager
def resolver(lab: Lab, authority: tuple[str, int], folder: Path) -> Iterator[Resolver]:
    """CoreDNS in the client's network, which asks the name server in the host's."""
    (folder / "Corefile").write_text(COREFILE)
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\n")
    build.build([modules.COREDNS])
    program = modules.COREDNS.binary("coredns")
    command = enter(CLIENT, [str(program), "-conf", str(folder / "Corefile")])
    with (
        relay(authority),
        open(folder / "coredns.log", "wb") as log,
        subprocess.Popen(command, stdout=log, stderr=log) as process,
    ):
        try:
            yield Resolver(lab, folder / "resolv.conf")
        finally:
            process.kill()


@contextmanager
def relay(authority: tuple[str, int]) -> Iterator[None]:
    """Hand questions from the client's network to the host's loopback, and answers back."""
    with inside_socket() as inside:
        inside.bind(AUTHORITY)
        inside.settimeout(0.2)
        end = threading.Event()

        def serve() -> None:
            while not end.is_set():
                try:
                    question, asker = inside.recvfrom(LONGEST)
                    with socket.socket(type=socket.SOCK_DGRAM) as outside:
                        outside.settimeout(2)
                        outside.connect(authority)
                        outside.send(question)
                        inside.sendto(outside.recv(LONGEST), asker)
                except OSError:
                    # Nobody asks, or nobody answers: clients ask again.
                    continue

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield
        finally:
            end.set()
            thread.join()


def inside_socket() -> socket.socket:
    """A socket stays in the network where it was made; a thread may enter that alone."""
    made: list[socket.socket] = []

    def make() -> None:
        with open(netns_path(CLIENT)) as network:
            if ctypes.CDLL(None, use_errno=True).setns(network.fileno(), CLONE_NEWNET):
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        made.append(socket.socket(type=socket.SOCK_DGRAM))

    thread = threading.Thread(target=make)
    thread.start()
    thread.join()
    return made[0]
