"""One port on the host's loopback that leads to the API server inside of the lab's network."""

import asyncio
import ctypes
import os
import socket
import sys

from . import processes
from .paths import CHECKOUT
from .topology import API_PORT, CONTROL_PLANE, CONTROL_PLANE_ADDRESS, netns_path

NAME = "forwarder"
CLONE_NEWNET = 0x40000000
"""From sched.h; os.setns came with Python 3.12."""


def start() -> None:
    argv = [sys.executable, "-B", "-m", "tests.lab", "_forward"]
    processes.spawn(NAME, argv, {**os.environ, "PYTHONPATH": str(CHECKOUT)})


def serve() -> None:
    asyncio.run(_serve())


async def _serve() -> None:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", API_PORT))
    # A socket stays in the network where it was made: this one outside, later ones inside.
    with open(netns_path(CONTROL_PLANE)) as inside:
        if ctypes.CDLL(None, use_errno=True).setns(inside.fileno(), CLONE_NEWNET):
            raise OSError(ctypes.get_errno(), "setns")
    server = await asyncio.start_server(_forward, sock=listener)
    await server.serve_forever()


async def _forward(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        there = await asyncio.open_connection(CONTROL_PLANE_ADDRESS, 6443)
    except OSError:
        writer.close()
        return
    await asyncio.gather(_pump(reader, there[1]), _pump(there[0], writer))


async def _pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
    except OSError:
        # Either side may hang up at any time; the other learns it from the closed connection.
        pass
    finally:
        writer.close()
