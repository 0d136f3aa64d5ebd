"""The board as the events of the timeline alone tell it, to compare it with the board of the rows."""

from datetime import datetime
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.storage.models import EscalationRow, Event, Incident
from menus.domain.categories import Level, Track
from menus.domain.escalation import rung_and_round
from menus.domain.incident_life import LIVE, IncidentStatus
from menus.domain.ladders import Ladder, Step
from menus.domain.timeline import INCIDENT_FACTS, Recorded, Replayed, replay

_OF_TRACKS = ("phase", "fired", "answered_at", "answered_role", "exhausted_at")
"""The facts of a track whose changes the timeline holds."""


def board_of_events(session: Session) -> list[dict[str, Any]]:
    """Return the board, newest first, and read nothing but events. It lacks the costs: those are no events."""
    events = session.scalars(select(Event).order_by(Event.incident_id, Event.id)).all()
    made = []
    for _, own in groupby(events, key=lambda event: event.incident_id):
        row = _row(replay(Recorded(event.kind, event.changes, event.facts.get("track")) for event in own))
        if row["status"] != IncidentStatus.JOINED:
            made.append(row)
    return made[::-1]


def _row(made: Replayed) -> dict[str, Any]:
    facts = made.facts
    is_private = facts["level"] == Level.PRIVATE
    return {
        "reference": facts["reference"],
        "category": "private" if is_private else facts["category"],
        "level": facts["level"],
        "zone": None if is_private else facts["zone"],
        "status": _status(made),
        "reports": facts["reports"],
        "unconfirmed": facts["unconfirmed"],
        "flag": _flag(facts),
        "drill": facts.get("drill") is not None,
        "opened_at": facts["opened_at"],
        "tracks": {track: _track(own) for track, own in made.tracks.items()},
    }


def _status(made: Replayed) -> str:
    status = IncidentStatus(made.facts["status"])
    if status not in LIVE:
        return status
    if status is IncidentStatus.AWAITING_REVIEW:
        return "unconfirmed"
    return "unanswered" if any(own["phase"] == "exhausted" for own in made.tracks.values()) else "open"


def _flag(facts: dict[str, Any]) -> str | None:
    if facts["alarm"] == "duress":
        return "duress"
    return facts["caution"] or ("red" if facts["has_red_words"] else None)


def _track(own: dict[str, Any]) -> dict[str, Any]:
    ladder = Ladder(Level.MAJOR, Track.PATROL, (Step(()),) * own["rungs"])
    rung, number = rung_and_round(ladder, own.get("fired") or 0)
    return {
        "answered_by_role": own.get("answered_role"),
        "answered_at": own.get("answered_at"),
        "rung": rung,
        "round": number,
        "spent_at": own.get("exhausted_at"),
    }


def facts_of_events(session: Session) -> dict[str, dict[str, Any]]:
    """Return every fact that the events of the timeline tell, by reference; those of a track begin with its name."""
    events = session.scalars(select(Event).order_by(Event.incident_id, Event.id)).all()
    found = {}
    for _, own in groupby(events, key=lambda event: event.incident_id):
        made = replay(Recorded(event.kind, event.changes, event.facts.get("track")) for event in own)
        tracks = {f"{track}.{name}": made.tracks[track].get(name) for track in made.tracks for name in _OF_TRACKS}
        found[made.facts["reference"]] = {name: made.facts.get(name) for name in INCIDENT_FACTS} | tracks
    return found


def facts_of_rows(session: Session) -> dict[str, dict[str, Any]]:
    """Return the same facts as the rows hold them."""
    found = {}
    for incident in session.scalars(select(Incident)):
        rows = session.scalars(select(EscalationRow).where(EscalationRow.incident_id == incident.id)).all()
        tracks = {f"{row.track}.{name}": _plain(getattr(row, name)) for row in rows for name in _OF_TRACKS}
        found[incident.reference] = {name: _plain(getattr(incident, name)) for name in INCIDENT_FACTS} | tracks
    return found


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def without_costs(board: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the board of the rows in the form of `board_of_events`."""
    return [{name: value for name, value in row.items() if name != "cost_kes"} for row in board]
