"""`python -m gateway.processes.webserver`: the web server of `doria up`, which ends with its parent."""

import multiprocessing
import resource
import sys
from contextlib import suppress
from typing import Any

import click
from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from gateway.processes import listening, orphan_guard
from gateway.processes.listening import MOST_CONNECTIONS

_GRACE = 3
"""Seconds that a process has to finish its answers when it is told to stop."""
_HEAD_TIMEOUT = 5_000
"""Milliseconds that a client has to send the head of a request."""
_BIGGEST_BUFFER = 65_536
"""Bytes of a head that are read, and of an answer that wait for a slow reader. A carrier's head has less than 1 KB."""
HTTP1 = HTTP1Settings(header_read_timeout=_HEAD_TIMEOUT, keep_alive=False, max_buffer_size=_BIGGEST_BUFFER)
"""One request a connection: a client that stays or sends many requests at once keeps nothing of the server busy."""


class _Server(MPServer):
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
        vars(self).update(parts, _shd=holder(given, False, MOST_CONNECTIONS))  # noqa: FBT003 - the library's own way


@click.command()
@click.option("--port", type=int, required=True)
@click.option("--processes", type=int, required=True)
def main(port: int, processes: int) -> None:
    """Serve requests of this machine alone, until told to stop."""
    orphan_guard.end_with_parent()
    _allow_files()
    if listening.given() is not None:
        # Newer Pythons start each process anew: it would not have the socket.
        multiprocessing.set_start_method("fork", force=True)
    _Server(
        "gateway.wsgi:edge",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.RSGI,
        workers=processes,
        # Also serving HTTP/2 would wait without a limit for the first bytes of a connection (measured).
        http=HTTPModes.http1,
        http1_settings=HTTP1,
        backlog=MOST_CONNECTIONS,
        backpressure=MOST_CONNECTIONS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_GRACE,
        process_name=f"{sys.executable} -m gateway.processes.webserver --port {port}",
    ).serve()


def _allow_files() -> None:
    """Allow as many open files as connections need; a system often allows 1,024 at first, and more if asked."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * MOST_CONNECTIONS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(
                resource.RLIMIT_NOFILE, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard)
            )


if __name__ == "__main__":
    main()
    sys.exit(0)
