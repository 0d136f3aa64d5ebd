"""Bars of the desk: an officer has ended somebody's access, and no code by SMS brings it back.

Without a bar, whoever holds the person's phone would make a new passkey with the next code. Officers or the operator
take it away, as for somebody who lost their passkey.
"""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core import acts
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import notify
from gateway.roster.desk_access import kept_credentials, open_sessions, sign_in_codes
from gateway.roster.phone_notices import short_name
from gateway.storage.models import DeskBar
from menus.domain.acts import ActKind
from menus.domain.community import Person
from menus.domain.roles import Role
from menus.text.names import Text


def is_barred(session: Session, person_id: int) -> bool:
    """Return whether an officer has ended the access of a person, and nobody has let them begin anew since."""
    return session.get(DeskBar, person_id) is not None


def bar(uow: UnitOfWork, record: CommunityRecord, person: Person, by: Person) -> None:
    """End the access of a person: their sessions, codes, passkeys and authenticators. They and oversight are told."""
    person_id, by_id = record.person_ids[person.phone], record.person_ids[by.phone]
    ended = end_all(uow, person_id, by_id)
    if not is_barred(uow.session, person_id):
        uow.session.add(DeskBar(person_id=person_id, ended_by=by_id, ended_at=uow.now))
    acts.note(uow, record.id, ActKind.DESK_BARRED, by=by_id, person=person_id, credentials=ended)
    notify(uow, record, person, Text.DESK_BARRED, by=short_name(by))
    for officer in record.community.having((Role.OVERSIGHT,)):
        if officer not in {person, by}:
            notify(uow, record, officer, Text.DESK_BARRED_TOLD, said=person.name, by=short_name(by))


def end_all(uow: UnitOfWork, person_id: int, by: int | None) -> int:
    """End the sessions, the codes and the credentials of a person; return how many credentials they had."""
    sign_in_codes.end_all(uow, person_id)
    open_sessions.end_all(uow, person_id)
    return kept_credentials.end_all(uow, person_id, by)


def lift(uow: UnitOfWork, person_id: int) -> None:
    """Let a person begin anew with their next code."""
    uow.session.execute(delete(DeskBar).where(DeskBar.person_id == person_id))
