"""The models: every table and column of the database.

A column keeps its first name in the database. If the code uses a better word today, the attribute has another name than
the column, and `key` lets inserts use that name, too.
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
    """The base of all rows. Constraints have names, so that migrations can use them."""

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
    """A community, and the version of its file that is in force."""

    __tablename__ = "communities"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    version: Mapped[int]


class CommunityVersion(Row):
    """A version of a community file, as it was loaded. Every version is kept."""

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

    `last_wrote_at` is when the number last wrote, or became known. `asked_at` is when it was last asked for an OK that
    has not come. `doubted_at` is when coordinators were notified of that.
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
    """The last ON or OFF of a person; `instead_of` is the person whose place they take."""

    __tablename__ = "duties"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    is_on: Mapped[bool]
    at: Mapped[datetime]
    instead_of: Mapped[int | None] = mapped_column(Serial)


class Incident(Row):
    """An incident: the thing that responders work on.

    `unconfirmed`: no caller has pressed Send yet. `awaiting_review`: nothing is dispatched until a coordinator sends
    it. `accused_group` is the group that the report accuses (patrol, leader or police); its people never learn of the
    incident. `person` and `person_id` name the patroller whose call for help it is. `person_id` alone is a helper who
    asks for private help: they get no text about it. `update_sent`: responders got their one update that others report
    it, too. `danger_now`: the person who asks for private help is in danger now. `weapons` holds the words of weapons
    in an SMS. `state` is open, closed, false or joined.
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
    """A report of one resident. The reporter's number is kept only if they allowed a call.

    `call_wish` (none, now, at) and `safety` (safe, adult, danger) belong to private help; they are null if the caller
    was not asked. `call_at` is the wanted time of a call, as it was typed.
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
    """A report that a USSD session has begun. It survives the session.

    `state` is a DraftState. `length` is the length of the transcript at the newest hop. `due_at` is when a silent
    session counts as dropped. `offered_to` is the session that got the draft as an offer, `offered_state` the state of
    the draft at that time. Private drafts and complaints are never stored here.
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
    """A question of a coordinator to a hidden reporter. It waits under My reports; the answer shows no number.

    `answered_in` is the session that answered: a repeated post of that session finds the same question again.
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
    """An event of an incident, in order of `id`; `words` holds the words of a person."""

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
    """The escalation of one track of an incident; `due_at` is null once nothing more happens by itself."""

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
    """A person was notified of an incident on a track. It decides which tracks the person may answer.

    `position` is the place of a person who goes: 1 leads, 2 supports, the others stand by. `safe_asked_at` and
    `safe_missed` belong to the safety checks. `is_unreached` says that the network could not reach the person.
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
    """One text to one phone. Rows of one `batch` share their text and are sent in one call.

    `backup_due_at` is when a red message is also sent by the backup provider, unless it is delivered before.
    `waits_for` is the reason for waiting until `due_at`; it is null once the message is claimed, and while it waits for
    another try. A message that `is_obsolete` is not tried again: its incident is over, or its track was answered.
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
    """One attempt to send a message by a carrier, and its outcome."""

    __tablename__ = "attempts"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    carrier: Mapped[str]
    outcome: Mapped[str]
    provider_id: Mapped[str | None] = mapped_column(index=True)
    reason: Mapped[str | None]
    at: Mapped[datetime]


class ReceiptRow(Row):
    """A delivery receipt of a carrier; `message_id` is null until the message is settled."""

    __tablename__ = "receipts"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    provider_id: Mapped[str] = mapped_column(index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    status: Mapped[str]
    reason: Mapped[str | None]
    received_at: Mapped[datetime] = mapped_column(index=True)


class Inbound(Row):
    """An inbound SMS; `handled_at` is null until Doria has acted on it, `tries` counts failed tries."""

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
    """The last time of something: the heartbeat of a process, the run of a task, a notice that was sent."""

    __tablename__ = "beats"
    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class ProviderRow(Row):
    """A provider of texts: the number of failed calls in a row, and until when its circuit is open."""

    __tablename__ = "providers"
    name: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    open_until_at: Mapped[datetime | None] = mapped_column("rests_until", key="open_until_at")


class ProbeRow(Row):
    """A probe: a made-up report for the probe phone, when it was dialled and filed, and its message."""

    __tablename__ = "heartbeats"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    session_key: Mapped[bytes] = mapped_column(Hash, unique=True)
    started_at: Mapped[datetime] = mapped_column(index=True)
    filed_at: Mapped[datetime | None]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
