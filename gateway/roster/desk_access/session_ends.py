"""Ends of what is open at the desk in somebody's name: by themselves, by many wrong codes, or by the operator."""

from gateway.communities.directory import CommunityRecord, Directory
from gateway.core import acts, notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.roster.desk_access import open_sessions, sign_in_codes
from gateway.storage.models import PersonRow
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.retention import periods
from menus.domain.roles import Role
from menus.text.names import Text


def disown(uow: UnitOfWork, record: CommunityRecord, person: Person) -> None:
    """End the codes and the sessions of a person who has asked for none; oversight is told, once for each code."""
    person_id = record.person_ids[person.phone]
    code = sign_in_codes.newest(uow, person_id)
    sign_in_codes.end_all(uow, person_id)
    open_sessions.end_all(uow, person_id)
    acts.note(uow, record.id, ActKind.DESK_NOT_ME, by=person_id)
    if code and notices_once.is_first(uow, Notice.DESK_NOT_ME, code):
        for officer in record.community.having((Role.OVERSIGHT,)):
            if officer != person:
                notify(uow, record, officer, Text.DESK_NOT_ME_TOLD, said=person.name)
    notices_once.forget(uow, Notice.DESK_NOT_ME, periods.NUMBERS)


def tell_of_try(uow: UnitOfWork, directory: Directory, person_id: int) -> None:
    """Tell a person that somebody has tried a code of theirs that was used or too old."""
    record, person = _found(uow, directory, person_id)
    acts.note(uow, uow.session.get_one(PersonRow, person_id).community_id, ActKind.DESK_CODE_TRIED, person=person_id)
    if record is not None and person is not None:
        notify(uow, record, person, Text.DESK_CODE_TRIED)


def end_waiting_codes(uow: UnitOfWork, directory: Directory) -> None:
    """End every code that waits, because many wrong ones were tried; the people whom they were for are told."""
    for person_id in sign_in_codes.end_waiting(uow):
        record, person = _found(uow, directory, person_id)
        community_id = uow.session.get_one(PersonRow, person_id).community_id
        acts.note(uow, community_id, ActKind.DESK_CODES_ENDED, person=person_id)
        if record is not None and person is not None:
            notify(uow, record, person, Text.DESK_CODES_ENDED)


def end_sessions(uow: UnitOfWork, record: CommunityRecord, person: Person, why: str) -> bool:
    """End the codes and the session of a person, as the operator; return whether they were signed in."""
    person_id = record.person_ids[person.phone]
    sign_in_codes.end_all(uow, person_id)
    was_in = open_sessions.end_all(uow, person_id)
    acts.note(uow, record.id, ActKind.DESK_ENDED, words=why, person=person_id)
    notify(uow, record, person, Text.DESK_OFF)
    return was_in


def _found(uow: UnitOfWork, directory: Directory, person_id: int) -> tuple[CommunityRecord | None, Person | None]:
    record = directory.find(uow.session.get_one(PersonRow, person_id).community_id)
    return record, record.person(person_id) if record is not None else None
