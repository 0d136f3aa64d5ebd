"""Climbing: starting an incident's ladders, firing what is due, and stopping a track when a person answers."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select, update

from gateway.communities.directory import Directory, Town
from gateway.core.unit_of_work import Unit
from gateway.escalation import assignments, rungs, state
from gateway.logs import logger
from gateway.messaging import outbox
from gateway.storage.models import ClimbRow, Incident
from gateway.storage.states import IncidentState
from menus.domain import escalation as rules
from menus.domain.categories import Level, Track

_MOST_AT_ONCE = 50
_FAILED_WAITS = timedelta(seconds=5)
log = logger()


def start(unit: Unit, town: Town, incident: Incident, *, is_new: bool = False) -> None:
    """Open a climb for each track of the incident's level that has none yet, and fire what is due at once.

    One that `is_new` has no climb yet.
    """
    climbing: set[str] = set()
    if not is_new:
        climbing.update(unit.session.scalars(select(ClimbRow.track).where(ClimbRow.incident_id == incident.id)))
    ladders = town.community.ladders_for(Level(incident.level))
    if incident.around is not None and Level(incident.level) is not Level.COMPLAINT:
        # Around those it is about, and oversight beside those who are left.
        ladders += tuple(
            ladder for ladder in town.community.ladders_for(Level.COMPLAINT) if ladder.track is Track.OVERSIGHT
        )
    rows = [
        ClimbRow(
            incident_id=incident.id,
            track=ladder.track.value,
            steps=state.pack(ladder),
            fired=0,
            reached=0,
            hurry=False,
            started_at=unit.now,
        )
        for ladder in ladders
        if ladder.track.value not in climbing
    ]
    for row in rows:
        climb(unit, town, incident, row)
    unit.session.add_all(rows)


def climb_due(unit: Unit, directory: Directory) -> int:
    """Fire every rung that is due; return how many climbs moved. Two clocks never fire one rung twice.

    One climb that cannot be moved holds up no other: it is tried again after a while.
    """
    due = unit.session.scalars(
        select(ClimbRow)
        .where(ClimbRow.due_at <= unit.now)
        .order_by(ClimbRow.due_at)
        .limit(_MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for row in due:
        row_id = row.id
        if not unit.tries("climb", row_id, partial(_climb_on_time, unit, directory, row)):
            # Those behind it come first meanwhile.
            unit.session.execute(update(ClimbRow).where(ClimbRow.id == row_id).values(due_at=unit.now + _FAILED_WAITS))
    return len(due)


def _climb_on_time(unit: Unit, directory: Directory, row: ClimbRow) -> None:
    incident = unit.session.get_one(Incident, row.incident_id)
    if incident.state != IncidentState.OPEN:
        row.due_at = None
    else:
        climb(unit, directory.by_id(incident.community_id), incident, row)


def reopen(unit: Unit, incident: Incident, row: ClimbRow, kind: str) -> None:
    """Take an answer back, for a reason that is the event's kind."""
    row.answered_at = row.answered_by = row.answered_role = row.reminded_at = row.arrived_at = None
    unit.note(incident.id, kind, track=row.track)


def climb_higher(unit: Unit, town: Town, incident: Incident) -> None:
    """Let tracks that climb already go on by the ladders of the level an incident has been raised to."""
    ladders = {ladder.track.value: ladder for ladder in town.community.ladders_for(Level(incident.level))}
    for row in state.of(unit, incident):
        ladder = ladders.get(row.track)
        if ladder is None or row.steps["level"] == incident.level:
            continue
        row.steps = state.pack(ladder)
        if row.answered_at is None:
            # Those on its first rung may not have been on the lesser one.
            state.from_the_top(row, unit.now)
        # Who has answered already should be there soon now, too.
        climb(unit, town, incident, row)


def tell_first(unit: Unit, town: Town, incident: Incident) -> None:
    """Alert those on the first rung of the tracks that have been answered, as far as they have not been told."""
    for row in state.of(unit, incident):
        if row.answered_at is not None:
            rungs.fire(unit, town, incident, row, state.unpack(row).steps[0], but_told=True)


def climb_again(unit: Unit, town: Town, incident: Incident) -> bool:
    """Climb spent ladders anew, for there is more to tell; False where none is spent without an answer."""
    spent = [row for row in state.of(unit, incident) if row.spent_at is not None and row.answered_at is None]
    for row in spent:
        state.from_the_top(row, unit.now)
        climb(unit, town, incident, row)
    return bool(spent)


def restart(unit: Unit, town: Town, incident: Incident) -> None:
    """Climb from the top where nobody has answered: the incident is elsewhere, and others are near.

    Where somebody has, those who are near now are told as well.
    """
    for row in state.of(unit, incident):
        if row.answered_at is None:
            state.from_the_top(row, unit.now)
            climb(unit, town, incident, row)
    tell_first(unit, town, incident)


def take_up(unit: Unit, town: Town, incident: Incident) -> None:
    """Take up an incident's climbs again, after they had been stopped: whoever had answered is asked anew."""
    for row in state.of(unit, incident):
        if row.answered_at is not None:
            reopen(unit, incident, row, "taken-up")
        state.from_the_top(row, unit.now)
        climb(unit, town, incident, row)


def arrive_within(unit: Unit, incident: Incident, track: str) -> timedelta | None:
    """Return how soon whoever answers should be there: on the patrol's track of a major incident."""
    is_watched = track == Track.PATROL and Level(incident.level) is Level.MAJOR
    return unit.policy.arrive_within if is_watched else None


def arrival_due(unit: Unit, incident: Incident, track: Track) -> datetime | None:
    """Return when whoever answers now should be there, None where nobody looks."""
    within = arrive_within(unit, incident, track)
    return None if within is None else unit.now + within


def stop_all(unit: Unit, incident: Incident) -> None:
    """End every climb of a closed incident, and the alerts that have not left."""
    unit.session.execute(
        update(ClimbRow)
        .where(ClimbRow.incident_id == incident.id)
        .values(due_at=None)
        .execution_options(synchronize_session="fetch")
    )
    outbox.cancel_for(unit, incident.id)


def climb(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Fire what is due now, skipping rungs that reach nobody, and note when the next is due."""
    ladder = state.unpack(row)
    while True:
        stands = state.state_of(row)
        step = rules.next_step(ladder, stands, unit.now, arrive_within(unit, incident, row.track))
        morning = rungs.morning(unit, town, incident, step)
        if morning is not None:
            row.due_at = morning
            return
        if step.kind is rules.Kind.FIRE and step.step is not None:
            told = rungs.fire(unit, town, incident, row, step.step)
            state.keep(row, rules.advance(stands, unit.now, reached=bool(told)))
            unit.note(incident.id, "rung", track=row.track, rung=step.rung, round=step.round, told=len(told))
            log.info("rung.fired", incident=incident.id, rung=step.rung, told=len(told))
        elif step.kind is rules.Kind.SPENT:
            row.spent_at, row.due_at = unit.now, None
            rungs.call_anybody(unit, town, incident, row)
            rungs.tell_spent(unit, town, incident, row)
            return
        elif step.kind is rules.Kind.REMIND:
            row.reminded_at = unit.now
            rungs.remind(unit, town, incident, row)
        elif step.kind is rules.Kind.LAPSE:
            state.keep(row, rules.lapse(stands))
            reopen(unit, incident, row, "lapsed")
            assignments.forget_places(unit, incident, row.track)
            if row.spent_at is not None:
                row.due_at = None
                rungs.tell_spent(unit, town, incident, row)
                return
        else:
            row.due_at = step.due_at
            return
