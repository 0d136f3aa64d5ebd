"""Court steps: written down once each, by the incident, without anybody's name."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import CourtStepRow, Incident
from menus.domain import court
from menus.domain.acts import ActKind
from menus.domain.court import CourtStep, Stepped


def of_incident(session: Session, incident: Incident) -> list[Stepped]:
    """Return the steps of an incident, the first one first."""
    return of_incidents(session, [incident.id]).get(incident.id, [])


def of_incidents(session: Session, incident_ids: Collection[int]) -> dict[int, list[Stepped]]:
    """Return the steps of some incidents by their ids, each in its order."""
    found: defaultdict[int, list[Stepped]] = defaultdict(list)
    rows = select(CourtStepRow).where(CourtStepRow.incident_id.in_(incident_ids)).order_by(CourtStepRow.id)
    for row in session.scalars(rows):
        found[row.incident_id].append(Stepped(row.id, row.step, row.at, row.day))
    return dict(found)


def write(uow: UnitOfWork, incident: Incident, step: CourtStep, day: date | None, *, by: int) -> bool:
    """Write a step down; return False if the last one was the same, or the same day of court is known.

    `by` is the row of the person who tells it.
    """
    uow.lock_row(incident)
    known = of_incident(uow.session, incident)
    if not court.fits(known, step) or any(one.day == day for one in known if day is not None):
        return False
    row = {"community_id": incident.community_id, "incident_id": incident.id, "step": step, "at": uow.now}
    uow.insert(CourtStepRow, [{**row, "day": day, "person_id": by}])
    is_hidden = incident.is_hidden
    acts.note(uow, incident.community_id, ActKind.COURT_STEP, by=by, is_hidden=is_hidden, step=step.value)
    return True
