"""Renewal: each process of `doria up` is started anew, one after the other, with the code that is installed now.

A new process begins, and only then does the old one end. So no request, text or rung waits for one of them. The
supervisor, Redis and the simulated network stay.
"""

import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

from sqlalchemy.exc import SQLAlchemyError

from gateway.core import liveness
from gateway.data_folder import DataFolder
from gateway.logs import logger
from gateway.processes.nursery_line import Nursery
from gateway.processes.supervisor import Child, Supervisor
from gateway.services import Services

_RENEWED = ("web", "worker", "clock", "desk")
"""The children that are started anew, by the first word of their names, in this order."""
BEGINS_WITHIN, ENDS_WITHIN, DIES_WITHIN = 120.0, 30.0, 5.0
"""Seconds that a new process may take to begin, and an old one to finish its work, and to end if it is killed.

A call of a carrier takes 12. Guesses.
"""
_OVER = object()
log = logger()


class NotBegunError(Exception):
    """A new process did not begin."""


class Renewal:
    """Starts the children of a supervisor anew when somebody wishes it (SIGUSR1), a little at each look."""

    def __init__(self, supervisor: Supervisor, services: Services, folder: DataFolder) -> None:
        self._supervisor, self._services, self._folder = supervisor, services, folder
        self._under_way: Iterator[None] | None = None
        self._untold: bool | None = None

    def look(self) -> None:
        """Go on with a renewal that is under way, or begin one that is wished for."""
        self._tell()
        if self._under_way is None:
            if not self._supervisor.takes_renewal():
                return
            log.info("renewal.begins")
            self._under_way = self._renew()
            # On a full disk nobody learns that it has begun. It begins all the same.
            with suppress(OSError):
                self._folder.note_restart_begun()
        try:
            is_over = next(self._under_way, _OVER) is _OVER
        except (NotBegunError, OSError) as error:
            log.error("renewal.given_up", why=str(error))  # noqa: TRY400 - the line says all
            self._end(is_done=False)
        else:
            if is_over:
                self._end(is_done=True)

    def _end(self, *, is_done: bool) -> None:
        self._under_way = None
        self._untold = is_done
        self._tell()
        log.info("renewal.ended", done=is_done, is_noted=self._untold is None)

    def _tell(self) -> None:
        """Write down how the last renewal ended; if the disk takes no more, the next look tries again."""
        if self._untold is not None:
            with suppress(OSError):
                self._folder.note_restart(is_done=self._untold)
                self._untold = None

    def _renew(self) -> Iterator[None]:
        supervisor = self._supervisor
        former, made = supervisor.nursery, supervisor.new_nursery()
        done_with = made
        try:
            if made is not None:
                yield from _wait_for_nursery(made)
            supervisor.nursery = made
            for kind in _RENEWED:
                for child in [one for one in supervisor.children if one.name.partition("-")[0] == kind]:
                    yield from self._replace_or_keep(child)
            done_with = former
        except (NotBegunError, OSError):
            # A later process begins with the code that was at work before.
            supervisor.nursery = former
            raise
        finally:
            if done_with is not None:
                done_with.close()

    def _replace_or_keep(self, old: Child) -> Iterator[None]:
        """Replace a child; an optional one stays if the new one does not begin, and the rest is new all the same."""
        try:
            yield from self._replace(old)
        except (NotBegunError, OSError) as error:
            if not old.is_optional:
                raise
            log.error("renewal.kept_old", child=old.name, why=str(error))  # noqa: TRY400 - the line says all

    def _replace(self, old: Child) -> Iterator[None]:
        """Start a child in place of another, and end that one when the new one is at work."""
        supervisor = self._supervisor
        new = replace(old, process=None, pause=0.0, due_at=0.0, deaths=0)
        earlier = self._pids(new)
        supervisor.passing.append(new)
        try:
            supervisor.start(new)
            while not self._has_begun(new, earlier):
                _refuse_dead(new)
                yield
        except (NotBegunError, OSError):
            new.signal(signal.SIGKILL)
            if new.process is not None:
                # Its nursery ends only when it has no child any more.
                with suppress(subprocess.TimeoutExpired):
                    new.process.wait(DIES_WITHIN)
            supervisor.passing.remove(new)
            raise
        supervisor.children[supervisor.children.index(old)] = new
        supervisor.passing[supervisor.passing.index(new)] = old
        for number, within in ((signal.SIGTERM, ENDS_WITHIN), (signal.SIGKILL, DIES_WITHIN)):
            old.signal(number)
            told_at = time.monotonic()
            while old.is_running and time.monotonic() - told_at < within:
                yield
        supervisor.passing.remove(old)
        log.info("child.replaced", child=new.name)

    def _has_begun(self, new: Child, earlier: set[int]) -> bool:
        """Return whether a new process is at work: it has written a heartbeat, and of web processes each one has.

        Each process of a server that answers writes one.
        """
        if new.process is None:
            return False
        begun = self._pids(new) - earlier
        if new.name == "web":
            return len(begun) >= self._services.settings.doria_web_processes
        if new.name == "desk":
            # A process of the server answers, and not the one that was started.
            return bool(begun)
        return new.process.pid in begun

    def _pids(self, child: Child) -> set[int]:
        """Return the processes of a child's kind that are at work on this machine."""
        kind = child.name.rpartition("-")[0] or child.name
        try:
            with self._services.reading() as session:
                return liveness.pids_here(session, self._services.clock(), kind)
        except SQLAlchemyError:
            return set()


def _wait_for_nursery(made: Nursery) -> Iterator[None]:
    """Wait until a new nursery has imported Doria; raise NotBegunError if it ends, or takes too long."""
    began = time.monotonic()
    while not made.is_ready:
        if made.has_ended or time.monotonic() - began > BEGINS_WITHIN:
            message = "the process that imports the new code did not begin"
            raise NotBegunError(message)
        made.hear()
        yield


def _refuse_dead(new: Child) -> None:
    """Raise NotBegunError if a new process has ended, or takes too long."""
    if not new.is_running or time.monotonic() - new.started_at > BEGINS_WITHIN:
        message = f"a new {new.name} did not begin"
        raise NotBegunError(message)
