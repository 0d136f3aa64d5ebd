"""Resting: a provider that fails again and again is left alone for a while, and then tried with one call."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gateway.carrier.contract import Accepted, Deferred, Outcome, Refused
from gateway.core.unit_of_work import UnitOfWork
from gateway.logs import logger
from gateway.storage.models import Message, ProviderRow
from gateway.storage.states import MessageState, WaitsFor

MOST_FAILURES = 5
"""How many calls in a row may fail."""
OPEN_FOR = (timedelta(seconds=15), timedelta(seconds=30), timedelta(seconds=60))
"""How long it rests the first time, the second, and from then on."""
_OUR_FAULT = "InvalidSenderId"
OUT_OF_REACH = "CouldNotRoute"
"""What the network says of a phone that is off."""
log = logger()


def open_until(uow: UnitOfWork, provider: str) -> datetime | None:
    """Return until when a provider rests, or None where it may be called.

    Who asks first after a rest makes the one call that tries it; for all others it rests on meanwhile.
    """
    row = uow.session.get(ProviderRow, provider)
    if row is None or row.open_until_at is None:
        return None
    if row.open_until_at > uow.now:
        return row.open_until_at
    tried = uow.session.execute(
        update(ProviderRow)
        .where(ProviderRow.name == provider, ProviderRow.open_until_at <= uow.now)
        .values(open_until_at=uow.now + OPEN_FOR[0])
        .execution_options(synchronize_session=False)
    )
    return None if getattr(tried, "rowcount", 0) else uow.now + OPEN_FOR[0]


def note(uow: UnitOfWork, provider: str, outcomes: Iterable[Outcome]) -> None:
    """Note how a call went: what a provider says of one recipient is no failure of its own."""
    said = list(outcomes)
    if not said:
        return
    if any(isinstance(one, Accepted | Refused) or _is_our_fault(one) for one in said):
        row = uow.session.get(ProviderRow, provider)
        if row is not None and (row.failures or row.open_until_at):
            row.failures, row.open_until_at = 0, None
            log.warning("provider.circuit_closed", provider=provider)
        return
    if all(isinstance(one, Deferred) and one.reason == OUT_OF_REACH for one in said):
        # A phone that cannot be reached says nothing of the provider.
        return
    failures = _one_more(uow, provider)
    if failures >= MOST_FAILURES:
        rest = OPEN_FOR[min(failures - MOST_FAILURES, len(OPEN_FOR) - 1)]
        _update(uow, provider, open_until_at=uow.now + rest)
        log.warning("provider.circuit_opened", provider=provider, failures=failures)


def _one_more(uow: UnitOfWork, provider: str) -> int:
    """Count one more failure in a row; return how many there are now."""
    for _ in range(2):
        counted = _update(uow, provider, failures=ProviderRow.failures + 1)
        if counted is not None:
            return counted
        try:
            with uow.session.begin_nested():
                uow.session.add(ProviderRow(name=provider, failures=0))
        except IntegrityError:
            # Another worker has just written the first failure.
            continue
    return 0


def _update(uow: UnitOfWork, provider: str, **values: object) -> int | None:
    return uow.session.scalar(
        update(ProviderRow)
        .where(ProviderRow.name == provider)
        .values(**values)
        .returning(ProviderRow.failures)
        .execution_options(synchronize_session=False)
    )


def _is_our_fault(outcome: Outcome) -> bool:
    return isinstance(outcome, Deferred) and outcome.reason == _OUR_FAULT


def put_off(uow: UnitOfWork, batch: bytes, until: datetime) -> None:
    """Let what one call would carry wait until a provider has rested; red alerts go the other way at once."""
    waiting = (Message.batch == batch, Message.state == MessageState.QUEUED, Message.due_at <= uow.now)
    uow.session.execute(
        update(Message)
        .where(*waiting, Message.lane == "red", Message.kind == "alert", Message.backup_tried.is_(False))
        .values(backup_due_at=uow.now)
        .execution_options(synchronize_session=False)
    )
    uow.session.execute(
        update(Message)
        .where(*waiting)
        .values(due_at=until, waits_for=WaitsFor.CIRCUIT_OPEN)
        .execution_options(synchronize_session=False)
    )


def open_seconds(session: Session, now: datetime) -> dict[str, float]:
    """Return the seconds that each provider still rests, 0 for those at work."""
    return {
        row.name: max(0.0, (row.open_until_at - now).total_seconds()) if row.open_until_at else 0.0
        for row in session.scalars(select(ProviderRow))
    }
