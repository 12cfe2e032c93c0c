"""Asking a running haproxy at its socket."""

import socket


def ask(path: str, command: str) -> str:
    with socket.socket(socket.AF_UNIX) as stats:
        stats.settimeout(5)
        stats.connect(path)
        stats.sendall(f"{command}\n".encode())
        return b"".join(iter(lambda: stats.recv(65536), b"")).decode()
