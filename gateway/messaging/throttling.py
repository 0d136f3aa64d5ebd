"""Throttling: bulk texts wait for red ones, texts wait on a low balance, and each phone has an hourly limit."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Mark, Message
from gateway.storage.states import MessageState, WaitsFor

BALANCE_LOW = "balance-low"
"""The name of the Mark row that says that the account's balance is low. Its `at` is when that was last seen."""
_LOW_FOR = timedelta(hours=1)
"""How long a low balance delays texts if it is not seen again: six checks by the clock (a guess)."""
_RED_FIRST = timedelta(seconds=5)
"""How long a bulk text waits before it checks again for red texts. A guess, to be tested."""
_RED_RETRIES = timedelta(minutes=5)
"""How long after it was queued a red text that waits for a retry still delays bulk texts. A guess, to be tested."""
_SHED = timedelta(minutes=5)
"""How long a text waits on a low balance before it checks again. A guess, to be tested."""
_WINDOW = timedelta(hours=1)
_COUNTED = ("alert", "notice", "broadcast")


@dataclass(frozen=True)
class Wait:
    """How long a text waits, and for what."""

    time: timedelta
    waits_for: WaitsFor


def wait_before_sending(uow: UnitOfWork, lane: str, kind: str) -> Wait | None:
    """Return how long a text of a lane and kind must wait now, and for what; None if it may leave.

    Bulk texts wait while a red text is due, or while a new one waits for a retry. On a low balance, bulk and normal
    texts wait until there is money again. Red texts never wait here, and neither do texts of the kind `answer`.
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
    """Return when each phone, by its hash, may get one more text: now, or once it got fewer than the limit in an hour.

    The limit is `texts_an_hour` of the policy. It does not apply to red texts or answers.
    """
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
        # Include new red texts that wait for a retry: they show that the network has little capacity now.
        .where(
            Message.lane == "red",
            Message.state.in_((MessageState.QUEUED, MessageState.SENDING)),
            (Message.due_at <= uow.now) | (Message.created_at > uow.now - _RED_RETRIES),
        )
    )
    return bool(waiting)
