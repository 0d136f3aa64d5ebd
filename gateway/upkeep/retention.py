"""Retention: the clock erases data whose retention period is over, phone numbers first.

`menus/domain/retention` says which columns, and when. The clock erases in threads of its own, as
`gateway/upkeep/batches.py` says. Each kind of row has an index in which the rows that must still be erased stand in the
order of time. A row that is erased leaves its index (an index of some rows alone, in `gateway/storage/models`), so that
no run meets it again. Of incidents and reports, `erased_at` says that their words are erased.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select, text
from sqlalchemy.orm import InstrumentedAttribute, Session

from gateway.core import liveness
from gateway.core.unit_of_work import UnitOfWorkMaker
from gateway.intake import languages
from gateway.storage.models import (
    Attempt,
    BackupSend,
    BarazaQuestion,
    BarazaReminder,
    Claim,
    Confirmation,
    Course,
    CourseOpening,
    DangerQuestion,
    DeskBar,
    DeskCode,
    DeskCredential,
    DeskRecovery,
    DeskSession,
    DraftRow,
    Envelope,
    FigurePlots,
    HouseholdRequest,
    HouseholdSheet,
    Inbound,
    InterestRow,
    KeptFigures,
    LineBeside,
    Mark,
    Message,
    PauseRow,
    PeopleProposal,
    PersonRow,
    PhoneChange,
    PulsePhone,
    Reading,
    ReceiptRow,
    RiseRow,
    Row,
    StationAlert,
    StationMeeting,
    StationReply,
    TaskVoice,
    Vetting,
    Vote,
    VoteVoter,
)
from gateway.storage.models.communities import KEPT_PAUSE
from gateway.storage.models.giving import KEPT_GIVER, Giver
from gateway.storage.models.giving_asks import GivingNote
from gateway.storage.models.interests import KEPT_SAYER
from gateway.storage.states import MessageState
from gateway.upkeep import aged_reports, batches, blanks, expired_cases, expired_numbers, recorded_words
from gateway.upkeep.batches import Expired
from menus.domain.retention.rules import Since

_ROWS: tuple[tuple[type[Row], InstrumentedAttribute[Any], Since], ...] = (
    (DraftRow, DraftRow.touched_at, Since.TOUCHED),
    (Inbound, Inbound.received_at, Since.CAME),
    # It is open for minutes; only one whose handling fails again and again grows old.
    (DangerQuestion, DangerQuestion.asked_at, Since.ASKED),
    (Confirmation, Confirmation.expires_at, Since.EXPIRED),
    (DeskCode, DeskCode.expires_at, Since.EXPIRED),
    (DeskSession, DeskSession.ends_at, Since.EXPIRED),
    (DeskCredential, DeskCredential.ended_at, Since.CREDENTIAL_ENDED),
    (DeskRecovery, DeskRecovery.expires_at, Since.EXPIRED),
    (Claim, Claim.until, Since.EXPIRED),
    (PulsePhone, PulsePhone.ends_at, Since.EXPIRED),
    (PeopleProposal, PeopleProposal.expires_at, Since.EXPIRED),
    (FigurePlots, FigurePlots.asked_at, Since.ASKED),
    (KeptFigures, KeptFigures.asked_at, Since.ASKED),
    (ReceiptRow, ReceiptRow.received_at, Since.CAME),
    (Attempt, Attempt.at, Since.HANDED_OVER),
    (BackupSend, BackupSend.due_at, Since.HANDED_OVER),
    (Reading, Reading.at, Since.READ),
    (PhoneChange, PhoneChange.asked_at, Since.ASKED),
    (LineBeside, LineBeside.at, Since.WRITTEN),
    (TaskVoice, TaskVoice.at, Since.WRITTEN),
    (Vetting, Vetting.decided_at, Since.DECIDED),
    (Vetting, Vetting.asked_at, Since.ASKED),
    (GivingNote, GivingNote.at, Since.WRITTEN),
    (BarazaReminder, BarazaReminder.meeting_at, Since.MEETING),
    (HouseholdRequest, HouseholdRequest.expires_at, Since.EXPIRED),
    (HouseholdSheet, HouseholdSheet.expires_at, Since.EXPIRED),
    (CourseOpening, CourseOpening.expires_at, Since.EXPIRED),
    (RiseRow, RiseRow.at, Since.WRITTEN),
    (StationAlert, StationAlert.sent_at, Since.HANDED_OVER),
    (StationReply, StationReply.at, Since.WRITTEN),
)
"""The rows that are deleted some time after a moment, and the column that holds it."""


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
    batches.run(run, _erase_rows, aged_reports.erase, expired_cases.erase, recorded_words.erase, _erase_languages)
    return run.erased


def _erase_rows(run: batches.Run) -> None:
    for kind in expired(run.now):
        run.erase(kind)


def _erase_languages(run: batches.Run) -> None:
    """Delete the choices of language of phones that have not been used for long."""
    has_more = True
    while has_more and run.may_go_on:
        erased = run.erased
        run.write(languages.delete_unused)
        has_more = run.erased > erased


def expired(now: datetime) -> Iterator[Expired]:
    """Yield every kind of row that is over by its own time, or by the time of its incident."""
    yield from expired_numbers.of(now)
    yield Expired(
        DraftRow,
        DraftRow.touched_at,
        (
            text("(drafts.phone IS NOT NULL OR drafts.place IS NOT NULL)"),
            DraftRow.touched_at < now - blanks.after(DraftRow, Since.BROKE_OFF, "phone"),
            DraftRow.due_at.is_(None),
        ),
        blanks.of(DraftRow, Since.BROKE_OFF),
    )
    # The traces that tell the two ways of one text are not needed once nobody would hear a text so old.
    traces = now - blanks.after(Inbound, Since.CAME, "twin_key")
    yield Expired(
        Inbound,
        Inbound.received_at,
        (Inbound.twin_key.is_not(None), Inbound.received_at < traces),
        blanks.of(Inbound, Since.CAME),
    )
    yield Expired(
        Message,
        Message.created_at,
        (
            text("length(messages.phone) > 0"),
            Message.created_at < now - blanks.after(Message, Since.WRITTEN, "phone"),
            Message.state.not_in((MessageState.QUEUED, MessageState.SENDING)),
        ),
        blanks.of(Message, Since.WRITTEN),
    )
    yield from _questions(now)
    for table, by, since in _ROWS:
        yield Expired(table, by, (by < now - blanks.after(table, since),))
    yield Expired(DeskCredential, DeskCredential.id, (_of_former(DeskCredential, DeskCredential.person_id, now),))
    yield Expired(DeskBar, DeskBar.person_id, (_of_former(DeskBar, DeskBar.person_id, now),))
    yield Expired(
        PauseRow,
        PauseRow.resumed_at,
        (text(f"({KEPT_PAUSE})"), PauseRow.resumed_at < now - blanks.after(PauseRow, Since.RESUMED, "why")),
        blanks.of(PauseRow, Since.RESUMED),
    )
    yield Expired(
        Giver,
        Giver.made_at,
        (text(f"({KEPT_GIVER})"), Giver.made_at < now - blanks.after(Giver, Since.WRITTEN, "phone")),
        blanks.of(Giver, Since.WRITTEN),
    )
    yield Expired(VoteVoter, VoteVoter.vote_id, (_of_ended(VoteVoter, VoteVoter.vote_id, now),))
    yield Expired(Envelope, Envelope.vote_id, (_of_ended(Envelope, Envelope.vote_id, now),))
    yield from _courses(now)
    oldest_day = (now - blanks.after(StationMeeting, Since.ITS_DAY)).date()
    yield Expired(StationMeeting, StationMeeting.day, (StationMeeting.day < oldest_day,))
    yield Expired(
        InterestRow,
        InterestRow.at,
        (text(f"({KEPT_SAYER})"), InterestRow.at < now - blanks.after(InterestRow, Since.WRITTEN, "said_by")),
        blanks.of(InterestRow, Since.WRITTEN),
    )
    is_old = (Mark.name.startswith(liveness.PROCESS), Mark.at < now - blanks.after(Mark, Since.MARKED))
    yield Expired(Mark, Mark.name, is_old)


def _questions(now: datetime) -> Iterator[Expired]:
    """Yield the words of questions for the baraza, and the names of the hops in which they were asked."""
    asked_at = BarazaQuestion.asked_at
    for column, is_kept in (("once", "once IS NOT NULL"), ("words", "words IS NOT NULL")):
        is_over = asked_at < now - blanks.after(BarazaQuestion, Since.ASKED, column)
        yield Expired(BarazaQuestion, asked_at, (text(f"baraza_questions.{is_kept}"), is_over), {column: None})


def _of_ended(
    table: type[VoteVoter | Envelope], vote_id: InstrumentedAttribute[int], now: datetime
) -> ColumnElement[bool]:
    """Return the condition that a row is of a vote that ended long enough ago."""
    has_ended = Vote.ended_at < now - blanks.after(table, Since.VOTE_ENDED)
    return exists(select(Vote.id).where(Vote.id == vote_id, has_ended).correlate(table))


def _courses(now: datetime) -> Iterator[Expired]:
    """Yield the courses of a second chance of which nobody may know any more who is meant, and those that are over."""
    person, over = (Since.COURSE_PERSON, Since.COURSE_OVER)
    yield Expired(
        Course,
        Course.person_ends_at,
        (
            text("(person IS NOT NULL OR note IS NOT NULL)"),
            Course.person_ends_at < now - blanks.after(Course, person, "person"),
        ),
        blanks.of(Course, person),
    )
    yield Expired(
        Course,
        Course.ends_at,
        (text("code IS NOT NULL"), Course.ends_at < now - blanks.after(Course, over, "code")),
        blanks.of(Course, over),
    )


def _of_former(
    table: type[DeskCredential | DeskBar], person_id: InstrumentedAttribute[int], now: datetime
) -> ColumnElement[bool]:
    """Return the condition that a row is of somebody who left long enough ago."""
    has_left = PersonRow.left_at < now - blanks.after(table, Since.LEFT)
    return exists(select(PersonRow.id).where(PersonRow.id == person_id, has_left).correlate(table))
