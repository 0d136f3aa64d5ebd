"""Meetings with a station: noted as planned and as held, each day once, and taken back if a note was wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.association.stations.wording import doubts
from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import StationMeeting
from menus.domain import local_days
from menus.domain import station_meetings as rules
from menus.domain.acts import ActKind
from menus.domain.station_meetings import MeetingKind, MeetingNote

_NOTES = b"station meetings"
"""The key of the lock of the notes. Its letters are arbitrary."""


@dataclass(frozen=True)
class Note:
    """A note: of which station and kind, what is noted, of which day, and the words beside it."""

    station: str
    kind: MeetingKind
    what: MeetingNote
    day: date
    words: str = ""


class Outcome(Enum):
    """The result of a note. `KNOWN`: it was noted before. `ABSENT`: there is none that could be taken back."""

    NOTED = auto()
    KNOWN = auto()
    ABSENT = auto()
    DAY = auto()
    WORDS = auto()


def write(uow: UnitOfWork, record: CommunityRecord, note: Note, *, by: int) -> Outcome:
    """Write a note down, or return why not. `by` is the row of the person who notes it."""
    today = local_days.today(record.community, uow.now)
    if not rules.is_fitting(note.what, note.day, today):
        return Outcome.DAY
    if len(note.words) > rules.LONGEST_WORDS or doubts(record, note.words, today):
        return Outcome.WORDS
    uow.lock_key(_NOTES)
    row = _find(uow.session, record, note)
    if note.what is MeetingNote.WRONG:
        if row is None:
            return Outcome.ABSENT
        uow.session.delete(row)
        uow.session.flush()
        return _noted(uow, record, note, by)
    if (
        row is not None
        and (row.held_at if note.what is MeetingNote.HELD else row.planned_at or row.held_at) is not None
    ):
        return Outcome.KNOWN
    if row is None:
        row = StationMeeting(community_id=record.id, station=note.station, kind=note.kind, day=note.day, words="")
        uow.session.add(row)
    row.words = note.words or row.words
    if note.what is MeetingNote.HELD:
        row.held_at, row.held_by = uow.now, by
    else:
        row.planned_at, row.planned_by = uow.now, by
    uow.session.flush()
    return _noted(uow, record, note, by)


def between(session: Session, community_id: int, first: date, last: date) -> Sequence[StationMeeting]:
    """Return the meetings from one day to another, the newest first."""
    ours = (StationMeeting.community_id == community_id, StationMeeting.day >= first, StationMeeting.day <= last)
    return session.scalars(
        select(StationMeeting).where(*ours).order_by(StationMeeting.day.desc(), StationMeeting.id)
    ).all()


def _find(session: Session, record: CommunityRecord, note: Note) -> StationMeeting | None:
    ours = (StationMeeting.community_id == record.id, StationMeeting.station == note.station)
    return session.scalar(
        select(StationMeeting).where(*ours, StationMeeting.kind == note.kind, StationMeeting.day == note.day)
    )


def _noted(uow: UnitOfWork, record: CommunityRecord, note: Note, by: int) -> Outcome:
    meeting, what, day = note.kind.value, note.what.value, note.day.isoformat()
    acts.note(uow, record.id, ActKind.STATION_NOTED, by=by, station=note.station, meeting=meeting, note=what, day=day)
    return Outcome.NOTED
