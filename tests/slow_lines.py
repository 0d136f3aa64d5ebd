"""A line to a Redis that is slow on each command, as a loaded machine or a far network makes it."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass

_CHUNK = 65536
_COMMAND = re.compile(rb"(?:\A|\r\n)\*\d+\r\n")


@dataclass
class Line:
    """A slow line: its own port, and how it is slow at this moment.

    With `one_by_one` it takes its time for each command, and all connections wait for one another: Redis has one
    thread. Without, it takes its time for what comes in one piece.
    """

    port: int
    one_by_one: bool
    seconds: float


@contextmanager
def slow_line(port: int, seconds: float, *, one_by_one: bool = False) -> Iterator[Line]:
    """Give a line that leads to a Redis on another port, and takes `seconds`."""
    listener = socket.create_server(("127.0.0.1", 0))
    line = Line(listener.getsockname()[1], one_by_one, seconds)
    turn = threading.Lock()

    def up(client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while chunk := client.recv(_CHUNK):
                one_by_one = line.one_by_one
                with turn if one_by_one else nullcontext():
                    time.sleep(line.seconds * (len(_COMMAND.findall(chunk)) if one_by_one else 1))
                server.sendall(chunk)
        _shut(client, server)

    def down(client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while chunk := server.recv(_CHUNK):
                client.sendall(chunk)
        _shut(client, server)

    def listen() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                server = socket.create_connection(("127.0.0.1", port))
                for pump in (up, down):
                    threading.Thread(target=pump, args=(client, server), daemon=True).start()

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield line
    finally:
        listener.close()


def _shut(*connections: socket.socket) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
