"""Pausing: stop and start a community, and tell coordinators and oversight who did it, and why."""

from datetime import datetime, timedelta

from gateway.communities import pauses
from gateway.communities.directory import CommunityRecord, Directory
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify
from gateway.storage.models import PauseRow
from menus.domain.community import Person
from menus.domain.roles import Role
from menus.sms import wording, words_to_leave
from menus.text import catalog, gsm7
from menus.text.names import Text

REMINDED_EVERY = timedelta(hours=1)
"""How often coordinators read of further texts that came in a pause. A guess, to be tested."""
_LONGEST_NAME = 20


def pause(uow: UnitOfWork, record: CommunityRecord, why: str, by: Person | None) -> PauseRow | None:
    """Pause a community and tell everybody who must know, but not `by`; return None if it is paused already."""
    row = pauses.begin(uow, record, _row_of(record, by), why)
    if row is not None:
        # No name of a suspect may leave in a reason.
        said = words_to_leave.fit_to_leave(record.community, why)
        for person in _told(uow, record, by):
            notify(uow, record, person, Text.PAUSED_TOLD, said=said, by=_name(person, by))
    return row


def resume(uow: UnitOfWork, record: CommunityRecord, by: Person | None) -> PauseRow | None:
    """Resume a community and tell everybody who must know, but not `by`; return None if it was not paused."""
    row = pauses.end(uow, record, _row_of(record, by))
    if row is not None:
        count = str(pauses.texts_since(uow.session, record, row.paused_at))
        for person in _told(uow, record, by):
            notify(uow, record, person, Text.RESUMED_TOLD, by=_name(person, by), count=count)
    return row


def takes_reports(record: CommunityRecord, received_at: datetime) -> bool:
    """Return whether what came at a moment (aware) may become a new report: it came before any pause."""
    return record.paused_at is None or received_at < record.paused_at


def remind(uow: UnitOfWork, directory: Directory) -> None:
    """Tell coordinators how many texts have come in a pause: at the first one, and then hourly of further ones."""
    for record in directory.communities():
        row = pauses.open_one(uow.session, record.id) if record.paused_at is not None else None
        if row is None or (row.told_at is not None and uow.now < row.told_at + REMINDED_EVERY):
            continue
        count = pauses.texts_since(uow.session, record, row.paused_at)
        if count <= row.texts_told:
            continue
        row.texts_told, row.told_at = count, uow.now
        at = wording.moment(record.community, row.paused_at, uow.now)
        for person in coordinators(uow, record):
            notify(uow, record, person, Text.PAUSED_TEXTS, at=at, count=str(count))


def _told(uow: UnitOfWork, record: CommunityRecord, by: Person | None) -> list[Person]:
    people = (*coordinators(uow, record), *record.community.having((Role.OVERSIGHT,)))
    return [person for person in dict.fromkeys(people) if person != by]


def _row_of(record: CommunityRecord, by: Person | None) -> int | None:
    return record.person_ids[by.phone] if by is not None else None


def _name(reader: Person, by: Person | None) -> str:
    if by is None:
        return catalog.say(reader.language, Text.ROLE_OPERATOR)
    return gsm7.cut(gsm7.plain(by.name), _LONGEST_NAME)
