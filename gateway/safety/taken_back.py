"""Alarms that their sender takes back: they write that they are safe, or that their call was a mistake.

The alarm stays open and its ladders go on, whatever the sender writes: an attacker may hold the phone, or stand beside
its owner. Only a coordinator closes it, after a call. The coordinators and everybody who was alerted are told once, so
that nobody runs blindly, and nobody turns back on a word alone. An alarm under duress is left out of all this: no text
may show that it is known, and no words take it back.
"""

from enum import Enum

from sqlalchemy import func, select

from gateway.alerts import audience
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.timeline import Actor
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify
from gateway.safety import panic
from gateway.storage.models import Event, Incident
from menus.domain.community import Person
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.text.names import Text


class Why(Enum):
    """The reason: the sender is safe now, or their call was a mistake; with the texts that tell it."""

    SAFE = (Text.FOUND_SAFE, Text.FOUND_SAFE_ALERTED)
    MISTAKE = (Text.ALARM_MISTAKE, Text.ALARM_MISTAKE_ALERTED)

    @property
    def to_coordinators(self) -> Text:
        """The text for coordinators."""
        return self.value[0]

    @property
    def to_alerted(self) -> Text:
        """The text for the other people who were alerted."""
        return self.value[1]


def note(uow: UnitOfWork, record: CommunityRecord, person: Person, why: Why, said: str = "") -> Incident | None:
    """Note that a person takes back their open alarm, and return it; None if none is open.

    Coordinators and those alerted are told. If they were told already, and nobody has called again since, nobody is.
    """
    alarm = panic.open_alarm(uow, record, person)
    if alarm is None or is_known(uow, alarm):
        return alarm
    timeline.record(uow, alarm, EventKind.SAFE, by=Actor(record.person_ids[person.phone]), words=said or None)
    steering = [each for each in coordinators(uow, record) if each.phone != person.phone]
    for coordinator in steering:
        notify(uow, record, coordinator, why.to_coordinators, lane=Lane.RED, incident=alarm, said=person.name)
    told = {person.phone, *(each.phone for each in steering)}
    for person_id in sorted(audience.notified_of(uow, alarm)):
        other = record.person(person_id)
        if other is not None and other.phone not in told:
            notify(uow, record, other, why.to_alerted, lane=Lane.RED, incident=alarm, said=person.name)
    return alarm


def is_known(uow: UnitOfWork, alarm: Incident) -> bool:
    """Return whether the alarm was taken back already, and its caller has not called again since."""
    uow.session.flush()
    of_alarm = select(func.max(Event.id)).where(Event.incident_id == alarm.id)
    # People who go to the alarm say that they are safe, too.
    safe = of_alarm.where(Event.kind == EventKind.SAFE, Event.person_id == alarm.person_id)
    called = of_alarm.where(Event.kind == EventKind.CALLED_AGAIN)
    return (uow.session.scalar(safe) or 0) > (uow.session.scalar(called) or 0)
