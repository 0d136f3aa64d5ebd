"""The supervisor: it starts child processes, restarts those that die, and stops them all in time."""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType
from typing import IO

from gateway.logs import logger
from gateway.processes import forking
from gateway.processes.listening import LISTENER
from gateway.processes.nursery import begin_anew
from gateway.processes.nursery_line import Forked, Nursery
from gateway.processes.orphan_guard import ORPHAN_GUARD
from gateway.processes.stop_sign import StopSign

_POLL = 0.2
_GRACE = 4.5
"""Seconds that a child has to end by itself before it is killed. Two groups of children end one after the other.

The whole tree has ten seconds.
"""
_LONGEST_PAUSE, _LONGEST_OF_OPTIONAL = 5.0, 600.0
_HEALTHY_AFTER, _HEALTHY_OF_OPTIONAL = 10.0, 60.0
"""Seconds between two starts at most, and of life after which a child that dies is started again at once. Guesses.

Each start takes a second of a processor. A child that is optional must not take that from the others again and again.
"""
log = logger()


@dataclass
class Child:
    """A process that is kept running."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)
    listener: socket.socket | None = None
    """A socket that it takes requests from. It outlives the process: no request is lost while another takes over."""
    is_optional: bool = False
    """Whether all else does its work without it. If it dies soon, again and again, it is started ever more rarely."""
    process: "subprocess.Popen[bytes] | Forked | None" = None
    started_at: float = 0.0
    pause: float = 0.0
    due_at: float = 0.0
    deaths: int = 0
    last_status: int = 0

    def start(self, output: "IO[bytes] | None", nursery: Nursery | None = None) -> None:
        """Start the process in a process group of its own: Ctrl-C reaches it through the supervisor alone.

        The nursery forks it if it can. One that was killed cannot: then the process starts by its command.
        """
        environment = {**self.environment, ORPHAN_GUARD: str(os.getpid())}
        kept = None if self.listener is None else self.listener.fileno()
        if nursery is not None and not nursery.has_ended and nursery.forks(self.command):
            if kept is not None:
                environment[LISTENER] = str(forking.KEPT)
            self.process = nursery.start(self.command, environment, output, kept)
        else:
            if kept is not None:
                environment[LISTENER] = str(kept)
            self.process = subprocess.Popen(  # noqa: S603 - commands are our own
                self.command,
                pass_fds=() if kept is None else (kept,),
                env={**os.environ, **environment},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )
        self.started_at = time.monotonic()

    @property
    def longest_pause(self) -> float:
        """Seconds between its end and the next start at most."""
        return _LONGEST_OF_OPTIONAL if self.is_optional else _LONGEST_PAUSE

    @property
    def healthy_after(self) -> float:
        """Seconds of life after which its end is no sign of a fault that stays."""
        return _HEALTHY_OF_OPTIONAL if self.is_optional else _HEALTHY_AFTER

    @property
    def is_running(self) -> bool:
        """Return whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def signal(self, number: int) -> None:
        """Send a signal to the whole process group, if it still exists."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return


class Supervisor:
    """Keeps children running until it is told to stop."""

    def __init__(
        self, children: Sequence[Child], output: "IO[bytes] | None" = None, nursery: Nursery | None = None
    ) -> None:
        self.children = list(children)
        self.chores: list[Callable[[], None]] = []
        """Other acts at each look."""
        self.passing: list[Child] = []
        """Children that begin in place of others or are replaced: nobody starts them again, and they end, too."""
        self._output, self.nursery = output, nursery
        self._stop, self._is_renewal_wanted = StopSign(), False

    @property
    def is_stopping(self) -> bool:
        """Return whether it was told to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask `watch` to end."""
        self._stop.set()

    def listen(self) -> None:
        """Stop at SIGTERM, at Ctrl-C, and when the terminal closes."""

        def end(_signal: int, _frame: FrameType | None) -> None:
            self.stop()

        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT):
            signal.signal(number, end)

    def listen_for_renewal(self) -> None:
        """Take SIGUSR1 as the wish that each process be started anew."""
        signal.signal(signal.SIGUSR1, self._wish_renewal)

    def _wish_renewal(self, _signal: int, _frame: FrameType | None) -> None:
        self._is_renewal_wanted = True

    def takes_renewal(self) -> bool:
        """Return whether somebody has wished for new processes since the last call."""
        is_wanted, self._is_renewal_wanted = self._is_renewal_wanted, False
        return is_wanted

    def new_nursery(self) -> Nursery | None:
        """Start a nursery with the code that is installed now; None if no child of this supervisor is forked."""
        return None if self.nursery is None else begin_anew(self._output)

    def start(self, child: Child) -> None:
        """Start one child."""
        child.start(self._output, self.nursery)
        log.info("child.started", child=child.name, pid=child.process.pid if child.process else None)

    def run(self) -> int:
        """Start every child, watch them until told to stop, stop them; return the exit status."""
        self.listen()
        for child in self.children:
            self.start(child)
        self.watch()
        self.end()
        return 0

    def watch(self, when: Callable[[], None] = lambda: None) -> None:
        """Restart every child that dies, until told to stop; call `when` at each look.

        A child that lived longer is restarted sooner.
        """
        while not self._stop.wait(_POLL):
            for child in self.children:
                self._look_after(child)
            for chore in self.chores:
                chore()
            when()

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.is_running:
            return
        if child.process is not None:
            lived = now - child.started_at
            child.pause = 0.1 if lived > child.healthy_after else min(child.longest_pause, max(0.2, child.pause * 2))
            child.due_at = now + child.pause
            child.deaths += 1
            child.last_status = child.process.returncode or 0
            log.warning("child.died", child=child.name, status=child.process.returncode, again_in=child.pause)
            # End the processes that it had started, too: one of them could hold the port.
            child.signal(signal.SIGKILL)
            child.process = None
        if now >= child.due_at:
            try:
                self.start(child)
            except OSError as error:
                # If there is no memory for one child, the others still go on.
                child.due_at = now + _LONGEST_PAUSE
                log.warning("child.not_started", child=child.name, error=type(error).__name__)

    def end(self, last: Sequence[str] = ()) -> None:
        """Stop every child. The children named in `last` stop after the rest, because the rest need them."""
        for group in (
            [child for child in (*self.children, *self.passing) if child.name not in last],
            [child for child in self.children if child.name in last],
        ):
            for child in group:
                child.signal(signal.SIGTERM)
            deadline = time.monotonic() + _GRACE
            for child in group:
                if child.process is not None:
                    try:
                        child.process.wait(max(0.05, deadline - time.monotonic()))
                    except subprocess.TimeoutExpired:
                        log.warning("child.killed", child=child.name)
                child.signal(signal.SIGKILL)
        log.info("children.stopped")
