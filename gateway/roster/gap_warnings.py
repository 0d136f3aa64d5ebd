"""Roster gap warnings: coordinators are notified of a shift with nobody on duty before it begins."""

from datetime import datetime, timedelta
from functools import partial

from gateway.communities.directory import CommunityRecord, Directory
from gateway.communities.on_duty import duties
from gateway.core import notices_once
from gateway.core.notices_once import Course, Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify
from menus.domain import covering, roster
from menus.domain.community import Mode, Shift
from menus.domain.retention import periods
from menus.text.names import Text

AHEAD = timedelta(minutes=30)
"""The time before a shift at which its gap is reported. A guess, to be tested."""
"""The age at which the mark of a reported gap is deleted. A guess, to be tested."""


def warn_of_gaps(uow: UnitOfWork, directory: Directory) -> None:
    """Notify coordinators once of each patrol shift that begins soon and has nobody left on duty."""
    ahead = uow.now + AHEAD
    uncovered = notices_once.those_that_hold(uow, Notice.UNCOVERED_HOURS)
    for record in directory.communities():
        if record.community.mode is not Mode.PATROL:
            continue
        for number, shift in enumerate(record.community.shifts):
            # Of 1,000 communities, few have something to be looked up: a savepoint for each shift took a second.
            if roster.next_beginning(record.community, shift, uow.now) <= uow.now + AHEAD:
                uow.in_savepoint("gap", record.id, partial(_warn_of_gap, uow, record, number, shift))
        # A cover is looked at more closely: somebody may have sent OFF.
        may_begin = covering.is_any(record.community, ahead) or roster.is_uncovered_night(record.community, ahead, {})
        if str(record.id) in uncovered or may_begin:
            uow.in_savepoint("hole", record.id, partial(_warn_of_uncovered_hours, uow, record))
    notices_once.forget(uow, Notice.ROSTER_GAP, periods.NOTICES)


def _warn_of_uncovered_hours(uow: UnitOfWork, record: CommunityRecord) -> None:
    """Notify coordinators once, in advance, of night hours that no shift covers."""
    ahead = uow.now + AHEAD
    # It matters for covers alone who has sent OFF.
    said = duties(uow, record) if covering.is_any(record.community, ahead) else {}
    is_uncovered = roster.is_uncovered_night(record.community, ahead, said)
    if notices_once.while_true(uow, Notice.UNCOVERED_HOURS, record.id, condition=is_uncovered) is Course.BEGINS:
        _notify_coordinators(uow, record, Text.HOLE, ahead)


def _warn_of_gap(uow: UnitOfWork, record: CommunityRecord, number: int, shift: Shift) -> None:
    begins = roster.next_beginning(record.community, shift, uow.now)
    if begins > uow.now + AHEAD or not roster.is_missing(record.community, shift, begins, duties(uow, record)):
        return
    # One shift is reported once, even if somebody takes it meanwhile and gives it up again.
    if notices_once.is_first(uow, Notice.ROSTER_GAP, f"{record.id}-{number}-{begins:%Y%m%d%H%M}"):
        _notify_coordinators(uow, record, Text.GAP, begins)


def _notify_coordinators(uow: UnitOfWork, record: CommunityRecord, name: Text, at: datetime) -> None:
    local = at.astimezone(record.community.timezone).strftime("%d/%m %H:%M")
    for person in coordinators(uow, record):
        notify(uow, record, person, name, at=local)
