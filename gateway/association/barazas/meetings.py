"""Meetings and agendas: those of the community file, and those that were set by SMS or at the desk."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from string import ascii_uppercase

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import BarazaAgendaLine, BarazaMeeting
from menus.domain import baraza, local_days
from menus.domain.acts import ActKind
from menus.domain.baraza import AgendaItem, Meeting
from menus.domain.community import Community
from menus.sms import words_to_leave

_LOOKS_BACK = timedelta(days=400)
"""How old a line of an agenda may be that is still looked at: a year without a meeting. A guess."""

_AGENDA = b"agenda"
"""The key of the lock of agendas: two lines must not get one letter. Its letters are arbitrary."""


class AgendaFullError(ValueError):
    """The agenda has as many lines as it has letters."""


def begins_at(community: Community, on: date, at: int) -> datetime:
    """Return the moment at which a meeting begins, of its local day and its minutes since midnight."""
    return datetime.combine(on, time(at // 60, at % 60), tzinfo=community.timezone).astimezone(UTC)


def every(session: Session, record: CommunityRecord) -> list[Meeting]:
    """Return all meetings that are known. Those that were set by SMS come first: one of them replaces the file's."""
    community = record.community
    rows = session.scalars(select(BarazaMeeting).where(BarazaMeeting.community_id == record.id))
    return [
        *(_read(community, row) for row in rows),
        *(Meeting(each.on, each.at, tuple(sorted(each.places.items()))) for each in community.barazas),
    ]


def _read(community: Community, row: BarazaMeeting) -> Meeting:
    local = row.begins_at.astimezone(community.timezone)
    places = tuple((language, row.place) for language in sorted(community.languages))
    return Meeting(local.date(), local.hour * 60 + local.minute, places)


def set_here(session: Session, record: CommunityRecord) -> frozenset[tuple[date, int]]:
    """Return the days and minutes of the meetings that were set by SMS or at the desk: these alone are taken off."""
    rows = session.scalars(select(BarazaMeeting).where(BarazaMeeting.community_id == record.id))
    return frozenset((each.on, each.at) for each in (_read(record.community, row) for row in rows))


def coming(session: Session, record: CommunityRecord, now: datetime) -> tuple[Meeting, ...]:
    """Return the meetings of today and later, the next one first."""
    return baraza.coming(every(session, record), local_days.today(record.community, now))


def agenda(session: Session, record: CommunityRecord, now: datetime) -> tuple[str, ...]:
    """Return the lines of the agenda of the next meeting, in their order."""
    return tuple(item.words for item in _items(session, record, now))


def _items(session: Session, record: CommunityRecord, now: datetime) -> Sequence[AgendaItem]:
    community, day = record.community, local_days.today(record.community, now)
    past = [begins_at(community, each.on, each.at) for each in every(session, record) if each.on < day]
    own = select(BarazaAgendaLine).where(
        BarazaAgendaLine.community_id == record.id, BarazaAgendaLine.written_at > now - _LOOKS_BACK
    )
    items = [
        AgendaItem(
            row.words,
            row.written_at,
            local_days.day_of(row.meeting_at, community.timezone) if row.meeting_at is not None else None,
            row.id,
        )
        for row in session.scalars(own.order_by(BarazaAgendaLine.id))
    ]
    return baraza.current(items, day, max(past, default=None))


def set_meeting(uow: UnitOfWork, record: CommunityRecord, on: date, at: int, place: str, *, by: int) -> str:
    """Set a meeting, or give the one of that moment another place; return the place as it is kept."""
    fit = words_to_leave.place_to_leave(record.community, place)
    when = begins_at(record.community, on, at)
    ours = (BarazaMeeting.community_id == record.id, BarazaMeeting.begins_at == when)
    row = uow.session.scalar(select(BarazaMeeting).where(*ours).with_for_update())
    if row is None:
        uow.session.add(BarazaMeeting(community_id=record.id, begins_at=when, place=fit, person_id=by))
    else:
        row.place, row.person_id = fit, by
    acts.note(uow, record.id, ActKind.BARAZA_SET, by=by, begins_at=f"{on:%Y-%m-%d} {at // 60:02}:{at % 60:02}")
    return fit


def take_off(uow: UnitOfWork, record: CommunityRecord, on: date, at: int, *, by: int) -> bool:
    """Take a meeting off that was set by SMS or at the desk; return False if there is none at that moment."""
    when = begins_at(record.community, on, at)
    ours = (BarazaMeeting.community_id == record.id, BarazaMeeting.begins_at == when)
    row = uow.session.scalar(select(BarazaMeeting).where(*ours).with_for_update())
    if row is None:
        return False
    uow.session.delete(row)
    acts.note(uow, record.id, ActKind.BARAZA_TAKEN_OFF, by=by, begins_at=f"{on:%Y-%m-%d} {at // 60:02}:{at % 60:02}")
    return True


def add_line(uow: UnitOfWork, record: CommunityRecord, words: str, *, by: int) -> tuple[str, str]:
    """Add a line to the agenda of the next meeting; return its letter and its words as they are kept.

    Names are crossed out. Raise AgendaFullError if no letter is left.
    """
    uow.lock_key(_AGENDA)
    lines = len(_items(uow.session, record, uow.now))
    if lines >= baraza.MOST_LINES:
        raise AgendaFullError
    fit = words_to_leave.fit_for_strangers(record.community, words)
    meetings = (begins_at(record.community, each.on, each.at) for each in coming(uow.session, record, uow.now))
    following = next((each for each in meetings if each > uow.now), None)
    row = {"community_id": record.id, "written_at": uow.now, "meeting_at": following, "words": fit, "person_id": by}
    uow.insert(BarazaAgendaLine, [row])
    acts.note(uow, record.id, ActKind.AGENDA_WRITTEN, by=by, line=lines + 1)
    return ascii_uppercase[lines], fit


def take_line_off(
    uow: UnitOfWork, record: CommunityRecord, letter: str, *, by: int, seen: str | None = None
) -> str | None:
    """Take a line off the agenda of the next meeting; return its words.

    Return None if no line has that letter, or if other words than those that were `seen` stand there now.
    """
    uow.lock_key(_AGENDA)
    items = _items(uow.session, record, uow.now)
    place = ascii_uppercase.find(letter) if len(letter) == 1 else -1
    if not 0 <= place < len(items) or seen not in {None, items[place].words}:
        return None
    uow.session.delete(uow.session.get_one(BarazaAgendaLine, items[place].row_id))
    uow.session.flush()
    acts.note(uow, record.id, ActKind.AGENDA_TAKEN_OFF, by=by, line=place + 1)
    return items[place].words
