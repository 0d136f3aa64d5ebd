"""The desk of `doria up`: a child that everything else goes on without. Where it cannot start, one line says so."""

import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from gateway.logs import logger
from gateway.processes import commands, listening
from gateway.processes.listening import MOST_AT_THE_DESK, THIS_MACHINE
from gateway.processes.ports import Asked, free_port
from gateway.processes.supervisor import Child, Supervisor

NAME = "desk"
"""The name of its child."""
_TRIED = 50
"""Ports after that of the web server that are tried. A guess."""
LEFT_BEHIND = 2.0
"""Seconds to wait for the port of a desk that a killed run left behind. Its processes end in less than one."""
_WAITED_FOR = 10.0
"""Seconds that `doria up` waits for the desk once all else is ready. It starts in one or two. A guess, to be tested."""
_DEATHS = 2
"""The deaths before it has ever answered after which nobody waits for it any more. A guess."""
_ASKED_EVERY = 0.2
"""Seconds between two questions at least. A guess."""
log = logger()


class NoPortError(Exception):
    """The desk gets no port: what is wrong, and what to do."""


@dataclass(frozen=True)
class Place:
    """The place at which the desk listens. Where its process makes its own socket, `listener` is None."""

    host: str
    port: int
    listener: socket.socket | None = None

    @property
    def address(self) -> str:
        """The address for a browser of this machine."""
        parsed = ip_address(self.host)
        if parsed.is_unspecified:
            return f"http://{THIS_MACHINE}:{self.port}"
        return f"http://{f'[{self.host}]' if parsed.version == 6 else self.host}:{self.port}"  # noqa: PLR2004 - IPv6


def find_place(host: str, wanted: int | None, web_port: int, patience: float = 0.0) -> Place:
    """Return a place on the wanted port, else on the next free one after that of the web server; 0 is any free port.

    Wait so many seconds for the first choice. Raise NoPortError if the desk cannot listen there.
    """
    if wanted == web_port:
        message = f"port {wanted} is that of the web server; give another with --desk-port"
        raise NoPortError(message)
    choices = [wanted] if wanted is not None else [*range(web_port + 1, min(web_port + 1 + _TRIED, 65_536)), 0]
    deadline = time.monotonic() + patience
    for place, port in enumerate(choices):
        while True:
            try:
                return _place(host, port)
            except OSError as error:
                if time.monotonic() < deadline and place == 0:
                    time.sleep(0.1)
                    continue
                fault = error.strerror
            break
    message = f"port {choices[0]} of {host} is not to be had ({fault}); give another with --desk-port"
    raise NoPortError(message)


def _place(host: str, port: int) -> Place:
    number = port or free_port()
    made = listening.bound(number, host, MOST_AT_THE_DESK)
    if sys.platform == "linux":
        return Place(host, number, made)
    made.close()
    return Place(host, number)


@dataclass
class Desk:
    """The desk of a supervisor: it is begun, asked whether it answers, and announced once.

    `place` is None where it found none. `now` returns seconds of the monotonic clock.
    """

    supervisor: Supervisor
    place: Place | None
    log_file: Path
    now: Callable[[], float] = time.monotonic
    _waits_since: float | None = field(default=None, init=False)
    _is_told: bool = field(default=False, init=False)
    _is_late: bool = field(default=False, init=False)
    _asked_at: float = field(default=float("-inf"), init=False)

    def __post_init__(self) -> None:
        """Prepare the question whether it answers."""
        address = self.place.address if self.place is not None else ""
        self.is_answering = Asked(f"{address}/desk/live", self._pid)

    @property
    def noted(self) -> dict[str, str]:
        """The facts that other commands learn of it while it runs."""
        return {} if self.place is None else {"DORIA_DESK_PORT": str(self.place.port)}

    def begin(self, environment: dict[str, str]) -> None:
        """Start it, if it has a place."""
        if self.place is None:
            return
        child = commands.desk(self.place.host, self.place.port, environment, self.place.listener)
        self.supervisor.children.append(child)
        try:
            self.supervisor.start(child)
        except OSError as error:
            # The supervisor tries again.
            log.warning("child.not_started", child=child.name, error=type(error).__name__)

    def close(self) -> None:
        """Refuse at once who comes while everything ends."""
        if self.place is not None and self.place.listener is not None:
            self.place.listener.close()

    def is_settled(self) -> bool:
        """Return whether nobody has to wait for it any more, now that all else is ready.

        It answers, and that was printed; or it does not, and one line on standard error says so.
        """
        if self.place is None or self._is_told:
            return True
        if self._waits_since is None:
            self._waits_since = self.now()
        if self._answers():
            sys.stdout.write(f"desk {self.place.address}\n")
            sys.stdout.flush()
        elif fault := self._fault():
            say(f"{fault}; everything else runs, and {self.log_file} says why")
            self._is_late = True
            self.supervisor.chores.append(self._tell_later)
        else:
            return False
        self._is_told = True
        return True

    def _fault(self) -> str | None:
        """Return why nobody waits for it any more; None while it may still begin."""
        child = self._child()
        if child is not None and child.deaths >= _DEATHS:
            return f"the desk does not start: it ended {child.deaths} times, last with status {child.last_status}"
        if self._waits_since is not None and self.now() - self._waits_since > _WAITED_FOR:
            return "the desk does not answer yet"
        return None

    def _tell_later(self) -> None:
        """Say once that it answers after all."""
        if self._is_late and self.place is not None and self._answers():
            say(f"the desk answers now: {self.place.address}")
            self._is_late = False

    def _answers(self) -> bool:
        """Return whether it answers, as far as it runs at all, and ask it not too often."""
        child = self._child()
        if child is None or not child.is_running or self.now() - self._asked_at < _ASKED_EVERY:
            return False
        self._asked_at = self.now()
        return self.is_answering()

    def _child(self) -> Child | None:
        return next((child for child in self.supervisor.children if child.name == NAME), None)

    def _pid(self) -> int | None:
        child = self._child()
        return child.process.pid if child is not None and child.process is not None else None


def say(line: str) -> None:
    """Say a line on standard error."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()
