"""Undelivered alerts: where the network could not bring one, the next is asked."""

from gateway.communities.directory import Directory
from gateway.core.unit_of_work import Unit
from gateway.escalation import engine, state
from gateway.storage.models import Incident, Message, Page
from gateway.storage.states import IncidentState
from menus.domain import escalation as rules
from menus.domain.categories import Track


def hand_on(unit: Unit, directory: Directory) -> None:
    """Act on what a unit of work has found undelivered, once, before it commits.

    What was settled stays settled, whatever becomes of the ladders.
    """
    if unit.lost:
        unit.tries("undelivered", 0, lambda: pass_over(unit, directory))


def pass_over(unit: Unit, directory: Directory) -> None:
    """Ask the next where the network could not bring an alert to one of those who were asked last.

    That a text was delivered never stops a track: only a person's answer does.
    """
    for message_id in dict.fromkeys(unit.lost):
        message = unit.session.get_one(Message, message_id)
        if message.kind != "alert" or message.incident_id is None or message.track not in set(Track):
            continue
        incident = unit.session.get_one(Incident, message.incident_id)
        town = directory.by_id(message.community_id)
        person = town.by_phone(message.phone)
        row = state.climb_of(unit, incident, Track(message.track))
        if incident.state != IncidentState.OPEN or person is None or row is None:
            continue
        asked_last = state.was_asked_last(unit, row, town.person_ids[person.phone])
        page = unit.session.get(Page, (incident.id, town.person_ids[person.phone], row.track))
        if page is None or page.is_unreached:
            continue
        page.is_unreached = True
        unit.note(incident.id, "not-reached", track=row.track)
        if row.answered_at is None and row.spent_at is None and asked_last:
            state.keep(row, rules.pass_over(state.unpack(row), state.state_of(row)))
            engine.climb(unit, town, incident, row)
    unit.lost.clear()
