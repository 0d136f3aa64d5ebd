"""The rows: what Doria keeps, and for what.

A column keeps the name that it was first stored under; where the code has found a better word since, the attribute's
name differs, and `key` lets inserts use that word, too.
"""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from gateway.storage.columns import Sealed, UtcDateTime

Serial = BigInteger().with_variant(Integer, "sqlite")
Hash = LargeBinary(16)


class Row(DeclarativeBase):
    """A row; constraints are named, so that migrations can speak of them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime, str: String, dict[str, Any]: JSON}  # noqa: RUF012 - SQLAlchemy's own form


class CommunityRow(Row):
    """A neighbourhood, and which version of its file is in force."""

    __tablename__ = "communities"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]


class CommunityVersion(Row):
    """A community file as it was loaded; every version is kept."""

    __tablename__ = "community_versions"
    __table_args__ = (UniqueConstraint("community_id", "version"),)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    version: Mapped[int]
    body: Mapped[str] = mapped_column(Sealed("community_versions.body"))
    body_hash: Mapped[bytes] = mapped_column(Hash)
    loaded_at: Mapped[datetime]


class PersonRow(Row):
    """A person with a role in a community; the row stays when a later file no longer names them.

    `heard_at` is when their number last wrote (or became known), `asked_at` when it was last asked for an OK that has
    not come, `doubted_at` when coordinators were told of that.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("community_id", "phone_hash"), Index(None, "phone_hash"))
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    phone_hash: Mapped[bytes] = mapped_column(Hash)
    phone: Mapped[str] = mapped_column(Sealed("people.phone"))
    last_wrote_at: Mapped[datetime | None] = mapped_column("heard_at", key="last_wrote_at")
    asked_at: Mapped[datetime | None]
    doubted_at: Mapped[datetime | None]


class DutyRow(Row):
    """A person's last ON or OFF; `instead_of` is the person in whose place they are on."""

    __tablename__ = "duties"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    is_on: Mapped[bool]
    at: Mapped[datetime]
    instead_of: Mapped[int | None] = mapped_column(Serial)


class Incident(Row):
    """What responders work on.

    `unconfirmed`: nobody has pressed Send yet. `held`: nothing is dispatched until a coordinator sends it. `around`:
    whom it is about (patrol, leader, police), who therefore never learn of it. `person` and `person_id` are the
    patroller whose own call for help it is. `told_more`: responders have had
    their one update that others report it too. `danger_now`: who asks for help in private says so. `weapons` are the
    lexicon's words of weapons that an SMS named. `state` is open, closed, false, or joined to another.
    """

    __tablename__ = "incidents"
    __table_args__ = (Index(None, "community_id", "state", "opened_at"),)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    reference: Mapped[str | None] = mapped_column(unique=True)
    category: Mapped[str]
    level: Mapped[str]
    harm: Mapped[str | None]
    zone: Mapped[str | None]
    place: Mapped[str | None] = mapped_column(Sealed("incidents.place"))
    person: Mapped[str | None] = mapped_column(Sealed("incidents.person"))
    person_id: Mapped[int | None] = mapped_column(Serial)
    state: Mapped[str]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Sealed("incidents.outcome"))
    ob_number: Mapped[str | None] = mapped_column(Sealed("incidents.ob_number"))
    reports: Mapped[int] = mapped_column(default=1)
    unconfirmed: Mapped[bool] = mapped_column(default=False)
    awaiting_review: Mapped[bool] = mapped_column("held", key="awaiting_review", default=False)
    accused_group: Mapped[str | None] = mapped_column("around", key="accused_group")
    flag: Mapped[str | None]
    update_sent: Mapped[bool] = mapped_column("told_more", key="update_sent", default=False)
    danger_now: Mapped[bool] = mapped_column(default=False)
    weapons: Mapped[str | None] = mapped_column(Sealed("incidents.weapons"))


