"""A line to a Redis that is slow on each command, as a loaded machine or a far network makes it."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress

_CHUNK = 65536
_COMMAND = re.compile(rb"(?:\A|\r\n)\*\d+\r\n")


@contextmanager
def slow_line(port: int, seconds: float, *, one_by_one: bool = False) -> Iterator[int]:
    """Give a port that leads to a Redis on another port, and takes `seconds` for what comes in one piece.

    With `one_by_one` it takes so long for each command, and all connections wait for one another: Redis has one thread.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    turn = threading.Lock() if one_by_one else nullcontext()

    def up(client: socket.socket, server: socket.socket) -> None:
        with suppress(OSError):
            while chunk := client.recv(_CHUNK):
                with turn:
                    time.sleep(seconds * (len(_COMMAND.findall(chunk)) if one_by_one else 1))
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
        yield listener.getsockname()[1]
    finally:
        listener.close()


def _shut(*connections: socket.socket) -> None:
    for connection in connections:
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
