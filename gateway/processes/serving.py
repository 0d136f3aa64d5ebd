"""Serving: the web server and the desk take requests by granian, from a socket that outlives their processes."""

import multiprocessing
import os
import resource
import signal
import socket
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from granian._granian import SocketHolder
from granian.server.mp import MPServer

from gateway.processes import listening, orphan_guard

GRACE = 3
"""Seconds that a process has to finish its answers when it is told to stop."""
HEAD_TIMEOUT = 5_000
"""Milliseconds that a client has to send the head of a request."""
TURNS_AWAY = 0.3
"""Seconds between the last connection that a process takes and its end. A guess.

A server that is told to stop closes the connections that have said nothing yet. Between them and a proxy lies nothing
but this machine: a request comes within milliseconds after its connection, on a busy machine within some more.
"""
BIGGEST_BUFFER = 65_536
"""Bytes of a head that are read, and of an answer that wait for a slow reader. A carrier's head has less than 1 KB."""


class Server(MPServer):
    """A server whose processes all take requests from one socket, if this process was given one.

    On Linux granian gives each process a socket of its own. When such a process ends, the connections that wait in its
    socket are lost. A socket that outlives the processes loses none.
    """

    def _init_shared_socket(self) -> None:
        given = listening.given()
        if given is None:
            super()._init_shared_socket()  # type: ignore[no-untyped-call] # granian has no types here
            return
        parts: Any = {"_ssp": None, "_sso": None, "_sfd": given}
        holder: Any = SocketHolder
        # The second value says that it is no Unix socket.
        vars(self).update(parts, _shd=holder(given, False, self.backlog))  # noqa: FBT003 - the library's own way

    def _stop_workers(self) -> None:
        """Let each process turn away from the socket first, and read what has come already."""
        if listening.given() is not None:
            for worker in self.wrks:
                with suppress(ProcessLookupError):
                    os.kill(worker.inner.pid, signal.SIGUSR1)
            time.sleep(TURNS_AWAY)
        super()._stop_workers()  # type: ignore[no-untyped-call] # as above


def begin(connections: int) -> None:
    """Prepare this process to serve: it ends with its parent, and holds as many connections at once as are needed."""
    orphan_guard.end_with_parent()
    _allow_files(2 * connections)
    if listening.given() is not None:
        # Newer Pythons start each process anew: it would not have the socket.
        multiprocessing.set_start_method("fork", force=True)
        signal.signal(signal.SIGUSR1, _turn_away)


def _allow_files(wanted: int) -> None:
    """Allow as many open files as connections need; a system often allows 1,024 at first, and more if asked."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(
                resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
            )


def _turn_away(*_: object) -> None:
    """Take no more connections from the socket: what comes waits there for another process.

    The server keeps its descriptors. From now on each of them leads to a socket that nobody knows the address of.
    """
    given = listening.given()
    if given is None or multiprocessing.parent_process() is None:
        # The process that starts the others keeps the socket for those to come.
        return
    shared = os.fstat(given)
    with socket.socket(socket.AF_UNIX) as unknown:
        # Linux makes up a name that is in no folder.
        unknown.bind("")
        unknown.listen()
        unknown.setblocking(False)  # noqa: FBT003 - the library's own way
        for number in [int(path.name) for path in Path("/proc/self/fd").iterdir()]:
            with suppress(OSError):
                if os.path.samestat(os.fstat(number), shared):
                    os.dup2(unknown.fileno(), number, inheritable=False)
