"""Incidents: their reports, drafts, questions, events, escalations and notifications."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import (
    ForeignKey,
    Index,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from gateway.storage.columns import Sealed, SealedNamed
from gateway.storage.models.base import Hash, Row, Serial, some_rows
from gateway.storage.models.recording import Recorded, Recording, waiting_index
from menus.domain import circles
from menus.domain.accused import AccusedGroup
from menus.domain.assignment_life import AssignmentState
from menus.domain.categories import Category, Harm, Level, Track
from menus.domain.classes import CrimeClass
from menus.domain.draft import CallWish, Channel, PrivateKind, Safety, Topic
from menus.domain.draft_life import DraftState
from menus.domain.drill import Drill
from menus.domain.escalation_life import EscalationPhase
from menus.domain.first_told import FirstTold
from menus.domain.incident_life import IncidentStatus
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.marks import AlarmKind, Caution
from menus.domain.record import Source
from menus.domain.roles import Role
from menus.domain.timeline import EventKind


class Incident(Row):
    """An incident: the thing that responders work on.

    `unconfirmed`: no caller has pressed Send yet. The people of `accused_group` never learn of the incident; `topic` is
    the topic of a message to oversight that accuses nobody. `person` and `person_id` name the patroller whose call for
    help it is, and `alarm` its kind. `person_id` alone is a helper who asks for private help: they get no text about
    it. `caution` tells coordinators to look twice. `has_red_words`: its words tell of weapons or death. `update_sent`:
    responders got their one update that others report it, too. `outcome` holds the words of its closing, `ended_as` the
    outcome that they chose or mean. `crime_class` is the class of crime that was chosen at closing; one of private help
    has none. `ob_station` is the police station that gave `ob_number`. `danger_now`: the person who asks for private
    help is in danger now. `weapons` holds the words of weapons in an SMS. `called_at` is when a call for help was sent,
    if it came in long after that. `told` is whom its first alerts reach. `words_due_at` is when further texts that wait
    to be passed on are due; it is null if none waits. `erased_at` is when what people wrote about it was erased; it is
    null again once something is recorded after that. `drill` marks a made-up incident, and names the tracks that it
    calls.
    """

    __tablename__ = "incidents"
    __table_args__ = (
        Index("ix_incidents_community_id_state_opened_at", "community_id", "status", "opened_at"),
        Index("ix_incidents_state_opened_at", "status", "opened_at"),
        # It finds at once whether a zone had an incident before a moment, however old its community is.
        Index(None, "community_id", "zone", "opened_at"),
        Index(None, "words_due_at"),
        some_rows("ix_incidents_kept_closed_at", "closed_at", where="erased_at IS NULL AND closed_at IS NOT NULL"),
        some_rows("ix_incidents_kept_opened_at", "opened_at", where="erased_at IS NULL AND closed_at IS NULL"),
        some_rows("ix_incidents_drills", "opened_at", where="drill IS NOT NULL"),
        some_rows("ix_incidents_of_helpers", "id", where="person_id IS NOT NULL AND level = 'private'"),
        some_rows("ix_incidents_person_id", "person_id", where="person_id IS NOT NULL"),
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    reference: Mapped[str] = mapped_column(unique=True)
    category: Mapped[Category]
    level: Mapped[Level]
    harm: Mapped[Harm | None]
    zone: Mapped[str | None]
    place: Mapped[str | None] = mapped_column(Sealed("incidents.place"))
    person: Mapped[str | None] = mapped_column(Sealed("incidents.person"))
    person_id: Mapped[int | None] = mapped_column(Serial)
    status: Mapped[IncidentStatus] = mapped_column("state", key="status")
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(Sealed("incidents.outcome"))
    ended_as: Mapped[IncidentOutcome | None]
    crime_class: Mapped[CrimeClass | None]
    ob_number: Mapped[str | None] = mapped_column(Sealed("incidents.ob_number"))
    ob_station: Mapped[str | None] = mapped_column(Sealed("incidents.ob_station"))
    reports: Mapped[int] = mapped_column(default=1)
    unconfirmed: Mapped[bool] = mapped_column(default=False)
    accused_group: Mapped[AccusedGroup | None] = mapped_column("around", key="accused_group")
    topic: Mapped[Topic | None]
    alarm: Mapped[AlarmKind | None]
    caution: Mapped[Caution | None]
    has_red_words: Mapped[bool] = mapped_column(default=False)
    update_sent: Mapped[bool] = mapped_column("told_more", key="update_sent", default=False)
    danger_now: Mapped[bool] = mapped_column(default=False)
    weapons: Mapped[str | None] = mapped_column(Sealed("incidents.weapons"))
    called_at: Mapped[datetime | None]
    told: Mapped[FirstTold | None]
    words_due_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    drill: Mapped[Drill | None]

    @property
    def named_in_log(self) -> str | None:
        """The reference for a log; None for an incident that no log may tell of."""
        return circles.in_log(self.reference, self.level, self.accused_group, self.alarm, self.caution)

    @property
    def is_hidden(self) -> bool:
        """True if no log, and nobody outside its circle, may learn of the incident."""
        return circles.is_hidden(self.level, self.accused_group, self.alarm, self.caution)

    @property
    def awaits_review(self) -> bool:
        """True while nothing is dispatched, until a coordinator sends the incident."""
        return self.status is IncidentStatus.AWAITING_REVIEW


class Report(Row):
    """A report of one resident. The reporter's number is kept only if they allowed a call.

    `call_wish` (none, now, at) and `safety` (safe, adult, danger) belong to private help; they are null if the caller
    was not asked. `call_at` is the wanted time of a call, as it was typed. `number_shown_at` is when the number was
    first shown to somebody. `is_texted_back`: its sender wrote it by SMS and was answered, so that they may be told by
    SMS what becomes of it. `ended_at` is when an incident that it belonged to first ended, or was joined to another:
    from then on it grows old, and nothing moves that moment later. `erased_at` is when its words were erased.
    """

    __tablename__ = "reports"
    __table_args__ = (
        Index(None, "reporter_hash", "created_at"),
        Index("uq_reports_reference", "reference", unique=True),
        some_rows("ix_reports_with_number", "id", where="reporter_phone IS NOT NULL"),
        some_rows("ix_reports_kept_ended_at", "ended_at", where="erased_at IS NULL AND ended_at IS NOT NULL"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), index=True)
    session_key: Mapped[bytes | None] = mapped_column(Hash, unique=True)
    channel: Mapped[Channel]
    language: Mapped[str]
    category: Mapped[Category]
    harm: Mapped[Harm | None]
    zone: Mapped[str | None]
    words: Mapped[str | None] = mapped_column(Sealed("reports.words"))
    accused_group: Mapped[AccusedGroup | None] = mapped_column(
        "subject", SealedNamed("reports.subject", AccusedGroup), key="accused_group"
    )
    reporter_hash: Mapped[bytes | None] = mapped_column(Hash)
    reporter_phone: Mapped[str | None] = mapped_column(Sealed("reports.reporter_phone"))
    number_shown_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    unconfirmed: Mapped[bool] = mapped_column(default=False)
    place: Mapped[str | None] = mapped_column(Sealed("reports.place"))
    hint_words: Mapped[str | None] = mapped_column(Sealed("reports.hint_words"))
    call_wish: Mapped[CallWish | None]
    call_at: Mapped[str | None] = mapped_column(Sealed("reports.call_at"))
    safety: Mapped[Safety | None]
    private_kind: Mapped[PrivateKind | None] = mapped_column(SealedNamed("reports.private_kind", PrivateKind))
    reference: Mapped[str]
    is_texted_back: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]


class DraftRow(Row):
    """A report that a USSD session has begun. It survives the session.

    `state` is a DraftState. `length` is the length of the transcript at the newest hop. `due_at` is when a silent
    session counts as dropped. `offered_to` is the session that got the draft as an offer, `offered_state` the state of
    the draft at that time. Private drafts and complaints are never stored here.
    """

    __tablename__ = "drafts"
    __table_args__ = (
        Index(None, "caller_hash", "touched_at"),
        Index(None, "due_at"),
        Index(None, "touched_at"),
        some_rows("ix_drafts_kept", "due_at", "touched_at", where="(phone IS NOT NULL OR place IS NOT NULL)"),
        {"sqlite_autoincrement": True},
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    session_key: Mapped[bytes] = mapped_column(Hash, unique=True)
    caller_hash: Mapped[bytes] = mapped_column(Hash)
    phone: Mapped[str | None] = mapped_column(Sealed("drafts.phone"))
    language: Mapped[str]
    category: Mapped[Category]
    harm: Mapped[Harm | None]
    zone: Mapped[str | None]
    place: Mapped[str | None] = mapped_column(Sealed("drafts.place"))
    state: Mapped[DraftState]
    length: Mapped[int]
    touched_at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    accused_group: Mapped[AccusedGroup | None] = mapped_column("subject", key="accused_group")
    offered_to: Mapped[bytes | None] = mapped_column(Hash, index=True)
    offered_state: Mapped[DraftState | None]
    report_id: Mapped[int | None] = mapped_column(ForeignKey("reports.id"))
    reference: Mapped[str | None]


class Question(Row):
    """A question of a coordinator to a hidden reporter. It waits under My reports; the answer shows no number.

    `answered_in` is the session that answered: a repeated post of that session finds the same question again.
    """

    __tablename__ = "questions"
    __table_args__ = (
        Index(None, "person_id"),
        some_rows("ix_questions_answered_in", "answered_at", where="answered_in IS NOT NULL"),
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("reports.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    text: Mapped[str] = mapped_column(Sealed("questions.text"))
    asked_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(Sealed("questions.answer"))
    answered_at: Mapped[datetime | None]
    answered_in: Mapped[bytes | None] = mapped_column(Hash)


class Event(Recorded, Row):
    """An event of an incident, in order of `id`; `words` holds the words of a person.

    `changes` holds the old and the new value of each fact that the event changed, by the name of the fact. `looked_by`
    is the name of the person who had sealed values shown to them, of old looks alone: a newer one has a row of its own
    (`gateway/storage/models/looks.py`), which the facts of its event name.
    """

    __tablename__ = "events"
    __table_args__ = (
        Index(None, "incident_id", "id"),
        Index(None, "community_id", "id"),
        some_rows("ix_events_person_id", "person_id", where="person_id IS NOT NULL"),
        some_rows("ix_events_looked", "community_id", "id", where="looked_by IS NOT NULL"),
        waiting_index("events"),
        {"sqlite_autoincrement": True},
    )
    recording: ClassVar[Recording] = Recording(
        Source.EVENTS,
        facts=("id", "community_id", "incident_id", "person_id", "at", "kind", "facts", "changes"),
        words=("words", "looked_by"),
        incident="incident_id",
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    community_id: Mapped[int] = mapped_column(ForeignKey("communities.id"))
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    at: Mapped[datetime]
    kind: Mapped[EventKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    facts: Mapped[dict[str, Any]]
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    words: Mapped[str | None] = mapped_column(Sealed("events.words"))
    looked_by: Mapped[str | None] = mapped_column(Sealed("events.looked_by"))


class EscalationRow(Row):
    """The escalation of one track of an incident; `due_at` is null once nothing more happens by itself."""

    __tablename__ = "climbs"
    __table_args__ = (
        UniqueConstraint("incident_id", "track"),
        Index(None, "due_at"),
        some_rows("ix_climbs_answered_by", "answered_by", where="answered_by IS NOT NULL"),
    )
    id: Mapped[int] = mapped_column(Serial, primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"))
    track: Mapped[Track]
    phase: Mapped[EscalationPhase]
    steps: Mapped[dict[str, Any]]
    fired: Mapped[int]
    last_rung_that_reached: Mapped[int] = mapped_column("reached", key="last_rung_that_reached")
    skip_wait: Mapped[bool] = mapped_column("hurry", key="skip_wait")
    started_at: Mapped[datetime]
    last_fired_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    answered_role: Mapped[Role | None]
    exhausted_at: Mapped[datetime | None] = mapped_column("spent_at", key="exhausted_at")
    arrived_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]


class Notification(Row):
    """A person was notified of an incident on a track. The notification decides which tracks the person may answer.

    `position` is the place of a person who goes: 1 leads, 2 supports, the others stand by. It stays when they have
    reported that it is over. `safe_asked_at` and `safe_missed` belong to the safety checks. `is_unreached` says that
    the network could not reach the person. `station` is the name that the file gave a police contact when they were
    last notified on the track of the police; empty if it gave none, and null for everybody else.
    """

    __tablename__ = "pages"
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True, index=True)
    track: Mapped[Track] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    state: Mapped[AssignmentState] = mapped_column(default=AssignmentState.NOTIFIED)
    position: Mapped[int | None]
    safe_asked_at: Mapped[datetime | None] = mapped_column(index=True)
    safe_missed: Mapped[int] = mapped_column(default=0)
    is_unreached: Mapped[bool] = mapped_column(default=False)
    station: Mapped[str | None]


class Reading(Row):
    """The place up to which a person has read an incident by SMS (`REF`): so many details, and so many words.

    `at` is when they last read.
    """

    __tablename__ = "readings"
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incidents.id"), primary_key=True, index=True)
    details: Mapped[int]
    words: Mapped[int]
    has_more: Mapped[bool]
    at: Mapped[datetime] = mapped_column(index=True)
