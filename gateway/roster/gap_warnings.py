"""Gaps in the roster, told to the coordinators before the shift begins."""

from datetime import timedelta
from functools import partial

from sqlalchemy import delete

from gateway.communities.directory import Directory, Town
from gateway.communities.on_duty import duties
from gateway.core.unit_of_work import Unit
from gateway.messaging.notices import coordinators, tell
from gateway.storage.models import Beat
from menus.domain import roster
from menus.domain.community import Mode, Shift

AHEAD = timedelta(minutes=30)
"""How long before a shift its gap is told."""
_FORGOTTEN = timedelta(days=2)


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
