"""Readings: how far each person has read what is told of an incident by SMS, so that MORE goes on there.

A reading is only a bookmark. It is kept for a day, and without it reading begins anew.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import delete, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Incident, Reading
from menus.sms.summaries import Page, Position

LATELY = timedelta(minutes=15)
"""So long after a text about an incident, a bare MORE means that incident. A guess, to be tested."""


def note(uow: UnitOfWork, person_id: int, incident: Incident, page: Page) -> None:
    """Note how far a person has read of an incident."""
    key = {"person_id": person_id, "incident_id": incident.id}
    position = {"details": page.position.details, "words": page.position.words}
    how = {**position, "has_more": page.has_more, "at": uow.now}
    uow.upsert(Reading, [{**key, **how}], tuple(how))


def position(uow: UnitOfWork, person_id: int, incident: Incident) -> Position:
    """Return how far a person has read of an incident."""
    row = uow.session.get(Reading, (person_id, incident.id))
    return Position() if row is None else Position(row.details, row.words)


def meant_by_more(uow: UnitOfWork, person_id: int) -> Sequence[Incident]:
    """Return the incidents that a bare MORE of a person may mean, the newest first.

    These are those that they have lately begun to read, and have not read to the end. If there are none, it is the last
    one that they read: then there is nothing more.
    """
    lately = (
        select(Incident)
        .join(Reading, Reading.incident_id == Incident.id)
        .where(Reading.person_id == person_id, Reading.at > uow.now - LATELY)
        .order_by(Reading.at.desc())
    )
    unfinished = uow.session.scalars(lately.where(Reading.has_more.is_(True))).all()
    return unfinished or uow.session.scalars(lately.limit(1)).all()


def begin_anew(uow: UnitOfWork, incident: Incident) -> None:
    """Let everybody begin anew, because other reports belong to an incident now."""
    uow.session.execute(
        delete(Reading).where(Reading.incident_id == incident.id).execution_options(synchronize_session=False)
    )
