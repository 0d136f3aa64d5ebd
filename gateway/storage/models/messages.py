"""Messages out and in: attempts, receipts, confirmation codes, opt-outs and providers."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import (
    JSON,
    ForeignKey,
    Index,
    Numeric,
)
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed
from gateway.storage.models.base import Hash, Row, Serial, some_rows
from gateway.storage.states import MessageState
from menus.domain.backup import BackupState
from menus.domain.categories import Track
from menus.domain.inbound import InboundRoute
from menus.domain.messages import Lane, MessageKind, WaitsFor
from menus.domain.outcomes import Cause, Fate
from menus.domain.pending import PendingVerb
from menus.domain.text_order import Subject

RED_UNDER_WAY = "lane = 'red' AND coalesce(state, '') IN ('queued', 'sending')"
"""The condition of red texts that wait or are under way, as their index has it.

With the plain column SQLite would take the index of all states, and read each text of a broadcast that waits.
"""
ANSWERS_THAT_WAIT = "kind = 'answer' AND coalesce(state, '') = 'queued'"
"""The condition of answers that wait, as their index has it."""


class Message(Row):
    """One text to one phone. Rows of one `batch` share their text and are sent in one call.

    `waits_for` is the reason for waiting until `due_at`; it is null once the message is claimed, and while it waits for
    another try. `cause` is why the last try was not accepted, and `reason` the word that the operator reads. A message
    that `is_obsolete` is not tried again: its incident is over, or its track was answered. If `erase_at` is set, the
    `body` is erased when the message is delivered, or at that time. `claimed_by` is the process that claimed it last.
    """

    __tablename__ = "messages"
    __table_args__ = (
        Index(None, "state", "due_at"),
        Index(None, "batch"),
        Index(None, "incident_id"),
        Index(None, "phone_hash", "due_at"),
        Index(None, "created_at"),
        some_rows("ix_messages_red_due_at", "due_at", where=RED_UNDER_WAY),
        some_rows("ix_messages_answers_due_at", "due_at", where=ANSWERS_THAT_WAIT),
        some_rows("ix_messages_erase_at", "erase_at", where="erase_at IS NOT NULL"),
        some_rows("ix_messages_kept_created_at", "created_at", where="length(phone) > 0"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
    track: Mapped[Track | None]
    kind: Mapped[MessageKind]
    lane: Mapped[Lane]
    batch: Mapped[bytes] = mapped_column(Hash)
    phone_hash: Mapped[bytes] = mapped_column(Hash)
    phone: Mapped[str] = mapped_column(Sealed("messages.phone"))
    body: Mapped[str] = mapped_column(Sealed("messages.body"))
    sender: Mapped[str | None]
    state: Mapped[MessageState]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str | None]
    cause: Mapped[Cause | None]
    settled_at: Mapped[datetime | None]
    cost: Mapped[Decimal | None] = mapped_column(Numeric(12, 4))
    waits_for: Mapped[WaitsFor | None]
    is_obsolete: Mapped[bool] = mapped_column(default=False)
    erase_at: Mapped[datetime | None]


class BackupSend(Row):
    """A message that the backup provider sends, or may have to send, and how far that has come.

    `due_at` is when it is sent; of a message under way, when it is due again if its process dies. `tried_at` is the
    time of the last try.
    """

    __tablename__ = "backup_sends"
    __table_args__ = (Index(None, "state", "due_at"),)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), unique=True)
    state: Mapped[BackupState]
    due_at: Mapped[datetime] = mapped_column(index=True)
    tried_at: Mapped[datetime | None]


class Attempt(Row):
    """One attempt to send a message by a carrier, and its outcome."""

    __tablename__ = "attempts"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"), index=True)
    carrier: Mapped[str]
    outcome: Mapped[Fate]
    provider_id: Mapped[str | None] = mapped_column(index=True)
    reason: Mapped[str | None]
    at: Mapped[datetime] = mapped_column(index=True)


class ReceiptRow(Row):
    """A delivery receipt of a carrier; `message_id` is null until the message is settled.

    `recipient_hash` is the phone that it must be about; null if that is not checked.
    """

    __tablename__ = "receipts"
    __table_args__ = (some_rows("ix_receipts_waiting", "received_at", where="message_id IS NULL"),)
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    provider_id: Mapped[str] = mapped_column(index=True)
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    status: Mapped[str]
    reason: Mapped[str | None]
    received_at: Mapped[datetime] = mapped_column(index=True)
    recipient_hash: Mapped[bytes | None] = mapped_column(Hash)


class Inbound(Row):
    """An inbound SMS; `handled_at` is null until Doria has acted on it, `tries` counts failed tries.

    `private_report_id` is the private report that the text became, as long as further texts may join it. It is null
    for every other text. `route` says whether the sender's number can be believed.

    `fetched_id` is the id of a text that was fetched, too. A text that came one way alone has a `twin_key`, and
    `link_hash` and `network_date` tell it from others of the same words.

    `sent_at` is the network's date, read as UTC; its zone is not known. `subject` is what the text decided, about the
    incident `incident_id` if it is about one. `answer_hash` is the same for answers that are alike; it is null if there
    was none. `left_out_at` is when the answer was left out, because it said nothing new.
    """

    __tablename__ = "inbound_sms"
    __table_args__ = (
        Index(None, "handled_at", "received_at"),
        Index(None, "from_hash", "received_at"),
        Index(None, "twin_key", "id"),
        Index("uq_inbound_sms_fetched_id", "fetched_id", unique=True),
        Index(None, "from_hash", "handled_at", "received_at"),
        Index(None, "received_at"),
        some_rows("ix_inbound_sms_ties", "received_at", where="private_report_id IS NOT NULL"),
        some_rows("ix_inbound_sms_twins", "received_at", where="twin_key IS NOT NULL"),
        some_rows("ix_inbound_sms_private", "from_hash", "received_at", where="private_report_id IS NOT NULL"),
        Index(None, "from_hash", "answer_hash", "received_at"),
        Index(None, "from_hash", "left_out_at"),
        Index(None, "from_hash", "subject", "incident_id", "received_at"),
    )
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
    private_report_id: Mapped[int | None] = mapped_column(Serial)
    lane: Mapped[Lane] = mapped_column(default=Lane.NORMAL)
    tries: Mapped[int] = mapped_column(default=0)
    fetched_id: Mapped[str | None]
    twin_key: Mapped[bytes | None] = mapped_column(Hash)
    link_hash: Mapped[bytes | None] = mapped_column(Hash)
    network_date: Mapped[str] = mapped_column(default="", server_default="")
    sent_at: Mapped[datetime | None]
    subject: Mapped[Subject | None]
    incident_id: Mapped[int | None] = mapped_column(Serial)
    answer_hash: Mapped[bytes | None] = mapped_column(Hash)
    left_out_at: Mapped[datetime | None]
    route: Mapped[InboundRoute] = mapped_column(default=InboundRoute.SHORT_CODE)


class InboxRow(Row):
    """The inbox of an account at a provider: the number of the last text that was fetched.

    `fetched_at` is when it was last fetched to its end; null until then.
    """

    __tablename__ = "inboxes"
    account: Mapped[str] = mapped_column(primary_key=True)
    last_number: Mapped[int] = mapped_column(Serial)
    fetched_at: Mapped[datetime | None]


class Confirmation(Row):
    """A command that waits for its code, of four or eight digits."""

    __tablename__ = "confirmations"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incidents.id"))
    code: Mapped[str]
    verb: Mapped[PendingVerb]
    words: Mapped[str] = mapped_column(Sealed("confirmations.words"))
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
    wrong: Mapped[int] = mapped_column(default=0)


class OptOutRow(Row):
    """A phone that has sent STOP and wants only necessary texts."""

    __tablename__ = "opt_outs"
    phone_hash: Mapped[bytes] = mapped_column(Hash, primary_key=True)
    at: Mapped[datetime]


class ProviderRow(Row):
    """A provider of texts: the number of failed calls in a row, and until when its circuit is open."""

    __tablename__ = "providers"
    name: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int]
    open_until_at: Mapped[datetime | None] = mapped_column("rests_until", key="open_until_at")


class BackupPhone(Row):
    """The known facts of the backup phone: one row.

    `heard_at` is the last sign of the phone, `missed_at` the last question that got no answer. `clock_ahead` is how far
    its clock was ahead of ours at `clock_at`, in seconds. `devices` holds the ids that its app gives itself, `numbers`
    the hashes of the numbers of its SIM cards, in hex.
    """

    __tablename__ = "backup_phones"
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    heard_at: Mapped[datetime]
    missed_at: Mapped[datetime | None]
    clock_ahead: Mapped[int | None]
    clock_at: Mapped[datetime | None]
    devices: Mapped[list[str]] = mapped_column(JSON)
    numbers: Mapped[list[str]] = mapped_column(JSON)
