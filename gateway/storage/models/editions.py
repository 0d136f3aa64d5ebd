"""Editions: the published tables of a quarter, as they were given out. A database refuses each change of one."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, Serial


class EditionRow(Row):
    """An edition of a quarter (`2026-Q4`), the first or one that corrects it, by its number from 1.

    `files` holds the text of each file by its name, and `digest` the hash of them all. `cells` holds each number that
    is published, and none for each that is hidden: a later edition hides what this one hides. `shared_with`, `why` and
    `until` say on which terms it is shared; names in them were crossed out. `person_id` is whoever made it at the desk;
    null is the operator.
    """

    __tablename__ = "published_editions"
    __table_args__ = (UniqueConstraint("community_id", "period", "number"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    period: Mapped[str]
    number: Mapped[int]
    made_at: Mapped[datetime]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    shared_with: Mapped[str]
    why: Mapped[str]
    until: Mapped[date]
    digest: Mapped[str]
    files: Mapped[dict[str, Any]]
    cells: Mapped[dict[str, Any]]
