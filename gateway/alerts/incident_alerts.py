"""Incident alerts: write the alerts of an incident, and record the people who were notified."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import case, literal, select
from sqlalchemy.orm import Session, object_session

from gateway.alerts import audience, texted_words
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import duties, holders_now
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import Incident, Notification, Report
from menus.domain import coordinating, first_told
from menus.domain.assignment_life import ASSIGNMENT, NO_LONGER_NEEDED, AssignmentState, AssignmentStep
from menus.domain.categories import Category, Level, Track
from menus.domain.community import CARE_ROLES, Person
from menus.domain.draft import Channel
from menus.domain.marks import Caution
from menus.domain.messages import Lane, MessageKind
from menus.domain.rung_plan import Planned, plan, reaching
from menus.domain.stage import may_be_texted
from menus.sms import alert_wording, wording
from menus.text import in_a_fire, missing
from menus.text.names import Text

OPEN_TRACKS = (Track.PATROL, Track.POLICE)
"""The tracks of which a reporter may read."""


def facts_of(incident: Incident) -> wording.AlertFacts:
    """Return the facts of an incident that the text of an alert may use.

    A private report has a place only if its sender named one, or if the caller is in danger now.
    """
    return wording.AlertFacts(
        reference=incident.reference,
        category=incident.category,
        level=incident.level,
        zone=incident.zone,
        place=incident.place or "",
        harm=incident.harm,
        at=incident.opened_at,
        reports=incident.reports,
        person=incident.person or "",
        mark="unconfirmed" if incident.unconfirmed else "",
        accused_group=incident.accused_group,
        topic=incident.topic,
        weapons=incident.weapons or "",
        is_danger=incident.danger_now,
        called_at=incident.called_at,
        has_number=incident.level is Level.PRIVATE and _has_number(incident),
        is_doubtful=incident.caution is Caution.MAYBE_PRIVATE,
        is_missing=tells_of_missing(incident),
        is_drill=incident.drill is not None,
    )


def _has_number(incident: Incident) -> bool:
    """Return whether the caller of a private incident has left their number, as far as the database still holds it."""
    session = object_session(incident)
    kept = select(Report.id).where(Report.incident_id == incident.id, Report.reporter_phone.is_not(None)).limit(1)
    return session is not None and session.scalar(kept) is not None


def tells_of_missing(incident: Incident) -> bool:
    """Return whether an incident was told by texts alone, and these tell of a missing person and of nothing graver."""
    if incident.category is not Category.GUN_KILLING or not incident.has_red_words:
        return False
    session = object_session(incident)
    if session is None:
        return False
    return bool(telling_of_missing(session, [incident.id]))


def telling_of_missing(session: Session, incident_ids: Collection[int]) -> set[int]:
    """Return those of some incidents that texts alone told of, and that tell of a missing person and nothing graver.

    They are of the category of a killing and have red words: nobody asks this of any other.
    """
    if not incident_ids:
        return set()
    by_incident: defaultdict[int, list[tuple[Channel, str | None]]] = defaultdict(list)
    columns = select(Report.incident_id, Report.channel, Report.hint_words)
    for incident_id, channel, words in session.execute(columns.where(Report.incident_id.in_(incident_ids))):
        by_incident[incident_id].append((channel, words))
    return {
        incident_id
        for incident_id, reports in by_incident.items()
        # Somebody who dialled has chosen the category.
        if all(channel is Channel.SMS for channel, _ in reports) and missing.is_all(words for _, words in reports)
    }


def facts_with_words(session: Session, record: CommunityRecord, incident: Incident) -> wording.AlertFacts:
    """Return the facts of an incident together with what residents texted about it."""
    texts = texted_words.texts_of(session, incident)
    said = texted_words.shown_to_responders(record, texts)
    are_inside = incident.category is Category.FIRE_HAZARD and in_a_fire.are_inside(texts)
    return replace(facts_of(incident), said=said, are_inside=are_inside)


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
    if mark:
        facts = replace(facts, mark=mark)
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
    keys = [
        {"incident_id": incident.id, "person_id": record.person_ids[person.phone], "track": track} for person in people
    ]
    new = [{**key, **notified, "state": AssignmentState.NOTIFIED} for key in keys]
    uow.upsert(Notification, new, tuple(notified), computed=(("state", _NOTIFIED_AGAIN),))


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


def coordinators_of(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> tuple[Person, ...]:
    """Return the people who coordinate an incident now, without the accused."""
    matter, stated_duties = audience.matter_of(record, incident), duties(uow, record)
    return coordinating.coordinators_of(record.community, matter, uow.now, stated_duties)


def notify_coordinators(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    name: Text,
    *,
    said: str = "",
    track: Track | None = None,
    is_red: bool = False,
    **values: str,
) -> tuple[Person, ...]:
    """Text the coordinators about an incident or one of its tracks, and return the people who were notified.

    `name` names the text, and `said` is a person's own words. `values` fill the other placeholders of the text.
    `is_red` sends it on the red lane whatever the level.
    """
    people = coordinators_of(uow, record, incident)
    if not people and incident.level is Level.COMPLAINT:
        _notify_of_unread(uow, record, incident)
    facts, record = _facts_to_coordinate(incident), record.worded(incident.drill)
    for person in people:
        text = wording.about(record.community, person.language, name, facts, said=said, track=track, **values)
        _queue_about(uow, record, incident, person, text, is_red=is_red)
    return people


def more_words(incident: Incident, *, raises: bool = False) -> Text:
    """Return the text with further red words: it offers to call the police only where they are not called yet."""
    are_police_called = raises or incident.level is Level.MAJOR
    return Text.HINT_MORE_MAJOR if are_police_called else Text.HINT_MORE


def tell(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    people: Sequence[Person],
    name: Text,
    *,
    said: str,
    is_red: bool,
) -> None:
    """Text some of the coordinators a person's words about an incident."""
    record = record.worded(incident.drill)
    for person in people:
        text = wording.about(record.community, person.language, name, _facts_to_coordinate(incident), said=said)
        _queue_about(uow, record, incident, person, text, is_red=is_red)


def _facts_to_coordinate(incident: Incident) -> wording.AlertFacts:
    facts = facts_of(incident)
    return without_place(facts) if incident.level is Level.PRIVATE else facts


def _queue_about(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, person: Person, text: str, *, is_red: bool
) -> None:
    lane = Lane.NORMAL if incident.level in {Level.MINOR, Level.HAZARD} and not is_red else Lane.RED
    is_private = incident.level is Level.PRIVATE
    text_out = outbox.OutgoingText(MessageKind.ALERT, lane, text, (person.phone,), incident.id, is_private=is_private)
    outbox.queue(uow, record, text_out)


def _notify_of_unread(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> None:
    """Notify the coordinators that nobody in oversight may read a complaint, and give only its reference.

    Leave out the accused. If no coordinator is left, notify the helpers, who are used to keeping secrets.
    """
    coordinating = audience.free_to_know(record, incident, coordinators(uow, record))
    helpers = audience.free_to_know(record, incident, holders_now(uow, record, tuple(CARE_ROLES)))
    for person in coordinating or helpers:
        notify(uow, record, person, Text.COMPLAINT_UNREAD, incident=incident)


def without_place(facts: wording.AlertFacts) -> wording.AlertFacts:
    """Return the facts without the zone and the place."""
    return replace(facts, zone=None, place="")
