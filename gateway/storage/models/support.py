"""Support: what was given to the police. No column names an incident or a giver, so that none can be tied to another.

A database refuses each change and each deletion, as it does for movements of money.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, Serial
from menus.domain.support import SupportGiver, SupportThing


class SupportRow(Row):
    """The gifts of a kind of giver to a station in a month (its first day), by a decision.

    `person_id` is the person with a role who wrote it down.
    """

    __tablename__ = "support"
    __table_args__ = (
        Index(None, "community_id", "month"),
        CheckConstraint("value_kes > 0", name="ck_support_value"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    giver: Mapped[SupportGiver]
    thing: Mapped[SupportThing]
    value_kes: Mapped[int]
    station: Mapped[str]
    month: Mapped[date]
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
