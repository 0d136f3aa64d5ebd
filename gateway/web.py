"""`python -m gateway.web`: the web server as `doria up` runs it, ended with whoever started it."""

import sys

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from gateway import tether

PROCESSES, THREADS = 2, 8
_GRACE = 3
"""Seconds a process has for what it is answering when it is told to stop."""


@click.command()
@click.option("--port", type=int, required=True)
def main(port: int) -> None:
    """Serve on this machine alone until told to stop."""
    tether.tie()
    Server(
        "gateway.wsgi:app",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
        workers_kill_timeout=_GRACE,
    ).serve()


if __name__ == "__main__":
    main()
    sys.exit(0)
