"""Number checks: ask people who have not written for a month for an OK, because networks recycle numbers."""

from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import assert_never

from sqlalchemy import select, update

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import known
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import PersonRow
from menus.domain import number_checks as rules
from menus.domain.community import Person
from menus.domain.messages import Lane
from menus.domain.number_checks import NumberStep
from menus.text.names import Text

MOST_AT_ONCE = 100
"""The most numbers of a community that one run takes: 10,000 at once kept every writer waiting for 10 s (measured)."""
_JUST_WROTE = timedelta(hours=1)
"""The time after a text in which a further one is not noted. A guess: a number is asked after a month."""


def note_text(uow: UnitOfWork, record: CommunityRecord, person: Person) -> None:
    """Record that a person's number has written, whether or not it had been asked for an OK.

    A number that is known to have written a moment ago needs no write: its month begins an hour earlier at most.
    """
    wrote_at = known.wrote(uow.session, record.person_ids[person.phone])
    if wrote_at is not None and timedelta(0) <= uow.now - wrote_at < _JUST_WROTE:
        return
    wrote = {"last_wrote_at": uow.now, "asked_at": None, "doubted_at": None}
    is_theirs = PersonRow.id == record.person_ids[person.phone]
    uow.session.execute(update(PersonRow).where(is_theirs).values(**wrote).execution_options(synchronize_session=False))


def note_wrote(uow: UnitOfWork, record: CommunityRecord, person: Person) -> bool:
    """Record that a person's number has written. Return whether it had been asked for an OK."""
    row = uow.session.get(PersonRow, record.person_ids[person.phone])
    if row is None:
        return False
    was_asked = row.asked_at is not None
    row.last_wrote_at, row.asked_at, row.doubted_at = uow.now, None, None
    return was_asked


def is_asked(uow: UnitOfWork, person_id: int) -> bool:
    """Return whether a person's number has been asked for an OK and has not answered yet."""
    return asked_at(uow, person_id) is not None


def asked_at(uow: UnitOfWork, person_id: int) -> datetime | None:
    """Return when a person's number was asked for an OK that it has not given yet, or None."""
    row = uow.session.get(PersonRow, person_id)
    return row.asked_at if row is not None else None


def ask_untested(uow: UnitOfWork, directory: Directory) -> None:
    """Ask each number that has been silent too long, only by day. Notify coordinators of numbers that stay silent."""
    for community_id, person_ids in _due(uow).items():
        record = directory.find(community_id)
        if record is None or not rules.is_by_day(uow.now.astimezone(record.community.timezone)):
            continue
        due = ((person_id, record.person(person_id)) for person_id in person_ids)
        named = ((person_id, person) for person_id, person in due if person is not None)
        for person_id, person in islice(named, MOST_AT_ONCE):
            uow.in_savepoint("number", person_id, partial(_ask_one, uow, record, person_id, person))


def _due(uow: UnitOfWork) -> dict[int, list[int]]:
    """Return the ids of the rows that `rules.next_step` may have something to do for, by community."""
    silent = PersonRow.asked_at.is_(None) & (PersonRow.last_wrote_at <= uow.now - rules.UNTESTED)
    doubtful = PersonRow.doubted_at.is_(None) & (PersonRow.asked_at <= uow.now - rules.DOUBTED)
    asked_long_ago = PersonRow.asked_at <= uow.now - rules.AGAIN
    wanted = select(PersonRow.community_id, PersonRow.id).where(
        PersonRow.last_wrote_at.is_(None) | silent | doubtful | asked_long_ago
    )
    found: dict[int, list[int]] = {}
    for community_id, person_id in uow.session.execute(wanted.order_by(PersonRow.community_id, PersonRow.id)):
        found.setdefault(community_id, []).append(person_id)
    return found


def _ask_one(uow: UnitOfWork, record: CommunityRecord, person_id: int, person: Person) -> None:
    row = uow.session.get_one(PersonRow, person_id)
    if row.last_wrote_at is None:
        # The row is older than the number checks: its month begins now.
        row.last_wrote_at = uow.now
    match rules.next_step(row.last_wrote_at, row.asked_at, row.doubted_at, uow.now):
        case NumberStep.ASK | NumberStep.ASK_AGAIN:
            _ask(uow, record, row, person)
        case NumberStep.DOUBT:
            row.doubted_at = uow.now
            _notify_coordinators(uow, record, person)
        case NumberStep.WAIT:
            pass
        case never:
            assert_never(never)


def _ask(uow: UnitOfWork, record: CommunityRecord, row: PersonRow, person: Person) -> None:
    row.asked_at = uow.now
    # A stranger may have the number by now, so the text does not say what Doria is or name the person.
    notify(uow, record, person, Text.NUMBER_CHECK, lane=Lane.BULK)


def _notify_coordinators(uow: UnitOfWork, record: CommunityRecord, silent: Person) -> None:
    for person in coordinators(uow, record):
        if person.phone != silent.phone:
            notify(uow, record, person, Text.NUMBER_DOUBTED, said=silent.name)
