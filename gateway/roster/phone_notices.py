"""Notices of changed numbers: everybody concerned reads that a person has another number. No text tells the number."""

from collections.abc import Collection

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from gateway.messaging.notices import notify
from menus.domain.community import Community, Person
from menus.domain.messages import Lane, MessageKind
from menus.domain.roles import Role
from menus.sms import wording
from menus.text import gsm7
from menus.text.names import Text

WIDEST_NAME = 16
"""The most characters of the asker's name that are shown. The longest text has room for no more."""


def short_name(person: Person) -> str:
    """Return as much of a person's name as texts show beside another name."""
    return gsm7.cut(gsm7.plain(person.name), WIDEST_NAME)


def text_to_number(uow: UnitOfWork, record: CommunityRecord, phone: str, text: str) -> None:
    """Send a text to a number (E.164) that is nobody's yet, or nobody's any more."""
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ANSWER, Lane.NORMAL, text, (phone,)))


def tell(
    uow: UnitOfWork,
    record: CommunityRecord,
    person: Person,
    old: str,
    new: str,
    *,
    by: Person | None,
    answered: Collection[str] = (),
) -> None:
    """Tell a person at the old and the new number (E.164) of the change, and the officers who answer for it.

    `by` is the coordinator who asked for it; then the other coordinators and oversight read so. None means the
    operator: oversight alone reads so. `answered` are numbers that get another answer.
    """
    community = record.community
    if new not in answered:
        text_to_number(uow, record, new, done_new(community, person))
    if old not in answered:
        text_to_number(uow, record, old, wording.say(community, person.language, Text.PHONE_DONE_OLD))
    roles = (Role.OVERSIGHT,) if by is None else (Role.COORDINATOR, Role.OVERSIGHT)
    for officer in community.having(roles):
        if officer.phone in {old, new, *answered}:
            continue
        if by is None:
            notify(uow, record, officer, Text.PHONE_SET, said=person.name)
        else:
            notify(uow, record, officer, Text.PHONE_CHANGED, said=person.name, by=short_name(by))


def done_new(community: Community, person: Person) -> str:
    """Return the text that tells a person, at their new number, that it is theirs."""
    return wording.fitting(community, person.language, Text.PHONE_DONE_NEW, person.name)
