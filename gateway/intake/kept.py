"""Kept: the number of things of each kind that are kept of one phone number, without private help."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, and_, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from gateway.storage.models import (
    BarazaReminder,
    DraftRow,
    Inbound,
    Incident,
    LanguageChoice,
    Message,
    OptOutRow,
    PulsePhone,
    Question,
    Report,
)
from gateway.storage.states import MessageState
from menus.domain.categories import Level
from menus.domain.draft_life import DraftState
from menus.domain.erasing import Kept
from menus.domain.incident_life import LIVE
from menus.domain.messages import MessageKind
from menus.sms import answer_kinds

OF_REPORTS = (
    "session_key",
    "words",
    "place",
    "hint_words",
    "accused_group",
    "private_kind",
    "reporter_phone",
    "call_at",
    "call_wish",
    "safety",
)
"""The columns of a report that its caller can ask to be erased; the keyed hash is erased later than these."""
UNDER_WAY = (MessageState.QUEUED, MessageState.SENDING)
"""The states of a text that has not left yet."""


@dataclass(frozen=True)
class Phone:
    """A phone number, by its hashes, and whether a community file in force gives it a role.

    Texts to and from such a phone belong to the role, but for what its owner has reported as a resident.
    """

    hashes: Sequence[bytes]
    has_role: bool = False


def holds(column: InstrumentedAttribute[Any]) -> ColumnElement[bool]:
    """Return the condition that a sealed column which is never null holds something."""
    return func.length(type_coerce(column, LargeBinary)) > 0


def holds_any() -> ColumnElement[bool]:
    """Return the condition that a report still holds something beside its hash."""
    return or_(*(getattr(Report, name).is_not(None) for name in OF_REPORTS))


def reports_of(phone: Phone) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a phone's reports, for a query that joins their incidents.

    Calls for help of people with a role, and private reports, keep no hash of their caller.
    """
    return Report.reporter_hash.in_(phone.hashes), Incident.level != Level.PRIVATE


def texts_in(phone: Phone) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the handled texts of a phone. One that waits may become a report at any moment."""
    own = (Inbound.result == answer_kinds.WORDS,) if phone.has_role else ()
    return Inbound.from_hash.in_(phone.hashes), Inbound.handled_at.is_not(None), *own


def texts_out(phone: Phone) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of the texts to a phone."""
    own = (Message.kind == MessageKind.NOTICE,) if phone.has_role else ()
    return Message.phone_hash.in_(phone.hashes), *own


def of_phone(session: Session, phone: Phone) -> Mapping[Kept, int]:
    """Return how many things of each kind are kept of a phone; a kind of which nothing is kept is left out."""
    is_live = Incident.status.in_(LIVE)
    reports = select(
        func.count().filter(is_live),
        func.count().filter(and_(~is_live, holds_any())),
        func.count().filter(and_(~is_live, ~holds_any())),
    ).join(Incident, Incident.id == Report.incident_id)
    open_ones, closed, hashes = session.execute(reports.select_from(Report).where(*reports_of(phone))).one()
    questions = (
        select(func.count())
        .select_from(Question)
        .join(Report, Report.id == Question.report_id)
        .join(Incident, Incident.id == Report.incident_id)
        .where(*reports_of(phone))
    )
    is_kept = or_(holds(Inbound.text), Inbound.from_phone.is_not(None))
    incoming = select(func.count()).select_from(Inbound).where(*texts_in(phone), is_kept)
    waits = Message.state.in_(UNDER_WAY)
    outgoing = select(func.count().filter(~waits), func.count().filter(waits)).select_from(Message)
    left, waiting = session.execute(outgoing.where(*texts_out(phone), holds(Message.phone))).one()
    is_typed = DraftRow.due_at.is_not(None)
    is_broken_off = and_(~is_typed, DraftRow.state != DraftState.FILED)
    drafts = select(func.count().filter(is_broken_off), func.count().filter(is_typed)).select_from(DraftRow)
    broken_off, live = session.execute(drafts.where(DraftRow.caller_hash.in_(phone.hashes))).one()
    counts = {
        Kept.CLOSED_REPORTS: closed,
        Kept.OPEN_REPORTS: open_ones,
        Kept.QUESTIONS: session.scalar(questions) or 0,
        Kept.TEXTS_IN: session.scalar(incoming) or 0,
        Kept.TEXTS_OUT: left,
        Kept.TEXTS_WAITING: waiting,
        Kept.DRAFTS: broken_off,
        Kept.LIVE_DRAFTS: live,
        Kept.LANGUAGE: _number(session, LanguageChoice.phone_hash, phone),
        Kept.STOPPED: _number(session, OptOutRow.phone_hash, phone),
        Kept.HASHES: hashes,
        Kept.ANSWERED: _number(session, PulsePhone.phone_hash, phone),
        Kept.REMINDERS: _number(session, BarazaReminder.phone_hash, phone),
        Kept.ROLE: int(phone.has_role),
    }
    return {kept: number for kept, number in counts.items() if number}


def communities_of(session: Session, phone: Phone) -> Sequence[int]:
    """Return the communities in which something is kept of a phone; texts that came in name none."""
    reports = select(Report.community_id).join(Incident, Incident.id == Report.incident_id).where(*reports_of(phone))
    texts = select(Message.community_id).where(*texts_out(phone))
    drafts = select(DraftRow.community_id).where(DraftRow.caller_hash.in_(phone.hashes))
    return sorted(session.scalars(reports.union(texts, drafts)))


def _number(session: Session, column: InstrumentedAttribute[bytes], phone: Phone) -> int:
    return session.scalar(select(func.count()).select_from(column.class_).where(column.in_(phone.hashes))) or 0
