"""Proving numbers: whoever has not written for a month is asked for an OK, for numbers are recycled."""

from datetime import timedelta
from functools import partial

from gateway.communities.directory import Directory, Town
from gateway.core.unit_of_work import Unit
from gateway.messaging.notices import coordinators, tell
from gateway.storage.models import PersonRow
from menus.domain.community import Person

UNTESTED = timedelta(days=30)
"""How long a number may be silent before it is asked."""
AGAIN = timedelta(days=7)
"""When a number that did not answer is asked again."""
DOUBTED = timedelta(days=3)
"""How long a number that was asked may be silent before coordinators learn of it."""
_FROM, _TO = 9, 18
"""Local hours in which somebody may be asked."""


def note_heard(unit: Unit, town: Town, person: Person) -> bool:
    """Note that a number has written; True where that was asked of it."""
    row = unit.session.get(PersonRow, town.person_ids[person.phone])
    if row is None:
        return False
    was_asked = row.asked_at is not None
    row.heard_at, row.asked_at, row.doubted_at = unit.now, None, None
    return was_asked


def is_asked(unit: Unit, person_id: int) -> bool:
    """Tell whether a number has been asked for an OK and has not answered yet."""
    row = unit.session.get(PersonRow, person_id)
    return row is not None and row.asked_at is not None


def ask_untested(unit: Unit, directory: Directory) -> None:
    """Ask, by day, each number that has been silent too long; tell coordinators of those that stay silent."""
    for town in directory.towns():
        hour = unit.now.astimezone(town.community.timezone).hour
        if not _FROM <= hour < _TO:
            continue
        for phone, person_id in town.person_ids.items():
            person = town.by_phone(phone)
            if person is not None:
                unit.tries("number", person_id, partial(_ask_one, unit, town, person_id, person))


def _ask_one(unit: Unit, town: Town, person_id: int, person: Person) -> None:
    row = unit.session.get_one(PersonRow, person_id)
    if row.heard_at is None:
        # Known since before numbers were proved: its month begins now.
        row.heard_at = unit.now
    if row.asked_at is None:
        if row.heard_at <= unit.now - UNTESTED:
            _ask(unit, town, row, person)
        return
    if row.doubted_at is None and row.asked_at <= unit.now - DOUBTED:
        row.doubted_at = unit.now
        _tell_coordinators(unit, town, person)
    elif row.asked_at <= unit.now - AGAIN:
        _ask(unit, town, row, person)


def _ask(unit: Unit, town: Town, row: PersonRow, person: Person) -> None:
    row.asked_at = unit.now
    # A stranger may have the number by now: the text says nothing of what Doria is or who was meant.
    tell(unit, town, person, "prove", lane="bulk")


def _tell_coordinators(unit: Unit, town: Town, silent: Person) -> None:
    for person in coordinators(unit, town):
        if person.phone != silent.phone:
            tell(unit, town, person, "unproved", said=silent.name)
