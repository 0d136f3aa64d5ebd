"""Climbing: starting an incident's ladders, firing what is due, and stopping a track when a person answers."""

from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select, update

from gateway.logs import logger
from gateway.storage.models import ClimbRow, Incident, Message, Page
from gateway.storage.states import IncidentState
from gateway.usecases import alerting, climbs, outbox, pairing
from gateway.usecases.communities import Directory, Town, duties, holders
from gateway.usecases.telling import tell
from gateway.usecases.unit import Unit
from menus.rules import ladder as rules
from menus.rules import quiet, roster
from menus.rules.categories import Level, Track
from menus.rules.community import PATROL_ROLES, Person, Role, Step

_MOST_AT_ONCE = 50
_FAILED_WAITS = timedelta(seconds=5)
_UNANSWERED = {Level.PRIVATE: "unanswered_private", Level.COMPLAINT: "unanswered_complaint"}
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
            steps=climbs.pack(ladder),
            fired=0,
            reached=0,
            hurry=False,
            started_at=unit.now,
        )
        for ladder in ladders
        if ladder.track.value not in climbing
    ]
    for row in rows:
        _climb(unit, town, incident, row)
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
        _climb(unit, directory.by_id(incident.community_id), incident, row)


def cannot(unit: Unit, town: Town, incident: Incident, track: Track, person_id: int) -> None:
    """Ask the next on a track at once, where the person who says they cannot is one who was asked last.

    Who had answered takes that back. Saying it again, or after others have been asked, hurries nobody.
    """
    row = climbs.climb_of(unit, incident, track)
    if row is None:
        return
    if row.answered_at is not None:
        if row.answered_by != person_id:
            _step_back(unit, row, person_id)
            return
        if pairing.hand_over(unit, town, incident, row, person_id):
            row.due_at = _arrival_due(unit, incident, track)
            return
        _reopen(unit, incident, row, "taken-back")
    elif not climbs.was_asked_last(unit, row, person_id):
        return
    if row.spent_at is None:
        climbs.keep(row, rules.hasten(climbs.state_of(row)))
        _climb(unit, town, incident, row)
    else:
        _tell_spent(unit, town, incident, row)


def _step_back(unit: Unit, row: ClimbRow, person_id: int) -> None:
    page = unit.session.get(Page, (row.incident_id, person_id, row.track))
    if page is not None:
        page.position = None


def _reopen(unit: Unit, incident: Incident, row: ClimbRow, kind: str) -> None:
    row.answered_at = row.answered_by = row.answered_role = row.reminded_at = row.arrived_at = None
    unit.note(incident.id, kind, track=row.track)


def hurry(unit: Unit, town: Town, incident: Incident, track: Track) -> bool:
    """Ask the next on a track at once, at a coordinator's word; False where it has been answered or is not there."""
    row = climbs.climb_of(unit, incident, track)
    if row is None or row.answered_at is not None or row.spent_at is not None:
        return False
    climbs.keep(row, rules.hasten(climbs.state_of(row)))
    _climb(unit, town, incident, row)
    return True


def arrive(unit: Unit, incident: Incident, track: Track) -> None:
    """Note that somebody who answered is there: their answer lapses no more."""
    row = climbs.climb_of(unit, incident, track)
    if row is not None and row.answered_at is not None:
        row.arrived_at, row.due_at = row.arrived_at or unit.now, None


def move_on(unit: Unit, directory: Directory) -> None:
    """Ask the next where the network could not bring an alert to one of those who were asked last.

    That a text was delivered never stops a track: only a person's answer does.
    """
    for message_id in dict.fromkeys(unit.lost):
        message = unit.session.get_one(Message, message_id)
        if message.kind != "alert" or message.incident_id is None or message.track not in set(Track):
            continue
        incident = unit.session.get_one(Incident, message.incident_id)
        town = directory.by_id(message.community_id)
        person = town.by_phone(message.phone)
        row = climbs.climb_of(unit, incident, Track(message.track))
        if incident.state != IncidentState.OPEN or person is None or row is None:
            continue
        asked_last = climbs.was_asked_last(unit, row, town.person_ids[person.phone])
        page = unit.session.get(Page, (incident.id, town.person_ids[person.phone], row.track))
        if page is None or page.is_unreached:
            continue
        page.is_unreached = True
        unit.note(incident.id, "not-reached", track=row.track)
        if row.answered_at is None and row.spent_at is None and asked_last:
            climbs.keep(row, rules.pass_over(climbs.unpack(row), climbs.state_of(row)))
            _climb(unit, town, incident, row)
    unit.lost.clear()


