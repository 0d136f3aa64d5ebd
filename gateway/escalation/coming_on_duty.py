"""Coming on duty: alert somebody to open incidents without an answer that they would have been told of."""

from sqlalchemy import select

from gateway.alerts import audience, incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import duties
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import state
from gateway.storage.columns import in_order
from gateway.storage.models import EscalationRow, Incident, Notification
from menus.domain import board_order, coming_on_duty
from menus.domain.categories import Track
from menus.domain.community import Person
from menus.domain.escalation_life import WITHOUT_ANSWER
from menus.domain.incident_life import LIVE

_MOST_READ = 100
"""The most unanswered incidents that are looked at, the gravest and newest ones. A guess, to be tested."""


def alert(uow: UnitOfWork, record: CommunityRecord, person: Person) -> None:
    """Alert a person who comes on duty to what waits for an answer, except what they were alerted to before."""
    uow.session.flush()
    called = [
        incident
        for incident, row in _waiting(uow, record, record.person_ids[person.phone])
        if coming_on_duty.is_called(
            record.community, _facts_of(record, incident, row), person, uow.now, duties(uow, record)
        )
    ]
    for incident in called[: coming_on_duty.MOST]:
        told = incident.told
        incident_alerts.alert(uow, record, incident, Track.PATROL, [person])
        # The page of the report names whom its first alerts reached. It must read the same if the hop comes again.
        incident.told = told


def _waiting(uow: UnitOfWork, record: CommunityRecord, person_id: int) -> list[tuple[Incident, EscalationRow]]:
    """Return the incidents without an answer of the patrol that a person has had no alert of, the gravest first."""
    had = select(Notification.incident_id).where(
        Notification.person_id == person_id, Notification.is_unreached.is_(False)
    )
    rows = uow.session.execute(
        select(Incident, EscalationRow)
        .join(EscalationRow, EscalationRow.incident_id == Incident.id)
        .where(
            Incident.community_id == record.id,
            Incident.status.in_(LIVE),
            Incident.level.in_(list(coming_on_duty.LEVELS)),
            EscalationRow.track == Track.PATROL,
            EscalationRow.phase.in_(list(WITHOUT_ANSWER)),
            Incident.id.not_in(had),
        )
        .order_by(in_order(Incident.level, board_order.LEVELS), Incident.id.desc())
        .limit(_MOST_READ)
    )
    return [(incident, row) for incident, row in rows]


def _facts_of(record: CommunityRecord, incident: Incident, row: EscalationRow) -> coming_on_duty.Waiting:
    return coming_on_duty.Waiting(
        audience.matter_of(record, incident),
        state.unpack(row),
        row.phase,
        row.fired,
        has_reached=bool(row.last_rung_that_reached),
        is_alarm=incident.alarm is not None,
    )
