"""The figures that a worker has counted, and the pictures of them that it has drawn."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, Serial
from menus.domain.drawings import Audience, DrawingStatus, PlotSubject
from menus.domain.kept_figures import FigureSubject


class FigurePlots(Row):
    """The pictures of one subject and one period for one audience in one language, and the counts that they show.

    `plots` holds an SVG for each picture by its name, as drawn at `drawn_at` from counts with the hash `data_hash`.
    While new ones are drawn, the old ones stay. `counts` are the newest, of `counted_at`: a period with many incidents
    is counted here alone. They stand in the database, for machines may share nothing else. Whoever has an interest in
    an incident gets pictures without it: `left_out` is the name of what is left out, and empty for nothing (see
    `menus/domain/interests.py`).
    """

    __tablename__ = "figure_plots"
    __table_args__ = (
        UniqueConstraint("community_id", "subject", "period", "audience", "language", "left_out"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    subject: Mapped[PlotSubject]
    period: Mapped[str]
    audience: Mapped[Audience]
    language: Mapped[str]
    left_out: Mapped[str]
    status: Mapped[DrawingStatus]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    drawn_at: Mapped[datetime | None]
    data_hash: Mapped[str | None]
    counted_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    plots: Mapped[dict[str, Any]] = mapped_column(default=dict)


class KeptFigures(Row):
    """The figures of one subject and one period of a community, as a worker has counted them at `counted_at`.

    `asked_at` is when somebody asked for them, and `begun_at` when a worker began for them. `found` holds them as JSON:
    numbers alone. `left_out` is as for pictures.
    """

    __tablename__ = "kept_figures"
    __table_args__ = (UniqueConstraint("community_id", "subject", "period", "left_out"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    subject: Mapped[FigureSubject]
    period: Mapped[str]
    left_out: Mapped[str]
    asked_at: Mapped[datetime] = mapped_column(index=True)
    begun_at: Mapped[datetime | None]
    counted_at: Mapped[datetime | None]
    found: Mapped[dict[str, Any]] = mapped_column(default=dict)
