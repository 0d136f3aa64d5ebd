"""Limits on answers: count the answers to a phone that are alike, and leave out the next one where the rules say so."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import func, select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.messaging.notices import coordinators, notify
from gateway.sms import writers
from gateway.sms.sender import Reply
from gateway.storage.models import Inbound
from menus.domain import answer_limits as rules
from menus.domain.answer_limits import AnswerKind
from menus.sms.answer_kinds import kind_of
from menus.text.names import Text


def may_answer(uow: UnitOfWork, record: CommunityRecord, row: Inbound, reply: Reply) -> bool:
    """Return whether an answer to an SMS is sent. When answers to a phone end, notify the coordinators once an hour.

    What the SMS says is acted on in any case.
    """
    kind = kind_of(reply.result)
    alike = reply.text if kind is AnswerKind.RESULT else ""
    hashes = uow.keyring.digests(f"{record.id} {kind.name} {alike}", "answer")
    row.answer_hash = hashes[0]
    match rules.decide(kind, _past_of(uow, row, kind, hashes)):
        case rules.Send():
            return True
        case rules.LeaveOut(tells_coordinators):
            row.left_out_at = uow.now
            if tells_coordinators:
                _notify_coordinators(uow, record, row)
            return False
        case never:
            assert_never(never)


def _past_of(uow: UnitOfWork, row: Inbound, kind: AnswerKind, hashes: Sequence[bytes]) -> rules.Past:
    """Return what the rules must know of a phone's earlier texts: two look-ups in indexes, however many there are.

    `hashes` are those of answers that are alike.
    """
    is_theirs = Inbound.from_hash.in_(writers.hashes_of(uow, row))
    alike = (
        select(Inbound.id)
        .where(
            is_theirs,
            Inbound.answer_hash.in_(hashes),
            Inbound.received_at > row.received_at - kind.limit.within,
            Inbound.id != row.id,
        )
        .limit(kind.limit.most)
        .subquery()
    )
    silent = select(func.max(Inbound.left_out_at)).where(is_theirs, Inbound.left_out_at > uow.now - rules.WINDOW)
    with uow.session.no_autoflush:
        found, left_out_at = uow.session.execute(
            select(select(func.count()).select_from(alike).scalar_subquery(), silent.scalar_subquery())
        ).one()
    return rules.Past(found or 0, is_silent=left_out_at is not None)


def _notify_coordinators(uow: UnitOfWork, record: CommunityRecord, row: Inbound) -> None:
    """Notify the other coordinators. A person with a role is named; of anybody else, nothing is said."""
    writer = record.by_phone(row.from_phone or "")
    for person in coordinators(uow, record):
        if person.phone == row.from_phone:
            continue
        if writer is None:
            notify(uow, record, person, Text.ANSWERS_END_RESIDENT)
        else:
            notify(uow, record, person, Text.ANSWERS_END, said=writer.name)
