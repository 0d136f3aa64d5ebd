"""A small server of each kind, as `doria up` starts its own: `python -m tests.gateway.processes.small_server rsgi`."""

import sys
from typing import Any

from granian.constants import HTTPModes, Interfaces

from gateway.processes import serving, webserver

ANSWER = "END Here I am."
_CONNECTIONS = 16
TURNS_AWAY = 1.5
"""Seconds between the last connection of this one and its end: a test on a busy machine must come in between."""


async def rsgi(_: object, protocol: Any) -> None:
    """Answer as the web server does."""
    protocol.response_str(200, [("content-type", "text/plain")], ANSWER)


def wsgi(_: object, start: Any) -> list[bytes]:
    """Answer as the desk does."""
    start("200 OK", [("content-type", "text/plain")])
    return [ANSWER.encode()]


if __name__ == "__main__":
    serving.TURNS_AWAY = TURNS_AWAY
    serving.begin(_CONNECTIONS)
    serving.Server(
        f"{__spec__.name}:{sys.argv[1]}",
        interface=Interfaces(sys.argv[1]),
        workers=1,
        http=HTTPModes.http1,
        http1_settings=webserver.HTTP1,
        backlog=_CONNECTIONS,
        backpressure=_CONNECTIONS,
        websockets=False,
        workers_kill_timeout=serving.GRACE,
    ).serve()
