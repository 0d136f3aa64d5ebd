"""`python -m gateway.processes.deskserver`: the server of the desk under `doria up`, which ends with its parent.

It has one process for the pages, and does not start that again by itself: the supervisor alone decides when.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from gateway.core.pools import DESK_ANSWERING
from gateway.processes import orphan_guard, serving
from gateway.processes.listening import MOST_AT_THE_DESK

HTTP1 = HTTP1Settings(header_read_timeout=serving.HEAD_TIMEOUT, keep_alive=True, max_buffer_size=serving.BIGGEST_BUFFER)
"""A page asks every three seconds: a browser keeps its connection for that."""


@click.command()
@click.option("--host", required=True)
@click.option("--port", type=int, required=True)
def main(host: str, port: int) -> None:
    """Serve the pages of the desk until told to stop."""
    serving.begin(MOST_AT_THE_DESK)
    serving.Server(
        "gateway.desk.wsgi:desk",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=DESK_ANSWERING,
        http=HTTPModes.http1,
        http1_settings=HTTP1,
        backlog=MOST_AT_THE_DESK,
        backpressure=MOST_AT_THE_DESK,
        websockets=False,
        log_level=LogLevels.warning,
        workers_kill_timeout=serving.GRACE,
        process_name=f"{sys.executable} -m gateway.processes.deskserver --port {port}",
    ).serve(target_loader=_load)


def _load(target: str) -> Callable[..., Any]:
    """Return the application in the process that answers. That one ends with its parent, too."""
    orphan_guard.end_with_parent()
    module, _, name = target.partition(":")
    application: Callable[..., Any] = getattr(import_module(module), name)
    return application


if __name__ == "__main__":
    main()
    sys.exit(0)