class Report(Row):
    """What one resident said; the reporter's number stays only where a call-back was allowed.

    `call_wish` (none, now, at) and `safety` (safe, adult, danger) are of private help, null where nobody was asked;
    `call_at` is when a call is wanted, as it was typed.
    """

    __tablename__ = "reports"
    __table_args__ = (
        Index(None, "reporter_hash", "created_at"),
        Index("uq_reports_reference", "reference", unique=True),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    session_key: Mapped[bytes | None] = mapped_column(Hash, unique=True)
    channel: Mapped[str]
    language: Mapped[str]
    category: Mapped[str]
    harm: Mapped[str | None]
    zone: Mapped[str | None]
    words: Mapped[str | None] = mapped_column(Sealed("reports.words"))
    subject: Mapped[str | None] = mapped_column(Sealed("reports.subject"))
    reporter_hash: Mapped[bytes | None] = mapped_column(Hash)
    reporter_phone: Mapped[str | None] = mapped_column(Sealed("reports.reporter_phone"))
    created_at: Mapped[datetime]
    unconfirmed: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str | None] = mapped_column(Sealed("reports.place"))
    hint_words: Mapped[str | None] = mapped_column(Sealed("reports.hint_words"))
    call_wish: Mapped[str | None]
    call_at: Mapped[str | None] = mapped_column(Sealed("reports.call_at"))
    safety: Mapped[str | None]
    reference: Mapped[str | None]


class DraftRow(Row):
    """A report that a USSD session has begun: it survives the session.

    `state`: open, aside (the caller went back to the main page), sent (dispatched unconfirmed), sent-over (that, and
    not offered any more), filed, cancelled, or continued in another session. `length` is the transcript's at the
    newest hop. `due_at` is when silence means that the session has dropped. `offered_to` is the
    session that it was offered to, `offered_state` its state then. Private drafts and complaints are never here.
    """

    __tablename__ = "drafts"
    __table_args__ = (Index(None, "caller_hash", "touched_at"), Index(None, "due_at"), Index(None, "touched_at"))
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    session_key: Mapped[bytes] = mapped_column(Hash, unique=True)
    caller_hash: Mapped[bytes] = mapped_column(Hash)
    phone: Mapped[str | None] = mapped_column(Sealed("drafts.phone"))
    language: Mapped[str]
    category: Mapped[str]
    harm: Mapped[str | None]
    zone: Mapped[str | None]
    place: Mapped[str | None] = mapped_column(Sealed("drafts.place"))
    state: Mapped[str]
    length: Mapped[int]
    touched_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    subject: Mapped[str | None]
    offered_to: Mapped[bytes | None] = mapped_column(Hash, index=True)
    offered_state: Mapped[str | None]
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    reference: Mapped[str | None]


class Question(Row):
    """What a coordinator asks a hidden reporter; it waits under My reports, and the answer goes back without a number.

    `answered_in` is the session that answered: the same post again finds the question as it was.
    """

    __tablename__ = "questions"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Sealed("questions.text"))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Sealed("questions.answer"))
    answered_at: Mapped[datetime | None]
    answered_in: Mapped[bytes | None] = mapped_column(Hash)


class Event(Row):
    """What happened to an incident, in order of id; `words` holds what a person wrote."""

    __tablename__ = "events"
    __table_args__ = (Index(None, "incident_id", "id"), {"sqlite_autoincrement": True})
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    at: Mapped[datetime]
    kind: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    facts: Mapped[dict[str, Any]]
    words: Mapped[str | None] = mapped_column(Sealed("events.words"))


class EscalationRow(Row):
    """How far one track of an incident has climbed; `due_at` is null once nothing more will happen by itself."""

    __tablename__ = "climbs"
    __table_args__ = (UniqueConstraint("incident_id", "track"), Index(None, "due_at"))
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    track: Mapped[str]
    steps: Mapped[dict[str, Any]]
    fired: Mapped[int]
    last_rung_that_reached: Mapped[int] = mapped_column("reached", key="last_rung_that_reached")
    skip_wait: Mapped[bool] = mapped_column("hurry", key="skip_wait")
    started_at: Mapped[datetime]
    last_fired_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_role: Mapped[str | None]
    exhausted_at: Mapped[datetime | None] = mapped_column("spent_at", key="exhausted_at")
    arrived_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]


