"""The pulse: how often each answer was given, and apart from it which phones have answered. Nothing ties the two."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Hash, Row
from menus.domain.pulse import PulseAnswer, PulseKind


class PulseCount(Row):
    """The count of an answer in a month or a year. `zone` is empty for who did not say where they live.

    It is a count and no list: the order of answers would tell whose each was.
    """

    __tablename__ = "pulse_counts"
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    kind: Mapped[PulseKind] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    zone: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[PulseAnswer] = mapped_column(primary_key=True)
    count: Mapped[int]


class PulsePhone(Row):
    """A phone that has answered in a month or a year, by the hash of its number. The row does not tell what it said.

    The row goes at `ends_at`, when the month or the year is over.
    """

    __tablename__ = "pulse_phones"
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    kind: Mapped[PulseKind] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    phone_hash: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
