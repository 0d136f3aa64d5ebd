"""Clocks of the court: coordinators are told once when nothing is heard after an arrest.

They are told after 24 hours or a court day, and after 14 days. A pause holds these texts back.
"""

from datetime import timedelta
from functools import partial

from sqlalchemy import select

from gateway.alerts.coordinator_texts import coordinators_of
from gateway.association.court import steps
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify_of_association
from gateway.storage.models import CourtStepRow, Incident
from menus.domain import court
from menus.domain.court import CourtStep, Overdue, Stepped
from menus.text.names import Text

_LOOKED_AT = court.FURTHEST + timedelta(days=60)
"""Older arrests are looked at no more: each day of court was over long before. A guess."""
_TEXTS = {Overdue.BEFORE_COURT: Text.COURT_24H, Overdue.STALLED: Text.COURT_STALLED}


def tell_of_overdue(uow: UnitOfWork, directory: Directory) -> None:
    """Tell the coordinators of each incident whose arrest nothing was heard of, once for each clock."""
    lately = select(CourtStepRow.incident_id).where(
        CourtStepRow.step == CourtStep.ARRESTED, CourtStepRow.at > uow.now - _LOOKED_AT
    )
    known = steps.of_incidents(uow.session, list(uow.session.scalars(lately.distinct())))
    waiting = {incident_id: found for incident_id, found in known.items() if court.is_open(found)}
    if not waiting:
        return
    rows = select(Incident.id, Incident.community_id).where(Incident.id.in_(waiting)).order_by(Incident.id)
    for incident_id, community_id in uow.session.execute(rows).all():
        record = directory.find(community_id)
        if record is not None and record.paused_at is None:
            # One that cannot be told of, such as with a value that no key opens, holds up no other.
            uow.in_savepoint("court", incident_id, partial(_tell, uow, record, incident_id, waiting[incident_id]))


def _tell(uow: UnitOfWork, record: CommunityRecord, incident_id: int, known: list[Stepped]) -> None:
    incident = uow.session.get_one(Incident, incident_id)
    overdue, arrest = court.overdue(known, uow.now, record.community.timezone), court.arrest_of(known)
    for what in Overdue:
        if what not in overdue or arrest is None:
            continue
        people = coordinators_of(uow, record, incident)
        if people and notices_once.is_first(uow, Notice.COURT_OVERDUE, f"{incident.id}-{arrest.id}-{what}"):
            for person in people:
                notify_of_association(uow, record, person, _TEXTS[what], incident=incident, wakes=False)
