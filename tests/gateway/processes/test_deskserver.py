"""The server of the desk in the `Procfile` has the limits of the one in `doria up`, and both keep connections."""

from pathlib import Path

import pytest
from granian.constants import HTTPModes

from gateway.core.pools import DESK_ANSWERING
from gateway.processes import deskserver, listening, serving

ROOT = Path(__file__).parents[3]
(LINE,) = [line for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines() if line.startswith("desk:")]


@pytest.mark.parametrize(
    "option",
    [
        "--interface wsgi",
        "--host ${DORIA_DESK_HOST:-127.0.0.1}",
        "--port ${DORIA_DESK_PORT:-8001}",
        "--workers 1",
        f"--blocking-threads {DESK_ANSWERING}",
        f"--http {HTTPModes.http1}",
        f"--http1-header-read-timeout {deskserver.HTTP1.header_read_timeout}",
        f"--http1-buffer-size {deskserver.HTTP1.max_buffer_size}",
        f"--backlog {listening.MOST_AT_THE_DESK}",
        f"--backpressure {listening.MOST_AT_THE_DESK}",
        f"--workers-kill-timeout {serving.GRACE}",
    ],
)
def test_both_servers_of_the_desk_have_the_same_limits(option: str) -> None:
    assert f"{option} " in f"{LINE} "


def test_a_browser_keeps_its_connection_and_one_supervisor_decides_when_the_desk_begins_again() -> None:
    assert deskserver.HTTP1.keep_alive is True
    assert "--no-http1-keep-alive" not in LINE
    assert "--respawn-failed-workers" not in LINE
