"""Panic: raise the alarm for a patroller in danger."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select

from gateway.alerts import audience, incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.communities.on_duty import holders_now
from gateway.core import known, timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine
from gateway.incidents import opening
from gateway.storage.models import DangerQuestion, Event, Incident, Report
from menus.domain.categories import Category, Harm
from menus.domain.community import Mode, Person
from menus.domain.draft import Channel, Draft
from menus.domain.incident_life import LIVE
from menus.domain.marks import AlarmKind
from menus.domain.roles import PATROL_ROLES, Role
from menus.domain.timeline import EventKind

MOST_CALLS, JUST_NOW = 3, timedelta(seconds=30)
"""After so many further calls within this time, the phone calls on and on, perhaps by itself. A guess, to be tested."""


@dataclass(frozen=True)
class Alarm:
    """A call for help: the zone of its caller if known, their words, and its kind.

    `sent_at` is when it was sent, if it came in long after that.
    """

    zone: str | None
    said: str = ""
    kind: AlarmKind = AlarmKind.CALLED
    sent_at: datetime | None = None


def open_alarm(uow: UnitOfWork, record: CommunityRecord, person: Person) -> Incident | None:
    """Return the newest open alarm of a person, or None. One raised under duress is left out."""
    return uow.session.scalar(_alarms_of(record, person).where(Incident.alarm != AlarmKind.DURESS).limit(1))


def silent_alarm(uow: UnitOfWork, record: CommunityRecord, person: Person) -> Incident | None:
    """Return the call under duress to which a further call of a person belongs, or None."""
    lately = Incident.opened_at > uow.now - uow.policy.join_window
    silent = _alarms_of(record, person).where(lately, Incident.alarm == AlarmKind.DURESS)
    return uow.session.scalar(silent.limit(1))


def called_silently(uow: UnitOfWork, record: CommunityRecord, person: Person, since: datetime) -> bool:
    """Return whether a person has called under duress since a moment, in a call that is still open."""
    alarm = silent_alarm(uow, record, person)
    if alarm is None or alarm.opened_at >= since:
        return alarm is not None
    again = select(Event.id).where(
        Event.incident_id == alarm.id, Event.kind == EventKind.CALLED_AGAIN, Event.at >= since
    )
    return uow.session.scalar(again.limit(1)) is not None


def _alarms_of(record: CommunityRecord, person: Person) -> Select[Incident]:
    """Return a query for the open alarms raised for a person, newest first."""
    return (
        select(Incident)
        .where(
            Incident.person_id == record.person_ids[person.phone],
            Incident.status.in_(LIVE),
            Incident.category == Category.OFFICER_DOWN,
        )
        .order_by(Incident.id.desc())
    )


def raise_alarm(uow: UnitOfWork, record: CommunityRecord, person: Person, alarm: Alarm) -> str:
    """Open a major incident for a patroller in danger, from the top of the ladders; return its reference.

    A second call within `join_window` belongs to the same incident: everybody notified of it is alerted again. While
    the phone calls on and on, they are alerted again only if the caller has moved.
    """
    forget_question(uow, record.person_ids[person.phone])
    known = _alarm_of(uow, record, person, alarm.kind)
    if known is not None:
        has_moved = alarm.zone is not None and alarm.zone != known.zone
        goes_on = _calls_on_and_on(uow, known)
        changes = {"zone": alarm.zone or known.zone}
        if alarm.sent_at is None:
            known.called_at = None
        timeline.record(uow, known, EventKind.CALLED_AGAIN, changes, words=alarm.said)
        if has_moved:
            # The caller has moved to another zone: the people near there have not been alerted yet.
            engine.restart(uow, record, known)
        if has_moved or not goes_on:
            incident_alerts.alert_again(uow, record, known, "")
        return known.reference
    draft = Draft(language=person.language, category=Category.OFFICER_DOWN, harm=Harm.UNSURE, zone=alarm.zone)
    person_id = record.person_ids[person.phone]
    how = opening.Filing(
        person=person.name, person_id=person_id, said=alarm.said, alarm=alarm.kind, called_at=alarm.sent_at
    )
    filed = opening.open_report(uow, record, draft, opening.Source(Channel.SMS, person.phone), how)
    _call_everybody(uow, record, uow.session.get_one(Report, filed.report_id).incident_id)
    return filed.reference


def forget_question(uow: UnitOfWork, person_id: int) -> None:
    """Delete the open question whether a person is in danger: their answer, or an alarm, has settled it."""
    uow.session.execute(delete(DangerQuestion).where(DangerQuestion.person_id == person_id))
    known.forget(uow.session)


def _calls_on_and_on(uow: UnitOfWork, alarm: Incident) -> bool:
    """Return whether an alarm was called for `MOST_CALLS` times more within `JUST_NOW`."""
    calls = uow.session.scalars(
        select(Event.at)
        .where(Event.incident_id == alarm.id, Event.kind == EventKind.CALLED_AGAIN)
        .order_by(Event.id.desc())
        .limit(MOST_CALLS)
    ).all()
    return len(calls) == MOST_CALLS and calls[-1] > uow.now - JUST_NOW


def _call_everybody(uow: UnitOfWork, record: CommunityRecord, incident_id: int) -> None:
    """Alert everybody on duty in any zone, and the coordinators, in addition to the first rungs: minutes count."""
    # Papers that have ended keep nobody from helping one of their own.
    record = record.of_file or record
    if record.community.mode is not Mode.PATROL:
        return
    incident = uow.session.get_one(Incident, incident_id)
    uow.session.flush()
    notified = audience.notified_of(uow, incident)
    roles = (*PATROL_ROLES, Role.COORDINATOR)
    everybody = holders_now(uow, record, roles)
    incident_alerts.alert_more(
        uow, record, incident, [person for person in everybody if record.person_ids[person.phone] not in notified]
    )


def _alarm_of(uow: UnitOfWork, record: CommunityRecord, person: Person, kind: AlarmKind) -> Incident | None:
    silent = silent_alarm(uow, record, person)
    if silent is not None or kind is AlarmKind.DURESS:
        # The caller under duress may still be watched: no alarm that can be seen may stand beside the silent one.
        # And a call under duress never joins an open one: the answer to that one would reveal it.
        return silent
    lately = Incident.opened_at > uow.now - uow.policy.join_window
    return uow.session.scalar(_alarms_of(record, person).where(lately).limit(1))
