"""The circuit breaker: after several failures in a row, calls to a provider stop until one trial call succeeds."""

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
"""The number of failures in a row that opens the circuit. A guess, to be tested."""
OPEN_FOR = (timedelta(seconds=15), timedelta(seconds=30), timedelta(seconds=60))
"""How long the circuit stays open the first time, the second time, and every further time. A guess, to be tested."""
_OUR_FAULT = "InvalidSenderId"
OUT_OF_REACH = "CouldNotRoute"
"""The network's answer for a phone that is switched off."""
log = logger()


def open_until(uow: UnitOfWork, provider: str) -> datetime | None:
    """Return the time until which a provider's circuit is open, or None if the provider may be called.

    When that time has passed, the first caller gets None and makes one trial call. For all other callers, the circuit
    stays open for the first duration in `OPEN_FOR`, unless the trial call succeeds sooner.
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
    """Record the result of a call to a provider, and open or close its circuit.

    An answer about one recipient is not a failure of the provider.
    """
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
        # An unreachable phone does not show whether the provider works.
        return
    failures = _one_more(uow, provider)
    if failures >= MOST_FAILURES:
        rest = OPEN_FOR[min(failures - MOST_FAILURES, len(OPEN_FOR) - 1)]
        _update(uow, provider, open_until_at=uow.now + rest)
        log.warning("provider.circuit_opened", provider=provider, failures=failures)


def _one_more(uow: UnitOfWork, provider: str) -> int:
    """Count one more failure in a row, and return how many there are now."""
    for _ in range(2):
        counted = _update(uow, provider, failures=ProviderRow.failures + 1)
        if counted is not None:
            return counted
        try:
            with uow.session.begin_nested():
                uow.session.add(ProviderRow(name=provider, failures=0))
        except IntegrityError:
            # Another worker has just inserted the row of this provider.
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
    """Delay the due messages of one batch until `until`, because the circuit of their provider is open.

    Red alerts are also due at the backup provider at once.
    """
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
    """Return for how many seconds each provider's circuit stays open; 0 if it is closed."""
    return {
        row.name: max(0.0, (row.open_until_at - now).total_seconds()) if row.open_until_at else 0.0
        for row in session.scalars(select(ProviderRow))
    }
