"""Limits on answers: count the answers to a phone that are alike, and leave out the next one where the rules say so."""

from collections.abc import Sequence
from typing import assert_never

from sqlalchemy import ScalarSelect, func, select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import whereabouts
from gateway.messaging.notices import coordinators, notify
from gateway.sms import confirmation_codes, writers
from gateway.sms.arrivals import Others
from gateway.sms.sender import Reply
from gateway.storage.models import Inbound
from menus.domain import answer_limits as rules
from menus.domain.answer_limits import AnswerKind
from menus.domain.fetched_texts import LATE
from menus.sms.answer_kinds import NEEDED, kind_of
from menus.text.names import Text

_ABOUT_DANGER = {Text.ARE_YOU_IN_DANGER.key, Text.OFFICER_DOWN_STARTED.key}
"""The answers to a call for help. They count together: a phone that calls on and on gets the one, then the other."""


def may_answer(uow: UnitOfWork, record: CommunityRecord, row: Inbound, reply: Reply, others: Others) -> bool:
    """Return whether an answer to an SMS is sent. When answers to a phone end, notify the coordinators once an hour.

    What the SMS says is acted on in any case. The answer to a right code is always sent: no loop knows one. `others`
    are the last texts of the phone.
    """
    if reply.is_confirmed:
        return True
    is_called = reply.result in NEEDED and _is_called(uow, record, row)
    kind = kind_of(reply.result, is_called=is_called, tells_code=reply.asked is not None)
    alike = _hashes(uow, record, row, kind, _alike(reply, kind))
    row.answer_hash = alike[0]
    refusals = list(_hashes(uow, record, row, AnswerKind.REFUSAL))
    for result in NEEDED:
        refusals += _hashes(uow, record, row, AnswerKind.NEEDED, result)
    like_it = refusals if kind is AnswerKind.REFUSAL else alike
    past = _remembered(uow, row, others, kind, like_it, refusals) or _past_of(uow, row, kind, like_it, refusals)
    match rules.decide(kind, past):
        case rules.Send():
            return True
        case rules.LeaveOut(tells_coordinators):
            row.left_out_at = uow.now
            if reply.asked is not None:
                confirmation_codes.take_back(reply.asked, uow.now)
            if tells_coordinators:
                _notify_coordinators(uow, record, row)
            return False
        case never:
            assert_never(never)


def _is_called(uow: UnitOfWork, record: CommunityRecord, row: Inbound) -> bool:
    writer = record.by_phone(row.from_phone or "")
    return writer is not None and whereabouts.called_at(uow.session, record.person_ids[writer.phone]) is not None


def _alike(reply: Reply, kind: AnswerKind) -> str:
    """Return what two answers of one kind have in common if they count as alike."""
    match kind:
        case AnswerKind.COMMAND if reply.result in _ABOUT_DANGER:
            return "danger"
        case AnswerKind.COMMAND | AnswerKind.RESULT:
            return reply.text
        case AnswerKind.CODE:
            return reply.asked.series if reply.asked is not None else ""
        case AnswerKind.NEEDED:
            return reply.result
        case AnswerKind.NOTHING | AnswerKind.REFUSAL:
            return ""
        case never:
            assert_never(never)


def _hashes(
    uow: UnitOfWork, record: CommunityRecord, row: Inbound, kind: AnswerKind, alike: str = ""
) -> Sequence[bytes]:
    """Return the hashes of answers that are alike, by one route: one that may be forged counts apart."""
    return uow.keyring.digests(f"{record.id} {row.route} {kind.name} {alike}", "answer")


def _remembered(
    uow: UnitOfWork,
    row: Inbound,
    others: Others,
    kind: AnswerKind,
    like_it: Sequence[bytes],
    refusals: Sequence[bytes],
) -> rules.Past | None:
    """Return what the rules must know, if the last texts of the phone tell all of it; else None."""
    # No text is acted on, and its answer left out, later than `LATE` after it came.
    if not others.are_all_since(min(row.received_at, uow.now) - rules.WINDOW - LATE):
        return None

    def count(answers: Sequence[bytes], limit: rules.Limit) -> int:
        since = row.received_at - limit.within
        found = (1 for each in others.rows if each.answer_hash in answers and each.received_at > since)
        return min(sum(found), limit.most)

    (most,) = AnswerKind.REFUSAL.limits
    silent_since = uow.now - rules.WINDOW
    is_silent = any(each.left_out_at is not None and each.left_out_at > silent_since for each in others.rows)
    counts = tuple(count(like_it, limit) for limit in kind.limits)
    return rules.Past(counts, is_silent=is_silent, has_room=count(refusals, most) < most.most)


def _past_of(
    uow: UnitOfWork, row: Inbound, kind: AnswerKind, like_it: Sequence[bytes], refusals: Sequence[bytes]
) -> rules.Past:
    """Return what the rules must know of a phone's earlier texts: a few look-ups in indexes, however many there are.

    `like_it` are the hashes of answers like this one.
    """
    theirs = writers.hashes_of(uow, row)
    counts = [_count(row, theirs, like_it, limit) for limit in kind.limits]
    (most,) = AnswerKind.REFUSAL.limits
    silent = select(func.max(Inbound.left_out_at)).where(
        Inbound.from_hash.in_(theirs), Inbound.left_out_at > uow.now - rules.WINDOW
    )
    with uow.session.no_autoflush:
        left_out_at, refused, *found = uow.session.execute(
            select(silent.scalar_subquery(), _count(row, theirs, refusals, most), *counts)
        ).one()
    return rules.Past(tuple(found), is_silent=left_out_at is not None, has_room=refused < most.most)


def _count(row: Inbound, theirs: Sequence[bytes], answers: Sequence[bytes], limit: rules.Limit) -> ScalarSelect[int]:
    """Return the query that counts the phone's earlier texts with one of these answers, as far as the limit goes."""
    found = (
        select(Inbound.id)
        .where(
            Inbound.from_hash.in_(theirs),
            Inbound.answer_hash.in_(answers),
            Inbound.received_at > row.received_at - limit.within,
            Inbound.id != row.id,
        )
        .limit(limit.most)
        .subquery()
    )
    return select(func.count()).select_from(found).scalar_subquery()


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
