"""The desk: codes that open it, the sessions of people who have signed in, and who reads which text."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Hash, Row, Serial


class DeskCode(Row):
    """A code that opens the desk for one person. It went to their number by SMS; only its keyed hash is kept.

    It opens the desk once (`used_at`), until `expires_at`.
    """

    __tablename__ = "desk_codes"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(Hash, unique=True)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class DeskSession(Row):
    """A session of the desk, known by the keyed hash of the token in its cookie.

    `acted_at` is when its person last opened a page or acted; what a page asks by itself does not count. `proven_at` is
    when they last proved who they are. It ends at `ends_at`, which a sign-out moves to that moment.
    """

    __tablename__ = "desk_sessions"
    __table_args__ = (Index(None, "person_id", "ends_at"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    token_hash: Mapped[bytes] = mapped_column(Hash, unique=True)
    began_at: Mapped[datetime]
    acted_at: Mapped[datetime]
    proven_at: Mapped[datetime]
    ends_at: Mapped[datetime] = mapped_column(index=True)


class Claim(Row):
    """A person reads a text that awaits review at the desk, until a moment. Others wait so long, or act by SMS."""

    __tablename__ = "claims"
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    until: Mapped[datetime] = mapped_column(index=True)
