"""Climbing: starting an incident's ladders, firing what is due, and stopping a track when a person answers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from gateway.logs import logger
from gateway.storage.models import ClimbRow, Event, Incident, Message, Page
from gateway.usecases import outbox, pairing
from gateway.usecases.communities import Directory, Town, duties
from gateway.usecases.unit import Unit
from menus import texts
from menus.rules import ladder as rules
from menus.rules import roster
from menus.rules.categories import Category, Harm, Level, Track
from menus.rules.community import CARE_ROLES, Ladder, Person, Role, Step

_MOST_AT_ONCE = 50
_ROLE_FLOOR = {Level.PRIVATE: CARE_ROLES, Level.COMPLAINT: frozenset({Role.OVERSIGHT})}
"""Who may be told at all, whatever a file says: a private report never leaves its circle."""
log = logger()


def facts_of(incident: Incident) -> texts.AlertFacts:
    """Return what a text may say of an incident; a private one has no place unless danger is now."""
    return texts.AlertFacts(
        reference=incident.reference or "",
        category=Category(incident.category),
        level=Level(incident.level),
        zone=incident.zone,
        place=incident.place or "",
        harm=Harm(incident.harm) if incident.harm else None,
        at=incident.opened_at,
        reports=incident.reports,
        person=incident.person or "",
        mark="unconfirmed" if incident.unconfirmed else "",
    )


def start(unit: Unit, town: Town, incident: Incident) -> None:
    """Open a climb for each track of the incident's level that has none yet, and fire what is due at once."""
    climbing = set(unit.session.scalars(select(ClimbRow.track).where(ClimbRow.incident_id == incident.id)))
    ladders = town.community.ladders_for(Level(incident.level))
    if incident.around is not None and Level(incident.level) is not Level.COMPLAINT:
        # Around those it is about, and oversight beside those who are left.
        ladders += tuple(
            ladder for ladder in town.community.ladders_for(Level.COMPLAINT) if ladder.track is Track.OVERSIGHT
        )
    for ladder in ladders:
        if ladder.track.value in climbing:
            continue
        row = ClimbRow(
            incident_id=incident.id,
            track=ladder.track.value,
            steps=_pack(ladder),
            fired=0,
            reached=0,
            hurry=False,
            started_at=unit.now,
        )
        unit.session.add(row)
        unit.session.flush()
        _climb(unit, town, incident, row)


def climb_due(unit: Unit, directory: Directory) -> int:
    """Fire every rung that is due; return how many climbs moved. Two clocks never fire one rung twice.

    One climb that cannot be moved holds up no other: it is tried again at the next tick.
    """
    due = unit.session.scalars(
        select(ClimbRow)
        .where(ClimbRow.due_at <= unit.now)
        .order_by(ClimbRow.due_at)
        .limit(_MOST_AT_ONCE)
        .with_for_update(skip_locked=True)
    ).all()
    for row in due:
        with unit.apart("climb", row.id):
            incident = unit.session.get_one(Incident, row.incident_id)
            if incident.state != "open":
                row.due_at = None
                continue
            _climb(unit, directory.by_id(incident.community_id), incident, row)
    return len(due)


def cannot(unit: Unit, town: Town, incident: Incident, track: Track, person_id: int) -> None:
    """Ask the next on a track at once, where the person who says they cannot is one who was asked last.

    Who had answered takes that back. Saying it again, or after others have been asked, hurries nobody.
    """
    row = climb_of(unit, incident, track)
    if row is None:
        return
    if row.answered_at is not None:
        if row.answered_by != person_id:
            _step_back(unit, row, person_id)
            return
        if pairing.hand_over(unit, town, incident, row, person_id):
            return
        _reopen(unit, incident, row, "taken-back")
    elif not _was_asked_last(unit, row, person_id):
        return
    if row.spent_at is None:
        _keep(row, rules.hasten(_state(row)))
        _climb(unit, town, incident, row)
    else:
        _tell_spent(unit, town, incident, row)


def _step_back(unit: Unit, row: ClimbRow, person_id: int) -> None:
    page = unit.session.get(Page, (row.incident_id, person_id, row.track))
    if page is not None:
        page.position = None


