"""Incident alerts: write the alerts of an incident, and record the people who were notified."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import case, literal, select

from gateway.alerts import audience
from gateway.alerts.alert_facts import facts_of, facts_with_words
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import duties
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.storage.models import Incident, Notification
from menus.domain import first_told, local_days, papers, stations
from menus.domain.assignment_life import ASSIGNMENT, NO_LONGER_NEEDED, AssignmentState, AssignmentStep
from menus.domain.categories import Level, Track
from menus.domain.community import Person
from menus.domain.messages import Lane, MessageKind
from menus.domain.rung_plan import Planned, plan, reaching
from menus.domain.stage import may_be_texted
from menus.sms import alert_wording

OPEN_TRACKS = (Track.PATROL, Track.POLICE)
"""The tracks of which a reporter may read."""


def _may_have_words(uow: UnitOfWork, incident: Incident) -> bool:
    """Return whether texts may belong to an incident: a report that is dialled and sent just now has none."""
    return incident.unconfirmed or incident.opened_at < uow.now


def alert(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, track: Track, people: Sequence[Person], mark: str = ""
) -> None:
    """Queue the alerts of a track for some people, and record that they were notified.

    In quiet hours, a minor alert waits for the morning, except for people on duty. If `mark` is given, it replaces the
    mark in the facts.
    """
    # Only minor alerts ask who is on duty.
    stated_duties = duties(uow, record) if incident.level is Level.MINOR else {}
    matter = audience.matter_of(record, incident)
    alert_planned(uow, record, incident, track, plan(record.community, matter, people, uow.now, stated_duties), mark)


def alert_planned(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    track: Track,
    planned: Sequence[Planned],
    mark: str = "",
) -> None:
    """Queue the alerts of a track for the planned people, and record that they were notified."""
    record = record.worded(incident.drill)
    by_text: defaultdict[tuple[str, datetime | None], list[str]] = defaultdict(list)
    facts = facts_with_words(uow.session, record, incident) if _may_have_words(uow, incident) else facts_of(incident)
    facts = replace(
        facts,
        mark=mark or facts.mark,
        registered=_registered(record, uow.now),
        recused=record.recused_from(incident),
    )
    # Many people read the same text. Making it for each of 10,000 took half a second (measured).
    languages = {each.person.language for each in planned}
    texts = {language: alert_wording.alert(record.community, language, track, facts) for language in languages}
    for each in planned:
        by_text[texts[each.person.language], each.not_before].append(each.person.phone)
    note_told(uow, record, incident, track, planned)
    people = [each.person for each in reaching(planned)]
    record_notified(uow, record, incident, people, track)
    uow.alerted.update((incident.id, record.person_ids[person.phone]) for person in people)
    lane = Lane.RED if incident.level in {Level.MAJOR, Level.URGENT, Level.PRIVATE} else Lane.NORMAL
    for (text, not_before), phones in by_text.items():
        outgoing = outbox.OutgoingText(MessageKind.ALERT, lane, text, tuple(phones), incident.id, track, not_before)
        outbox.queue(uow, record, replace(outgoing, is_private=incident.level is Level.PRIVATE))


def _registered(record: CommunityRecord, now: datetime) -> str:
    """Return the number of the certificate by which a community is registered now; empty if none is valid."""
    paper = papers.certificate(record.community.papers, local_days.today(record.community, now))
    return paper.number if paper is not None else ""


def within_stage(record: CommunityRecord, incident: Incident, people: Sequence[Person]) -> tuple[Person, ...]:
    """Return the people whom the stage of the community lets be texted about an incident."""
    stage, is_private = record.community.stage, incident.level is Level.PRIVATE
    return tuple(person for person in people if may_be_texted(stage, person, is_private=is_private))


def note_told(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, track: Track, planned: Sequence[Planned]
) -> None:
    """Note whom an incident's alerts reach, so that its reporter reads of nobody who is not alerted."""
    if track in OPEN_TRACKS:
        known = uow.stated_duties.get(record.id, {})
        reached = first_told.of_rung(record.community, incident.level, planned, uow.now, known)
        incident.told = first_told.better(incident.told, reached)


_NOTIFIED_AGAIN = case(
    *(
        (Notification.state == state, literal(after, Notification.state.type))
        for state in AssignmentState
        if (after := ASSIGNMENT.after(state, AssignmentStep.NOTIFY)) is not state
    ),
    else_=Notification.state,
)


def record_notified(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, people: Sequence[Person], track: Track
) -> None:
    """Record that some people were notified of an incident on a track.

    If a person was notified before, their row is renewed: they are no longer done or unreached.
    """
    notified = {"at": uow.now, "is_unreached": False}
    new = [
        {
            "incident_id": incident.id,
            "person_id": record.person_ids[person.phone],
            "track": track,
            **notified,
            "station": stations.asked(person) if track is Track.POLICE else None,
            "state": AssignmentState.NOTIFIED,
        }
        for person in people
    ]
    uow.upsert(Notification, new, (*notified, "station"), computed=(("state", _NOTIFIED_AGAIN),))


def alert_more(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, people: Sequence[Person]
) -> tuple[Person, ...]:
    """Alert people outside the ladder, on the patrol's track, and return the people who were alerted.

    Leave out people who have the alert already, unless they said that they cannot go, or the network could not bring
    it to them.
    """
    having = audience.having_the_alert(uow, incident)
    fresh = [person for person in people if record.person_ids[person.phone] not in having]
    notified = audience.free_to_know(record, incident, fresh)
    alert(uow, record, incident, Track.PATROL, notified)
    return within_stage(record, incident, notified)


def alert_again(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, mark: str, *, but: Collection[Person] = ()
) -> None:
    """Alert again the people who were notified of an incident and are not done with it, because it has changed.

    Skip people alerted earlier in this transaction, and the people in `but`: they know of the change already.
    """
    notifications = uow.session.scalars(
        select(Notification).where(Notification.incident_id == incident.id, Notification.state.not_in(NO_LONGER_NEEDED))
    ).all()
    by_track: defaultdict[Track, list[Person]] = defaultdict(list)
    for notification in notifications:
        person = record.person(notification.person_id)
        if person is not None and person not in but and (incident.id, notification.person_id) not in uow.alerted:
            by_track[notification.track].append(person)
    notified: set[str] = set()
    for track, people in by_track.items():
        fresh = [person for person in audience.free_to_know(record, incident, people) if person.phone not in notified]
        notified.update(person.phone for person in fresh)
        alert(uow, record, incident, track, fresh, mark)
