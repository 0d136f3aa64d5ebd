"""What waits for coordinators: what nobody was texted about is told now and then, what is red again and again."""

from datetime import timedelta
from functools import partial

from sqlalchemy import func, or_, select

from gateway.alerts import audience, incident_alerts
from gateway.communities.directory import Directory, Town
from gateway.communities.on_duty import holders
from gateway.core.unit_of_work import Unit
from gateway.incidents import board
from gateway.intake import further_texts
from gateway.messaging.notices import coordinators, tell
from gateway.storage.models import Beat, Event, Incident
from gateway.storage.states import IncidentState
from menus.domain.categories import Category, Level
from menus.domain.community import Role

UNREAD = timedelta(minutes=10)
"""How long a text of no known meaning may wait before coordinators learn that it is there."""


HELD = timedelta(minutes=5)
"""After this long coordinators are told once more of what is red and waits, then after twice as long, and so on."""
_MOST_TOLD = 6
_TOLD = "held-told-again"


def tell_held(unit: Unit, directory: Directory) -> None:
    """Tell coordinators again of red reports that wait for them: what is held has no ladder of its own."""
    waits = select(Incident.id).where(
        Incident.state == IncidentState.OPEN,
        Incident.held.is_(True),
        or_(Incident.flag == further_texts.RED, Incident.level == Level.MAJOR.value),
        Incident.opened_at > unit.now - HELD * 2**_MOST_TOLD,
    )
    for incident_id in unit.session.scalars(waits.order_by(Incident.id).limit(100)).all():
        unit.tries("held", incident_id, partial(_tell_again, unit, directory, incident_id))


def _tell_again(unit: Unit, directory: Directory, incident_id: int) -> None:
    incident = unit.session.get_one(Incident, incident_id)
    told = unit.session.scalar(
        select(func.count()).select_from(Event).where(Event.incident_id == incident.id, Event.kind == _TOLD)
    )
    if not told:
        told = 0
    if told >= _MOST_TOLD or unit.now < incident.opened_at + HELD * 2**told:
        return
    town = directory.by_id(incident.community_id)
    name = "hint_red" if incident.flag == further_texts.RED else "broke_off"
    incident_alerts.tell_coordinators(unit, town, incident, name, said=board.hint_words(unit.session, incident))
    if told:
        # They may reach a coordinator where no text does.
        leaders = holders(unit, town, (Role.PATROL_LEADER, Role.DEPUTY_LEADER), incident.zone)
        for person in audience.free_to_know(town, incident, leaders):
            tell(unit, town, person, "held_waits", lane="red", incident=incident)
    unit.note(incident.id, _TOLD)


def tell_unread(unit: Unit, directory: Directory) -> None:
    """Tell coordinators how many texts wait that no word of the lexicon has told them of."""
    for town in directory.towns():
        unit.tries("unread", town.id, partial(_tell_one, unit, town))


def _tell_one(unit: Unit, town: Town) -> None:
    until = unit.now - UNREAD
    mark = unit.session.get(Beat, f"unread-{town.id}")
    waiting = (
        Incident.community_id == town.id,
        Incident.state == IncidentState.OPEN,
        Incident.held.is_(True),
        Incident.category == Category.UNKNOWN.value,
    )
    newest = unit.session.scalar(select(func.max(Incident.opened_at)).where(*waiting, Incident.opened_at <= until))
    if newest is None or (mark is not None and newest <= mark.at):
        return
    if mark is None:
        unit.session.add(Beat(name=f"unread-{town.id}", at=newest))
    else:
        mark.at = newest
    count = unit.session.scalar(select(func.count()).select_from(Incident).where(*waiting)) or 0
    for person in coordinators(unit, town):
        tell(unit, town, person, "unread", count=str(count))
