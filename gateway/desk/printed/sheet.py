"""The sheet for the occurrence book (OB) of a police station: open incidents, with columns to fill in by hand.

It is carried through the street. So it holds nobody who reported, nothing private and nothing that accuses somebody. A
text that nobody has reviewed may be any of this, so it is left out, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from gateway.desk.viewer import Viewer
from gateway.incidents import access
from gateway.incidents.openness import IS_OPEN
from gateway.storage.models import Incident
from menus.domain.board_order import LEVELS
from menus.domain.categories import Level
from menus.domain.incident_life import LIVE, IncidentStatus
from menus.sms import wording

MOST = 60
"""Incidents on a sheet: five pages of A4. More are seldom open at once, and the gravest come first. A guess."""
_SENT = LIVE - {IncidentStatus.AWAITING_REVIEW}
_LOOKED_AT = 200
"""The most open incidents that are looked at. A guess: a coordinator of one zone may see few of them."""


@dataclass(frozen=True)
class SheetRow:
    """An incident on the sheet. `ob_number` and `station` are empty where the police gave none yet."""

    reference: str
    level: Level
    kind: str
    place: str
    at: str
    ob_number: str
    station: str


def rows(session: Session, viewer: Viewer) -> tuple[Sequence[SheetRow], int]:
    """Return the incidents of the sheet, the gravest first, and how many more are open."""
    record = viewer.record
    gravity = case({level: number for number, level in enumerate(LEVELS)}, value=Incident.level, else_=len(LEVELS))
    found = session.scalars(
        select(Incident)
        .where(Incident.community_id == record.id, Incident.status.in_(_SENT), Incident.drill.is_(None), *IS_OPEN)
        .order_by(gravity, Incident.opened_at, Incident.id)
        .limit(_LOOKED_AT)
    ).all()
    seen = [one for one in found if access.may_see(session, record, viewer.person, one)]
    return [_row(viewer, one) for one in seen[:MOST]], max(0, len(seen) - MOST)


def _row(viewer: Viewer, incident: Incident) -> SheetRow:
    community = viewer.record.community
    local = incident.opened_at.astimezone(community.timezone)
    place = wording.place_name(community, viewer.language, incident.zone, incident.place or "")
    return SheetRow(
        incident.reference,
        incident.level,
        wording.category_name(viewer.language, incident.category),
        place,
        f"{local:%d/%m/%Y %H:%M}",
        incident.ob_number or "",
        incident.ob_station or "",
    )
