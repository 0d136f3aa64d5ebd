"""Alerting: who may learn of an incident, what they are told, and that they were told."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from gateway.alerts import audience
from gateway.communities.directory import Town
from gateway.communities.on_duty import duties, holders
from gateway.core.unit_of_work import Unit
from gateway.messaging import outbox
from gateway.messaging.notices import coordinators, tell
from gateway.storage.models import Incident, Page
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
        subject=incident.around or "",
        weapons=incident.weapons or "",
        is_danger=incident.danger_now,
    )


def alert(unit: Unit, town: Town, incident: Incident, track: str, people: Sequence[Person], mark: str = "") -> None:
    """Write the alerts of a track for some people, and note that they are told.

    In quiet hours a minor one waits for the morning, but for those on duty.
    """
    by_text: defaultdict[tuple[str, datetime | None], list[str]] = defaultdict(list)
    morning = quiet_hours.waits_until(town.community, Level(incident.level), unit.now)
    serving = duties(unit, town) if morning is not None else {}
    facts = facts_of(incident)
    if mark:
        facts = replace(facts, mark=mark)
    for person in people:
        is_awake = morning is None or roster.is_patrolling(town.community, person, unit.now, serving)
        text = wording.alert(town.community, person.language, Track(track), facts)
        by_text[text, None if is_awake else morning].append(person.phone)
    note_told(unit, town, incident, people, track)
    unit.alerted.update((incident.id, town.person_ids[person.phone]) for person in people)
    lane = "red" if Level(incident.level) in {Level.MAJOR, Level.URGENT, Level.PRIVATE} else "normal"
    for (text, not_before), phones in by_text.items():
        envelope = outbox.Envelope("alert", lane, text, tuple(phones), incident.id, track, not_before)
        outbox.queue(unit, town, envelope)


def note_told(unit: Unit, town: Town, incident: Incident, people: Sequence[Person], track: str) -> None:
    """Remember that some people were told of an incident on a track, again where they had been told before."""
    told = {"at": unit.now, "is_done": False, "is_unreached": False}
    keys = [
        {"incident_id": incident.id, "person_id": town.person_ids[person.phone], "track": track} for person in people
    ]
    unit.write_over(Page, [{**key, **told} for key in keys], tuple(told))


def alert_more(unit: Unit, town: Town, incident: Incident, people: Sequence[Person]) -> tuple[Person, ...]:
    """Alert people beside the ladder, on the patrol's track; return who was told."""
    told = audience.free_to_know(town, incident, people)
    alert(unit, town, incident, Track.PATROL.value, told)
    return told


def tell_again(unit: Unit, town: Town, incident: Incident, mark: str, *, but: Collection[Person] = ()) -> None:
    """Alert once more those who were told of an incident and are not done with it: something has changed.

    People alerted earlier in this transaction know it already, and so do those in `but`.
    """
    pages = unit.session.scalars(select(Page).where(Page.incident_id == incident.id, Page.is_done.is_(False))).all()
    by_track: defaultdict[str, list[Person]] = defaultdict(list)
    for page in pages:
        person = town.person(page.person_id)
        if person is not None and person not in but and (incident.id, page.person_id) not in unit.alerted:
            by_track[page.track].append(person)
    told: set[str] = set()
    for track, people in by_track.items():
        fresh = [person for person in audience.free_to_know(town, incident, people) if person.phone not in told]
        told.update(person.phone for person in fresh)
        alert(unit, town, incident, track, fresh, mark)


def tell_coordinators(
    unit: Unit,
    town: Town,
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
    everybody = holders(unit, town, roles, incident.zone) or holders(unit, town, roles)
    people = audience.free_to_know(town, incident, everybody)
    if not people and level is not Level.PRIVATE:
        people = audience.free_to_know(town, incident, holders(unit, town, (Role.OVERSIGHT,)))
    if not people and level is Level.COMPLAINT:
        _tell_unread(unit, town, incident)
    facts = facts_of(incident)
    if level is Level.PRIVATE:
        facts = without_place(facts)
    lane = "normal" if level in {Level.MINOR, Level.HAZARD} and not is_red else "red"
    for person in people:
        text = wording.about(town.community, person.language, name, facts, said=said, track=track, **values)
        outbox.queue(unit, town, outbox.Envelope("alert", lane, text, (person.phone,), incident.id, name))
    return people


def _tell_unread(unit: Unit, town: Town, incident: Incident) -> None:
    """Tell the coordinators whom a complaint is not about that nobody of oversight may read it: its number alone.

    Where it is about all of them, the helpers, who are used to keeping silent.
    """
    coordinating = audience.free_to_know(town, incident, coordinators(unit, town))
    helpers = audience.free_to_know(town, incident, holders(unit, town, tuple(CARE_ROLES)))
    for person in coordinating or helpers:
        tell(unit, town, person, "complaint_unread", incident=incident)


def without_place(facts: wording.AlertFacts) -> wording.AlertFacts:
    """Return the facts with no place in them."""
    return replace(facts, zone=None, place="")
