"""Erasing: what is kept of a phone number goes, as far as its time has come; the rest follows.

The number goes, and with it the words, the place and the session of closed reports, questions and answers, further
texts, and the same words wherever else they stand: texts in and out, drafts. Month, zone and kind of an incident stay.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Delete, Select, Update, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from gateway.core import known
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import copies, erased_events, events_of_reports, kept
from gateway.intake.hidden_sessions import LATE, LIVES
from gateway.intake.kept import UNDER_WAY, Phone
from gateway.messaging import outbox
from gateway.storage.models import (
    BarazaReminder,
    DraftRow,
    Inbound,
    Incident,
    LanguageChoice,
    Message,
    PersonRow,
    PulsePhone,
    Question,
    Report,
)
from gateway.storage.states import MessageState
from menus.domain.acts import ErasedWhy
from menus.domain.erasing import COUNTED_FOR, ReportFacts, takes_hash, takes_words
from menus.domain.incident_life import LIVE, IncidentStatus
from menus.domain.limits import REMEMBERED
from menus.domain.messages import MessageKind

MOST = 200
"""The most reports, texts or messages that one transaction erases; the clock goes on with the rest. A guess."""
_NUMBER = re.compile(r"\d+")
SOON = timedelta(seconds=30)
"""How often the clock looks whether a report has closed or a text has left: they must follow within a minute."""
LATER = timedelta(hours=1)
"""How often it looks whether a hash still counts to limits. A guess: those last for a day."""


@dataclass(frozen=True)
class Asked:
    """A request to erase what is kept of a phone: what came after the moment `at` (aware) does not belong to it."""

    phone: Phone
    at: datetime


def phone_of(session: Session, hashes: Sequence[bytes]) -> Phone:
    """Return the phone with these hashes, and whether a community file gives it a role."""
    named = exists().where(PersonRow.phone_hash.in_(hashes), PersonRow.left_at.is_(None))
    return Phone(tuple(hashes), has_role=bool(session.scalar(select(named))))


def erase(uow: UnitOfWork, asked: Asked) -> timedelta | None:
    """Erase what is kept of a phone; return when `follow` may erase more of it, or None if nothing is left.

    Texts that wait and tell of a closed report are cancelled: the phone may be in other hands. All others still leave,
    and are erased after that. Forgotten are the language that was chosen, that the phone has answered a question under
    More, and the wish to be reminded of a baraza.
    """
    uow.lock_key(asked.phone.hashes[0])
    closed = _references(uow, asked, Incident.status.not_in(LIVE))
    copies.cancel(uow, _notices(uow, asked, closed, Message.state == MessageState.QUEUED))
    _do(uow, delete(LanguageChoice).where(LanguageChoice.phone_hash.in_(asked.phone.hashes)))
    _do(uow, delete(PulsePhone).where(PulsePhone.phone_hash.in_(asked.phone.hashes)))
    _do(uow, delete(BarazaReminder).where(BarazaReminder.phone_hash.in_(asked.phone.hashes)))
    return _go_on(uow, asked)


def follow(uow: UnitOfWork, asked: Asked) -> timedelta | None:
    """Erase what could not go before, because a report was open or a text waited; return what `erase` does."""
    uow.lock_key(asked.phone.hashes[0])
    return _go_on(uow, asked)


def _go_on(uow: UnitOfWork, asked: Asked) -> timedelta | None:
    has_texts_under_way = _erase_messages(uow, asked)
    _erase_reports(uow, asked, has_texts_under_way=has_texts_under_way)
    _erase_texts(uow, asked)
    _erase_drafts(uow, asked)
    uow.truncates_log = True
    known.forget(uow.session)
    return _left(uow, asked)


def _reports(asked: Asked, *which: ColumnElement[bool]) -> Select[Report, Incident]:
    of_phone = (*kept.reports_of(asked.phone), Report.created_at <= asked.at)
    return select(Report, Incident).join(Incident, Incident.id == Report.incident_id).where(*of_phone, *which)


def _erase_reports(uow: UnitOfWork, asked: Asked, *, has_texts_under_way: bool) -> None:
    """Erase the reports whose incidents have ended, and every copy of their words.

    Their hash stays as long as a text to the phone is under way: it leads to that text.
    """
    is_false = Incident.status == IncidentStatus.FALSE
    counts_no_more = or_(
        and_(~is_false, Report.created_at <= uow.now - COUNTED_FOR), Report.created_at <= uow.now - REMEMBERED
    )
    over = _reports(asked, Incident.status.not_in(LIVE), or_(kept.holds_any(), counts_no_more))
    rows = uow.session.execute(over.order_by(Report.id).limit(MOST).with_for_update(of=Report)).all()
    facts = {report.id: ReportFacts(incident.status, uow.now - report.created_at) for report, incident in rows}
    reports = [report for report, _ in rows if takes_words(facts[report.id])]
    if not reports:
        return
    if erased_events.erase(uow, events_of_reports.with_words(uow.session, reports), ErasedWhy.ASKED):
        # Some events have no place in the record yet. The reports tell which ones: they wait with them.
        return
    copies.erase_of_incidents(uow, reports)
    ids = [report.id for report in reports]
    _do(uow, delete(Question).where(Question.report_id.in_(ids)))
    _do(uow, update(Report).where(Report.id.in_(ids)).values(**dict.fromkeys(kept.OF_REPORTS)))
    if not has_texts_under_way:
        gone = [report.id for report in reports if takes_hash(facts[report.id])]
        _do(uow, update(Report).where(Report.id.in_(gone)).values(reporter_hash=None))
    for report in reports:
        uow.session.expire(report)


def _references(uow: UnitOfWork, asked: Asked, *which: ColumnElement[bool]) -> frozenset[str]:
    """Return the references of a phone's reports: a text to a reporter names its report by nothing else."""
    return frozenset(report.reference for report, _ in uow.session.execute(_reports(asked, *which)))


