"""Tracks: each ladder of an incident as lines, with the rungs that were fired and those that come."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.desk.incident.looking import Looking
from gateway.escalation import state
from gateway.storage.models import EscalationRow, Event, Notification
from menus.domain.categories import Track
from menus.domain.coming_rungs import coming
from menus.domain.escalation_life import EscalationPhase
from menus.domain.ladders import Step
from menus.domain.roles import Role
from menus.domain.timeline import EventKind
from menus.sms import happened
from menus.sms.listing import role_name

_MOST_COMING = 4
"""The coming rungs that a page shows: more would push the buttons off a phone. A guess."""


@dataclass(frozen=True)
class Rung:
    """A rung as a line: its number and round, the roles that it calls, when it fires, and whom it has notified.

    `wait` is how long until it fires; it is None for a rung that was fired.
    """

    rung: int
    round: int
    roles: str
    at: str
    wait: str | None = None
    told: str = ""


@dataclass(frozen=True)
class TrackLines:
    """A ladder: how it stands, its lines, who answered and when, and when they arrived.

    `exhausted_in` is how long until nobody is left to call. `answered_after` is how long the answer took.
    """

    track: Track
    phase: EscalationPhase
    fired: Sequence[Rung]
    coming: Sequence[Rung]
    more_coming: int = 0
    answered_by: str = ""
    answered_at: str = ""
    answered_after: str = ""
    arrived_at: str = ""
    exhausted_at: str = ""
    exhausted_in: str = ""
    is_red: bool = False


def of_incident(session: Session, looking: Looking) -> list[TrackLines]:
    """Return the ladders of an incident that the viewer may know of."""
    incident_id = looking.incident.id
    rows = session.scalars(
        select(EscalationRow).where(EscalationRow.incident_id == incident_id).order_by(EscalationRow.id)
    ).all()
    fired: defaultdict[str | None, list[Event]] = defaultdict(list)
    of_rungs = select(Event).where(Event.incident_id == incident_id, Event.kind == EventKind.RUNG_FIRED)
    for event in session.scalars(of_rungs.order_by(Event.id)):
        fired[event.facts.get("track")].append(event)
    told: defaultdict[tuple[Track, datetime], list[int]] = defaultdict(list)
    notified = select(Notification).where(Notification.incident_id == incident_id)
    for row in session.scalars(notified.order_by(Notification.person_id)):
        told[row.track, row.at].append(row.person_id)
    return [_lines(looking, row, fired[row.track], told) for row in rows if looking.sees(row.track)]


def _lines(
    looking: Looking, row: EscalationRow, events: Sequence[Event], told: dict[tuple[Track, datetime], list[int]]
) -> TrackLines:
    ladder, facts = state.unpack(row), state.facts_of(row)
    to_come = coming(ladder, facts, looking.now)
    # A ladder that began anew counts from there.
    before = [
        _fired(looking, ladder.steps, event, [looking.name(one) for one in told.get((row.track, event.at), [])])
        for event in events[len(events) - min(row.fired, len(events)) :]
    ]
    after = [
        Rung(
            rung.rung,
            rung.round,
            _roles(looking, rung.step),
            looking.moment(rung.at),
            clock(rung.at - looking.now),
        )
        for rung in to_come.rungs[:_MOST_COMING]
    ]
    ends_at, answered_at = to_come.exhausted_at, row.answered_at
    is_answered = row.answered_role is not None
    return TrackLines(
        row.track,
        row.phase,
        before,
        after,
        max(0, len(to_come.rungs) - _MOST_COMING),
        looking.name(row.answered_by) if is_answered else "",
        looking.moment(answered_at) if answered_at is not None and is_answered else "",
        clock(answered_at - row.started_at) if answered_at is not None and is_answered else "",
        looking.moment(row.arrived_at) if row.arrived_at is not None else "",
        looking.moment(row.exhausted_at) if row.exhausted_at is not None else "",
        clock(ends_at - looking.now) if ends_at is not None else "",
        row.phase is EscalationPhase.EXHAUSTED,
    )


def _fired(looking: Looking, steps: Sequence[Step], event: Event, told: Sequence[str]) -> Rung:
    rung = int(event.facts.get("rung", 0))
    roles = _roles(looking, steps[rung - 1]) if 0 < rung <= len(steps) else ""
    return Rung(
        rung,
        int(event.facts.get("round", 0)),
        roles,
        looking.moment(event.at),
        told=happened.called(looking.language, told, int(event.facts.get("told", 0))),
    )


def _roles(looking: Looking, step: Step) -> str:
    return ", ".join(_names(looking, step.notify))


def _names(looking: Looking, roles: Sequence[Role]) -> Iterator[str]:
    for role in roles:
        # The roles of oversight on another track would tell that somebody is accused.
        if role is not Role.OVERSIGHT or looking.viewer.has(Role.OVERSIGHT):
            yield role_name(looking.language, role)


def clock(span: timedelta) -> str:
    """Return a span as minutes and seconds, or as hours, minutes and seconds: `1:40`, `2:05:00`."""
    seconds = max(0, int(span.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
