"""Rises: the series that were told to be in alarm, week by week, and up to which week each community was looked at."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, Serial
from menus.domain.categories import Category
from menus.domain.rise import RiseLevel


class RiseRow(Row):
    """A series in alarm on the Monday `week`, with the numbers of the four whole weeks before it.

    `zone` and `kind` are null for all of them. `number` counts incidents, of a silent zone callers; `usual` is how many
    are usual in four weeks. `callers` are distinct ones, and `unknown` the reports whose caller nobody knows any more.
    `chance` is that of such a number if nothing has changed, and `known` the weeks before that it was compared with.
    `spread` is the phi of that Monday, and `weeks` the number of each week that was looked at, null for one that tells
    nothing: the page shows them as they were then. A silent zone has no weeks.
    """

    __tablename__ = "rises"
    __table_args__ = (Index(None, "community_id", "week"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    week: Mapped[date]
    zone: Mapped[str | None]
    kind: Mapped[Category | None]
    level: Mapped[RiseLevel]
    number: Mapped[int]
    usual: Mapped[float]
    reports: Mapped[int]
    usual_reports: Mapped[float]
    callers: Mapped[int]
    usual_callers: Mapped[float]
    unknown: Mapped[int]
    chance: Mapped[float]
    known: Mapped[int]
    spread: Mapped[float]
    weeks: Mapped[list[int | None] | None] = mapped_column(JSON(none_as_null=True))
    at: Mapped[datetime] = mapped_column(index=True)


class RiseWeek(Row):
    """The newest Monday on which a community was looked at: nothing is told of it twice."""

    __tablename__ = "rise_weeks"
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"), primary_key=True)
    week: Mapped[date]
