"""Sending: texts about giving go behind all others, expire, and are never sent again if they may have been sent."""

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging import outbox
from menus.domain.community import Person
from menus.domain.messages import Lane, MessageKind
from menus.sms import wording
from menus.text.names import Text


def tell(
    uow: UnitOfWork, record: CommunityRecord, person: Person, name: Text, *, said: str | None = None, **values: str
) -> None:
    """Queue a text for a person with a role. `said` are words that are cut to fit."""
    tell_phone(uow, record, person.phone, person.language, name, said=said, **values)


def tell_phone(
    uow: UnitOfWork,
    record: CommunityRecord,
    phone: str,
    language: str,
    name: Text,
    *,
    said: str | None = None,
    **values: str,
) -> None:
    """Queue a text for a phone (E.164), unless the community is paused: nothing of giving is urgent."""
    if record.paused_at is not None:
        return
    if said is None:
        text = wording.say(record.community, language, name, **values)
    else:
        text = wording.fitting(record.community, language, name, said, **values)
    outbox.queue(uow, record, outbox.OutgoingText(MessageKind.ASSOCIATION, Lane.BULK, text, (phone,)))
