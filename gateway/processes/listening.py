"""The socket of the web server: it outlives the processes that take requests from it, so that none is lost."""

import os
import socket
import sys

LISTENER = "DORIA_LISTENER"
"""The environment variable that holds the descriptor of the socket that a process takes requests from."""
MOST_CONNECTIONS = 2_048
"""How many connections each process holds at once. More wait until one ends. A guess: each takes about 20 KB.

It is granian's backpressure. It does not follow from the threads: a slow phone network holds connections, not threads.
What the threads can answer in time is limited behind it, by `edge.MOST_WAITING`; more are told to try again.
"""


def listener(port: int) -> socket.socket | None:
    """Return a socket that listens on a port of this machine; None where each process makes its own."""
    if sys.platform != "linux":
        return None
    made = socket.socket()
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind(("127.0.0.1", port))
    made.listen(MOST_CONNECTIONS)
    # The processes ask it again and again, and never wait in it.
    made.setblocking(False)  # noqa: FBT003 - the library's own way
    return made


def given() -> int | None:
    """Return the descriptor of the socket that this process was given; None if it makes its own."""
    found = os.environ.get(LISTENER)
    return int(found) if found else None
