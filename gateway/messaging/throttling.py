"""What gives way: bulk to red, minor texts to a low balance, and everybody's phone to a limit of texts an hour."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Mark, Message
from gateway.storage.states import MessageState, WaitsFor

BALANCE_LOW = "balance-low"
"""The mark, among the beats, that the account's balance is low, and when that was last seen."""
_LOW_FOR = timedelta(hours=1)
"""How long a low balance holds texts back unless it is seen again: six looks of the clock (a guess)."""
_RED_FIRST = timedelta(seconds=5)
_RED_RETRIES = timedelta(minutes=5)
_SHED = timedelta(minutes=5)
_WINDOW = timedelta(hours=1)
_COUNTED = ("alert", "notice", "broadcast")


@dataclass(frozen=True)
class Wait:
    """How long a text gives way, and to what."""

    time: timedelta
    waits_for: WaitsFor


def wait_before_sending(uow: UnitOfWork, lane: str, kind: str) -> Wait | None:
    """Return how long a text of a lane and kind gives way just now, and to what; None where it may go out.

    Bulk waits while anything red is due or has just not got through; on a low balance bulk and minor alerts wait until
    there is money again.
    Red gives way to nothing, and neither do answers to what somebody sent.
    """
    if lane == "red" or kind == "answer":
        return None
    if _is_low(uow):
        return Wait(_SHED, WaitsFor.LOW_BALANCE)
    if lane == "bulk" and _red_is_due(uow):
        return Wait(_RED_FIRST, WaitsFor.RED_FIRST)
    return None


def _is_low(uow: UnitOfWork) -> bool:
    mark = uow.session.get(Mark, BALANCE_LOW)
    return mark is not None and uow.now - mark.at < _LOW_FOR


def due_for(uow: UnitOfWork, phone_hashes: Sequence[bytes], kind: str, lane: str) -> dict[bytes, datetime]:
    """Return when each phone may get one more text: now, or when fewer than the limit lie within an hour."""
    due = dict.fromkeys(phone_hashes, uow.now)
    if lane == "red" or kind not in _COUNTED:
        return due
    recent: defaultdict[bytes, list[datetime]] = defaultdict(list)
    for phone_hash, moment in uow.session.execute(
        select(Message.phone_hash, Message.due_at)
        .where(
            Message.phone_hash.in_(phone_hashes),
            Message.lane != "red",
            Message.kind.in_(_COUNTED),
            Message.state != MessageState.CANCELLED,
            Message.due_at > uow.now - _WINDOW,
        )
        .order_by(Message.due_at.desc())
    ):
        recent[phone_hash].append(moment)
    most = uow.policy.texts_an_hour
    for phone_hash, moments in recent.items():
        if len(moments) >= most:
            due[phone_hash] = max(uow.now, moments[most - 1] + _WINDOW)
    return due


def _red_is_due(uow: UnitOfWork) -> bool:
    waiting = uow.session.scalar(
        select(func.count())
        .select_from(Message)
        # Also what is tried again in a while: the way out is narrow just now.
        .where(
            Message.lane == "red",
            Message.state.in_((MessageState.QUEUED, MessageState.SENDING)),
            (Message.due_at <= uow.now) | (Message.created_at > uow.now - _RED_RETRIES),
        )
    )
    return bool(waiting)
