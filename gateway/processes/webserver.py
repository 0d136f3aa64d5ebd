"""`python -m gateway.processes.webserver`: the web server of `doria up`, which ends with its parent."""

import sys

import click
from granian.constants import Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server import Server

from gateway.processes import orphan_guard

PROCESSES = 2
_GRACE = 3
"""Seconds that a process has to finish its answers when it is told to stop."""
_HEAD_TIMEOUT = 5_000
"""Milliseconds that a client has to send the head of a request."""


@click.command()
@click.option("--port", type=int, required=True)
def main(port: int) -> None:
    """Serve requests of this machine alone, until told to stop."""
    orphan_guard.end_with_parent()
    Server(
        "gateway.wsgi:edge",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.RSGI,
        workers=PROCESSES,
        http1_settings=HTTP1Settings(header_read_timeout=_HEAD_TIMEOUT),
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_GRACE,
    ).serve()


if __name__ == "__main__":
    main()
    sys.exit(0)