def _reopen(unit: Unit, incident: Incident, row: ClimbRow, kind: str) -> None:
    row.answered_at = row.answered_by = row.answered_role = row.reminded_at = row.arrived_at = None
    unit.session.add(Event(incident_id=incident.id, at=unit.now, kind=kind, facts={"track": row.track}))


def hurry(unit: Unit, town: Town, incident: Incident, track: Track) -> bool:
    """Ask the next on a track at once, at a coordinator's word; False where it has been answered or is not there."""
    row = climb_of(unit, incident, track)
    if row is None or row.answered_at is not None or row.spent_at is not None:
        return False
    _keep(row, rules.hasten(_state(row)))
    _climb(unit, town, incident, row)
    return True


def arrive(unit: Unit, incident: Incident, track: Track) -> None:
    """Note that somebody who answered is there: their answer lapses no more."""
    row = climb_of(unit, incident, track)
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
        row = climb_of(unit, incident, Track(message.track))
        if incident.state != "open" or person is None or row is None:
            continue
        asked_last = _was_asked_last(unit, row, town.person_ids[person.phone])
        page = unit.session.get(Page, (incident.id, town.person_ids[person.phone], row.track))
        if page is None or page.is_unreached:
            continue
        page.is_unreached = True
        unit.session.add(Event(incident_id=incident.id, at=unit.now, kind="not-reached", facts={"track": row.track}))
        if row.answered_at is None and row.spent_at is None and asked_last:
            _keep(row, rules.hasten(_state(row)))
            _climb(unit, town, incident, row)
    unit.lost.clear()


def harm_of(word: str | None) -> Harm | None:
    """Return a harm as it is stored."""
    return Harm(word) if word else None


def climb_higher(unit: Unit, town: Town, incident: Incident) -> None:
    """Let tracks that climb already go on by the ladders of the level an incident has been raised to."""
    ladders = {ladder.track.value: ladder for ladder in town.community.ladders_for(Level(incident.level))}
    for row in unit.session.scalars(select(ClimbRow).where(ClimbRow.incident_id == incident.id).with_for_update()):
        ladder = ladders.get(row.track)
        if ladder is None or row.steps["level"] == incident.level:
            continue
        row.steps = _pack(ladder)
        if row.answered_at is None:
            # From the top: those on its first rung may not have been on the lesser one.
            row.fired = row.reached = 0
            row.hurry, row.spent_at, row.last_fired_at = False, None, None
            row.started_at = unit.now
            _climb(unit, town, incident, row)


def climb_on(unit: Unit, town: Town, incident: Incident) -> None:
    """Take up an incident's climbs again, after they had been stopped."""
    for row in unit.session.scalars(select(ClimbRow).where(ClimbRow.incident_id == incident.id).with_for_update()):
        if row.answered_at is None:
            _climb(unit, town, incident, row)


def take_over(unit: Unit, incident: Incident, track: str, row: ClimbRow) -> None:
    """Let an answer to an incident stand for the one it has been joined to."""
    if row.answered_by is not None and row.answered_role is not None:
        answer(unit, incident, Track(track), row.answered_by, Role(row.answered_role))


def _was_asked_last(unit: Unit, row: ClimbRow, person_id: int) -> bool:
    page = unit.session.get(Page, (row.incident_id, person_id, row.track))
    return page is not None and not page.is_done and row.last_fired_at is not None and page.at >= row.last_fired_at


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
        unit.session.add(
            Event(
                incident_id=incident.id,
                at=unit.now,
                kind="answered",
                person_id=person_id,
                facts={"track": track.value, "role": role.value},
            )
        )
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


