"""Looks: whoever has a sealed number or sealed words shown to them is written down, before it is shown.

The look and what it shows belong to one transaction: if the look cannot be written, nothing is shown. A look has a row
of its own with the name and the reason, and an event of its incident that names that row. Looks of older releases have
their name and reason in the event alone; here both are read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import merge

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Event, Incident, LookRow, Report
from gateway.storage.models.base import without_index
from menus.domain.accused import is_accused
from menus.domain.categories import Level
from menus.domain.community import Person
from menus.domain.looks import LookKind
from menus.domain.marks import Caution
from menus.domain.roles import CARE_ROLES, Role
from menus.domain.timeline import EventKind

_SAME_LOOK = timedelta(minutes=1)
"""A look of the same person that follows so soon is the same post again, or the next page. A guess."""
_ROW = "look"
"""The fact of an event that holds the id of its look."""


@dataclass(frozen=True)
class Looker:
    """The person who looks, by name, and their row; an operator has none."""

    name: str
    person_id: int | None = None


def with_role(record: CommunityRecord, person: Person) -> Looker:
    """Return a person with a role as the one who looks."""
    return Looker(person.name, record.person_ids[person.phone])


@dataclass(frozen=True)
class Looked:
    """A look that was written down.

    `by` and `why` are None once they were erased; `why` also if none was given. `kind` is None for a look of an older
    release. `incident` is None if it was at none; `reference` is that of the report or of the incident.
    """

    community_id: int
    at: datetime
    by: str | None
    why: str | None
    kind: LookKind | None = None
    incident: Incident | None = None
    reference: str | None = None
    person_id: int | None = None


def note(
    uow: UnitOfWork,
    incident: Incident,
    kind: LookKind,
    looker: Looker,
    *,
    why: str | None = None,
    report: Report | None = None,
) -> None:
    """Write down a look at the sealed values of an incident, or of one report of it."""
    row = {"incident_id": incident.id, "report_id": report.id if report is not None else None}
    look_id = _insert(uow, incident.community_id, kind, looker, {**row, "why": why})
    timeline.record_look(uow, incident, look_id, report.reference if report is not None else incident.reference)


def note_at_none(uow: UnitOfWork, community_id: int, kind: LookKind, looker: Looker, *, why: str | None = None) -> None:
    """Write down a look at sealed values that belong to no incident."""
    _insert(uow, community_id, kind, looker, {"why": why})


def note_once(uow: UnitOfWork, incident: Incident, kind: LookKind, looker: Looker) -> None:
    """Write down a look of somebody with a role, once for the same post again. They give no reason."""
    lately = select(LookRow.id).where(
        LookRow.incident_id == incident.id,
        LookRow.person_id == looker.person_id,
        LookRow.kind == kind,
        LookRow.at > uow.now - _SAME_LOOK,
    )
    if uow.session.scalar(lately.limit(1)) is None:
        note(uow, incident, kind, looker)


def _insert(uow: UnitOfWork, community_id: int, kind: LookKind, looker: Looker, more: dict[str, object]) -> int:
    if not looker.name:
        message = "a look needs the name of the person who looks"
        raise ValueError(message)
    by = {"person_id": looker.person_id, "by": looker.name}
    (look_id,) = uow.insert(LookRow, [{"community_id": community_id, "at": uow.now, "kind": kind, **by, **more}])
    return look_id


def oversees(record: CommunityRecord, person: Person, incident: Incident) -> bool:
    """Return whether a person reads who looked at an incident: oversight does, unless it accuses them.

    Somebody who has an interest in it does not. Of a private report its circle does, too.
    """
    if incident.community_id != record.id or is_accused(person, incident.accused_group):
        return False
    if person.phone in record.recused_from(incident):
        return False
    if incident.level is Level.PRIVATE and person.roles & CARE_ROLES:
        return True
    return Role.OVERSIGHT in person.roles


def is_closed(incident: Incident) -> bool:
    """Return whether oversight reads neither the report nor the reason of a look: it is private, or may be."""
    return incident.level is Level.PRIVATE or incident.caution is Caution.MAYBE_PRIVATE


def of_incident(session: Session, incident: Incident) -> tuple[int, Looked | None]:
    """Return how many looks an incident had, and the last one; None if it had none."""
    events = session.scalars(
        select(Event)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.REVEALED)
        .order_by(Event.id.desc())
    ).all()
    if not events:
        return 0, None
    last = events[0]
    row = session.get(LookRow, last.facts[_ROW]) if _ROW in last.facts else None
    if row is None:
        return len(events), _of_event(last, incident)
    return len(events), _of_row(row, incident, last.facts.get("report"))


def by_event(session: Session, incident: Incident) -> dict[int, Looked]:
    """Return the looks at an incident that have rows of their own, by the ids that their events name."""
    rows = session.scalars(select(LookRow).where(LookRow.incident_id == incident.id).order_by(LookRow.id))
    return {row.id: _of_row(row, incident, None) for row in rows}


def row_of(event: Event) -> int | None:
    """Return the id of the look that an event names; None for any other event."""
    return event.facts.get(_ROW)


def newest(
    session: Session, *, community_id: int | None = None, since: datetime | None = None, most: int = 1000
) -> list[Looked]:
    """Return the newest looks, the last one first: of one community if it is given, and none before `since` (aware)."""
    both = merge(
        _rows(session, community_id, since, most),
        _old_ones(session, community_id, since, most),
        key=lambda look: look.at,
        reverse=True,
    )
    return list(both)[:most]


def _rows(session: Session, community_id: int | None, since: datetime | None, most: int) -> Iterator[Looked]:
    wanted = (
        select(LookRow, Incident, Report.reference)
        .outerjoin(Incident, Incident.id == LookRow.incident_id)
        .outerjoin(Report, Report.id == LookRow.report_id)
        .limit(most)
    )
    # Each order is that of an index.
    if community_id is not None:
        wanted = wanted.where(LookRow.community_id == community_id).order_by(LookRow.id.desc())
    else:
        wanted = wanted.order_by(LookRow.at.desc(), LookRow.id.desc())
    if since is not None:
        wanted = wanted.where(LookRow.at >= since)
    for row, incident, reference in session.execute(wanted):
        yield _of_row(row, incident, reference)


def _old_ones(session: Session, community_id: int | None, since: datetime | None, most: int) -> Iterator[Looked]:
    wanted = select(Event, Incident).join(Incident, Incident.id == Event.incident_id)
    # Few events are old looks, and an index holds them: by the order of ids all events would be read.
    wanted = wanted.where(Event.looked_by.is_not(None)).order_by(without_index(Event.id).desc()).limit(most)
    if community_id is not None:
        wanted = wanted.where(Event.community_id == community_id)
    if since is not None:
        wanted = wanted.where(Event.at >= since)
    for event, incident in session.execute(wanted):
        yield _of_event(event, incident)


def _of_row(row: LookRow, incident: Incident | None, reference: str | None) -> Looked:
    if reference is None and incident is not None:
        reference = incident.reference
    return Looked(row.community_id, row.at, row.by, row.why, row.kind, incident, reference, row.person_id)


def _of_event(event: Event, incident: Incident) -> Looked:
    reference = event.facts.get("report", incident.reference)
    return Looked(event.community_id, event.at, event.looked_by, event.words, incident=incident, reference=reference)
