"""Claims: one reader at the desk has a text that awaits review alone for two minutes.

So two readers do not decide on one text at once. A claim holds up nobody who acts by SMS. It ends with the
decision, when its person lets go, or by time.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Claim, Incident
from menus.domain.reviewing import LEASE


def take(uow: UnitOfWork, incident: Incident, person_id: int) -> bool:
    """Let a person have a text alone; return False if another reader has it now. They let go of any other text.

    The lock of the incident makes the second of two readers wait, and read the claim of the first.
    """
    uow.lock_row(incident)
    row = uow.session.get(Claim, incident.id, populate_existing=True)
    if row is not None and row.person_id != person_id and row.until > uow.now:
        return False
    release(uow, person_id)
    key = {"incident_id": incident.id, "person_id": person_id, "until": uow.now + LEASE}
    uow.upsert(Claim, [key], ("person_id", "until"))
    return True


def release(uow: UnitOfWork, person_id: int) -> None:
    """Let a person go of what they read."""
    mine = delete(Claim).where(Claim.person_id == person_id)
    uow.session.execute(mine.execution_options(synchronize_session="fetch"))


def of_another(uow: UnitOfWork, incident: Incident, person_id: int) -> Claim | None:
    """Return the claim of another reader that holds now; None if there is none."""
    row = uow.session.get(Claim, incident.id, populate_existing=True)
    return row if row is not None and row.person_id != person_id and row.until > uow.now else None


def end(uow: UnitOfWork, incident: Incident) -> None:
    """End the claim of a text on which somebody has decided."""
    decided = delete(Claim).where(Claim.incident_id == incident.id)
    uow.session.execute(decided.execution_options(synchronize_session="fetch"))


def held(session: Session, incident_ids: Collection[int]) -> Mapping[int, Claim]:
    """Return the claims of some incidents, also those that are over, by incident."""
    rows = session.scalars(select(Claim).where(Claim.incident_id.in_(incident_ids)))
    return {row.incident_id: row for row in rows}
