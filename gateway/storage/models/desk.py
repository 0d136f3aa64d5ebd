"""The desk: codes, sessions and credentials of people, requests to begin anew, and who reads which text."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Hash, Row, Serial
from menus.domain.desk_proofs import CredentialKind, DeskStage


class DeskCode(Row):
    """A code that opens the desk for one person. It went to their number by SMS; only its keyed hash is kept.

    It opens the desk once (`used_at`), until `expires_at`. `told_at` is when its person was told that somebody tried it
    afterwards.
    """

    __tablename__ = "desk_codes"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    code_hash: Mapped[bytes] = mapped_column(Hash, unique=True)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]


class DeskSession(Row):
    """A session of the desk, known by the keyed hash of the token in its cookie.

    `acted_at` is when its person last opened a page or acted; what a page asks by itself does not count. `proven_at` is
    when they last proved who they are. It ends at `ends_at`, which a sign-out moves to that moment. `wrong_proofs`
    counts the wrong proofs since the last right one.
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
    stage: Mapped[DeskStage]
    wrong_proofs: Mapped[int] = mapped_column(default=0)


class DeskCredential(Row):
    """A credential of a person: a passkey, or an authenticator with its PIN. It is of use until `ended_at`.

    A passkey is found by `credential_hash`, a keyed hash of its id. `secret` is its public key, or the secret that the
    authenticator shares, and `pin` a slow hash of the PIN. `sign_count` is the counter of a passkey, and `is_backed_up`
    whether it lives on several devices. `last_step` is the step of the last code of an authenticator that was taken.
    """

    __tablename__ = "desk_credentials"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[CredentialKind]
    credential_hash: Mapped[bytes | None] = mapped_column(Hash, unique=True)
    credential_id: Mapped[str | None] = mapped_column(Sealed("desk_credentials.credential_id"))
    secret: Mapped[str] = mapped_column(Sealed("desk_credentials.secret"))
    pin: Mapped[str | None] = mapped_column(Sealed("desk_credentials.pin"))
    sign_count: Mapped[int] = mapped_column(default=0)
    is_backed_up: Mapped[bool] = mapped_column(default=False)
    last_step: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    last_used_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(index=True)


class DeskRecovery(Row):
    """The request of a person who has lost their credentials: officers let them begin anew, until `expires_at`.

    `first_by` is the officer who approved it first, where two must. `done_at` is when it was approved by as many as
    needed.
    """

    __tablename__ = "desk_recoveries"
    __table_args__ = ({"sqlite_autoincrement": True},)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    first_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    done_at: Mapped[datetime | None]


class Claim(Row):
    """A person reads a text that awaits review at the desk, until a moment. Others wait so long, or act by SMS."""

    __tablename__ = "claims"
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    until: Mapped[datetime] = mapped_column(index=True)


class ShiftCalendar(Row):
    """The address at which a calendar reads the shifts of a person: a keyed digest of them and of `number`.

    Each new address has the next number, so that no earlier one opens anything. Without `is_open` none does.
    """

    __tablename__ = "shift_calendars"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    number: Mapped[int]
    is_open: Mapped[bool]
