"""Patrol requests: what the association asks of the police for a zone, and what became of it."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, Serial
from menus.domain.categories import Category
from menus.domain.patrol_requests import RequestState


class PatrolRequest(Row):
    """A request of patrols (`A30514`) in a zone, on the days from `first_day` to `last_day`.

    `begins` and `ends` are minutes after midnight. `lately` and `usual` are how many reports of the category the zone
    had in the four weeks before, and in the four weeks before those on average: null where they are too few to tell.
    `agreed_by` is the second person, who may also have refused. `police_id` is the contact who answered.
    """

    __tablename__ = "patrol_requests"
    __table_args__ = (
        Index(None, "community_id", "zone"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    number: Mapped[str] = mapped_column(unique=True)
    zone: Mapped[str]
    category: Mapped[Category]
    first_day: Mapped[date]
    last_day: Mapped[date]
    begins: Mapped[int]
    ends: Mapped[int]
    lately: Mapped[int | None]
    usual: Mapped[int | None]
    state: Mapped[RequestState]
    asked_at: Mapped[datetime]
    asked_by: Mapped[int] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    agreed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    police_at: Mapped[datetime | None]
    police_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    reviewed_at: Mapped[datetime | None]
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class PatrolRequestText(Row):
    """A text that takes a request to a contact of a police station: whether it arrived stands with the message.

    `station` is the name that the file gave the contact; empty if it gave none. No row names a contact.
    """

    __tablename__ = "patrol_request_texts"
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("patrol_requests.id"), index=True)
    station: Mapped[str]