def climb_higher(unit: Unit, town: Town, incident: Incident) -> None:
    """Let tracks that climb already go on by the ladders of the level an incident has been raised to."""
    ladders = {ladder.track.value: ladder for ladder in town.community.ladders_for(Level(incident.level))}
    for row in climbs.of(unit, incident):
        ladder = ladders.get(row.track)
        if ladder is None or row.steps["level"] == incident.level:
            continue
        row.steps = climbs.pack(ladder)
        if row.answered_at is None:
            # Those on its first rung may not have been on the lesser one.
            climbs.from_the_top(row, unit.now)
        # Who has answered already should be there soon now, too.
        _climb(unit, town, incident, row)


def climb_again(unit: Unit, town: Town, incident: Incident) -> bool:
    """Climb spent ladders anew, for there is more to tell; False where none is spent without an answer."""
    spent = [row for row in climbs.of(unit, incident) if row.spent_at is not None and row.answered_at is None]
    for row in spent:
        climbs.from_the_top(row, unit.now)
        _climb(unit, town, incident, row)
    return bool(spent)


def restart(unit: Unit, town: Town, incident: Incident) -> None:
    """Climb from the top where nobody has answered: the incident is elsewhere, and others are near.

    Where somebody has, those who are near now are told as well.
    """
    for row in climbs.of(unit, incident):
        if row.answered_at is None:
            climbs.from_the_top(row, unit.now)
            _climb(unit, town, incident, row)
        else:
            _fire(unit, town, incident, row, climbs.unpack(row).steps[0], but_told=True)


def take_up(unit: Unit, town: Town, incident: Incident) -> None:
    """Take up an incident's climbs again, after they had been stopped: whoever had answered is asked anew."""
    for row in climbs.of(unit, incident):
        if row.answered_at is not None:
            _reopen(unit, incident, row, "taken-up")
        climbs.from_the_top(row, unit.now)
        _climb(unit, town, incident, row)


def take_over(unit: Unit, incident: Incident, track: str, row: ClimbRow) -> None:
    """Let an answer to an incident stand for the one it has been joined to."""
    if row.answered_by is not None and row.answered_role is not None:
        answer(unit, incident, Track(track), row.answered_by, Role(row.answered_role))


def answer(unit: Unit, incident: Incident, track: Track, person_id: int, role: Role) -> bool:
    """Stop a track's climb with a person's answer; True for the one answer that stopped it."""
    changed = unit.session.scalars(
        update(ClimbRow)
        .where(ClimbRow.incident_id == incident.id, ClimbRow.track == track.value, ClimbRow.answered_at.is_(None))
        .values(
            answered_at=unit.now,
            answered_by=person_id,
            answered_role=role.value,
            due_at=_arrival_due(unit, incident, track),
            arrived_at=None,
            reminded_at=None,
        )
        .returning(ClimbRow.id)
        .execution_options(synchronize_session="fetch")
    ).all()
    if changed:
        outbox.cancel_for(unit, incident.id, track.value)
        unit.note(incident.id, "answered", person_id=person_id, track=track.value, role=role.value)
    return bool(changed)


def _arrive_within(unit: Unit, incident: Incident, track: str) -> timedelta | None:
    """Return how soon whoever answers should be there: on the patrol's track of a major incident."""
    is_watched = track == Track.PATROL and Level(incident.level) is Level.MAJOR
    return unit.policy.arrive_within if is_watched else None


def _arrival_due(unit: Unit, incident: Incident, track: Track) -> datetime | None:
    within = _arrive_within(unit, incident, track)
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


