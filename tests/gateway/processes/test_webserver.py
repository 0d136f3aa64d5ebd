"""The web server of the `Procfile` has the limits of the one in `doria up`."""

from pathlib import Path

import pytest
from granian.constants import HTTPModes

from gateway.processes import webserver

(WEB,) = [
    line
    for line in (Path(__file__).parents[3] / "Procfile").read_text(encoding="utf-8").splitlines()
    if line.startswith("web:")
]


@pytest.mark.parametrize(
    "option",
    [
        f"--workers {webserver.PROCESSES}",
        f"--http {HTTPModes.http1}",
        "--no-http1-keep-alive",
        f"--http1-header-read-timeout {webserver.HTTP1.header_read_timeout}",
        f"--http1-buffer-size {webserver.HTTP1.max_buffer_size}",
        f"--backlog {webserver.MOST_CONNECTIONS}",
        f"--backpressure {webserver.MOST_CONNECTIONS}",
    ],
)
def test_both_web_servers_have_the_same_limits(option: str) -> None:
    assert f"{option} " in WEB
    assert webserver.HTTP1.keep_alive is False
