"""The state of an escalation: load it from its row for the rules, and store it again."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from gateway.core import known, timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import EscalationRow, Incident, Notification
from menus.domain import escalation as rules
from menus.domain.categories import Level, Track, rank
from menus.domain.escalation_life import ESCALATION, WITHOUT_ANSWER, EscalationStep
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import Role
from menus.domain.timeline import EventKind


def escalation_of(uow: UnitOfWork, incident: Incident, track: Track) -> EscalationRow | None:
    """Return the escalation of an incident's track, or None, and lock its row until the commit."""
    seen = _known(uow, incident)
    if seen is not None:
        return next((row for row in seen if row.track is track), None)
    return uow.session.scalar(
        select(EscalationRow)
        .where(EscalationRow.incident_id == incident.id, EscalationRow.track == track)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _known(uow: UnitOfWork, incident: Incident) -> Sequence[EscalationRow] | None:
    """Return the escalations of an incident that this transaction has locked and read, or None."""
    known.write_new(uow.session)
    is_locked = uow.is_only_writer or known.is_locked(uow.session, incident)
    return known.escalations(uow.session, incident) if is_locked else None


def of(uow: UnitOfWork, incident: Incident) -> Sequence[EscalationRow]:
    """Return the escalations of an incident, and lock their rows until the commit."""
    seen = _known(uow, incident)
    if seen is not None:
        return seen
    return uow.session.scalars(
        select(EscalationRow)
        .where(EscalationRow.incident_id == incident.id)
        .order_by(EscalationRow.id)
        .with_for_update()
        # A row that this transaction has read before may have been answered meanwhile.
        .execution_options(populate_existing=True)
    ).all()


def facts_of(row: EscalationRow) -> rules.Escalation:
    """Return the facts of an escalation in the form that the rules use."""
    return rules.Escalation(
        fired=row.fired,
        last_fired_at=row.last_fired_at,
        started_at=row.started_at,
        phase=row.phase,
        answered_at=row.answered_at,
        skip_wait=row.skip_wait,
        last_rung_that_reached=row.last_rung_that_reached,
        reminded_at=row.reminded_at,
    )


def keep(row: EscalationRow, state: rules.Escalation) -> None:
    """Store in the row the facts that only the rules read: whether a wait is skipped, and when rungs were fired."""
    row.last_fired_at, row.skip_wait, row.last_rung_that_reached = (
        state.last_fired_at,
        state.skip_wait,
        state.last_rung_that_reached,
    )


def is_calling(row: EscalationRow) -> bool:
    """Return whether an escalation runs and has no answer."""
    return row.phase in WITHOUT_ANSWER


def is_left(row: EscalationRow, incident: Incident) -> bool:
    """Return whether an escalation is of a level that the incident had before it was lowered, and has no more."""
    return not incident.level.has_circle and rank(row.steps["level"]) > rank(incident.level)


def restart(
    uow: UnitOfWork, incident: Incident, row: EscalationRow, step: EscalationStep = EscalationStep.RESTART
) -> None:
    """Restart an escalation without an answer from its first rung."""
    row.skip_wait, row.last_rung_that_reached = False, 0
    row.last_fired_at, row.started_at = None, uow.now
    phase = ESCALATION.after(row.phase, step)
    changes = {"phase": phase, "fired": 0, "exhausted_at": None}
    timeline.record(uow, incident, EventKind.RESTARTED, changes, on=row)


def pack(ladder: Ladder) -> dict[str, Any]:
    """Return a ladder as JSON. An escalation keeps it, even if a new community file is loaded."""
    return {
        "level": ladder.level,
        "repeat": ladder.repeat,
        "steps": [{"after": step.after.total_seconds(), "notify": list(step.notify)} for step in ladder.steps],
    }


def unpack(row: EscalationRow) -> Ladder:
    """Return the ladder that is stored with an escalation."""
    packed = row.steps
    return Ladder(
        level=Level(packed["level"]),
        track=row.track,
        repeat=packed["repeat"],
        steps=tuple(
            Step(tuple(Role(role) for role in step["notify"]), timedelta(seconds=step["after"]))
            for step in packed["steps"]
        ),
    )


def roles_on(rows: Iterable[EscalationRow]) -> Iterator[Role]:
    """Yield the roles that the ladders of some escalations name, without unpacking the ladders."""
    for row in rows:
        for step in row.steps["steps"]:
            yield from map(Role, step["notify"])


def rung_and_round(row: EscalationRow) -> tuple[int, int]:
    """Return (rung, round) of the rung fired last, both from 1; (0, 0) before the first."""
    return rules.rung_and_round(unpack(row), row.fired)


def has_asked_all(row: EscalationRow) -> bool:
    """Return whether the last rung of the last round has been fired."""
    ladder = unpack(row)
    return row.fired >= len(ladder.steps) * (ladder.repeat + 1)


def was_asked_last(uow: UnitOfWork, row: EscalationRow, person_id: int) -> bool:
    """Return whether the newest rung notified a person, and that person is not done with the incident."""
    notification = uow.session.get(Notification, (row.incident_id, person_id, row.track))
    return (
        notification is not None
        and not notification.state.is_done
        and row.last_fired_at is not None
        and notification.at >= row.last_fired_at
    )
