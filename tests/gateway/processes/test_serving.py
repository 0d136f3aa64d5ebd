"""A server that is told to stop answers what was connected before, and leaves the rest to the next one."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gateway.processes import listening
from tests.gateway.processes.small_server import ANSWER, TURNS_AWAY

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process has a socket of its own")
_REQUEST = b"GET / HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n"
_PATIENCE = 30
"""Seconds that a small server may take to begin or to end on a busy machine."""


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with listening.bound(0, listening.THIS_MACHINE, 16) as made:
        yield made


@contextmanager
def server(door: socket.socket, interface: str) -> Iterator[subprocess.Popen[bytes]]:
    """Give a server that takes requests from the door."""
    with subprocess.Popen(  # noqa: S603 - a fixed command
        [sys.executable, "-m", "tests.gateway.processes.small_server", interface],
        pass_fds=[door.fileno()],
        env={**os.environ, listening.LISTENER: str(door.fileno())},
    ) as started:
        try:
            assert ask(connected(door)) == ANSWER
            yield started
        finally:
            started.terminate()
            started.wait(_PATIENCE)


def connected(door: socket.socket) -> socket.socket:
    return socket.create_connection(door.getsockname(), timeout=_PATIENCE)


def ask(connection: socket.socket) -> str:
    """Return the body of the answer; nothing if the connection is closed without one."""
    with connection, connection.makefile("rb") as answer:
        connection.sendall(_REQUEST)
        return answer.read().decode().rpartition("\r\n\r\n")[2]


@pytest.mark.parametrize("interface", ["rsgi", "wsgi"])
def test_a_request_whose_connection_was_there_before_the_stop_is_answered(door: socket.socket, interface: str) -> None:
    with server(door, interface) as stopped:
        early = connected(door)
        time.sleep(TURNS_AWAY / 3)
        stopped.terminate()
        # The server has heard it by now, and has closed nothing.
        time.sleep(TURNS_AWAY / 3)
        assert ask(early) == ANSWER
        assert stopped.wait(_PATIENCE) == 0


@pytest.mark.parametrize("interface", ["rsgi", "wsgi"])
def test_a_connection_that_comes_during_the_stop_waits_for_the_next_server(door: socket.socket, interface: str) -> None:
    with server(door, interface) as stopped:
        stopped.terminate()
        time.sleep(TURNS_AWAY / 3)
        late = connected(door)
        assert stopped.wait(_PATIENCE) == 0
    with server(door, interface):
        assert ask(late) == ANSWER
