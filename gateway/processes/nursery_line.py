"""The supervisor's line to the nursery: it asks for processes, and hears of their ends."""

import errno
import json
import os
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from typing import IO

MODULES = ("workers", "gateway.processes.webserver", "gateway.processes.deskserver", "gateway.simulator")
"""The modules that it forks: `python -m MODULE ...` of these."""
BIGGEST = 65_536
"""Bytes of one message: a command with the variables that differ."""
_HANGS_UP = 5.0
"""Seconds that a nursery has to end once its line is closed. It takes milliseconds. A guess."""


class Forked:
    """A process that the nursery forked, with what the supervisor uses of a Popen."""

    def __init__(self, nursery: "Nursery", pid: int) -> None:
        self._nursery = nursery
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit status, or None while it runs; below zero is the signal that ended it."""
        self._nursery.hear()
        return self.returncode

    def wait(self, timeout: float) -> int:
        """Wait for its end and return its exit status; raise TimeoutExpired if it goes on."""
        deadline = time.monotonic() + timeout
        while self.returncode is None:
            left = deadline - time.monotonic()
            if left <= 0:
                raise subprocess.TimeoutExpired(str(self.pid), timeout)
            self._nursery.hear(left)
        return self.returncode


class Nursery:
    """The supervisor's line to the nursery."""

    def __init__(self, line: socket.socket, process: "subprocess.Popen[bytes] | None" = None) -> None:
        """Take the line, and the process of the nursery if it is a child of this one."""
        self._line, self._process = line, process
        self.is_ready = process is None
        """Whether it has imported Doria, and forks at once."""
        self.has_ended = False
        """Whether it has ended by itself, or was killed: it forks nothing any more."""
        self._environment = dict(os.environ)
        self._running: dict[int, Forked] = {}
        self._answers: list[Forked | OSError] = []

    @staticmethod
    def forks(command: Sequence[str]) -> bool:
        """Return whether a command is one of a process that the nursery forks."""
        return tuple(command[:2]) == (sys.executable, "-m") and command[2] in MODULES

    def start(
        self,
        command: Sequence[str],
        environment: Mapping[str, str],
        output: "IO[bytes] | None",
        kept: int | None = None,
    ) -> Forked:
        """Fork a process; raise OSError if there is no memory for one.

        `kept` is the descriptor of a file that it is given as number `forking.KEPT`.
        """
        self._refuse_ended()
        wanted = {**os.environ, **environment}
        changed = {name: text for name, text in wanted.items() if self._environment.get(name) != text}
        gone = [name for name in self._environment if name not in wanted]
        umask = os.umask(0o077)
        os.umask(umask)
        asked = {"command": list(command), "changed": changed, "gone": gone, "umask": umask}
        message = json.dumps({"asked": asked, "has_kept": kept is not None}).encode()
        given = [] if output is None else [output.fileno()]
        socket.send_fds(self._line, [message], given if kept is None else [*given, kept])
        while not self._answers:
            self._refuse_ended()
            self.hear(None)
        answer = self._answers.pop()
        if isinstance(answer, OSError):
            raise answer
        return answer

    def _refuse_ended(self) -> None:
        if self.has_ended:
            raise OSError(errno.ECHILD, "the nursery has ended")

    def close(self) -> None:
        """End a nursery that is a child of this process, once none of its own children runs any more."""
        if self._process is not None and not self._running and not self.has_ended:
            self._hang_up(self._process)

    def _hang_up(self, process: "subprocess.Popen[bytes]") -> None:
        """End the nursery. Its children end by themselves in a moment: nobody would tell of them any more."""
        self.has_ended = True
        self._line.close()
        if not self.is_ready:
            process.kill()
        try:
            process.wait(_HANGS_UP)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for child in self._running.values():
            child.returncode = -signal.SIGKILL
        self._running.clear()

    def hear(self, timeout: float | None = 0) -> None:
        """Take in what the nursery says, and wait for it so many seconds at most.

        If a nursery that is a child of this process was killed, its children count as killed: they end, too.
        """
        while not self.has_ended and select.select([self._line], [], [], timeout)[0]:
            timeout = 0
            said = self._said()
            if not said and self._process is not None:
                self._hang_up(self._process)
                return
            if not said:
                # The guard ends this process in a moment.
                message = "the nursery has ended"
                raise ConnectionError(message)
            news = json.loads(said)
            if "status" in news:
                # As the first process of a container the nursery also hears of the ends of others.
                if child := self._running.pop(news["pid"], None):
                    child.returncode = news["status"]
            elif "ready" in news:
                self.is_ready = True
            elif "pid" in news:
                begun = self._running[news["pid"]] = Forked(self, news["pid"])
                self._answers.append(begun)
            else:
                self._answers.append(OSError(news["error"], os.strerror(news["error"])))

    def _said(self) -> bytes:
        try:
            return self._line.recv(BIGGEST)
        except ConnectionResetError:
            # It ended before it had read everything.
            return b""
