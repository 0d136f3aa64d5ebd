"""Processes under load, started by the very commands of the Procfile; and other applications behind the same server."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import requests

from tests.bench import load
from tests.bench.load import Conversation, Measured, ServerFailedError
from tests.conftest import free_port
from tests.up import environment

ROOT = Path(__file__).parents[2]
TIMEOUT = 120.0
"""Seconds in which a process must be ready, on a machine that is busy. A guess."""
THREADS = 8
"""Threads of a limit's WSGI server, as many as `gateway.wsgi` gives callers."""
DORIA = "gateway.wsgi:edge --interface rsgi"
"""The application in the Procfile's line."""
AS_WSGI = f"--interface wsgi --blocking-threads {THREADS}"
_EVERY_HOST = "--host 0.0.0.0"
_WARM = 200
"""Requests of a warming up, until each process of a server has answered some."""


def line_of(name: str) -> str:
    """Return the command of a process in the Procfile."""
    found = re.search(rf"^{name}: (.+)$", (ROOT / "Procfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    return found[1]


def web_line(application: str = DORIA, processes: int | None = None) -> str:
    """Return the Procfile's command of the web server, for this machine alone.

    A limit is another application, served by the same line. With `processes`, so many answer.
    """
    line = line_of("web")
    assert DORIA in line
    assert _EVERY_HOST in line
    line = line.replace(DORIA, application).replace(_EVERY_HOST, "--host 127.0.0.1")
    return line if processes is None else re.sub(r"--workers \S+", f"--workers {processes}", line)


@dataclass
class Served:
    """A server under load: its address and its processes."""

    address: str
    process: "subprocess.Popen[bytes]"
    log: Path

    @property
    def workers(self) -> list[psutil.Process]:
        """The processes that answer."""
        return [one for one in psutil.Process(self.process.pid).children(recursive=True) if not one.children()]

    def cpu(self) -> float:
        """Return the processor seconds that its processes have taken."""
        return sum(seconds_of(worker.pid) for worker in self.workers)

    def put(
        self,
        conversations: Sequence[Conversation],
        callers: int = 16,
        a_second: float | None = None,
        check: load.Check = load.is_ok,
        *,
        may_be_wrong: bool = False,
    ) -> tuple[Measured, float]:
        """Put a load on it; return the result, and the processor seconds that it took for each answer.

        Raise ServerFailedError if one of its processes ended meanwhile, or if an answer was wrong that may not be.
        """
        before = {worker.pid: seconds_of(worker.pid) for worker in self.workers}
        found = load.put(self.address, conversations, callers, a_second, check)
        after = {worker.pid: seconds_of(worker.pid) for worker in self.workers}
        if before.keys() != after.keys():
            message = f"a process of {self.address} ended under load: {tail(self.log)}"
            raise ServerFailedError(message)
        if found.bad and not may_be_wrong:
            wrong = next(one for one in found.exchanges if not check(one.answer))
            message = f"{found.bad} answers were wrong, such as {wrong.answer[-200:]!r}"
            raise ServerFailedError(message)
        return found, (sum(after.values()) - sum(before.values())) / len(found.exchanges)

    def warm(self, request: bytes, check: load.Check = load.is_ok) -> None:
        """Send one request until each process has answered many times."""
        busy: dict[int, float] = {}
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            before = {worker.pid: seconds_of(worker.pid) for worker in self.workers}
            self.put(load.each([request] * _WARM), check=check)
            for worker in self.workers:
                busy[worker.pid] = busy.get(worker.pid, 0.0) + seconds_of(worker.pid) - before.get(worker.pid, 0.0)
            if all(seconds > 0 for seconds in busy.values()):
                return
        message = f"a process of {self.address} answers nothing"
        raise ServerFailedError(message)


def seconds_of(pid: int) -> float:
    """Return the processor seconds that a process has taken; none if it has ended."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def tail(log: Path) -> str:
    """Return the end of what a process has said."""
    return log.read_text(encoding="utf-8", errors="replace")[-800:]


def environment_of(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a process of this checkout, in which its programs come first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return environment(**{"PYTHONPATH": str(ROOT), "PATH": path, **given})


@contextmanager
def started(line: str, given: Mapping[str, str]) -> Iterator[tuple["subprocess.Popen[bytes]", Path]]:
    """Run a command of the Procfile by a shell, as a platform does, until the block ends.

    It has a process group of its own.
    """
    with tempfile.TemporaryDirectory(prefix="doria-bench-log-") as made:
        log = Path(made) / "log"
        with log.open("wb") as file:
            process = subprocess.Popen(  # noqa: S603 - a line of our own Procfile
                ["/bin/sh", "-c", f"exec {line}"],
                env=environment_of(given),
                cwd=ROOT,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        try:
            yield process, log
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                pass
            finally:
                # End the rest of its group, if it did not end as it was told.
                with suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)
                process.wait(20)


@contextmanager
def served(
    application: str = DORIA, given: Mapping[str, str] | None = None, line: str | None = None
) -> Iterator[Served]:
    """Serve an application by the Procfile's command of the web server; yield it once all its processes answer."""
    port = free_port()
    with started(line or web_line(application), {**(given or {}), "PORT": str(port)}) as (process, log):
        server = Served(f"http://127.0.0.1:{port}", process, log)
        _wait_for(server)
        yield server


def _wait_for(server: Served) -> None:
    """Wait until a server answers, from each of its processes; ServerFailedError tells why it does not."""
    deadline = time.monotonic() + TIMEOUT
    in_a_row = 0
    while in_a_row < 30:
        if server.process.poll() is not None or time.monotonic() > deadline:
            message = f"{server.address} did not start: {tail(server.log)}"
            raise ServerFailedError(message)
        try:
            requests.get(f"{server.address}/health/live", timeout=5)
        except requests.RequestException:
            in_a_row = 0
            time.sleep(0.05)
        else:
            in_a_row += 1
