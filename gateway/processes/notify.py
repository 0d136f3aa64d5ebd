"""Notices to the service manager: systemd learns when `doria up` is ready, that it goes on, and that it stops.

The protocol is that of sd_notify(3): one datagram of lines to the socket that NOTIFY_SOCKET names. Without that
variable nothing is sent.
"""

import os
import socket
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_SOCKET, _WATCHDOG = "NOTIFY_SOCKET", "WATCHDOG_USEC"
_SHARE = 3
"""A sign of life is sent this many times in the time after which systemd would give up. It advises two or more."""

_PATIENCE = 0.5
"""Seconds that a notice waits for a manager whose queue is full. systemd reads at once."""


@dataclass
class ServiceManager:
    """The service manager that started this process, if one did. `now` returns seconds of the monotonic clock."""

    address: str | None
    watchdog: float | None = None
    """Seconds after which the manager ends a process without a sign of life; None if it does not watch."""
    now: Callable[[], float] = time.monotonic
    _said_at: float = field(default=float("-inf"), init=False)

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "ServiceManager":
        """Return the manager that an environment describes. Its address may be of the abstract kind (`@`)."""
        wait = environment.get(_WATCHDOG, "")
        return cls(environment.get(_SOCKET) or None, int(wait) / 1e6 if wait.isdigit() and int(wait) else None)

    def ready(self, status: str) -> None:
        """Say that everything is at work."""
        self._send("READY=1", f"STATUS={status}")

    def stopping(self) -> None:
        """Say that it ends because it was told to."""
        self._send("STOPPING=1")

    def lives(self, reasons: list[str]) -> None:
        """Send a sign of life if there is no reason against it, else say the reasons; do so no more often than needed.

        The manager ends and starts again what sends none for too long.
        """
        if self.address is None or self.watchdog is None or self.now() - self._said_at < self.watchdog / _SHARE:
            return
        self._said_at = self.now()
        if reasons:
            self._send(f"STATUS=not at work: {', '.join(reasons)}")
        else:
            self._send("WATCHDOG=1", "STATUS=at work")

    def _send(self, *lines: str) -> None:
        if self.address is None:
            return
        # A name that begins with a null byte stands in no folder; systemd writes it with @.
        address = "\0" + self.address[1:] if self.address.startswith("@") else self.address
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as line:
                # A manager that does not read must not hold up the supervisor: it has children to look after.
                line.settimeout(_PATIENCE)
                line.sendto("\n".join(lines).encode(), address)
        except OSError:
            # Nobody hears it. That is no reason to stop.
            return


def take(environment: dict[str, str] | os._Environ[str] = os.environ) -> ServiceManager:
    """Return the manager of this process, and take its address out of the environment: no child is to speak to it."""
    found = ServiceManager.of(environment)
    for name in (_SOCKET, _WATCHDOG, "WATCHDOG_PID"):
        environment.pop(name, None)
    return found
