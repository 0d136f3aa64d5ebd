"""The board: the list of incidents, with the escalations, status, cost and history of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.escalation import state
from gateway.incidents import looks
from gateway.incidents.looks import Looked
from gateway.storage.models import EscalationRow, Event, Incident, Message, Report
from menus.domain import standing
from menus.domain.categories import Level
from menus.domain.incident_life import LIVE, IncidentStatus
from menus.domain.marks import AlarmKind
from menus.domain.standing import BoardStatus, ReporterStatus
from menus.domain.timeline import EventKind

_RESPONDERS_WORDS = {
    EventKind.OVER,
    EventKind.OB_NUMBER,
    EventKind.NOTED,
    EventKind.LOWERED,
    EventKind.PASSED,
    EventKind.CLOSED,
    EventKind.MARKED_FALSE,
    EventKind.TEAM_SENT,
    EventKind.CAME_LATE,
}


@dataclass(frozen=True)
class BoardEntry:
    """One incident, its escalations, and the cost of its texts in KES as the network reported it."""

    incident: Incident
    escalations: Sequence[EscalationRow]
    cost: Decimal = Decimal(0)

    @property
    def status(self) -> BoardStatus:
        """The status of the incident on the board."""
        return standing.on_board(self.incident.status, [row.phase for row in self.escalations])

    @property
    def flag(self) -> str | None:
        """One word that makes an operator look: duress, many, false-before or red; None for most."""
        incident = self.incident
        if incident.alarm is AlarmKind.DURESS:
            return incident.alarm
        return incident.caution or ("red" if incident.has_red_words else None)

    @property
    def place(self) -> str | None:
        """The place as it was typed, or None for a private incident."""
        return None if self.incident.level == Level.PRIVATE else self.incident.place

    def as_json(self) -> dict[str, Any]:
        """Return the incident with its published JSON names; a private one shows neither category nor zone."""
        is_private = self.incident.level == Level.PRIVATE
        return {
            "reference": self.incident.reference,
            "category": "private" if is_private else self.incident.category,
            "level": self.incident.level,
            "zone": None if is_private else self.incident.zone,
            "status": self.status,
            "reports": self.incident.reports,
            "unconfirmed": self.incident.unconfirmed,
            "flag": self.flag,
            "drill": self.incident.drill is not None,
            "cost_kes": f"{self.cost:.2f}",
            "opened_at": self.incident.opened_at.isoformat(),
            "tracks": {
                escalation.track: {
                    "answered_by_role": escalation.answered_role,
                    "answered_at": _iso(escalation.answered_at),
                    "rung": state.rung_and_round(escalation)[0],
                    "round": state.rung_and_round(escalation)[1],
                    "spent_at": _iso(escalation.exhausted_at),
                }
                for escalation in self.escalations
            },
        }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def board_entries(
    session: Session,
    *,
    open_only: bool = False,
    reference: str | None = None,
    since: datetime | None = None,
    community_id: int | None = None,
) -> list[BoardEntry]:
    """Return the newest 1000 incidents with their escalations and costs, newest first.

    `open_only` leaves out incidents that are not open. Otherwise only those joined to another are left out. With a
    `reference`, the list holds only the incident of that report. With `since` (aware) it leaves out those that were
    opened earlier, and with `community_id` those of other communities.
    """
    query = select(Incident).order_by(Incident.id.desc()).limit(1000)
    query = query.where(Incident.status.in_(LIVE) if open_only else Incident.status != IncidentStatus.JOINED)
    if reference is not None:
        query = query.where(Incident.id.in_(select(Report.incident_id).where(Report.reference == reference)))
    if since is not None:
        query = query.where(Incident.opened_at >= since)
    if community_id is not None:
        query = query.where(Incident.community_id == community_id)
    incidents = session.scalars(query).all()
    escalations: dict[int, list[EscalationRow]] = {}
    wanted = [incident.id for incident in incidents]
    for escalation in session.scalars(
        select(EscalationRow).where(EscalationRow.incident_id.in_(wanted)).order_by(EscalationRow.id)
    ):
        escalations.setdefault(escalation.incident_id, []).append(escalation)
    costs = {
        row[0]: Decimal(row[1] or 0)
        for row in session.execute(
            select(Message.incident_id, func.sum(Message.cost))
            .where(Message.incident_id.in_(wanted), Message.cost.is_not(None))
            .group_by(Message.incident_id)
        )
    }
    return [
        BoardEntry(incident, escalations.get(incident.id, []), costs.get(incident.id, Decimal(0)))
        for incident in incidents
    ]


def status_for_reporter(session: Session, incident: Incident) -> ReporterStatus:
    """Return how an incident stands, as a resident reads it."""
    escalating = session.execute(
        select(EscalationRow.track, EscalationRow.phase).where(EscalationRow.incident_id == incident.id)
    )
    return standing.for_reporter(incident.status, {row.track: row.phase for row in escalating})


def hint_words(session: Session, incident: Incident) -> str:
    """Return the lexicon's words that suggested the category of an incident, separated by commas."""
    found = session.scalars(select(Report).where(Report.incident_id == incident.id)).all()
    return ", ".join(report.hint_words for report in found if report.hint_words)


def history(session: Session, incident: Incident, *, has_notes: bool = True) -> list[dict[str, Any]]:
    """Return the events of an incident, oldest first, with the words of responders but never those of residents.

    Without `has_notes` the words of responders are left out, too. Of a look at sealed values it says who looked, and
    why.
    """
    rows = session.scalars(select(Event).where(Event.incident_id == incident.id).order_by(Event.id))
    looked = looks.by_event(session, incident)
    return [_as_json(row, looked.get(looks.row_of(row) or 0), has_notes=has_notes) for row in rows]


def _as_json(row: Event, look: Looked | None, *, has_notes: bool) -> dict[str, Any]:
    is_look = row.kind is EventKind.REVEALED
    by, words = (look.by, look.why) if look is not None else (row.looked_by, row.words)
    is_shown = is_look or (has_notes and row.kind in _RESPONDERS_WORDS)
    return (
        {"at": row.at.isoformat(), "kind": row.kind, "facts": row.facts}
        | ({"words": words} if is_shown and words else {})
        | ({"by": by} if by else {})
    )


def has_notes(session: Session, incident: Incident) -> bool:
    """Return whether people with a role wrote words about an incident that are still kept."""
    written = select(Event.id).where(Event.incident_id == incident.id, Event.kind.in_(_RESPONDERS_WORDS))
    return session.scalar(written.where(Event.words.is_not(None)).limit(1)) is not None


def shows_words(kind: EventKind) -> bool:
    """Return whether the words of an event are those of somebody with a role, which others with one may read."""
    return kind in _RESPONDERS_WORDS
