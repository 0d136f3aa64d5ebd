"""Applications under load: granian serves them as in `doria up`, in processes of their own."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import requests

from tests.conftest import free_port

_TIMEOUT = 20.0
PROCESSES, THREADS = 2, 8


@contextmanager
def served(application: str, environment: Mapping[str, str], interface: str = "wsgi") -> Iterator[str]:
    """Serve `module:app` by one of granian's interfaces; yield its address once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "granian", application, "--interface", interface, "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", str(PROCESSES), "--no-ws"]
    command += ["--blocking-threads", str(THREADS)] if interface == "wsgi" else []
    process = subprocess.Popen(  # noqa: S603 - our own command
        [*command, "--log-level", "error"],
        env={**os.environ, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(f"{address}/health/live")
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + _TIMEOUT
    while True:
        try:
            requests.get(url, timeout=1)
        except requests.RequestException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return
