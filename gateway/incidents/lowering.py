"""Lowering: a coordinator lowers the level of an incident, with a reason. The desk and the SMS command both do it here.

A killing or an armed crime never falls. The rule is `menus/domain/lowering.py`; here stands everything that is known of
the incident, also in the words of notes and in the reports and notes of incidents that were joined to it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import or_, select

from gateway.alerts import audience, incident_alerts, texted_words
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import levels
from gateway.messaging.notices import notify
from gateway.storage.models import Event, Incident, Report
from menus.domain import lowering as rules
from menus.domain.categories import Level
from menus.domain.incident_life import IncidentStatus
from menus.domain.lowering import Refusal
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.sms import wording, words_to_leave
from menus.text import killing, lexicon
from menus.text.names import Text

_WITH_WORDS = (
    EventKind.NOTED,
    EventKind.OVER,
    EventKind.ANSWER_CAME,
    EventKind.WROTE_AGAIN,
    EventKind.CALLED_AGAIN,
    EventKind.CAME_LATE,
)
"""The events whose words tell what people saw."""


@dataclass(frozen=True)
class Lowered:
    """The level of an incident has fallen: the level that it had, and how many people were told."""

    was: Level
    told: int


def levels_of(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> tuple[Level, ...]:
    """Return the levels to which an incident may fall now, the highest first."""
    return rules.levels(_stands(uow, record, incident))


def refusal(uow: UnitOfWork, record: CommunityRecord, incident: Incident, to: Level) -> Refusal | None:
    """Return why an incident does not fall to a level; None if it may."""
    return rules.decide(_stands(uow, record, incident), to)


def lower(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, to: Level, why: str, *, by: Actor
) -> Lowered | Refusal:
    """Lower an incident to a level and tell everybody who has its alert; return the refusal if it may not fall.

    `why` is kept in the timeline, and told with names and numbers crossed out. A reason that tells of a weapon or of a
    killing lowers nothing.
    """
    refused = refusal(uow, record, incident, to)
    if refused is None and _tells_of_harm(record, why):
        refused = Refusal.GRAVE
    if refused is not None:
        return refused
    was = incident.level
    having = audience.having_the_alert(uow, incident)
    timeline.record(uow, incident, EventKind.LOWERED, {"level": to}, by=by, words=why, was=was, to=to)
    levels.lower_ladders(uow, record, incident)
    return Lowered(was, _tell(uow, record, incident, was, why, having - {by.person_id}))


def _tell(uow: UnitOfWork, record: CommunityRecord, incident: Incident, was: Level, why: str, having: set[int]) -> int:
    """Tell people who have the alert that the level has fallen, and return how many they are.

    Whoever was alerted in this transaction has read of the new level.
    """
    known = (record.person(one) for one in sorted(having) if (incident.id, one) not in uow.alerted)
    people = audience.free_to_know(record, incident, [person for person in known if person is not None])
    said = words_to_leave.fit_to_relay(record.community, why)
    for person in people:
        names = {"level": incident.level, "was": was}
        values = {key: wording.level_name(person.language, level) for key, level in names.items()}
        notify(uow, record, person, Text.LOWERED_TOLD, lane=Lane.RED, incident=incident, said=said, **values)
    return len(incident_alerts.within_stage(record, incident, people))


def _stands(uow: UnitOfWork, record: CommunityRecord, incident: Incident) -> rules.Stands:
    related = _related(uow, incident)
    # An incident that was joined counts whole. Of the one that it was split off, the reports that stayed there do not.
    joined = [one for one in related if one.status is IncidentStatus.JOINED]
    told = any(one.has_red_words or one.weapons for one in (incident, *joined))
    return rules.Stands(
        incident.category,
        incident.level,
        incident.harm,
        has_red_words=incident.has_red_words,
        tells_of_harm=told or any(_tells_of_harm(record, said) for said in _words(uow, incident, related)),
        is_alarm=incident.alarm is not None,
        awaits_review=incident.awaits_review,
    )


def _tells_of_harm(record: CommunityRecord, said: str) -> bool:
    """Return whether words tell of a weapon or of a killing. Words that deny it (`no weapon`) do not."""
    return bool(lexicon.hint(said, record.community.zones).weapons) or killing.tells_of_death(said)


def _related(uow: UnitOfWork, incident: Incident) -> list[Incident]:
    """Return the incidents that were joined to an incident, and the one that it was split off."""
    uow.session.flush()
    own = select(Report.reference).where(Report.incident_id == incident.id)
    splits = select(Event.facts).where(Event.incident_id == incident.id, Event.kind == EventKind.SPLIT)
    out_of = [facts["out_of"] for facts in uow.session.scalars(splits) if "out_of" in facts]
    is_one = or_(Incident.reference.in_(own), Incident.reference.in_(out_of))
    return list(uow.session.scalars(select(Incident).where(is_one, Incident.id != incident.id)))


def _words(uow: UnitOfWork, incident: Incident, related: list[Incident]) -> Iterator[str]:
    """Yield what residents wrote about an incident, and what people with a role wrote about it and the related ones."""
    yield from texted_words.written(uow.session, incident)
    ids = [incident.id, *(one.id for one in related)]
    noted = select(Event.words).where(Event.incident_id.in_(ids), Event.kind.in_(_WITH_WORDS))
    yield from (words for words in uow.session.scalars(noted.where(Event.words.is_not(None))) if words)
