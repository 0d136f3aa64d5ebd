"""Police stations: the alerts that reached one, what an association plans and holds with it, and its own words."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Row, Serial
from menus.domain.station_meetings import MeetingKind


class StationAlert(Row):
    """The first alert about an incident that reached a police station. No row names a contact.

    `station` is the name that the file gave the contact; empty if it gave none. `sent_at` is when the network took the
    alert, `delivered_at` when its receipt said that it had arrived.
    """

    __tablename__ = "station_alerts"
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    station: Mapped[str] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime] = mapped_column(index=True)
    delivered_at: Mapped[datetime]


class StationMeeting(Row):
    """A joint baraza with a station, or a visit, on a day.

    `planned_at` and `held_at` are when it was noted as planned and as held; null if it was not. `words` are what was
    noted beside it; they are checked for names and numbers before they are kept.
    """

    __tablename__ = "station_meetings"
    __table_args__ = (
        UniqueConstraint("community_id", "station", "kind", "day"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    station: Mapped[str]
    kind: Mapped[MeetingKind]
    day: Mapped[date] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(default="")
    planned_at: Mapped[datetime | None]
    planned_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    held_at: Mapped[datetime | None]
    held_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class StationReply(Row):
    """The reply of a station to its card. The newest one stands beside the card, the others are kept.

    `person_id` is the person with a role who wrote it down for the station.
    """

    __tablename__ = "station_replies"
    __table_args__ = (Index(None, "community_id", "station"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    station: Mapped[str]
    words: Mapped[str]
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
