"""USSD sessions that turned to a matter which may not be stored with its caller, and the languages of callers."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.models.base import Hash, Row, Serial


class HiddenSession(Row):
    """A session that turned to private help or to a complaint. The row is deleted soon after the session ends.

    While it is there, a repeated post finds the private report again, and a late hop stores no draft. `key` is made of
    the session's key; no other table holds it. `length` is the length of the transcript that was seen. `report_id` is
    the private report that the session filed, `offered_id` the draft that it began with an offer of.
    """

    __tablename__ = "hidden_sessions"
    key: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    length: Mapped[int]
    report_id: Mapped[int | None] = mapped_column(Serial)
    offered_id: Mapped[int | None] = mapped_column(Serial)
    ends_at: Mapped[datetime] = mapped_column(index=True)


class TypedLength(Row):
    """The length of a session's transcript at one of its hops. It is deleted soon after the session ends.

    `key` is made of the session's key; no other table holds it. One key is for hops with typed text, and another one
    for hops that were answered with a page that must be read.
    """

    __tablename__ = "typed_lengths"
    key: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    length: Mapped[int] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)


class LanguageChoice(Row):
    """The language that a caller chose in the menu, for their next sessions and for the answers to their texts.

    The row tells that a phone has chosen a language, and in which week (`used_in_week`, a Monday) it last did so or was
    last known to report openly. It tells no hour and no day, and a session that only reads it writes nothing: nothing
    of private help can be told from it. Until `ends_at` it also holds the session that chose (`chosen_in`) and the
    language `before`: that session goes on in the language in which it began. A choice in a session that turned to
    private help is taken back within a minute.
    """

    __tablename__ = "language_choices"
    phone_hash: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    language: Mapped[str]
    used_in_week: Mapped[datetime] = mapped_column(index=True)
    before: Mapped[str | None]
    chosen_in: Mapped[bytes | None] = mapped_column(Hash)
    ends_at: Mapped[datetime | None] = mapped_column(index=True)
