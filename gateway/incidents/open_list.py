"""The list of what is open: the incidents that a person may see, in the order of the board, as LIST tells them."""

from collections import defaultdict

from sqlalchemy import and_, case, select
from sqlalchemy.orm import Session

from gateway.alerts import alert_facts
from gateway.communities.directory import CommunityRecord
from gateway.incidents import access
from gateway.storage.columns import in_order
from gateway.storage.models import EscalationRow, Incident
from menus.domain import board_order
from menus.domain.board_order import Listed
from menus.domain.categories import Category, Level, Track
from menus.domain.community import Person
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import LIVE, IncidentStatus
from menus.domain.roles import Role
from menus.sms.listing import Entry

MOST = 500
"""The most open incidents that are read. They are those of the highest levels. A guess: nobody reads so many pages."""

_IS_JUNK = and_(
    Incident.category == Category.UNKNOWN,
    Incident.status == IncidentStatus.AWAITING_REVIEW,
    Incident.has_red_words.is_(False),
)
OPEN_FIRST = (case((_IS_JUNK, 1), else_=0), in_order(Incident.level, board_order.LEVELS), Incident.id)
"""The order in which open incidents are read: junk and the lowest levels are left out first."""


def entries(session: Session, record: CommunityRecord, person: Person) -> list[Entry]:
    """Return the open incidents of a community that a person may see, in the order of the board.

    A private one has no place. The track of oversight counts for oversight alone.
    """
    seen = {
        incident.id: incident
        for incident in _open(session, record)
        if access.may_see(session, record, person, incident)
    }
    phases = _phases(session, list(seen), with_oversight=Role.OVERSIGHT in person.roles)
    listed = board_order.in_order(
        Listed(
            incident.id,
            incident.level,
            board_order.standing(incident.status, phases[incident.id]),
            incident.opened_at,
            board_order.is_junk(incident.category, incident.status, has_red_words=incident.has_red_words),
        )
        for incident in seen.values()
    )
    return [_entry(seen[each.number], each) for each in listed]


def _open(session: Session, record: CommunityRecord) -> list[Incident]:
    """Return the open incidents of a community, at most `MOST`."""
    return list(
        session.scalars(
            select(Incident)
            .where(Incident.community_id == record.id, Incident.status.in_(LIVE))
            .order_by(*OPEN_FIRST)
            .limit(MOST)
        )
    )


def _phases(
    session: Session, incident_ids: list[int], *, with_oversight: bool
) -> defaultdict[int, dict[Track, EscalationPhase]]:
    """Return the phases of the tracks of some incidents."""
    found: defaultdict[int, dict[Track, EscalationPhase]] = defaultdict(dict)
    rows = session.execute(
        select(EscalationRow.incident_id, EscalationRow.track, EscalationRow.phase).where(
            EscalationRow.incident_id.in_(incident_ids)
        )
    )
    for row in rows:
        if with_oversight or row.track is not Track.OVERSIGHT:
            found[row.incident_id][row.track] = row.phase
    return found


def _entry(incident: Incident, listed: Listed) -> Entry:
    facts = alert_facts.facts_of(incident)
    if incident.level is Level.PRIVATE:
        facts = alert_facts.without_place(facts)
    return Entry(facts, listed.standing)
