"""Expired cases: what people wrote about an incident is erased a year after its end, and who reported it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import ColumnElement, and_, exists, or_, select, update

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Event, Incident, Question, Report, Row
from gateway.upkeep import recorded_rows
from gateway.upkeep.batches import Expired, Run, still
from menus.domain.timeline import BY_PEOPLE

CASES = timedelta(days=365)
"""Retention period of what people wrote about an incident, and of the link to its reporter.

It begins when the incident is closed. If nobody closes it, it begins with the last word of a person.
"""
_OF_REPORTS = (
    "reporter_hash",
    "words",
    "place",
    "hint_words",
    "accused_group",
    "private_kind",
    "session_key",
    "reporter_phone",
    "call_at",
    "call_wish",
    "safety",
)
_OF_INCIDENTS = ("outcome", "place", "person", "ob_number", "weapons", "words_due_at")
_OF_EVENTS = ("words", "looked_by")
_MOST = 50
"""The most incidents of which rows are looked for at once. A guess."""


def ended(now: datetime, age: timedelta) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the conditions of incidents that were closed so long ago, or never, and nobody spoke of for a year."""
    silent_since = now - CASES
    spoken = exists().where(
        Event.incident_id == Incident.id,
        Event.at >= silent_since,
        or_(Event.person_id.is_not(None), Event.kind.in_(BY_PEOPLE)),
    )
    is_silent = and_(Incident.closed_at.is_(None), Incident.opened_at < silent_since, ~spoken)
    # The second part is what an index of some rows alone says of its rows.
    return and_(Incident.closed_at < now - age, Incident.closed_at.is_not(None)), is_silent


def incidents(now: datetime) -> tuple[Expired, Expired]:
    """Return the incidents that are over, and still hold something: those that were closed, and the silent ones."""
    closed, silent = ended(now, CASES)
    blank = dict.fromkeys(_OF_INCIDENTS) | {"erased_at": now}
    kept = Incident.erased_at.is_(None)
    return (
        Expired(Incident, Incident.closed_at, (kept, closed), blank),
        Expired(Incident, Incident.opened_at, (kept, silent), blank),
    )


def erase(run: Run) -> None:
    """Erase what was written about the incidents that are over, and then note of each that it is erased."""
    for kind in incidents(run.now):
        after = None
        while run.may_go_on:
            found = run.find(kind, after, _MOST)
            if not found or not _erase_parts(run, kind, [row[-1] for row in found]):
                break
            run.write(partial(_note_erased, kind, found))
            after = found[-1]


def _erase_parts(run: Run, kind: Expired, ids: Sequence[int]) -> bool:
    """Erase what some incidents still hold; return whether every row was visited."""
    over = select(Incident.id).where(Incident.id.in_(ids), *kind.which)
    words = Expired(Event, Event.id, (Event.incident_id.in_(over), _holds_any(Event)))
    return all(run.erase(part) for part in _parts(kind, ids)) and recorded_rows.erase(run, words)


def _parts(kind: Expired, ids: Sequence[int]) -> tuple[Expired, ...]:
    """Return the rows of some incidents that still hold something."""
    over = select(Incident.id).where(Incident.id.in_(ids), *kind.which)
    reports = select(Report.id).where(Report.incident_id.in_(over))
    return (
        Expired(Report, Report.id, (Report.incident_id.in_(over), _holds_any(Report)), dict.fromkeys(_OF_REPORTS)),
        Expired(Question, Question.id, (Question.report_id.in_(reports),)),
    )


def _note_erased(kind: Expired, found: Sequence[Sequence[object]], uow: UnitOfWork) -> int:
    """Erase the rest, unless a row of an incident was passed over, or has come: then the next run goes on."""
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
    whole = Expired(Incident, kind.by, (*kind.which, *(~one for one in holds)))
    noted = update(Incident).where(still(whole, found)).values(**(kind.blank or {}))
    return uow.session.connection().execute(noted).rowcount


def _holds_any(table: type[Row]) -> ColumnElement[bool]:
    """Return the condition that a row still holds something of what must be erased."""
    names = _OF_REPORTS if table is Report else _OF_EVENTS
    return or_(*(getattr(table, name).is_not(None) for name in names))
