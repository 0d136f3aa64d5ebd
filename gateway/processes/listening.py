"""The sockets of the web server and the desk: they outlive the processes that take requests, so that none is lost."""

import os
import socket
import sys
from ipaddress import ip_address

LISTENER = "DORIA_LISTENER"
"""The environment variable that holds the descriptor of the socket that a process takes requests from."""
MOST_CONNECTIONS = 2_048
"""How many connections each process holds at once. More wait until one ends. A guess: each takes about 20 KB.

It is granian's backpressure. It does not follow from the threads: a slow phone network holds connections, not threads.
What the threads can answer in time is limited behind it, by `edge.MOST_WAITING`; more are told to try again.
"""
MOST_AT_THE_DESK = 512
"""How many connections the desk holds at once: browsers keep some for each page that is open. A guess."""
THIS_MACHINE = "127.0.0.1"


def listener(port: int, host: str = THIS_MACHINE, most: int = MOST_CONNECTIONS) -> socket.socket | None:
    """Return a socket that listens on a port of this machine; None where each process makes its own."""
    return bound(port, host, most) if sys.platform == "linux" else None


def bound(port: int, host: str, most: int) -> socket.socket:
    """Return a socket that listens; raise OSError if the port is taken, or the address is not of this machine."""
    made = socket.socket(socket.AF_INET6 if ip_address(host).version == 6 else socket.AF_INET)  # noqa: PLR2004 - IPv6
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(most)
    except OSError:
        made.close()
        raise
    # The processes ask it again and again, and never wait in it.
    made.setblocking(False)  # noqa: FBT003 - the library's own way
    return made


def given() -> int | None:
    """Return the descriptor of the socket that this process was given; None if it makes its own."""
    found = os.environ.get(LISTENER)
    return int(found) if found else None
