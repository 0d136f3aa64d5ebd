"""The facts of an incident that the text of an alert may use, with the words that residents texted about it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session, object_session

from gateway.alerts import texted_words
from gateway.communities.directory import CommunityRecord
from gateway.storage.models import Incident, Report
from menus.domain.categories import Category, Level
from menus.domain.draft import Channel
from menus.domain.marks import Caution
from menus.sms import wording
from menus.text import in_a_fire, missing


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
    recused = record.recused_from(incident)
    return replace(facts_of(incident), said=said, are_inside=are_inside, recused=recused)


def without_place(facts: wording.AlertFacts) -> wording.AlertFacts:
    """Return the facts without the zone and the place."""
    return replace(facts, zone=None, place="")
