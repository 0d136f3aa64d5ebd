"""Throttling: load what the rules of `menus/domain/throttling.py` must know, and ask them."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select, text
from sqlalchemy.orm import Session

from gateway.core import notices_once
from gateway.core.notices_once import Notice
from gateway.core.unit_of_work import UnitOfWork
from gateway.storage import prepared
from gateway.storage.models import Message
from gateway.storage.models.messages import RED_UNDER_WAY
from gateway.storage.states import MessageState
from menus.domain import throttling
from menus.domain.categories import Track
from menus.domain.messages import Lane, MessageKind, WaitsFor, counts_to_limit, kinds_that, lanes_that

_COUNTED_KINDS = kinds_that(lambda rules: rules.counts_to_limit)
_COUNTED_LANES = lanes_that(lambda rules: rules.counts_to_limit)


def wait_before_sending(uow: UnitOfWork, kind: MessageKind, lane: Lane, track: Track | None) -> throttling.Wait | None:
    """Return how long a text must wait now, and for what; None if it may leave."""
    reasons = throttling.gives_way_to(kind, lane, track)
    return throttling.wait_for(reason for reason in reasons if _IS_SO[reason](uow))


def due_for(uow: UnitOfWork, phone_hashes: Sequence[bytes], kind: MessageKind, lane: Lane) -> dict[bytes, datetime]:
    """Return when each phone, by its hash, may get one more text.

    The limit is `texts_an_hour` of the policy. It does not apply to red texts or answers.
    """
    if not counts_to_limit(kind, lane):
        return dict.fromkeys(phone_hashes, uow.now)
    recent: defaultdict[bytes, list[datetime]] = defaultdict(list)
    for phone_hash, due_at in uow.session.execute(
        select(Message.phone_hash, Message.due_at).where(
            Message.phone_hash.in_(phone_hashes),
            Message.lane.in_(_COUNTED_LANES),
            Message.kind.in_(_COUNTED_KINDS),
            Message.state.not_in((MessageState.CANCELLED, MessageState.KEPT_BACK)),
            Message.due_at > uow.now - throttling.WINDOW,
        )
    ):
        recent[phone_hash].append(due_at)
    most = uow.policy.texts_an_hour
    return {phone_hash: throttling.due_by_limit(recent[phone_hash], most, uow.now) for phone_hash in phone_hashes}


def _is_low(uow: UnitOfWork) -> bool:
    return throttling.is_low(notices_once.last_time(uow, Notice.BALANCE_LOW), uow.now)


def is_red_due(session: Session, now: datetime) -> bool:
    """Return whether a red text is due or under way, or waits for a retry: bulk texts give way to it."""
    return bool(_RED.rows(session.connection(), {"now": now, "new": now - throttling.RED_RETRIES}))


_RED = prepared.Prepared(
    select(Message.id)
    # Include new red texts that wait for a retry: they show that the network has little capacity now.
    .where(
        # In the words of its index: thousands of bulk texts may wait beside them.
        text(RED_UNDER_WAY),
        or_(
            Message.due_at <= bindparam("now", type_=Message.due_at.type),
            Message.created_at > bindparam("new", type_=Message.created_at.type),
        ),
    )
    .limit(1)
)


_IS_SO: dict[WaitsFor, Callable[[UnitOfWork], bool]] = {
    WaitsFor.LOW_BALANCE: _is_low,
    WaitsFor.RED_FIRST: lambda uow: is_red_due(uow.session, uow.now),
}
"""Whether the reason of a wait is so now, for each reason that `gives_way_to` returns."""