def _climb(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Fire what is due now, skipping rungs that reach nobody, and note when the next is due."""
    ladder = climbs.unpack(row)
    while True:
        state = climbs.state_of(row)
        step = rules.next_step(ladder, state, unit.now, _arrive_within(unit, incident, row.track))
        morning = _morning(unit, town, incident, step)
        if morning is not None:
            row.due_at = morning
            return
        if step.kind is rules.Kind.FIRE and step.step is not None:
            told = _fire(unit, town, incident, row, step.step)
            climbs.keep(row, rules.advance(state, unit.now, reached=bool(told)))
            unit.note(incident.id, "rung", track=row.track, rung=step.rung, round=step.round, told=len(told))
            log.info("rung.fired", incident=incident.id, track=row.track, rung=step.rung, told=len(told))
        elif step.kind is rules.Kind.SPENT:
            row.spent_at, row.due_at = unit.now, None
            _call_anybody(unit, town, incident, row)
            _tell_spent(unit, town, incident, row)
            return
        elif step.kind is rules.Kind.REMIND:
            row.reminded_at = unit.now
            _remind(unit, town, incident, row)
        elif step.kind is rules.Kind.LAPSE:
            climbs.keep(row, rules.lapse(state))
            _reopen(unit, incident, row, "lapsed")
            if row.spent_at is not None:
                row.due_at = None
                _tell_spent(unit, town, incident, row)
                return
        else:
            row.due_at = step.due_at
            return


def _morning(unit: Unit, town: Town, incident: Incident, step: rules.Next) -> datetime | None:
    """Return when quiet hours end, where what is due would only wake people who are not on duty."""
    if step.kind not in {rules.Kind.FIRE, rules.Kind.SPENT}:
        return None
    morning = quiet.waits_until(town.community, Level(incident.level), unit.now)
    if morning is None or step.step is None:
        return morning
    serving = duties(unit, town)
    people = roster.holders(town.community, step.step.notify, incident.zone, unit.now, serving)
    awake = (roster.is_patrolling(town.community, person, unit.now, serving) for person in people)
    return None if any(awake) else morning


def _remind(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Ask whoever answered, once, whether they are there."""
    person = town.person(row.answered_by) if row.answered_by is not None else None
    if person is None:
        return
    tell(unit, town, person, "are_you_there", lane="red", incident=incident)
    unit.note(incident.id, "reminded", track=row.track)


def _fire(
    unit: Unit, town: Town, incident: Incident, row: ClimbRow, step: Step, *, but_told: bool = False
) -> tuple[Person, ...]:
    """Alert whom a rung names, `but_told` without those who have been told of the incident; return who was alerted."""
    allowed = alerting.CIRCLES.get(Level(incident.level))
    roles = [role for role in step.notify if allowed is None or role in allowed]
    serving = duties(unit, town)
    people = roster.holders(town.community, roles, incident.zone, unit.now, serving)
    if not people and row.track == Track.PATROL and Level(incident.level) in {Level.MAJOR, Level.URGENT}:
        people = roster.stand_ins(town.community, incident.zone, unit.now, serving)
    told = alerting.free_to_know(town, incident, people)
    if but_told:
        known = alerting.told_of(unit, incident)
        told = tuple(person for person in told if town.person_ids[person.phone] not in known)
    alerting.alert(unit, town, incident, row.track, told)
    return told


def _call_anybody(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Alert whoever of the patrol is on duty in any zone, where a ladder has reached nobody at all."""
    if row.track != Track.PATROL or row.reached or Level(incident.level) not in {Level.MAJOR, Level.URGENT}:
        return
    told = alerting.free_to_know(town, incident, holders(unit, town, PATROL_ROLES))
    alerting.alert(unit, town, incident, row.track, told)
    if told:
        unit.note(incident.id, "anybody", told=len(told))


def _tell_spent(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Say aloud that nobody answered: to coordinators, or to the circle of a private report or a complaint."""
    name = _UNANSWERED.get(Level(incident.level), "unanswered")
    people = alerting.tell_coordinators(unit, town, incident, name, track=Track(row.track))
    alerting.note_told(unit, town, incident, people, row.track)
    unit.note(incident.id, "spent", track=row.track, told=len(people))
    log.warning("ladder.spent", incident=incident.id, track=row.track)