class Notification(Row):
    """A person was told of an incident on a track: what a person may answer hangs on this.

    `position` of those who go: 1 leads, 2 supports, the others stand by. `safe_asked_at` and `safe_missed` are of the
    question whether they are safe; `is_unreached` says that the network could not reach them.
    """

    __tablename__ = "pages"
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    track: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    is_done: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int | None]
    safe_asked_at: Mapped[datetime | None] = mapped_column(index=True)
    safe_missed: Mapped[int] = mapped_column(default=0)
    is_unreached: Mapped[bool] = mapped_column(default=False)


class Message(Row):
    """One text to one phone; rows of one `batch` share their text and go out in one call.

    `second_due_at` is when a red one goes out by the second provider, too, unless it is delivered before. `waits_for`
    is what it was put off for until `due_at`; null once it is taken, and where it waits to be tried again. A message
    that `is_obsolete` is not tried again: its incident is over, or its track was answered.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index(None, "state", "due_at"),
        Index(None, "batch"),
        Index(None, "incident_id"),
        Index(None, "phone_hash", "due_at"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
    track: Mapped[str | None]
    kind: Mapped[str]
    lane: Mapped[str]
    batch: Mapped[bytes] = mapped_column(Hash)
    phone_hash: Mapped[bytes] = mapped_column(Hash)
    phone: Mapped[str] = mapped_column(Sealed("messages.phone"))
    body: Mapped[str] = mapped_column(Sealed("messages.body"))
    sender: Mapped[str | None]
    state: Mapped[str]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None]
    settled_at: Mapped[datetime | None]
    cost: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    backup_due_at: Mapped[datetime | None] = mapped_column("second_due_at", key="backup_due_at", index=True)
    backup_tried: Mapped[bool] = mapped_column("second_tried", key="backup_tried", default=False)
    waits_for: Mapped[str | None]
    is_obsolete: Mapped[bool] = mapped_column(default=False)


class Attempt(Row):
    """One handing-over of a message to a carrier, and what the carrier said."""

    __tablename__ = "attempts"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    carrier: Mapped[str]
    outcome: Mapped[str]
    provider_id: Mapped[str | None] = mapped_column(index=True)
    reason: Mapped[str | None]
    at: Mapped[datetime]


class ReceiptRow(Row):
    """The carrier's word on a message; `message_id` is null while the message has not been settled yet."""

    __tablename__ = "receipts"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    provider_id: Mapped[str] = mapped_column(index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    status: Mapped[str]
    reason: Mapped[str | None]
    received_at: Mapped[datetime] = mapped_column(index=True)


class Inbound(Row):
    """An SMS that came in; `handled_at` is null until it has been acted on, `tries` are those that failed."""

    __tablename__ = "inbound_sms"
    __table_args__ = (Index(None, "handled_at", "received_at"), Index(None, "from_hash", "received_at"))
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    provider_id: Mapped[str] = mapped_column(unique=True)
    from_hash: Mapped[bytes | None] = mapped_column(Hash)
    from_phone: Mapped[str | None] = mapped_column(Sealed("inbound_sms.from_phone"))
    code: Mapped[str]
    text: Mapped[str] = mapped_column(Sealed("inbound_sms.text"))
    text_hash: Mapped[bytes] = mapped_column(Hash)
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    result: Mapped[str | None]
    lane: Mapped[str] = mapped_column(default="normal")
    tries: Mapped[int] = mapped_column(default=0)


class Confirmation(Row):
    """A command that waits for its four-digit code."""

    __tablename__ = "confirmations"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
    code: Mapped[str]
    verb: Mapped[str]
    words: Mapped[str] = mapped_column(Sealed("confirmations.words"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    wrong: Mapped[int] = mapped_column(default=0)


class OptOutRow(Row):
    """A phone that wants no more texts."""

    __tablename__ = "opt_outs"
    phone_hash: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    at: Mapped[datetime]


class Mark(Row):
    """When a process was last seen at work."""

    __tablename__ = "beats"
    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class ProviderRow(Row):
    """A provider of texts: how many calls in a row have failed, and until when it rests."""

    __tablename__ = "providers"
    name: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    open_until_at: Mapped[datetime | None] = mapped_column("rests_until", key="open_until_at")


class ProbeRow(Row):
    """A made-up report on its way to the sink number: when it was dialled and filed, and the message that tells it."""

    __tablename__ = "heartbeats"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    session_key: Mapped[bytes] = mapped_column(Hash, unique=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    filed_at: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
