"""Servers on this machine's loopback, each with one way to answer."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

HOST = "127.0.0.1"
Talk = Callable[[socket.socket, threading.Event], None]
"""What is done with a connection, until the server ends."""


@contextmanager
def listening(
    talk: Talk, certificate: Path | None = None, protocol: str = "http/1.1"
) -> Iterator[int]:
    """The port of a server; with TLS for that protocol where there is a certificate."""
    context: ssl.SSLContext | None = None
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        context.set_alpn_protocols([protocol])
    ended = threading.Event()
    threads: list[threading.Thread] = []

    def serve(connection: socket.socket) -> None:
        # Clients hang up as they like.
        with suppress(OSError), connection:
            connection.settimeout(5)
            if context is None:
                talk(connection, ended)
                return
            with context.wrap_socket(connection, server_side=True) as secure:
                talk(secure, ended)

    def accept() -> None:
        while True:
            connection, _ = server.accept()
            if ended.is_set():
                connection.close()
                return
            threads.append(threading.Thread(target=serve, args=(connection,)))
            threads[-1].start()

    with socket.create_server((HOST, 0)) as server:
        port: int = server.getsockname()[1]
        accepting = threading.Thread(target=accept)
        accepting.start()
        try:
            yield port
        finally:
            ended.set()
            socket.create_connection((HOST, port)).close()
            for thread in (accepting, *threads):
                thread.join()


def answering(text: str, requests: list[str] | None = None) -> Talk:
    """Says the text to whoever has asked."""

    def talk(connection: socket.socket, _ended: threading.Event) -> None:
        asked = b""
        while b"\r\n\r\n" not in asked:
            if not (more := connection.recv(4096)):
                return
            asked += more
        if requests is not None:
            requests.append(asked.decode())
        connection.sendall(text.encode())

    return talk


def http(status: str, *headers: str, requests: list[str] | None = None) -> Talk:
    """Answers by HTTP."""
    head = "".join(f"{line}\r\n" for line in (f"HTTP/1.1 {status}", *headers, "Content-Length: 0"))
    return answering(f"{head}\r\n", requests)


def silent(_connection: socket.socket, ended: threading.Event) -> None:
    """Keeps the connection open and says nothing."""
    ended.wait()


def closing(_connection: socket.socket, _ended: threading.Event) -> None:
    """Closes the connection at once."""


def dripping(connection: socket.socket, ended: threading.Event) -> None:
    """Sends a byte now and then, and never a whole head."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not ended.wait(0.05):
        connection.sendall(b"x")


@contextmanager
def datagrams(*, answers: bool) -> Iterator[int]:
    """The port of a server by UDP."""
    ended = threading.Event()

    def serve() -> None:
        while True:
            said, client = server.recvfrom(4096)
            if ended.is_set():
                return
            if answers:
                server.sendto(said, client)

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((HOST, 0))
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield server.getsockname()[1]
        finally:
            ended.set()
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", server.getsockname())
            thread.join()


@contextmanager
def full() -> Iterator[int]:
    """A port that takes no more connections: the kernel drops what asks for one."""
    with socket.socket() as server:
        server.bind((HOST, 0))
        server.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for client in waiting:
            client.setblocking(False)
            client.connect_ex(server.getsockname())
        try:
            yield server.getsockname()[1]
        finally:
            for client in waiting:
                client.close()


def unused_port() -> int:
    """A port at which nobody listens."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port: int = free.getsockname()[1]
        return port