def _notices(uow: UnitOfWork, asked: Asked, references: frozenset[str], *which: ColumnElement[bool]) -> Sequence[int]:
    """Return the texts to a reporter that name one of these reports."""
    outbox.write(uow)
    own = (*kept.texts_out(asked.phone), Message.kind == MessageKind.NOTICE, kept.holds(Message.body), *which)
    rows = uow.session.execute(select(Message.id, Message.body).where(*own).order_by(Message.id).limit(MOST))
    return [message_id for message_id, body in rows if not references.isdisjoint(_NUMBER.findall(body))]


def _erase_messages(uow: UnitOfWork, asked: Asked) -> bool:
    """Erase the texts that have left, and return whether others have not; their hash counts to limits for a while.

    Later texts about open reports belong to the request, too, and keep no hash.
    """
    own = kept.texts_out(asked.phone)
    has_left = Message.state.not_in(UNDER_WAY)
    earlier = (*own, Message.created_at <= asked.at)
    written = select(Message.id).where(*earlier, kept.holds(Message.phone), has_left).limit(MOST)
    copies.erase_messages(uow, uow.session.scalars(written).all())
    later = _notices(uow, asked, _references(uow, asked), Message.created_at > asked.at, has_left)
    copies.erase_messages(uow, later)
    old = (*earlier, ~kept.holds(Message.phone), Message.created_at <= uow.now - COUNTED_FOR)
    forgotten = [*later, *uow.session.scalars(select(Message.id).where(*old).limit(MOST))]
    _do(uow, update(Message).where(Message.id.in_(forgotten)).values(phone_hash=copies.NOBODY))
    waits = uow.session.scalar(select(exists().where(*earlier, Message.state.in_(UNDER_WAY))))
    late_ones = _notices(uow, asked, _references(uow, asked), Message.created_at > asked.at, ~has_left)
    return bool(waits or late_ones)


def _erase_texts(uow: UnitOfWork, asked: Asked) -> None:
    """Erase the texts that came from the phone. What tells a repeated webhook, and counts to limits, goes later."""
    own = (*kept.texts_in(asked.phone), Inbound.received_at <= asked.at)
    holding = select(Inbound.id).where(*own, or_(kept.holds(Inbound.text), Inbound.from_phone.is_not(None)))
    ids = uow.session.scalars(holding.limit(MOST)).all()
    _do(uow, update(Inbound).where(Inbound.id.in_(ids)).values(text="", from_phone=None))
    old = (*own, Inbound.received_at <= uow.now - COUNTED_FOR)
    copies.cut_texts(uow, uow.session.scalars(select(Inbound.id).where(*old).limit(MOST)).all())


def _erase_drafts(uow: UnitOfWork, asked: Asked) -> None:
    """Delete the drafts whose sessions are over; one that is being dialled may become a report."""
    is_over = (DraftRow.due_at.is_(None), DraftRow.touched_at <= uow.now - LIVES - LATE)
    own = (DraftRow.caller_hash.in_(asked.phone.hashes), DraftRow.touched_at <= asked.at)
    _do(uow, delete(DraftRow).where(*own, *is_over))


def _left(uow: UnitOfWork, asked: Asked) -> timedelta | None:
    """Return after which time something of the request may go; None if nothing of it is kept."""
    hashes = asked.phone.hashes
    texts_in = (*kept.texts_in(asked.phone), Inbound.received_at <= asked.at)
    texts_out = (*kept.texts_out(asked.phone), Message.created_at <= asked.at)
    holds_text = or_(kept.holds(Inbound.text), Inbound.from_phone.is_not(None))
    # A text that still waits to be acted on may become a report at any moment.
    waits = (Inbound.from_hash.in_(hashes), Inbound.handled_at.is_(None), Inbound.received_at <= asked.at)
    drafts = (DraftRow.caller_hash.in_(hashes), DraftRow.touched_at <= asked.at)
    goes_soon = (
        _reports(asked, or_(Incident.status.in_(LIVE), kept.holds_any())).exists(),
        exists().where(*texts_out, kept.holds(Message.phone)),
        exists().where(*texts_in, holds_text),
        exists().where(*waits),
        exists().where(*drafts),
    )
    if uow.session.scalar(select(or_(*goes_soon))):
        return SOON
    counts = (_reports(asked).exists(), exists().where(*texts_out), exists().where(*texts_in))
    return LATER if uow.session.scalar(select(or_(*counts))) else None


def _do(uow: UnitOfWork, change: Delete | Update) -> None:
    uow.session.execute(change.execution_options(synchronize_session=False))
