"""`python -m gateway.processes.webserver`: the web server of `doria up`, which ends with its parent."""

import resource
import sys
from contextlib import suppress

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from gateway.processes import orphan_guard

_GRACE = 3
"""Seconds that a process has to finish its answers when it is told to stop."""
_HEAD_TIMEOUT = 5_000
"""Milliseconds that a client has to send the head of a request."""
MOST_CONNECTIONS = 2_048
"""How many connections each process holds at once. More wait until one ends. A guess: each takes about 20 KB.

It is granian's backpressure. It does not follow from the threads: a slow phone network holds connections, not threads.
What the threads can answer in time is limited behind it, by `edge.MOST_WAITING`; more are told to try again.
"""
_BIGGEST_BUFFER = 65_536
"""Bytes of a head that are read, and of an answer that wait for a slow reader. A carrier's head has less than 1 KB."""
HTTP1 = HTTP1Settings(header_read_timeout=_HEAD_TIMEOUT, keep_alive=False, max_buffer_size=_BIGGEST_BUFFER)
"""One request a connection: a client that stays or sends many requests at once keeps nothing of the server busy."""


@click.command()
@click.option("--port", type=int, required=True)
@click.option("--processes", type=int, required=True)
def main(port: int, processes: int) -> None:
    """Serve requests of this machine alone, until told to stop."""
    orphan_guard.end_with_parent()
    _allow_files()
    Server(
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
