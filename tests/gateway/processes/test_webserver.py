"""The web server of the `Procfile` has the limits of the one in `doria up`."""

from pathlib import Path

import pytest
from granian.constants import HTTPModes

from gateway import services
from gateway.http import edge
from gateway.processes import listening, webserver
from gateway.settings import Settings

ROOT = Path(__file__).parents[3]
(WEB,) = [line for line in (ROOT / "Procfile").read_text(encoding="utf-8").splitlines() if line.startswith("web:")]


@pytest.mark.parametrize(
    "option",
    [
        f"--workers ${{DORIA_WEB_PROCESSES:-{Settings.model_fields['doria_web_processes'].default}}}",
        f"--http {HTTPModes.http1}",
        "--no-http1-keep-alive",
        f"--http1-header-read-timeout {webserver.HTTP1.header_read_timeout}",
        f"--http1-buffer-size {webserver.HTTP1.max_buffer_size}",
        f"--backlog {listening.MOST_CONNECTIONS}",
        f"--backpressure {listening.MOST_CONNECTIONS}",
    ],
)
def test_both_web_servers_have_the_same_limits(option: str) -> None:
    assert f"{option} " in WEB
    assert webserver.HTTP1.keep_alive is False


def test_a_connection_that_is_held_finds_a_place_in_the_queue_of_the_threads() -> None:
    # Fewer connections than places would let slow senders keep callers out whom the threads could answer.
    assert listening.MOST_CONNECTIONS >= 4 * edge.MOST_WAITING
    # All threads of a process share one interpreter. At 5 ms of it each, the last in the queue gets its page in time.
    assert edge.MOST_WAITING * 0.005 < services.HOP_TIMEOUT
