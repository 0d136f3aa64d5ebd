"""The clock, the marks of processes and tasks, the probes, and the balance of an account."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, ForeignKey, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Hash, Row, Serial


class ClockRow(Row):
    """The clock that all processes share: one row with the id 1, or none if nothing was moved yet.

    `stepped` is the sum of the steps of the database's clock that Doria has followed, `simulated` the time that was
    simulated, `last_step` the last step; all are microseconds. `stepped_at` is the new time right after that step.
    """

    __tablename__ = "clock"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    stepped: Mapped[int] = mapped_column(BigInteger)
    simulated: Mapped[int] = mapped_column(BigInteger)
    last_step: Mapped[int | None] = mapped_column(BigInteger)
    stepped_at: Mapped[datetime | None]


class MachineClock(Row):
    """The knowledge of a machine about the database's clock, for all its processes, until the machine starts again.

    The database's time is the machine's monotonic clock plus `ahead`, as long as the sum of followed steps is
    `stepped`. The machine is known `since` a time, and was last `seen` at a time of the database's clock. All are
    microseconds.
    """

    __tablename__ = "machine_clocks"
    machine: Mapped[str] = mapped_column(primary_key=True)
    ahead: Mapped[int] = mapped_column(BigInteger)
    stepped: Mapped[int] = mapped_column(BigInteger)
    since: Mapped[int] = mapped_column(BigInteger)
    seen: Mapped[int] = mapped_column(BigInteger)


class Mark(Row):
    """The last time of something: the heartbeat of a process, the run of a task, a notice that was sent.

    A process also tells how many `connections` to PostgreSQL it may hold.
    """

    __tablename__ = "beats"
    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    connections: Mapped[int | None]


class ProbeRow(Row):
    """A probe: a made-up report for the probe phone, when it was dialled and filed, and its message."""

    __tablename__ = "heartbeats"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    session_key: Mapped[bytes] = mapped_column(Hash, unique=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    filed_at: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))


class LineBeside(Row):
    """A line about an incident that went out beside SMS, once for each `step` of its climbing.

    `has_left` is null until the line was handed over, or could not be.
    """

    __tablename__ = "lines_beside"
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    step: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    has_left: Mapped[bool | None]


class AccountBalance(Row):
    """The balance of the account at a provider, as the network last told it `at` a time."""

    __tablename__ = "account_balances"
    provider: Mapped[str] = mapped_column(primary_key=True)
    currency: Mapped[str]
    amount: Mapped[Decimal] = mapped_column(Numeric(16, 4))
    at: Mapped[datetime]
