"""What waits unread: reports that nobody was texted about are told to coordinators together, now and then."""

from datetime import timedelta
from functools import partial

from sqlalchemy import func, select

from gateway.storage.models import Beat, Incident
from gateway.storage.states import IncidentState
from gateway.usecases.communities import Directory, Town
from gateway.usecases.telling import coordinators, tell
from gateway.usecases.unit import Unit
from menus.rules.categories import Category

UNREAD = timedelta(minutes=10)
"""How long a text of no known meaning may wait before coordinators learn that it is there."""


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
