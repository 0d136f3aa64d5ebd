"""Whereabouts: what a person was called to and is on the way to, and the zone where they probably are."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.incidents import access
from gateway.storage.models import Event, Incident, Notification, Report
from menus.domain import circles
from menus.domain.assignment_life import GOING, NO_LONGER_NEEDED, AssignmentState
from menus.domain.community import Person
from menus.domain.incident_life import LIVE
from menus.domain.marks import AlarmKind
from menus.domain.timeline import EventKind

_WENT = GOING | {AssignmentState.LAPSED, AssignmentState.DONE}
"""The states of a person who went to an incident and is probably still near it."""


def scenes_of(session: Session, record: CommunityRecord, person: Person) -> list[Incident]:
    """Return the open incidents that a person goes to or has arrived at, and may see; oldest first."""
    going = select(Notification.incident_id).where(
        Notification.person_id == record.person_ids[person.phone], Notification.state.in_(GOING)
    )
    open_ones = select(Incident).where(Incident.id.in_(going), Incident.status.in_(LIVE)).order_by(Incident.id)
    return [incident for incident in session.scalars(open_ones) if access.may_see(session, record, person, incident)]


def is_on_the_way(session: Session, person_id: int) -> bool:
    """Return whether a person goes to an open incident, is there, or gets safety checks because of one."""
    found = session.scalar(
        select(Notification.person_id)
        .join(Incident, Incident.id == Notification.incident_id)
        .where(
            Notification.person_id == person_id,
            Notification.state.not_in(NO_LONGER_NEEDED),
            or_(Notification.state.in_(GOING), Notification.safe_asked_at.is_not(None)),
            Incident.status.in_(LIVE),
        )
        .limit(1)
    )
    return found is not None


def called_at(session: Session, person_id: int) -> datetime | None:
    """Return when a person was last called to an incident that is still open, or called for help; None if never.

    A call under duress is left out: no text may show that it is known.
    """
    called = select(func.max(Notification.at)).join(Incident, Incident.id == Notification.incident_id)
    called = called.where(
        Notification.person_id == person_id,
        Notification.state.not_in(NO_LONGER_NEEDED),
        Incident.status.in_(LIVE),
    )
    alarmed = select(func.max(Incident.opened_at)).where(
        Incident.person_id == person_id, Incident.status.in_(LIVE), Incident.alarm != AlarmKind.DURESS
    )
    return max((at for at in (session.scalar(called), session.scalar(alarmed)) if at is not None), default=None)


def where_is(session: Session, record: CommunityRecord, person: Person) -> str | None:
    """Return the zone where a patroller probably is, or None if that is unclear.

    The zone of the open incident that they last went to counts first. Next is the only zone that they were called to,
    then the only zone that they cover. None stands for everywhere, which is better than a wrong guess. To a drill
    nobody needs to go.
    """
    person_id = record.person_ids[person.phone]
    went = session.scalar(
        select(Incident)
        .join(Event, Event.incident_id == Incident.id)
        .join(Notification, (Notification.incident_id == Incident.id) & (Notification.person_id == Event.person_id))
        .where(Event.person_id == person_id, Event.kind.in_((EventKind.GOING, EventKind.HERE)))
        # Somebody who has taken it back with CANNOT is not there.
        .where(Notification.state.in_(_WENT), Incident.status.in_(LIVE))
        .where(Incident.person_id.is_(None) | (Incident.person_id != person_id), Incident.drill.is_(None))
        .order_by(Event.id.desc())
        .limit(1)
    )
    if went is not None:
        return went.zone
    still = _still_called(session, record, person)
    called = [incident for incident in still if incident.person_id != person_id and incident.drill is None]
    zones = {incident.zone for incident in called} or set(person.zones)
    return zones.pop() if len(zones) == 1 else None


def _still_called(session: Session, record: CommunityRecord, person: Person) -> list[Incident]:
    """Return the open incidents that a person was notified of and has not declined or reported as over."""
    return [incident for incident, is_done in access.notified_of(session, record, person).items() if not is_done]


def has_open_report(session: Session, caller: Sequence[bytes]) -> bool:
    """Return whether a phone (its hashes) has an open report outside the closed circles, in any community."""
    found = session.scalar(
        select(Report.id)
        .join(Incident, Incident.id == Report.incident_id)
        .where(
            Report.reporter_hash.in_(caller),
            Incident.status.in_(LIVE),
            Incident.level.not_in(list(circles.ROLES)),
        )
        .limit(1)
    )
    return found is not None
