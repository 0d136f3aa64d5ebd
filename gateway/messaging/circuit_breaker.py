"""The circuit breaker: after several failures in a row, calls to a provider stop until one trial call succeeds."""

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from gateway.carrier.contract import Accepted, Outcome
from gateway.core.unit_of_work import UnitOfWork
from gateway.logs import logger
from gateway.messaging import failover
from gateway.storage import prepared
from gateway.storage.models import Message, ProviderRow
from gateway.storage.models.base import without_index
from gateway.storage.states import MessageState
from menus.domain import circuit
from menus.domain.circuit import Sign
from menus.domain.messages import WaitsFor

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
        .values(open_until_at=uow.now + circuit.OPEN_FOR[0])
        .execution_options(synchronize_session=False)
    )
    return None if getattr(tried, "rowcount", 0) else uow.now + circuit.OPEN_FOR[0]


def note(uow: UnitOfWork, provider: str, outcomes: Iterable[Outcome], began_at: datetime) -> None:
    """Record the result of a call to a provider, which began at a time, and open or close its circuit."""
    answers = [(one.fate, None if isinstance(one, Accepted) else one.cause) for one in outcomes]
    match circuit.sign_of(answers):
        case Sign.WORKS:
            _close(uow, provider)
        case Sign.FAILS:
            _count(uow, provider, began_at)
        case Sign.NOTHING:
            pass
        case never:
            assert_never(never)


_HAS_FAILED = prepared.Prepared(
    select(ProviderRow.name).where(
        ProviderRow.name == bindparam("provider"),
        or_(ProviderRow.failures != 0, ProviderRow.open_until_at.is_not(None)),
    )
)


def _close(uow: UnitOfWork, provider: str) -> None:
    if not _HAS_FAILED.rows(uow.connection, {"provider": provider}):
        return
    row = uow.session.get(ProviderRow, provider)
    if row is not None and (row.failures or row.open_until_at):
        row.failures, row.open_until_at = 0, None
        log.warning("provider.circuit_closed", provider=provider)


def _count(uow: UnitOfWork, provider: str, began_at: datetime) -> None:
    """Count one more failure, and open the circuit if there are too many in a row."""
    row = uow.session.get(ProviderRow, provider)
    if row is not None and circuit.is_told_already(began_at, row.failures, row.open_until_at):
        return
    failures = _one_more(uow, provider)
    opens_for = circuit.open_for(failures)
    if opens_for is not None:
        _update(uow, provider, open_until_at=uow.now + opens_for)
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


def put_off(uow: UnitOfWork, batch: bytes, until: datetime) -> None:
    """Delay the due messages of one batch until `until`, because the circuit of their provider is open.

    Red alerts are also due at the backup provider at once.
    """
    is_queued = without_index(Message.state) == MessageState.QUEUED
    waiting = (Message.batch == batch, is_queued, Message.due_at <= uow.now)
    # The messages are locked before the rows of the backup provider, as everywhere: else two could wait for each other.
    delayed = uow.session.scalars(
        update(Message)
        .where(*waiting)
        .values(due_at=until, waits_for=WaitsFor.CIRCUIT_OPEN)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    failover.send_now(uow, Message.id.in_(delayed))


def open_seconds(session: Session, now: datetime) -> dict[str, float]:
    """Return for how many seconds each provider's circuit stays open; 0 if it is closed."""
    return {
        row.name: max(0.0, (row.open_until_at - now).total_seconds()) if row.open_until_at else 0.0
        for row in session.scalars(select(ProviderRow))
    }
