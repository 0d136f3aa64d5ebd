"""Expired cases: what people wrote about an incident is erased a year after its end, and who reported it.

If nobody closes it, that year begins with the last word of a person, and the incident ends with its words.
`gateway/upkeep/aged_reports.py` erases the reports that are over before their incident is.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import lifecycle
from gateway.storage.models import Event, Incident, Question, Report, Row
from gateway.upkeep import blanks, recorded_rows
from gateway.upkeep.batches import Expired, Run, still
from menus.domain.retention.rules import Since
from menus.domain.timeline import BY_PEOPLE

Found = Sequence[Sequence[Any]]
"""Rows that a batch has found, each as what it is ordered by and its key."""
_MOST = 50
"""The most incidents of which rows are looked for at once. A guess."""
_MOST_ENDED = 10
"""The most incidents that end in one transaction: each takes some milliseconds. A guess."""


def incidents(now: datetime) -> tuple[Expired, Expired]:
    """Return the incidents that are over, and still hold something: those that were closed, and the silent ones."""
    over = now - blanks.after(Incident, Since.INCIDENT_ENDED, "outcome")
    silent_since = now - blanks.after(Incident, Since.LAST_WORD, "outcome")
    spoken = exists().where(
        Event.incident_id == Incident.id,
        Event.at >= silent_since,
        or_(Event.person_id.is_not(None), Event.kind.in_(BY_PEOPLE)),
    )
    kept, erased = Incident.erased_at.is_(None), {"erased_at": now}
    # The second part is what an index of some rows alone says of its rows.
    closed = (kept, Incident.closed_at < over, Incident.closed_at.is_not(None))
    silent = (kept, Incident.closed_at.is_(None), Incident.opened_at < silent_since, ~spoken)
    return (
        Expired(Incident, Incident.closed_at, closed, blanks.of(Incident, Since.INCIDENT_ENDED) | erased),
        Expired(Incident, Incident.opened_at, silent, blanks.of(Incident, Since.LAST_WORD) | erased),
    )


def erase(run: Run) -> None:
    """Erase what was written about the incidents that are over, and then note of each that it is erased."""
    closed, silent = incidents(run.now)
    _erase(run, closed, _MOST, _note_erased)
    _erase(run, silent, _MOST_ENDED, _end)


def _erase(run: Run, kind: Expired, most: int, note: Callable[[Expired, Found, UnitOfWork], int]) -> None:
    after = None
    while run.may_go_on:
        found = run.find(kind, after, most)
        ids = [row[-1] for row in found]
        if not found or not recorded_rows.erase(run, _events(kind, ids)):
            break
        if not all(run.erase(part) for part in _parts(run.now, kind, ids)):
            break
        run.write(partial(note, kind, found))
        after = found[-1]


def _events(kind: Expired, ids: Sequence[int]) -> Expired:
    """Return the events of some incidents that still hold words."""
    over = select(Incident.id).where(Incident.id.in_(ids), *kind.which)
    return Expired(Event, Event.id, (Event.incident_id.in_(over), _holds_any(Event)))


def _parts(now: datetime, kind: Expired, ids: Sequence[int]) -> tuple[Expired, ...]:
    """Return the reports of some incidents that still hold something, and their questions."""
    over = select(Incident.id).where(Incident.id.in_(ids), *kind.which)
    reports = select(Report.id).where(Report.incident_id.in_(over))
    blank = blanks.of(Report, Since.LAST_WORD) | {"erased_at": now}
    left = or_(Report.erased_at.is_(None), _holds_any(Report))
    return (
        Expired(Report, Report.id, (Report.incident_id.in_(over), left), blank),
        Expired(Question, Question.id, (Question.report_id.in_(reports),)),
    )


def _note_erased(kind: Expired, found: Found, uow: UnitOfWork) -> int:
    """Erase the rest, unless a row of an incident was passed over, or has come: then the next run goes on."""
    noted = update(Incident).where(still(_whole(kind), found)).values(**(kind.blank or {}))
    return uow.session.connection().execute(noted).rowcount


def _end(kind: Expired, found: Found, uow: UnitOfWork) -> int:
    """Erase the rest, and end the incidents: nobody closes them any more. Nobody is notified."""
    silent = uow.session.scalars(select(Incident.id).where(still(_whole(kind), found)).order_by(Incident.id)).all()
    for incident_id in silent:
        uow.in_savepoint("nobody-closed", incident_id, partial(_end_one, uow, kind, incident_id))
    return len(silent)


def _end_one(uow: UnitOfWork, kind: Expired, incident_id: int) -> None:
    # Nothing sealed is read: a value that nobody can open must hold up no end.
    uow.session.execute(update(Incident).where(Incident.id == incident_id).values(**(kind.blank or {})))
    incident = uow.session.get_one(Incident, incident_id, populate_existing=True)
    lifecycle.end_unclosed(uow, incident)
    incident.erased_at = uow.now
    uow.session.flush()


def _whole(kind: Expired) -> Expired:
    """Return the incidents of a kind of which nothing else holds anything any more."""
    report = select(Report.id).where(Report.incident_id == Incident.id)
    holds = (
        exists(report.where(_holds_any(Report)).correlate(Incident)),
        exists(select(Event.id).where(Event.incident_id == Incident.id, _holds_any(Event)).correlate(Incident)),
        exists(
            select(Question.id)
            .join(Report, Report.id == Question.report_id)
            .where(Report.incident_id == Incident.id)
            .correlate(Incident)
        ),
    )
    return Expired(Incident, kind.by, (*kind.which, *(~one for one in holds)), kind.blank)


def _holds_any(table: type[Row]) -> ColumnElement[bool]:
    """Return the condition that a row still holds something of what must be erased."""
    return or_(*(getattr(table, name).is_not(None) for name in blanks.of(table, Since.LAST_WORD)))
