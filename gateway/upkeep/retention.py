"""Retention: the clock erases data whose retention period is over, phone numbers first.

It does so in threads of its own, as `gateway/upkeep/batches.py` says. Each kind of row has an index in which the rows
that must still be erased stand in the order of time. A row that is erased leaves its index (an index of some rows
alone, in `gateway/storage/models`), so that no run meets it again. Of incidents, `erased_at` says that their words are
erased; `gateway/upkeep/expired_cases.py` does that.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select, text
from sqlalchemy.orm import Session

from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWorkMaker
from gateway.intake import languages
from gateway.intake.draft_offers import OFFERED_FOR
from gateway.storage.models import (
    Act,
    Attempt,
    BackupSend,
    Confirmation,
    DangerQuestion,
    DraftRow,
    Inbound,
    Incident,
    LineBeside,
    Mark,
    Message,
    PauseRow,
    PhoneChange,
    Reading,
    ReceiptRow,
    Report,
)
from gateway.storage.models.communities import KEPT_PAUSE
from gateway.storage.models.record import KEPT_ACT
from gateway.storage.states import MessageState
from gateway.upkeep import batches, expired_cases, recorded_rows
from gateway.upkeep.batches import Expired
from menus.domain.categories import Level
from menus.domain.incident_life import LIVE

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
REQUESTS = timedelta(days=7)
"""Retention period of requests for a new number, done or not: who asked and who confirmed stands with the file."""
LEDGERS = timedelta(days=90)
"""Retention period of receipts, and of the record of which text was handed to which provider when."""
_NOBODY = bytes(16)


def erase_expired(
    new_uow: UnitOfWorkMaker,
    reading: Callable[[], AbstractContextManager[Session]],
    now: datetime,
    is_stopped: Callable[[], bool] = lambda: False,
) -> int:
    """Erase what is over at `now` until nothing is left, or until time is up; return the number of rows.

    `is_stopped` says that the process ends. `reading` gives a session for reading alone.
    """
    run = batches.Run(new_uow, reading, now, is_stopped)
    batches.run(run, _erase_rows, expired_cases.erase, _erase_reasons, _erase_languages)
    return run.erased


def _erase_rows(run: batches.Run) -> None:
    for kind in expired(run.now):
        run.erase(kind)


def _erase_reasons(run: batches.Run) -> None:
    """Erase the words of acts, such as why somebody paused Doria. The acts themselves stay in the record."""
    recorded_rows.erase(run, Expired(Act, Act.at, (text(f"({KEPT_ACT})"), Act.at < run.now - TEXTS)))


def _erase_languages(run: batches.Run) -> None:
    """Delete the choices of language of phones that have not been used for long."""
    has_more = True
    while has_more and run.may_go_on:
        erased = run.erased
        run.write(languages.delete_unused)
        has_more = run.erased > erased


def expired(now: datetime) -> Iterator[Expired]:
    """Yield every kind of row that is over by its own time, or by the time of its incident."""
    yield from _numbers(now)
    yield Expired(
        DraftRow,
        DraftRow.touched_at,
        (
            text("(drafts.phone IS NOT NULL OR drafts.place IS NOT NULL)"),
            DraftRow.touched_at < now - OFFERED_FOR,
            DraftRow.due_at.is_(None),
        ),
        {"phone": None, "place": None},
    )
    # The traces that tell the two ways of one text are not needed once the network has given up its webhook.
    yield Expired(
        Inbound,
        Inbound.received_at,
        (Inbound.twin_key.is_not(None), Inbound.received_at < now - TRACES),
        {"twin_key": None, "link_hash": None, "network_date": ""},
    )
    yield Expired(
        Message,
        Message.created_at,
        (
            text("length(messages.phone) > 0"),
            Message.created_at < now - TEXTS,
            Message.state.not_in((MessageState.QUEUED, MessageState.SENDING)),
        ),
        {"phone": "", "body": "", "phone_hash": _NOBODY},
    )
    for table, by, period in (
        (DraftRow, DraftRow.touched_at, TEXTS),
        (Inbound, Inbound.received_at, TEXTS),
        # It is open for minutes; only one whose handling fails again and again grows old.
        (DangerQuestion, DangerQuestion.asked_at, TEXTS),
        (Confirmation, Confirmation.expires_at, NUMBERS),
        (ReceiptRow, ReceiptRow.received_at, LEDGERS),
        (Attempt, Attempt.at, LEDGERS),
        (BackupSend, BackupSend.due_at, LEDGERS),
        (Reading, Reading.at, TRACES),
        (PhoneChange, PhoneChange.asked_at, REQUESTS),
        (LineBeside, LineBeside.at, LEDGERS),
    ):
        yield Expired(table, by, (by < now - period,))
    yield Expired(
        PauseRow,
        PauseRow.resumed_at,
        (text(f"({KEPT_PAUSE})"), PauseRow.resumed_at < now - TEXTS),
        {"why": None},
    )
    is_old = (Mark.name.startswith(liveness.PROCESS), Mark.at < now - TRACES)
    yield Expired(Mark, Mark.name, is_old)


def _numbers(now: datetime) -> Iterator[Expired]:
    """Yield the numbers of callers, and who it was that asked for private help if it was a helper."""
    is_private, has_ended = Incident.level == Level.PRIVATE, Incident.status.not_in(LIVE)
    was_used = or_(Report.created_at < now - NUMBERS, Report.number_shown_at < now - SHOWN, has_ended)
    is_over = or_(*expired_cases.ended(now, NUMBERS), and_(is_private, was_used))
    of_report: ColumnElement[bool] = exists(
        select(Incident.id).where(Incident.id == Report.incident_id, is_over).correlate(Report)
    )
    yield Expired(Report, Report.id, (Report.reporter_phone.is_not(None), of_report), {"reporter_phone": None})
    of_helper = text("incidents.person_id IS NOT NULL AND incidents.level = 'private'")
    yield Expired(Incident, Incident.id, (of_helper, has_ended), {"person_id": None})
