"""Looking after the patrol: gaps in the roster told before the shift, and those at an armed incident asked if safe."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from sqlalchemy import Select, delete, or_, select

from gateway.alerts import incident_alerts
from gateway.communities.directory import Directory, Town, duties, holders
from gateway.core.unit_of_work import Unit
from gateway.escalation import engine
from gateway.incidents import opening
from gateway.messaging import circuit_breaker
from gateway.messaging.notices import coordinators, tell
from gateway.storage.models import Beat, Incident, Message, Page, Report
from gateway.storage.states import IncidentState, MessageState
from menus.domain import roster
from menus.domain.categories import Category, Harm, Level
from menus.domain.community import PATROL_ROLES, Mode, Person, Role, Shift
from menus.domain.draft import Draft

AHEAD = timedelta(minutes=30)
"""How long before a shift its gap is told."""
MISSES = 2
"""Unanswered questions after which somebody counts as in danger."""
_FORGOTTEN = timedelta(days=2)
DURESS = "duress"
"""The flag of a call for help that whoever looks on must not see."""
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Alarm:
    """A call for help: where its caller was last called to, what was said, and a flag for coordinators."""

    zone: str | None
    said: str = ""
    flag: str | None = None


def is_duress(person: Person, text: str) -> bool:
    """Tell whether an SMS holds the duress word of who wrote it."""
    return person.duress is not None and person.duress in _WORD.findall(text.casefold())


def tell_gaps(unit: Unit, directory: Directory) -> None:
    """Tell coordinators, once, of each patrol shift that begins soon and has nobody left."""
    for town in directory.towns():
        if town.community.mode is not Mode.PATROL:
            continue
        for number, shift in enumerate(town.community.shifts):
            unit.tries("gap", town.id, partial(_tell_gap, unit, town, number, shift))
        unit.tries("hole", town.id, partial(_tell_hole, unit, town))
    unit.session.execute(
        delete(Beat)
        .where(Beat.name.like("gap-%"), Beat.at < unit.now - _FORGOTTEN)
        .execution_options(synchronize_session=False)
    )


def _tell_hole(unit: Unit, town: Town) -> None:
    """Tell coordinators, once, of hours of the night that no shift covers, before they begin."""
    ahead = unit.now + AHEAD
    mark = unit.session.get(Beat, f"hole-{town.id}")
    if not roster.is_uncovered_night(town.community, ahead):
        if mark is not None:
            unit.session.delete(mark)
        return
    if mark is not None:
        return
    unit.session.add(Beat(name=f"hole-{town.id}", at=unit.now))
    at = ahead.astimezone(town.community.timezone).strftime("%d/%m %H:%M")
    for person in coordinators(unit, town):
        tell(unit, town, person, "hole", at=at)


def _tell_gap(unit: Unit, town: Town, number: int, shift: Shift) -> None:
    begins = roster.next_beginning(town.community, shift, unit.now)
    if begins > unit.now + AHEAD or not roster.is_missing(town.community, shift, begins, duties(unit, town)):
        return
    mark = f"gap-{town.id}-{number}-{begins:%Y%m%d%H%M}"
    if unit.session.get(Beat, mark) is not None:
        return
    unit.session.add(Beat(name=mark, at=unit.now))
    at = begins.astimezone(town.community.timezone).strftime("%d/%m %H:%M")
    for person in coordinators(unit, town):
        tell(unit, town, person, "gap", at=at)


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
        raise_alarm(unit, town, person, Alarm(incident.zone, "silent"))
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


def note_found(unit: Unit, town: Town, person: Person) -> bool:
    """Tell coordinators that somebody for whom the alarm was raised writes that they are safe; False where none was.

    The alarm goes on: who holds that phone is a person's to find out. One that was raised in silence stays silent.
    """
    alarm = unit.session.scalar(_alarms_of(town, person).where(Incident.flag.is_(None)).limit(1))
    if alarm is None:
        return False
    unit.note(alarm.id, "safe", person_id=town.person_ids[person.phone])
    for coordinator in coordinators(unit, town):
        if coordinator.phone != person.phone:
            tell(unit, town, coordinator, "found_safe", lane="red", incident=alarm, said=person.name)
    return True


def _alarms_of(town: Town, person: Person) -> Select[Incident]:
    """Return the open alarms raised for somebody, newest first."""
    return (
        select(Incident)
        .where(
            Incident.person_id == town.person_ids[person.phone],
            Incident.state == IncidentState.OPEN,
            Incident.category == Category.OFFICER_DOWN.value,
        )
        .order_by(Incident.id.desc())
    )


def raise_alarm(unit: Unit, town: Town, person: Person, alarm: Alarm) -> str:
    """Open a major incident of its own for a patroller in danger, from the top of the ladders; return its reference.

    Called again within the time in which reports are one incident, it is the same one, and those told are told again.
    """
    known = _alarm_of(unit, town, person, alarm.flag)
    if known is not None:
        unit.note(known.id, "called-again", words=alarm.said)
        if alarm.zone is not None and alarm.zone != known.zone:
            # They have gone elsewhere since: whoever is near there has not been called.
            known.zone = alarm.zone
            engine.restart(unit, town, known)
        incident_alerts.tell_again(unit, town, known, "")
        return known.reference or ""
    draft = Draft(language=person.language, category=Category.OFFICER_DOWN, harm=Harm.UNSURE, zone=alarm.zone)
    person_id = town.person_ids[person.phone]
    how = opening.Filing(person=person.name, person_id=person_id, said=alarm.said, flag=alarm.flag)
    filed = opening.open_report(unit, town, draft, opening.Source("sms", person.phone), how)
    _call_everybody(unit, town, unit.session.get_one(Report, filed.report_id).incident_id)
    return filed.reference


def _call_everybody(unit: Unit, town: Town, incident_id: int) -> None:
    """Alert, beside the first rungs, whoever is on duty anywhere, and the coordinators: minutes count."""
    if town.community.mode is not Mode.PATROL:
        return
    incident = unit.session.get_one(Incident, incident_id)
    unit.session.flush()
    told = incident_alerts.told_of(unit, incident)
    roles = (*PATROL_ROLES, Role.COORDINATOR)
    everybody = holders(unit, town, roles)
    incident_alerts.alert_more(
        unit, town, incident, [person for person in everybody if town.person_ids[person.phone] not in told]
    )


def _alarm_of(unit: Unit, town: Town, person: Person, flag: str | None) -> Incident | None:
    lately = Incident.opened_at > unit.now - unit.policy.join_window
    rows = unit.session.scalars(_alarms_of(town, person).where(lately)).all()
    # An open call and a silent one are never one: the answer to the first would tell of the second.
    return next((row for row in rows if (row.flag == DURESS) == (flag == DURESS)), None)
