"""Texts to coordinators about an incident: who coordinates it now, and what they read of it."""

from collections.abc import Sequence

from gateway.alerts import audience
from gateway.alerts.alert_facts import facts_of, without_place
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import duties, holders_now
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import Incident
from menus.domain import coordinating
from menus.domain.categories import Level, Track
from menus.domain.community import Person
from menus.domain.messages import Lane, MessageKind
from menus.domain.roles import CARE_ROLES
from menus.sms import wording
from menus.text.names import Text


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
