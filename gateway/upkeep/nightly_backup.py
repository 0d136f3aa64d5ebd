"""The backup of each night: the clock's machine takes it, deletes old ones, and says when one fails."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy.exc import SQLAlchemyError

from gateway.backups import taking
from gateway.backups.stopping import Stopped, StoppedError
from gateway.communities.directory import Directory
from gateway.core import liveness, notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.errors import Refused
from gateway.logs import logger
from gateway.messaging.notices import coordinators, notify
from gateway.storage.database import Database
from gateway.storage.models import Mark
from menus.domain import backups
from menus.domain.messages import Lane
from menus.text.names import Text

TRIED_EVERY = timedelta(hours=1)
"""How long after a try another one is made, by any machine. A guess."""
DONE, _TRIED = "backup-done", "backup-tried"
"""The marks of the last backup that was taken, and of the last try."""
_LEFT = (".doria-*.backup.part", ".doria-*.backup.copy", ".doria-*.backup.copy-journal")
T = TypeVar("T")
log = logger()


class Do(Protocol):
    """A function that does something in one transaction."""

    def __call__(self, act: Callable[[UnitOfWork], T]) -> T:
        """Do it, and return its result."""
        ...


def take_if_due(
    do: Do, database: Database, directory: Directory, folder: Path, keep: timedelta, is_stopped: Stopped
) -> None:
    """Take the backup of this night into a folder, if no machine has; delete the old ones; tell a failure once.

    No transaction is open while the copy is written.
    """
    taken_at = do(lambda uow: _claimed(uow, directory))
    if taken_at is None:
        return
    try:
        _clear(folder)
        path = folder / backups.name_of(taken_at)
        made = taking.take(database, path, taken_at, is_stopped=is_stopped)
    except StoppedError:
        do(lambda uow: liveness.unmark(uow, _TRIED))
        return
    except (Refused, OSError, SQLAlchemyError) as error:
        log.warning("backup.failed", why=str(error) if isinstance(error, Refused) else type(error).__name__)
        do(lambda uow: _note(uow, directory, None))
    else:
        log.info("backup.taken", bytes=made.parts["database"].bytes, path=path.name)
        do(lambda uow: _note(uow, directory, taken_at))
    _delete_old(folder, taken_at, keep)


def _claimed(uow: UnitOfWork, directory: Directory) -> datetime | None:
    """Return the present moment if a backup is due and nobody has tried lately; note that it is tried now."""
    done = uow.session.get(Mark, DONE)
    if not backups.is_due(uow.now, done.at if done is not None else None, _zone(directory)):
        return None
    return uow.now if liveness.is_run_due(uow, _TRIED, TRIED_EVERY) else None


def _zone(directory: Directory) -> tzinfo:
    communities = directory.communities()
    return communities[0].community.timezone if communities else UTC


def _clear(folder: Path) -> None:
    """Delete what killed backups of earlier nights have left."""
    for name in _LEFT:
        for left in folder.glob(name):
            left.unlink(missing_ok=True)


def _note(uow: UnitOfWork, directory: Directory, taken_at: datetime | None) -> None:
    if taken_at is not None:
        liveness.mark_now(uow, DONE)
    course = notices_once.while_true(uow, Notice.BACKUP_FAILED, condition=taken_at is None)
    if course is Course.BEGINS:
        for record in directory.communities():
            for person in coordinators(uow, record):
                notify(uow, record, person, Text.BACKUP_FAILED, lane=Lane.RED)


def _delete_old(folder: Path, now: datetime, keep: timedelta) -> None:
    try:
        names = [path.name for path in folder.iterdir()]
        for name in sorted(backups.too_old(now, names, keep)):
            (folder / name).unlink(missing_ok=True)
            log.info("backup.deleted", path=name)
    except OSError as error:
        log.warning("backup.not_deleted", error=error.strerror)
