"""Known rows: what a transaction has read of incidents for one person, so that one text asks for it once.

They are kept in the session. They are read again as soon as the transaction inserts a row of an incident, or moves a
report to another one.

They stand in core, although they are of incidents: the unit of work and the timeline, which write such rows, must
forget them. The rooms that ask (alerts and roster stand on one line) have only rooms below that know no incident.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session, object_session

from gateway.storage.models import DangerQuestion, EscalationRow, Incident, Notification, Report, Row

_KNOWN, _MINE, _LOCKED, _WROTE = "doria_known", "doria_mine", "doria_locked", "doria_wrote"
_KINDS = (Incident, Report, EscalationRow, Notification, DangerQuestion)


@dataclass(frozen=True)
class Seen:
    """An incident, how a person was notified of it, and its escalations in the order of their ids.

    `question` is the open question whether that person is in danger, if there is one. If the incident and its
    escalations are locked until the commit, `everybody` has the notifications of all people, else it is None.
    `has_words` says whether residents have written about it; None if that is not known.
    """

    incident: Incident
    notifications: Sequence[Notification]
    escalations: Sequence[EscalationRow]
    question: DangerQuestion | None
    everybody: Sequence[Notification] | None = None
    has_words: bool | None = None


@dataclass(frozen=True)
class Mine:
    """The incidents that were open, each with one notification of a person, in the order of the incidents' ids.

    `question` is the open question whether that person is in danger, if there is one.
    """

    notified: Sequence[tuple[Incident, Notification]]
    question: DangerQuestion | None


def put_mine(session: Session, person_id: int, mine: Mine) -> None:
    """Keep what a person was notified of."""
    listen()
    session.info.setdefault(_MINE, {})[person_id] = mine


def mine(session: Session, person_id: int) -> Mine | None:
    """Return what a person was notified of, or None if that is not known."""
    found: Mine | None = session.info.get(_MINE, {}).get(person_id)
    return found


def put(session: Session, reference: str, person_id: int, seen: Seen) -> None:
    """Keep what was read of the incident of a report, for a person."""
    listen()
    session.info.setdefault(_KNOWN, {})[reference, person_id] = seen


def by_reference(session: Session, reference: str, person_id: int) -> Seen | None:
    """Return what is known of the incident of a report, or None."""
    found: Seen | None = session.info.get(_KNOWN, {}).get((reference, person_id))
    return found


def of_person(session: Session, person_id: int) -> Seen | None:
    """Return what is known of any incident for a person, or None."""
    return next((seen for key, seen in session.info.get(_KNOWN, {}).items() if key[1] == person_id), None)


def of(session: Session, incident: Incident, person_id: int) -> Seen | None:
    """Return what is known of an incident for a person, or None."""
    known = session.info.get(_KNOWN, {})
    return next((seen for key, seen in known.items() if key[1] == person_id and seen.incident is incident), None)


def escalations(session: Session, incident: Incident) -> Sequence[EscalationRow] | None:
    """Return the escalations of an incident in the order of their ids, or None if they are not known."""
    of_it = (seen.escalations for seen in session.info.get(_KNOWN, {}).values() if seen.incident is incident)
    return next(of_it, None)


def notified(session: Session, incident: Incident) -> Sequence[Notification] | None:
    """Return the notifications of everybody, if this transaction has locked the incident to answer it; else None."""
    of_it = (seen.everybody for seen in session.info.get(_KNOWN, {}).values() if seen.incident is incident)
    return next((found for found in of_it if found is not None), None)


def is_locked(session: Session, incident: Incident) -> bool:
    """Return whether this transaction has locked an incident and its escalations, and has read all of it since."""
    return notified(session, incident) is not None


def note_lock(session: Session, incident: Incident, everybody: Sequence[Notification]) -> None:
    """Note that this transaction has locked an incident and its escalations, and has then read its notifications.

    A session forgets rows that nobody holds: these are held until the commit.
    """
    session.info.setdefault(_LOCKED, {})[incident.id] = everybody


def was_read_locked(session: Session, incident: Incident) -> bool:
    """Return whether the notifications in memory are the newest: they were read under a lock that still holds."""
    return incident.id in session.info.get(_LOCKED, {})


def has_no_words(session: Session, incident: Incident) -> bool:
    """Return whether it is known that no resident has written about an incident."""
    of_it = (seen.has_words for seen in session.info.get(_KNOWN, {}).values() if seen.incident is incident)
    return any(has_words is False for has_words in of_it)


def put_wrote(session: Session, person_id: int, at: datetime | None) -> None:
    """Keep when a person last wrote; None if Doria waits for an answer about their number."""
    session.info.setdefault(_WROTE, {})[person_id] = at


def wrote(session: Session, person_id: int) -> datetime | None:
    """Return when a person last wrote, or None if that is not known."""
    found: datetime | None = session.info.get(_WROTE, {}).get(person_id)
    return found


def forget(session: Session, table: type[Row] = Incident) -> None:
    """Forget what is known, if rows of a table with incidents have come or moved."""
    if table in _KINDS:
        session.info.pop(_KNOWN, None)
        session.info.pop(_MINE, None)


def write_new(session: Session) -> None:
    """Write new rows of incidents that wait to be written: what is known is forgotten then."""
    if any(isinstance(row, _KINDS) for row in session.new):
        session.flush()


@cache
def listen() -> None:
    """Forget what is known whenever an object of such a table is inserted, from now on."""
    for table in _KINDS:
        event.listen(table, "after_insert", _forget)


def _forget(_mapper: Any, _connection: Any, target: Row) -> None:
    session = object_session(target)
    if session is not None:
        forget(session)
