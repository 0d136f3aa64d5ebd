"""Assignments in pairs: the first person who answers leads, the second supports, and the others stand by."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import bindparam, select

from gateway.alerts import audience
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import holders_now
from gateway.core import known, timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import state
from gateway.messaging.notices import notify
from gateway.storage.models import EscalationRow, Incident, Notification
from menus.domain import answering, crew
from menus.domain.accused import is_accused
from menus.domain.assignment_life import ASSIGNMENT, AssignmentState, AssignmentStep
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.community import Person
from menus.domain.crew import LEAD, SUPPORT, Member
from menus.domain.escalation_life import ESCALATION, EscalationStep
from menus.domain.messages import Lane
from menus.domain.roles import Role, first_role
from menus.domain.timeline import EventKind
from menus.text.names import Text

_PATROL_TRACK = (
    select(EscalationRow.id)
    .where(EscalationRow.incident_id == bindparam("of_incident"), EscalationRow.track == Track.PATROL)
    .with_for_update()
)
_ANSWERS = {LEAD: Text.GOING, SUPPORT: Text.GOING_SUPPORT}


def take(uow: UnitOfWork, incident: Incident, person_id: int, tracks: Iterable[Track], step: AssignmentStep) -> None:
    """Take a step of a person's assignment on some tracks; a person who was not notified gets an assignment first."""
    is_new = uow.is_only_writer or known.was_read_locked(uow.session, incident)
    for track in tracks:
        # Elsewhere than on SQLite the clock may have changed it since it was read.
        key = (incident.id, person_id, track)
        row = uow.session.get(Notification, key, populate_existing=not is_new)
        if row is None:
            row = Notification(incident_id=incident.id, person_id=person_id, track=track, at=uow.now)
            row.state = AssignmentState.NOTIFIED
            uow.session.add(row)
        row.state = ASSIGNMENT.after(row.state, step)


def set_out(uow: UnitOfWork, incident: Incident, person_id: int) -> tuple[int, bool]:
    """Return the position of a person who goes, from 1, and whether they did not go before.

    An unconfirmed answer before does not count. Lock the escalation's row first, so that two people who answer at once
    get different positions.
    """
    if uow.session.new or not known.is_locked(uow.session, incident):
        uow.session.flush()
        uow.lock_rows(_PATROL_TRACK, {"of_incident": incident.id})
    rows = _rows(uow, incident)
    own = next(row for row in rows if row.person_id == person_id)
    was_going = own.state.is_going and own.position is not None
    if own.position is None:
        own.position = crew.next_position(_crew(rows))
    own.state = ASSIGNMENT.after(own.state, AssignmentStep.GO)
    return own.position, not was_going


def go_unconfirmed(uow: UnitOfWork, incident: Incident, person_id: int) -> None:
    """Note that a notified person says that they go, in an answer that may be forged; start their safety checks.

    They get no position: nobody may be told to support them, or to stand by, because of a forged answer.
    """
    uow.session.flush()
    own = uow.session.get_one(Notification, (incident.id, person_id, Track.PATROL))
    if not own.state.is_going:
        own.state = ASSIGNMENT.after(own.state, AssignmentStep.GO)
        start_safety_checks(uow, incident, person_id)


def answer_to(position: int) -> Text:
    """Return the text that notifies a person of their position."""
    return _ANSWERS.get(position, Text.GOING_STAND_BY)


def notify_partners(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, person: Person, position: int
) -> None:
    """Notify the lead and the patrol leaders on duty that `person` leads or supports.

    Leave out the accused patrol leaders and `person`. Send nothing about a person who stands by.
    """
    if position > SUPPORT:
        return
    # The person who leads is `person` then.
    rows = _rows(uow, incident) if position != LEAD else ()
    lead = next((row for row in rows if row.position == LEAD), None)
    # Duties are read only if there is another leader.
    others = [one for one in record.community.having((Role.PATROL_LEADER,)) if one.phone != person.phone]
    leaders = holders_now(uow, record, (Role.PATROL_LEADER,)) if others else ()
    notified = {leader.phone: leader for leader in audience.free_to_know(record, incident, leaders)}
    leading = record.person(lead.person_id) if lead is not None else None
    if leading is not None:
        notified[leading.phone] = leading
    notified.pop(person.phone, None)
    text = Text.LEADS if position == LEAD else Text.SUPPORTS
    for other in notified.values():
        notify(uow, record, other, text, lane=Lane.RED, incident=incident, said=person.name)


def lapse(uow: UnitOfWork, incident: Incident, track: Track) -> None:
    """Clear the positions of the people who said that they go and did not arrive. The next person who answers leads.

    Their safety checks go on.
    """
    for row in uow.session.scalars(
        select(Notification)
        .where(Notification.incident_id == incident.id, Notification.track == track)
        .execution_options(populate_existing=True)
    ):
        row.position = None
        if row.state.is_going:
            row.state = ASSIGNMENT.after(row.state, AssignmentStep.LAPSE)


