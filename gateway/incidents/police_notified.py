"""Police notified: the incidents of which a police contact was notified.

On the track of the police others may be notified, too, and in some communities coordinators alone are. So a ladder of
that track says nothing of the police: only where one of them was notified is there an answer to wait for.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from gateway.communities.records import CommunityRecord
from gateway.storage.models import EscalationRow, Incident, Notification, PersonRow, StationAlert
from gateway.storage.streaming import in_pieces
from menus.domain.categories import Track
from menus.domain.roles import POLICE_ROLES


def among(session: Session, record: CommunityRecord, counted: Sequence[ColumnElement[bool]]) -> frozenset[int]:
    """Return the incidents (by their rows) of which a police contact was notified, among those that count."""
    reached = select(StationAlert.incident_id).join(Incident, Incident.id == StationAlert.incident_id).where(*counted)
    return frozenset(session.scalars(reached)) | _of_contacts(session, record, counted) | _of_former(session, counted)


def _of_contacts(session: Session, record: CommunityRecord, counted: Sequence[ColumnElement[bool]]) -> frozenset[int]:
    """Return the incidents of which a contact was notified whom the file in force names."""
    contacts = [record.person_ids[person.phone] for person in record.community.having(POLICE_ROLES)]
    notified = in_pieces(
        select(Notification.incident_id)
        .join(Incident, Incident.id == Notification.incident_id)
        .where(*counted, Notification.track == Track.POLICE, Notification.person_id.in_(contacts))
    )
    return frozenset(session.scalars(notified))


def _of_former(session: Session, counted: Sequence[ColumnElement[bool]]) -> frozenset[int]:
    """Return the incidents of which somebody was notified who has left since, by a rung for a police contact.

    No file says any more what their role was. The ladder of the incident says for which roles it was.
    """
    notified = in_pieces(
        select(Notification.incident_id, EscalationRow.steps, EscalationRow.fired)
        .join(Incident, Incident.id == Notification.incident_id)
        .join(PersonRow, PersonRow.id == Notification.person_id)
        .join(
            EscalationRow,
            (EscalationRow.incident_id == Notification.incident_id) & (EscalationRow.track == Notification.track),
        )
        .where(*counted, Notification.track == Track.POLICE, PersonRow.left_at.is_not(None))
    )
    return frozenset(
        incident_id for incident_id, steps, fired in session.execute(notified) if _is_for_police(steps, fired)
    )


def _is_for_police(steps: Mapping[str, Any], fired: int) -> bool:
    """Return whether one of the rungs that were fired names a role of the police."""
    return any(not POLICE_ROLES.isdisjoint(step["notify"]) for step in steps["steps"][:fired])