def climb_of(unit: Unit, incident: Incident, track: Track) -> ClimbRow | None:
    """Return the climb of an incident's track, if it has one, held against anybody else until the commit."""
    return unit.session.scalar(
        select(ClimbRow)
        .where(ClimbRow.incident_id == incident.id, ClimbRow.track == track.value)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _climb(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Fire what is due now, skipping rungs that reach nobody, and note when the next is due."""
    ladder = unpack(row)
    while True:
        state = _state(row)
        step = rules.next_step(ladder, state, unit.now, _arrive_within(unit, incident, row.track))
        if step.kind is rules.Kind.FIRE and step.step is not None:
            told = _fire(unit, town, incident, row, step.step)
            _keep(row, rules.advance(state, unit.now, reached=bool(told)))
            unit.session.add(
                Event(
                    incident_id=incident.id,
                    at=unit.now,
                    kind="rung",
                    facts={"track": row.track, "rung": step.rung, "round": step.round, "told": len(told)},
                )
            )
            log.info(
                "rung.fired",
                incident=incident.id,
                track=row.track,
                rung=step.rung,
                round=step.round,
                told=len(told),
            )
        elif step.kind is rules.Kind.SPENT:
            row.spent_at, row.due_at = unit.now, None
            _tell_spent(unit, town, incident, row)
            return
        elif step.kind is rules.Kind.REMIND:
            row.reminded_at = unit.now
            _remind(unit, town, incident, row)
        elif step.kind is rules.Kind.LAPSE:
            _keep(row, rules.lapse(state))
            _reopen(unit, incident, row, "lapsed")
            if row.spent_at is not None:
                row.due_at = None
                _tell_spent(unit, town, incident, row)
                return
        else:
            row.due_at = step.due_at
            return


def _remind(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Ask whoever answered, once, whether they are there."""
    person = town.person(row.answered_by) if row.answered_by is not None else None
    if person is None:
        return
    text = texts.say(town.community, person.language, "are_you_there", reference=incident.reference or "")
    outbox.queue(unit, town, outbox.Envelope("answer", "red", text, (person.phone,), incident.id))
    unit.session.add(Event(incident_id=incident.id, at=unit.now, kind="reminded", facts={"track": row.track}))


def _fire(unit: Unit, town: Town, incident: Incident, row: ClimbRow, step: Step) -> tuple[Person, ...]:
    allowed = _ROLE_FLOOR.get(Level(incident.level))
    roles = [role for role in step.notify if allowed is None or role in allowed]
    serving = duties(unit.session, town)
    people = roster.holders(town.community, roles, incident.zone, unit.now, serving)
    if not people and row.track == Track.PATROL and Level(incident.level) in {Level.MAJOR, Level.URGENT}:
        people = roster.stand_ins(town.community, incident.zone, unit.now, serving)
    told = free_to_know(incident, people)
    _alert(unit, town, incident, row.track, told)
    return told


def _alert(unit: Unit, town: Town, incident: Incident, track: str, people: Sequence[Person], mark: str = "") -> None:
    """Write the alerts of a track for some people, and note that they are told."""
    by_text: defaultdict[str, list[str]] = defaultdict(list)
    facts = facts_of(incident)
    if mark:
        facts = replace(facts, mark=mark)
    for person in people:
        by_text[texts.alert(town.community, person.language, Track(track), facts)].append(person.phone)
        note_told(unit, town, incident, person, track)
    lane = "red" if Level(incident.level) in {Level.MAJOR, Level.URGENT, Level.PRIVATE} else "normal"
    for text, phones in by_text.items():
        outbox.queue(unit, town, outbox.Envelope("alert", lane, text, tuple(phones), incident.id, track))


def note_told(unit: Unit, town: Town, incident: Incident, person: Person, track: str) -> None:
    """Remember that a person was told of an incident on a track."""
    key = (incident.id, town.person_ids[person.phone], track)
    page = unit.session.get(Page, key)
    if page is None:
        unit.session.add(Page(incident_id=key[0], person_id=key[1], track=key[2], at=unit.now))
    else:
        page.at, page.is_done, page.is_unreached = unit.now, False, False


def free_to_know(incident: Incident, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return those of some people whom an incident is not about, nor whose own call for help it is."""
    return tuple(
        person
        for person in people
        if not roster.is_about(person, incident.around) and (not incident.person or person.name != incident.person)
    )


def alert_more(unit: Unit, town: Town, incident: Incident, people: Sequence[Person]) -> tuple[Person, ...]:
    """Alert people beside the ladder, on the patrol's track; return who was told."""
    told = free_to_know(incident, people)
    _alert(unit, town, incident, Track.PATROL.value, told)
    return told


def tell_again(unit: Unit, town: Town, incident: Incident, mark: str) -> None:
    """Alert once more those who were told of an incident and are not done with it: something has changed."""
    pages = unit.session.scalars(select(Page).where(Page.incident_id == incident.id, Page.is_done.is_(False))).all()
    by_track: defaultdict[str, list[Person]] = defaultdict(list)
    for page in pages:
        person = town.person(page.person_id)
        if person is not None:
            by_track[page.track].append(person)
    told: set[str] = set()
    for track, people in by_track.items():
        fresh = [person for person in free_to_know(incident, people) if person.phone not in told]
        told.update(person.phone for person in fresh)
        _alert(unit, town, incident, track, fresh, mark)


def tell_coordinators(unit: Unit, town: Town, incident: Incident, name: str, *, said: str = "") -> tuple[Person, ...]:
    """Text the coordinators (oversight for a complaint) about an incident; return who was told."""
    level = Level(incident.level)
    roles = tuple(_ROLE_FLOOR.get(level, frozenset({Role.COORDINATOR})))
    serving = duties(unit.session, town)
    people = free_to_know(incident, roster.holders(town.community, roles, None, unit.now, serving))
    if not people and level is not Level.PRIVATE:
        others = roster.holders(town.community, (Role.OVERSIGHT,), None, unit.now, serving)
        people = free_to_know(incident, others)
    facts = facts_of(incident)
    if level is Level.PRIVATE:
        facts = without_place(facts)
    for person in people:
        text = texts.about(town.community, person.language, name, facts, said=said)
        outbox.queue(unit, town, outbox.Envelope("alert", "red", text, (person.phone,), incident.id, name))
    return people


def _tell_spent(unit: Unit, town: Town, incident: Incident, row: ClimbRow) -> None:
    """Say aloud that nobody answered: to coordinators, or to the circle of a private report or a complaint."""
    is_private = Level(incident.level) is Level.PRIVATE
    people = tell_coordinators(unit, town, incident, "unanswered_private" if is_private else "unanswered")
    for person in people:
        note_told(unit, town, incident, person, row.track)
    unit.session.add(
        Event(
            incident_id=incident.id,
            at=unit.now,
            kind="spent",
            facts={"track": row.track, "told": len(people)},
        )
    )
    log.warning("ladder.spent", incident=incident.id, track=row.track)


def _state(row: ClimbRow) -> rules.Climb:
    return rules.Climb(
        fired=row.fired,
        last_fired_at=row.last_fired_at,
        started_at=row.started_at,
        answered_at=row.answered_at,
        spent_at=row.spent_at,
        hurry=row.hurry,
        reached=row.reached,
        arrived_at=row.arrived_at,
        reminded_at=row.reminded_at,
    )


def _keep(row: ClimbRow, state: rules.Climb) -> None:
    row.fired, row.last_fired_at, row.hurry, row.reached = (
        state.fired,
        state.last_fired_at,
        state.hurry,
        state.reached,
    )


def _pack(ladder: Ladder) -> dict[str, Any]:
    """Return a ladder as JSON: a climb keeps the ladder it began on, whatever is loaded meanwhile."""
    return {
        "level": ladder.level.value,
        "repeat": ladder.repeat,
        "steps": [
            {"after": step.after.total_seconds(), "notify": [role.value for role in step.notify]}
            for step in ladder.steps
        ],
    }


def unpack(row: ClimbRow) -> Ladder:
    """Return the ladder a climb began on."""
    packed = row.steps
    return Ladder(
        level=Level(packed["level"]),
        track=Track(row.track),
        repeat=packed["repeat"],
        steps=tuple(
            Step(tuple(Role(role) for role in step["notify"]), timedelta(seconds=step["after"]))
            for step in packed["steps"]
        ),
    )


def position(row: ClimbRow) -> tuple[int, int]:
    """Return the rung last fired and its round, both from 1; (0, 0) before the first."""
    return rules.position(unpack(row), row.fired)


def without_place(facts: texts.AlertFacts) -> texts.AlertFacts:
    """Return the facts with no place in them."""
    return replace(facts, zone=None, place="")