def recuse(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """End the way of everybody of the patrol whom the incident now accuses, and their safety checks."""
    accused = set()
    for row in _rows(uow, incident):
        person = record.person(row.person_id)
        if row.position is not None and person is not None and is_accused(person, incident.accused_group):
            accused.add(row.person_id)
            row.state = ASSIGNMENT.after(row.state, AssignmentStep.RECUSE)
    if accused:
        uow.session.flush()
        withdraw(uow, record, incident, accused)


def withdraw(uow: UnitOfWork, record: CommunityRecord, incident: Incident, people: Collection[int]) -> None:
    """Take people who withdraw out of the crew. If somebody supports now who did not, notify them and the lead."""
    rows = _rows(uow, incident)
    before = _crew(rows)
    after = crew.without(before, people)
    _place(rows, after)
    for row in rows:
        if row.person_id in people:
            row.safe_asked_at = None
    for member in crew.promoted(before, after):
        person = record.person(member.person_id)
        if member.position == SUPPORT and person is not None:
            notify(uow, record, person, Text.GOING_SUPPORT, lane=Lane.RED, incident=incident)
            notify_partners(uow, record, incident, person, SUPPORT)
            start_safety_checks(uow, incident, member.person_id)


def reassign(uow: UnitOfWork, record: CommunityRecord, incident: Incident, row: EscalationRow, person_id: int) -> bool:
    """Make the next person who goes the lead, because the lead withdraws, and notify them.

    Return False if nobody else goes, or if the track is not the patrol's.
    """
    rows = _rows(uow, incident)
    after = crew.led_anew(_crew(rows), person_id) if row.track is Track.PATROL else ()
    person = record.person(after[0].person_id) if after else None
    if person is None:
        _place([own for own in rows if own.person_id == person_id], ())
        return False
    _place(rows, after)
    ladders = [answering.Escalating(state.unpack(row), row.fired)]
    named = answering.answered_tracks(person.roles, (Track.PATROL,), ladders, Track.PATROL)
    role = named.get(Track.PATROL) or first_role(person.roles)
    row.answered_by, row.reminded_at, row.arrived_at = after[0].person_id, None, None
    changes = {
        "phase": ESCALATION.after(row.phase, EscalationStep.HAND_OVER),
        "answered_at": uow.now,
        "answered_role": role,
    }
    timeline.record(uow, incident, EventKind.HANDED_OVER, changes, on=row, by=Actor(after[0].person_id, role))
    notify(uow, record, person, Text.GOING, lane=Lane.RED, incident=incident)
    for member in after[:SUPPORT]:
        start_safety_checks(uow, incident, member.person_id)
    return True


def those_going(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> list[Person]:
    """Return the people who go or are there, the lead first; last the people whose answer was never confirmed."""
    rows = _rows(uow, incident)
    placed = [member.person_id for member in crew.going(_crew(rows))]
    unconfirmed = [row.person_id for row in rows if row.position is None and row.state.is_going]
    people = (record.person(person_id) for person_id in (*placed, *unconfirmed))
    return [person for person in people if person is not None]


def start_safety_checks(uow: UnitOfWork, incident: Incident, person_id: int) -> None:
    """Start the safety checks of a person who goes to a major incident that is armed, or may be armed."""
    harm = incident.harm
    is_armed = incident.category is Category.GUN_KILLING or harm is None or harm is Harm.UNSURE or harm.armed
    notification = uow.session.get(Notification, (incident.id, person_id, Track.PATROL))
    if notification is not None and is_armed and incident.level is Level.MAJOR:
        notification.safe_asked_at, notification.safe_missed = uow.now, 0


def check_crew_again(uow: UnitOfWork, incident: Incident) -> None:
    """Start the safety checks of the lead and the support, because the incident has become graver."""
    for member in crew.going(_crew(_rows(uow, incident))):
        if member.position <= SUPPORT:
            start_safety_checks(uow, incident, member.person_id)


def end_safety_checks(uow: UnitOfWork, incident: Incident) -> None:
    """End the safety checks of an incident that was lowered, but not of somebody whose question is unanswered.

    They may have fallen silent because they are in danger: that does not end with a level.
    """
    for row in _rows(uow, incident):
        if not row.safe_missed:
            row.safe_asked_at = None


def _crew(rows: Iterable[Notification]) -> tuple[Member, ...]:
    return tuple(Member(row.person_id, row.position, row.state.is_going) for row in rows if row.position is not None)


def _place(rows: Sequence[Notification], members: Iterable[Member]) -> None:
    """Give each row its position in the crew; a row without a member has none."""
    positions = {member.person_id: member.position for member in members}
    for row in rows:
        row.position = positions.get(row.person_id)


def _rows(uow: UnitOfWork, incident: Incident) -> list[Notification]:
    if uow.session.new:
        uow.session.flush()
    notified = known.notified(uow.session, incident)
    if notified is not None:
        return [row for row in notified if row.track is Track.PATROL]
    return list(
        uow.session.scalars(
            select(Notification)
            .where(Notification.incident_id == incident.id, Notification.track == Track.PATROL)
            .execution_options(populate_existing=True)
        )
    )
