"""Safety checks: those who go to an armed incident are asked whether they are safe."""

from collections.abc import Sequence
from functools import partial

from sqlalchemy import or_, select

from gateway.communities.directory import Directory
from gateway.core.unit_of_work import Unit
from gateway.messaging import circuit_breaker
from gateway.messaging.notices import tell
from gateway.safety import panic
from gateway.storage.models import Incident, Message, Page
from gateway.storage.states import IncidentState, MessageState
from menus.domain.categories import Level
from menus.domain.community import Person

MISSES = 2
"""Unanswered questions after which somebody counts as in danger."""


def ask_if_safe(unit: Unit, directory: Directory) -> None:
    """Ask those who go to an armed incident, on a timer, whether they are safe; two misses mean danger.

    Also when their answer has lapsed: who fell silent on the way is asked on.
    """
    due = unit.session.execute(
        select(Page.incident_id, Page.person_id, Page.track)
        .join(Incident, Incident.id == Page.incident_id)
        .where(
            Incident.state == IncidentState.OPEN,
            Incident.level == Level.MAJOR.value,
            Page.is_done.is_(False),
            Page.safe_asked_at <= unit.now - unit.policy.safe_every,
        )
        .order_by(Page.safe_asked_at)
        .limit(100)
    ).all()
    for incident_id, person_id, track in due:
        unit.tries("safe", incident_id, partial(_ask_one, unit, directory, (incident_id, person_id, track)))


def _ask_one(unit: Unit, directory: Directory, key: tuple[int, int, str]) -> None:
    page = unit.session.get_one(Page, key)
    incident = unit.session.get_one(Incident, page.incident_id)
    town = directory.by_id(incident.community_id)
    person = town.person(page.person_id)
    if person is None:
        page.safe_asked_at = None
        return
    if page.safe_missed >= MISSES:
        page.safe_asked_at = None
        panic.raise_alarm(unit, town, person, panic.Alarm(incident.zone, "silent"))
        return
    has_left = _has_left(unit, incident, person)
    page.safe_asked_at, page.safe_missed = unit.now, page.safe_missed + (1 if has_left else 0)
    if not has_left:
        # Silence means nothing where the question has not left yet.
        return
    tell(unit, town, person, "safe_asked", lane="red", incident=incident)


def _has_left(unit: Unit, incident: Incident, person: Person) -> bool:
    """Tell whether nothing that somebody was asked still waits for the network; a phone that is off does count."""
    waiting = select(Message.id).where(
        Message.incident_id == incident.id,
        Message.phone_hash == unit.keyring.phone(person.phone),
        Message.lane == "red",
        Message.state.in_((MessageState.QUEUED, MessageState.SENDING)),
        or_(Message.reason.is_(None), Message.reason != circuit_breaker.OUT_OF_REACH),
    )
    return unit.session.scalar(waiting.limit(1)) is None


def is_asked(unit: Unit, person_id: int) -> bool:
    """Tell whether somebody is at an incident at which those who go are asked whether they are safe."""
    return bool(_asked(unit, person_id))


def _asked(unit: Unit, person_id: int) -> Sequence[Page]:
    return unit.session.scalars(
        select(Page)
        .join(Incident, Incident.id == Page.incident_id)
        .where(Page.person_id == person_id, Page.safe_asked_at.is_not(None), Incident.state == IncidentState.OPEN)
    ).all()


def note_safe(unit: Unit, person_id: int) -> bool:
    """Note that somebody is safe; False where nobody had asked."""
    pages = _asked(unit, person_id)
    for page in pages:
        page.safe_asked_at, page.safe_missed = unit.now, 0
        unit.note(page.incident_id, "safe", person_id=person_id)
    return bool(pages)
