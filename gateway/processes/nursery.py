"""The nursery: a process that has imported Doria once, and forks the other processes of this machine from itself.

A fork shares the memory of all that was imported, and begins at once. A process that imported Doria by itself took
85 MB of its own and two seconds of a processor (measured). The nursery opens no database and no connection, and begins
no thread, because none of them outlives a fork. So the supervisor is a fork too, and asks the nursery for the others.

Linux alone forks: elsewhere libraries of the system may not bear it, and each process is started by its command.
"""

import errno
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import IO

from gateway.processes import forking
from gateway.quick_start import quick_start

MODULES = ("workers", "gateway.processes.webserver", "gateway.processes.deskserver", "gateway.simulator")
"""The modules that it forks: `python -m MODULE ...` of these."""
IMPORTED = (
    "workers.clock",
    "workers.lane",
    "gateway.app",
    "gateway.http.edge",
    "granian.server",
    "gateway.simulator.web",
)
"""The modules that the processes of `doria up` need, imported once before the first fork.

The pages of the desk are not among them: the desk alone imports them, so that a fault there stops nothing else.
"""
_FORWARDED = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT, signal.SIGUSR1)
_BIGGEST = 65_536
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
            return self._line.recv(_BIGGEST)
        except ConnectionResetError:
            # It ended before it had read everything.
            return b""


def begin(imported: Sequence[str] = IMPORTED) -> Nursery | None:
    """Import Doria, and go on as its supervisor in a fork; this process becomes the nursery and never returns.

    `imported` are the modules that are not imported yet. Return None where no process is forked.
    """
    if sys.platform != "linux":
        return None
    with quick_start():
        for module in imported:
            importlib.import_module(module)
        forking.warm_up()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    # The end of this pipe says that the nursery has ended, however it did.
    alive, held = os.pipe()
    forking.flush()
    supervisor = os.fork()
    if supervisor:
        theirs.close()
        os.close(alive)
        _serve(ours, supervisor)
    ours.close()
    os.close(held)
    forking.end_with(alive)
    return Nursery(theirs)


def begin_anew(output: "IO[bytes] | None") -> Nursery | None:
    """Start a nursery with the code that is installed now, as a child of this process.

    Return None where no process is forked.
    """
    if sys.platform != "linux":
        return None
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    process = subprocess.Popen(  # noqa: S603 - our own command
        (sys.executable, "-m", "gateway.processes.nursery", str(theirs.fileno())),
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        # Ctrl-C reaches it through the supervisor alone: it ends when the line is closed.
        start_new_session=True,
    )
    theirs.close()
    return Nursery(ours, process)


def serve_apart(descriptor: int) -> None:
    """Be the nursery at the end of a line that this process was given, until the supervisor hangs up."""
    with quick_start():
        for module in IMPORTED:
            importlib.import_module(module)
        forking.warm_up()
    line = socket.socket(fileno=descriptor)
    line.send(json.dumps({"ready": True}).encode())
    _serve(line, None)


def _serve(line: socket.socket, supervisor: int | None) -> None:
    """Fork what the supervisor asks for, and pass signals on to it, until it ends. Then end as it did.

    Without the id of a supervisor it is the parent: then this process ends when it hangs up.
    """
    woken, wakes = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wakes, False)
    before = {number: signal.signal(number, lambda *_: None) for number in (*_FORWARDED, signal.SIGCHLD)}
    signal.set_wakeup_fd(wakes, warn_on_full_buffer=False)
    heard = [line.fileno(), woken]
    # A child may have ended before its signal could wake this process.
    ready = [woken]
    while True:
        if woken in ready:
            for number in _signals(woken):
                if supervisor is not None and number in _FORWARDED:
                    with suppress(ProcessLookupError):
                        os.kill(supervisor, number)
            for pid, status in forking.ended():
                if pid == supervisor:
                    forking.end_like(status)
                with suppress(OSError):
                    line.send(json.dumps({"pid": pid, "status": status}).encode())
        if line.fileno() in ready and not _answer(line, before):
            if supervisor is None:
                os._exit(0)
            # The supervisor is ending.
            heard = [woken]
        ready = select.select(heard, [], [])[0]


def _signals(woken: int) -> bytes:
    try:
        return os.read(woken, 1024)
    except BlockingIOError:
        return b""


def _answer(line: socket.socket, signals: "Mapping[signal.Signals, signal._HANDLER]") -> bool:
    """Fork the process that the supervisor asks for, and tell it which; return False if it has hung up."""
    try:
        message, descriptors, _, _ = socket.recv_fds(line, _BIGGEST, 2)
    except ConnectionResetError:
        # It ended before it had heard of the end of each process.
        return False
    if not message:
        return False
    wanted = json.loads(message)
    output, kept = (descriptors[:-1], descriptors[-1]) if wanted["has_kept"] else (descriptors, None)
    try:
        pid = forking.fork(signals, output, lambda: _become(**wanted["asked"]), kept)
    except OSError as error:
        answer = {"error": error.errno or 0}
    else:
        answer = {"pid": pid}
    for descriptor in descriptors:
        os.close(descriptor)
    with suppress(OSError):
        line.send(json.dumps(answer).encode())
    return True


def _become(command: Sequence[str], changed: Mapping[str, str], gone: Sequence[str], umask: int) -> None:
    """Do in this fork what `python -m MODULE ARGUMENTS` does."""
    os.umask(umask)
    os.environ.update(changed)
    for name in gone:
        os.environ.pop(name, None)
    forking.name_process(command)
    _, _, module, *arguments = command
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    serve_apart(int(sys.argv[1]))
