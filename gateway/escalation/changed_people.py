"""Changed people: a later community file gives somebody a new number, or names them no longer.

Somebody with a new number gets the open alerts there. The answer of somebody who is no longer named counts no more: the
ladder goes on, as if they had said that they cannot go, and the coordinators get a line.
"""

from functools import partial

from sqlalchemy import Select, select

from gateway.alerts import audience, new_numbers
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import due_rows
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import acknowledgements, assignments
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import CommunityRow, EscalationRow, Incident, Notification, PersonRow
from menus.domain.assignment_life import GOING, AssignmentStep
from menus.domain.categories import Track
from menus.domain.escalation_life import WITH_ANSWER
from menus.domain.incident_life import LIVE
from menus.domain.messages import Lane
from menus.text.names import Text

NAMELESS = "?"
"""A text has this in place of a name whose file is erased."""
DUE = due_rows.DueRows("changed-people", PersonRow.id, PersonRow.moved_at)


def leavers() -> Select[int]:
    """Return the query for the people whom a file has just left out: their old file tells their names."""
    return select(PersonRow.id).where(PersonRow.moved_at.is_not(None), PersonRow.left_at.is_not(None))


def follow(uow: UnitOfWork, directory: Directory) -> None:
    """Do what is due for everybody whom a community file has changed."""
    due_rows.each(uow, DUE, partial(_follow_one, uow, directory))


def _follow_one(uow: UnitOfWork, directory: Directory, person_id: int) -> None:
    row = uow.session.get_one(PersonRow, person_id)
    record = directory.by_id(row.community_id)
    is_newest = record.version == uow.session.get_one(CommunityRow, row.community_id).version
    if not is_newest or not directory.has_read(record, person_id):
        # This process has not read the new file yet, or not the old one. The next tick looks again.
        return
    person = record.person(person_id)
    if person is not None:
        new_numbers.alert_again(uow, record, person, person_id)
    elif row.left_at is not None:
        former = directory.former(record, person_id)
        let_go(uow, record, person_id, former.name if former is not None else NAMELESS)
    row.moved_at = None


def let_go(uow: UnitOfWork, record: CommunityRecord, person_id: int, name: str) -> None:
    """End the way of somebody who left to every open incident, and let the ladders go on that they had answered."""
    for incident, tracks in _engaged(uow, person_id):
        uow.lock_row(incident)
        for track in tracks:
            acknowledgements.cannot(uow, record, incident, track, person_id)
            assignments.take(uow, incident, person_id, (track,), AssignmentStep.LAPSE)
        if not incident.level.has_circle:
            for other in audience.free_to_know(record, incident, coordinators(uow, record)):
                notify(uow, record, other, Text.LEFT_FILE, lane=Lane.RED, incident=incident, said=name)


def _engaged(uow: UnitOfWork, person_id: int) -> list[tuple[Incident, list[Track]]]:
    """Return the open incidents to which a person goes, or whose ladder they have answered, and the tracks."""
    going = select(Notification.incident_id, Notification.track).where(
        Notification.person_id == person_id, Notification.state.in_(GOING)
    )
    answered = select(EscalationRow.incident_id, EscalationRow.track).where(
        EscalationRow.answered_by == person_id, EscalationRow.phase.in_(WITH_ANSWER)
    )
    found: dict[int, list[Track]] = {}
    engaged = {(row.incident_id, row.track) for query in (going, answered) for row in uow.session.execute(query)}
    for incident_id, track in sorted(engaged):
        found.setdefault(incident_id, []).append(track)
    live = select(Incident).where(Incident.id.in_(found), Incident.status.in_(LIVE)).order_by(Incident.id)
    return [(incident, found[incident.id]) for incident in uow.session.scalars(live)]
