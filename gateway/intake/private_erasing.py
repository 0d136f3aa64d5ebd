"""Private erasing: number and words of a private report go when a helper says so, once its case has ended."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gateway.core import known
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import cases
from gateway.intake import erased_events, kept
from gateway.storage.models import Event, Incident, Report
from menus.domain.acts import ErasedWhy
from menus.domain.timeline import EventKind


def report_of(session: Session, incident: Incident) -> Report | None:
    """Return the report of a private incident: it has only one, because no other joins it."""
    return cases.report_of(session, incident)


def erase(uow: UnitOfWork, incident: Incident, by: int | None) -> bool:
    """Erase what is written about a private case that has ended, and its caller's number; return whether all is gone.

    Words of its helpers go, too: they may tell who it was. The names of those who looked at it stay. `by` is the helper
    who carries it out; None if the clock does.
    """
    if incident.status.is_live:
        return False
    events = uow.session.scalars(
        select(Event)
        .where(Event.incident_id == incident.id, Event.words.is_not(None), Event.kind != EventKind.REVEALED)
        .order_by(Event.id)
    ).all()
    if erased_events.erase(uow, events, ErasedWhy.HELPER, by):
        return False
    blank = dict.fromkeys((*kept.OF_REPORTS, "reporter_hash"))
    gone = update(Report).where(Report.incident_id == incident.id).values(**blank)
    uow.session.execute(gone.execution_options(synchronize_session="fetch"))
    incident.place = incident.outcome = incident.weapons = incident.person_id = None
    uow.truncates_log = True
    known.forget(uow.session)
    return True
