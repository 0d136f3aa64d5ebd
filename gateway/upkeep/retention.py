"""Retention: the clock erases data whose retention period is over, phone numbers first."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, Select, delete, exists, or_, select, update

from gateway.communities.directory import Directory
from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import languages
from gateway.intake.drafts import OFFERED_FOR
from gateway.storage.models import (
    Attempt,
    BackupSend,
    Confirmation,
    DangerQuestion,
    DraftRow,
    Event,
    Inbound,
    Incident,
    Mark,
    Message,
    Question,
    Reading,
    ReceiptRow,
    Report,
)
from gateway.storage.states import MessageState
from menus.domain.categories import Level
from menus.domain.incident_life import LIVE
from menus.domain.timeline import BY_PEOPLE

NUMBERS = timedelta(days=7)
"""Retention period of a reporter's number after the incident is closed; only callers who asked for a call have one.

The number of a private report is kept no longer than this after the report, closed or not. All periods here are
guesses, to be tested with the associations.
"""
SHOWN = timedelta(hours=1)
"""For this long a number of a private report is kept after it was shown: nobody may have answered the first call."""
TEXTS = timedelta(days=30)
"""Retention period of texts in and out, with their numbers, and of drafts."""
TRACES = timedelta(days=1)
"""Retention period of what tells the two ways of one text: twice as long as a webhook may be repeated."""
LEDGERS = timedelta(days=90)
"""Retention period of receipts, and of the record of which text was handed to which provider when."""
CASES = timedelta(days=365)
"""Retention period of what people wrote about an incident, and of the link to its reporter.

It begins when the incident is closed. If nobody closes it, it begins with the last word of a person.
"""
_Kept = DraftRow | Inbound | Message | Report | Event | Incident
_OF_REPORTS = (
    "reporter_hash",
    "words",
    "place",
    "hint_words",
    "accused_group",
    "private_kind",
    "session_key",
    "reporter_phone",
    "call_at",
    "call_wish",
    "safety",
)
_OF_INCIDENTS = ("outcome", "place", "person", "ob_number", "weapons", "words_due_at")
_OF_EVENTS = ("words", "looked_by")
_NOBODY = bytes(16)
_MOST = 500


def delete_expired(uow: UnitOfWork, _directory: Directory) -> None:
    """Erase data whose retention period is over, at most `_MOST` rows of each kind in one call."""
    _delete_texts(uow)
    _delete_numbers(uow)
    _delete_cases(uow)
    languages.delete_unused(uow)
    uow.truncates_log = True


def _delete_texts(uow: UnitOfWork) -> None:
    now, session = uow.now, uow.session
    _erase(
        uow,
        DraftRow,
        (
            DraftRow.touched_at < now - OFFERED_FOR,
            DraftRow.due_at.is_(None),
            DraftRow.phone.is_not(None) | DraftRow.place.is_not(None),
        ),
        phone=None,
        place=None,
    )
    # The traces that tell the two ways of one text are not needed once the network has given up its webhook.
    _erase(
        uow,
        Inbound,
        (Inbound.twin_key.is_not(None), Inbound.received_at < now - TRACES),
        twin_key=None,
        link_hash=None,
        network_date="",
    )
    for table, is_old in (
        (DraftRow, DraftRow.touched_at < now - TEXTS),
        (Inbound, Inbound.received_at < now - TEXTS),
        # It is open for minutes; only one whose handling fails again and again grows old.
        (DangerQuestion, DangerQuestion.asked_at < now - TEXTS),
        (Confirmation, Confirmation.expires_at < now - NUMBERS),
        (ReceiptRow, ReceiptRow.received_at < now - LEDGERS),
        (Attempt, Attempt.at < now - LEDGERS),
        (BackupSend, BackupSend.due_at < now - LEDGERS),
    ):
        some = select(table.id).where(is_old).order_by(table.id).limit(_MOST)
        session.execute(delete(table).where(table.id.in_(some)).execution_options(synchronize_session=False))
    _erase(
        uow,
        Message,
        (
            Message.created_at < now - TEXTS,
            Message.phone_hash != _NOBODY,
            Message.state.not_in((MessageState.QUEUED, MessageState.SENDING)),
        ),
        phone="",
        body="",
        phone_hash=_NOBODY,
    )
    session.execute(delete(Reading).where(Reading.at < now - TRACES).execution_options(synchronize_session=False))
    session.execute(
        delete(Mark)
        .where(Mark.name.startswith(liveness.PROCESS), Mark.at < now - timedelta(days=1))
        .execution_options(synchronize_session=False)
    )


def _delete_numbers(uow: UnitOfWork) -> None:
    """Erase the numbers of callers, and who it was that asked for private help if it was a helper."""
    private = select(Incident.id).where(Incident.level == Level.PRIVATE)
    was_used = Report.incident_id.in_(private) & or_(
        Report.created_at < uow.now - NUMBERS,
        Report.number_shown_at < uow.now - SHOWN,
        Report.incident_id.in_(private.where(Incident.status.not_in(LIVE))),
    )
    is_over = or_(*(Report.incident_id.in_(over) for over in _over(uow, NUMBERS)), was_used)
    _erase(uow, Report, (Report.reporter_phone.is_not(None), is_over), reporter_phone=None)
    of_helper = (Incident.person_id.is_not(None), Incident.id.in_(private), Incident.status.not_in(LIVE))
    _erase(uow, Incident, of_helper, person_id=None)


def _delete_cases(uow: UnitOfWork) -> None:
    for over in _over(uow, CASES):
        of_over = select(Report.id).where(Report.incident_id.in_(over))
        _erase(uow, Report, (_any(Report, _OF_REPORTS), Report.incident_id.in_(over)), **dict.fromkeys(_OF_REPORTS))
        _erase(uow, Event, (_any(Event, _OF_EVENTS), Event.incident_id.in_(over)), **dict.fromkeys(_OF_EVENTS))
        _erase(uow, Incident, (_any(Incident, _OF_INCIDENTS), Incident.id.in_(over)), **dict.fromkeys(_OF_INCIDENTS))
        uow.session.execute(
            delete(Question).where(Question.report_id.in_(of_over)).execution_options(synchronize_session=False)
        )


def _any(table: type[_Kept], columns: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a row still holds something in any of some columns, so that it must be erased."""
    return or_(*(getattr(table, name).is_not(None) for name in columns))


def _over(uow: UnitOfWork, age: timedelta) -> tuple[Select[int], Select[int]]:
    """Return the incidents that were closed so long ago, and those that nobody closed and spoke of for a year."""
    silent_since = uow.now - CASES
    spoken = exists().where(
        Event.incident_id == Incident.id,
        Event.at >= silent_since,
        or_(Event.person_id.is_not(None), Event.kind.in_(BY_PEOPLE)),
    )
    closed = select(Incident.id).where(Incident.closed_at < uow.now - age)
    silent = select(Incident.id).where(Incident.closed_at.is_(None), Incident.opened_at < silent_since, ~spoken)
    return closed, silent


def _erase(uow: UnitOfWork, table: type[_Kept], which: Sequence[ColumnElement[bool]], **values: object) -> None:
    """Overwrite the columns in `values`, in at most `_MOST` of the rows that match all conditions in `which`."""
    some = select(table.id).where(*which).order_by(table.id).limit(_MOST)
    uow.session.execute(
        update(table).where(table.id.in_(some)).values(**values).execution_options(synchronize_session=False)
    )
