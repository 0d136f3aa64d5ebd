"""`python -m gateway.processes.webserver`: the web server of `doria up`, which ends with its parent."""

import sys

import click
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from gateway.processes import serving
from gateway.processes.listening import MOST_CONNECTIONS

HTTP1 = HTTP1Settings(
    header_read_timeout=serving.HEAD_TIMEOUT, keep_alive=False, max_buffer_size=serving.BIGGEST_BUFFER
)
"""One request a connection: a client that stays or sends many requests at once keeps nothing of the server busy."""


@click.command()
@click.option("--port", type=int, required=True)
@click.option("--processes", type=int, required=True)
def main(port: int, processes: int) -> None:
    """Serve requests of this machine alone, until told to stop."""
    serving.begin(MOST_CONNECTIONS)
    serving.Server(
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
        workers_kill_timeout=serving.GRACE,
        process_name=f"{sys.executable} -m gateway.processes.webserver --port {port}",
    ).serve()


if __name__ == "__main__":
    main()
    sys.exit(0)
