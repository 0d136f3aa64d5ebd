"""Notices once: a mark remembers that people were notified of something, so that they are notified once."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum, StrEnum, auto

from sqlalchemy import delete, select

from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Mark


class Notice(StrEnum):
    """A notice that is sent once. The value is stored: it begins the name of the mark."""

    ROSTER_GAP = "gap"
    UNCOVERED_HOURS = "hole"
    UNREAD_TEXTS = "unread"
    PROBE_SILENT = "heart-silent"
    BALANCE_LOW = "balance-low"
    BALANCE_NOT_COMPARED = "balance-not-compared"
    FETCH_FAILED = "fetch-failed"
    BACKUP_PHONE_SILENT = "backup-phone-silent"
    DISK_LOW = "disk-low"
    BACKUP_FAILED = "backup-failed"
    WRONG_CODES = "wrong-codes"
    TRIES_REFERENCES = "tries-references"
    MANY_LOOKS = "many-looks"
    RECORD_WORDS = "record-words"
    DESK_NOT_ME = "desk-not-me"
    PAPER_ENDS = "paper-ends"
    PAPERS_ENDED = "papers-ended"
    PAYMENTS_NOT_PULLED = "payments-not-pulled"
    COURT_OVERDUE = "court-overdue"
    PATROLS_REVIEW = "patrols-review"
    POLICE_ONE_CONTACT = "police-one-contact"
    POLICE_LOOKED_AT = "police-looked-at"

    @property
    def is_renewed(self) -> bool:
        """Return whether its mark holds when the condition was last seen, not when it began."""
        return self in {Notice.BALANCE_LOW, Notice.BALANCE_NOT_COMPARED}


class Course(Enum):
    """The course of a condition since it was last asked about."""

    BEGINS = auto()
    GOES_ON = auto()
    ENDS = auto()
    ABSENT = auto()


def while_true(uow: UnitOfWork, notice: Notice, key: str | int = "", *, condition: bool) -> Course:
    """Note whether a condition holds, and return its course: people are notified when it begins.

    `key` says which one it is if there are several: a community, a shift. The condition begins anew after it has ended.
    """
    mark = uow.session.get(Mark, _name(notice, key))
    if not condition:
        if mark is None:
            return Course.ABSENT
        uow.session.delete(mark)
        return Course.ENDS
    if mark is None or notice.is_renewed:
        liveness.mark_now(uow, _name(notice, key))
    return Course.BEGINS if mark is None else Course.GOES_ON


def is_first(uow: UnitOfWork, notice: Notice, key: str | int) -> bool:
    """Note that people are notified of something that is told once for good; return False if they were before."""
    return while_true(uow, notice, key, condition=True) is Course.BEGINS


def is_newer(uow: UnitOfWork, notice: Notice, key: str | int, at: datetime) -> bool:
    """Note that people are notified of things up to `at`; return False if they know of things as new as that."""
    mark = uow.session.get(Mark, _name(notice, key))
    if mark is not None and at <= mark.at:
        return False
    if mark is None:
        mark = Mark(name=_name(notice, key), at=at)
        uow.session.add(mark)
    mark.at = at
    return True


def holds(uow: UnitOfWork, notice: Notice, key: str | int = "") -> bool:
    """Return whether a condition held when it was last asked about."""
    return uow.session.get(Mark, _name(notice, key)) is not None


def known(uow: UnitOfWork, notice: Notice, keys: Iterable[str]) -> set[str]:
    """Return those of some keys of which people were notified. One statement finds them by the names of their marks."""
    names = {_name(notice, key): key for key in keys}
    return {names[name] for name in uow.session.scalars(select(Mark.name).where(Mark.name.in_(names)))}


def those_that_hold(uow: UnitOfWork, notice: Notice) -> set[str]:
    """Return the keys for which a condition held when it was last asked about."""
    begins = _name(notice, "x").removesuffix("x")
    names = uow.session.scalars(select(Mark.name).where(Mark.name.startswith(begins)))
    return {name.removeprefix(begins) for name in names}


def last_time(uow: UnitOfWork, notice: Notice) -> datetime | None:
    """Return when a notice without a key was marked last, or None if its condition does not hold."""
    mark = uow.session.get(Mark, _name(notice, ""))
    return None if mark is None else mark.at


def forget(uow: UnitOfWork, notice: Notice, older_than: timedelta) -> None:
    """Delete the old marks of a notice that is told once for good."""
    uow.session.execute(
        delete(Mark)
        .where(Mark.name.startswith(f"{notice}-"), Mark.at < uow.now - older_than)
        .execution_options(synchronize_session=False)
    )


def _name(notice: Notice, key: str | int) -> str:
    return f"{notice}-{key}" if key != "" else str(notice)
