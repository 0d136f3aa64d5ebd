"""Undelivered alerts: if the network could not deliver an alert of the newest rung, the next rung is fired."""

from functools import partial

from gateway.communities.directory import Directory
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import engine, state
from gateway.storage.models import Incident, Message, Notification
from menus.domain import escalation as rules
from menus.domain.escalation_life import EscalationPhase
from menus.domain.timeline import EventKind


def hand_on(uow: UnitOfWork, directory: Directory) -> None:
    """Escalate for the undelivered messages of a unit of work, once, before it commits.

    If one raises an error, only its escalation is rolled back: the others and the settlement of the messages stay.
    """
    for message_id in dict.fromkeys(uow.undelivered):
        uow.in_savepoint("undelivered", message_id, partial(skip_unreached, uow, directory, message_id))
    uow.undelivered.clear()


def skip_unreached(uow: UnitOfWork, directory: Directory, message_id: int) -> None:
    """Escalate a track at once if the network could not deliver an alert to a person of its newest rung.

    A delivered text never stops a track: only a person's answer does.
    """
    message = uow.session.get_one(Message, message_id)
    if not message.kind.rules.escalates or message.incident_id is None or message.track is None:
        return
    incident = uow.session.get_one(Incident, message.incident_id)
    record = directory.by_id(message.community_id)
    person = record.by_phone(message.phone)
    row = state.escalation_of(uow, incident, message.track)
    if not incident.status.is_live or person is None or row is None:
        return
    asked_last = state.was_asked_last(uow, row, record.person_ids[person.phone])
    notification = uow.session.get(Notification, (incident.id, record.person_ids[person.phone], row.track))
    if notification is None or notification.is_unreached:
        return
    notification.is_unreached = True
    timeline.record(uow, incident, EventKind.NOT_REACHED, on=row)
    if row.phase is EscalationPhase.CALLING and asked_last:
        state.keep(row, rules.skip_unreached(state.unpack(row), state.facts_of(row)))
        engine.fire_due(uow, record, incident, row)
