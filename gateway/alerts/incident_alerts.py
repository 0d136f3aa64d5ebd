"""Alerting: who may learn of an incident, what they are told, and that they were told."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from gateway.alerts import audience
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import duties, holders
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import Incident, Notification
from menus.domain import quiet_hours, roster
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.community import CARE_ROLES, Person, Role
from menus.sms import wording


def facts_of(incident: Incident) -> wording.AlertFacts:
    """Return what a text may say of an incident; a private one has no place unless danger is now."""
    return wording.AlertFacts(
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
        accused_group=incident.accused_group or "",
        weapons=incident.weapons or "",
        is_danger=incident.danger_now,
    )


def alert(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, track: str, people: Sequence[Person], mark: str = ""
) -> None:
    """Write the alerts of a track for some people, and note that they are told.

    In quiet hours a minor one waits for the morning, but for those on duty.
    """
    by_text: defaultdict[tuple[str, datetime | None], list[str]] = defaultdict(list)
    quiet_until = quiet_hours.waits_until(record.community, Level(incident.level), uow.now)
    stated_duties = duties(uow, record) if quiet_until is not None else {}
    facts = facts_of(incident)
    if mark:
        facts = replace(facts, mark=mark)
    for person in people:
        is_awake = quiet_until is None or roster.is_patrolling(record.community, person, uow.now, stated_duties)
        text = wording.alert(record.community, person.language, Track(track), facts)
        by_text[text, None if is_awake else quiet_until].append(person.phone)
    record_notified(uow, record, incident, people, track)
    uow.alerted.update((incident.id, record.person_ids[person.phone]) for person in people)
    lane = "red" if Level(incident.level) in {Level.MAJOR, Level.URGENT, Level.PRIVATE} else "normal"
    for (text, not_before), phones in by_text.items():
        outgoing = outbox.OutgoingText("alert", lane, text, tuple(phones), incident.id, track, not_before)
        outbox.queue(uow, record, outgoing)


def record_notified(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, people: Sequence[Person], track: str
) -> None:
    """Remember that some people were told of an incident on a track, again where they had been told before."""
    notified = {"at": uow.now, "is_done": False, "is_unreached": False}
    keys = [
        {"incident_id": incident.id, "person_id": record.person_ids[person.phone], "track": track} for person in people
    ]
    uow.upsert(Notification, [{**key, **notified} for key in keys], tuple(notified))


def alert_more(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, people: Sequence[Person]
) -> tuple[Person, ...]:
    """Alert people beside the ladder, on the patrol's track; return who was told."""
    notified = audience.free_to_know(record, incident, people)
    alert(uow, record, incident, Track.PATROL.value, notified)
    return notified


def alert_again(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, mark: str, *, but: Collection[Person] = ()
) -> None:
    """Alert once more those who were told of an incident and are not done with it: something has changed.

    People alerted earlier in this transaction know it already, and so do those in `but`.
    """
    notifications = uow.session.scalars(
        select(Notification).where(Notification.incident_id == incident.id, Notification.is_done.is_(False))
    ).all()
    by_track: defaultdict[str, list[Person]] = defaultdict(list)
    for notification in notifications:
        person = record.person(notification.person_id)
        if person is not None and person not in but and (incident.id, notification.person_id) not in uow.alerted:
            by_track[notification.track].append(person)
    notified: set[str] = set()
    for track, people in by_track.items():
        fresh = [person for person in audience.free_to_know(record, incident, people) if person.phone not in notified]
        notified.update(person.phone for person in fresh)
        alert(uow, record, incident, track, fresh, mark)


def notify_coordinators(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    name: str,
    *,
    said: str = "",
    track: Track | None = None,
    is_red: bool = False,
    **values: str,
) -> tuple[Person, ...]:
    """Text the coordinators (oversight for a complaint) about an incident, or a track of it; return who was told.

    `values` are what else the text has places for. `is_red` sends it on the red lane whatever the level.
    """
    level = Level(incident.level)
    roles = tuple(audience.CIRCLES.get(level, frozenset({Role.COORDINATOR})))
    everybody = holders(uow, record, roles, incident.zone) or holders(uow, record, roles)
    people = audience.free_to_know(record, incident, everybody)
    if not people and level is not Level.PRIVATE:
        people = audience.free_to_know(record, incident, holders(uow, record, (Role.OVERSIGHT,)))
    if not people and level is Level.COMPLAINT:
        _notify_of_unread(uow, record, incident)
    facts = facts_of(incident)
    if level is Level.PRIVATE:
        facts = without_place(facts)
    lane = "normal" if level in {Level.MINOR, Level.HAZARD} and not is_red else "red"
    for person in people:
        text = wording.about(record.community, person.language, name, facts, said=said, track=track, **values)
        outbox.queue(uow, record, outbox.OutgoingText("alert", lane, text, (person.phone,), incident.id, name))
    return people


def _notify_of_unread(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Tell the coordinators whom a complaint is not about that nobody of oversight may read it: its number alone.

    Where it is about all of them, the helpers, who are used to keeping silent.
    """
    coordinating = audience.free_to_know(record, incident, coordinators(uow, record))
    helpers = audience.free_to_know(record, incident, holders(uow, record, tuple(CARE_ROLES)))
    for person in coordinating or helpers:
        notify(uow, record, person, "complaint_unread", incident=incident)


def without_place(facts: wording.AlertFacts) -> wording.AlertFacts:
    """Return the facts with no place in them."""
    return replace(facts, zone=None, place="")
