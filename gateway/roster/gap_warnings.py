"""Roster gap warnings: coordinators are notified of a shift with nobody on duty before it begins."""

from datetime import timedelta
from functools import partial

from sqlalchemy import delete

from gateway.communities.directory import CommunityRecord, Directory
from gateway.communities.on_duty import duties
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import Mark
from menus.domain import roster
from menus.domain.community import Mode, Shift
from menus.text.names import Text

AHEAD = timedelta(minutes=30)
"""How long before a shift its gap is reported. A guess, to be tested."""
_FORGOTTEN = timedelta(days=2)
"""The age at which the mark of a reported gap is deleted. A guess, to be tested."""


def warn_of_gaps(uow: UnitOfWork, directory: Directory) -> None:
    """Notify coordinators once of each patrol shift that begins soon and has nobody left on duty."""
    for record in directory.communities():
        if record.community.mode is not Mode.PATROL:
            continue
        for number, shift in enumerate(record.community.shifts):
            uow.attempt("gap", record.id, partial(_warn_of_gap, uow, record, number, shift))
        uow.attempt("hole", record.id, partial(_warn_of_uncovered_hours, uow, record))
    uow.session.execute(
        delete(Mark)
        .where(Mark.name.like("gap-%"), Mark.at < uow.now - _FORGOTTEN)
        .execution_options(synchronize_session=False)
    )


def _warn_of_uncovered_hours(uow: UnitOfWork, record: CommunityRecord) -> None:
    """Notify coordinators once, in advance, of night hours that no shift covers."""
    ahead = uow.now + AHEAD
    mark = uow.session.get(Mark, f"hole-{record.id}")
    if not roster.is_uncovered_night(record.community, ahead):
        if mark is not None:
            uow.session.delete(mark)
        return
    if mark is not None:
        return
    uow.session.add(Mark(name=f"hole-{record.id}", at=uow.now))
    at = ahead.astimezone(record.community.timezone).strftime("%d/%m %H:%M")
    for person in coordinators(uow, record):
        notify(uow, record, person, Text.HOLE, at=at)


def _warn_of_gap(uow: UnitOfWork, record: CommunityRecord, number: int, shift: Shift) -> None:
    begins = roster.next_beginning(record.community, shift, uow.now)
    if begins > uow.now + AHEAD or not roster.is_missing(record.community, shift, begins, duties(uow, record)):
        return
    mark = f"gap-{record.id}-{number}-{begins:%Y%m%d%H%M}"
    if uow.session.get(Mark, mark) is not None:
        return
    uow.session.add(Mark(name=mark, at=uow.now))
    at = begins.astimezone(record.community.timezone).strftime("%d/%m %H:%M")
    for person in coordinators(uow, record):
        notify(uow, record, person, Text.GAP, at=at)
