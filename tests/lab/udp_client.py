"""Send one datagram and print the answer; run inside of a client's network."""

import socket
import sys

address, port, payload, seconds = sys.argv[1:]
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
    udp.settimeout(float(seconds))
    # Connected: a refusal by ICMP ends the wait at once.
    udp.connect((address, int(port)))
    udp.send(payload.encode())
    try:
        print(udp.recv(65535).decode(), end="")
    except OSError:
        sys.exit(1)
