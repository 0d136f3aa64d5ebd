"""Text reports: a resident's own words by SMS become an unconfirmed report that awaits review."""

from dataclasses import dataclass, replace
from typing import assert_never

from gateway.alerts import reporter_updates
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.intake import (
    doubtful,
    earlier_reports,
    further_news,
    further_texts,
    further_words_out,
    text_filing,
    text_triage,
)
from gateway.intake.text_words import Words, is_by_one
from gateway.storage.models import Incident, Report
from menus.domain import triage
from menus.domain.categories import Category
from menus.sms import answer_kinds
from menus.text import killing, lexicon
from menus.text.names import Text

RESULT = answer_kinds.WORDS
"""The result of every text that was taken as somebody's own words."""


@dataclass(frozen=True)
class TextTaken:
    """The outcome of a text: the text that answers it (None for no answer), and the private report that it became.

    `reference` is that of the report that it became or joined; empty for a private one. `awaits_review`: nobody was
    sent to that report yet. `is_kept`: Doria is paused, so that it became no report; it may be one that `is_private`.
    """

    answer: Text | None
    private_report_id: int | None = None
    reference: str = ""
    awaits_review: bool = True
    is_kept: bool = False
    is_private: bool = False


def keep(uow: UnitOfWork, record: CommunityRecord, words: Words, *, takes_new: bool = True) -> TextTaken:
    """Add what a phone wrote to its earlier report, or file it as a report of its own.

    A text that joins an earlier one gets no answer if the earlier one was answered. A private matter never gets an
    answer, because somebody else may read that phone. A further part of a long SMS never gets one.

    Words only suggest: nobody is dispatched until a coordinator sends the report. A private matter goes only to its own
    circle, a few people trained to read it.

    Without `takes_new` Doria is paused: a text that belongs to no open report becomes none.
    """
    decided = text_triage.decide(
        uow, words, earlier_reports.open_ones(uow, record, earlier_reports.hashes_of(uow, words.source))
    )
    # A sender with an open report is heard, whatever they add: its ladders go on in a pause.
    is_heard = decided[0] is not None or words.in_private is not None
    waits = not (takes_new or is_heard or isinstance(decided[-1], triage.Join))
    taken = _keep_in_pause(uow, record, words, decided[-1]) if waits else _keep(uow, record, words, *decided)
    phone = words.source.phone
    is_silent = phone is not None and earlier_reports.is_unanswered_in_pause(uow, record, phone)
    return replace(taken, answer=None) if words.is_further_part or is_silent else taken


def _keep(
    uow: UnitOfWork,
    record: CommunityRecord,
    words: Words,
    open_one: Report | None,
    heard: triage.Heard,
    outcome: triage.Outcome,
) -> TextTaken:
    hint = replace(words.hint, category=heard.category)
    match outcome:
        case triage.JoinPrivate() if words.in_private is not None:
            _join_private(uow, record, words, words.in_private, hint)
            return TextTaken(None, words.in_private.id)
        case triage.JoinPrivate() | triage.OpenPrivate():
            goes_on = words.in_private is not None and not words.hint.is_private
            if hint.is_red and (hint.is_doubtful or (goes_on and _is_of_others(words))):
                text_filing.file_openly(uow, record, words, hint)
            # A text that says nothing of its own may go on with a private one whose case has ended.
            hint = replace(hint, category=Category.ABUSE_CHILD)
            return TextTaken(None, text_filing.file(uow, record, words, hint, is_private=True).report_id)
        case triage.Join(answer):
            if open_one is None:
                return TextTaken(_answer(uow, answer, None))
            further_texts.join(uow, record, open_one, hint, words.said, whole=words.whole if words.is_part else "")
            incident = uow.session.get_one(Incident, open_one.incident_id)
            text = _answer(uow, answer, open_one)
            return TextTaken(text, reference=open_one.reference, awaits_review=incident.awaits_review)
        case triage.OpenNew(answer, notifies_responders):
            if notifies_responders and open_one is not None:
                hint = _tell_responders(uow, record, open_one, hint, words.said)
            filed = text_filing.file(
                uow, record, words, hint, is_private=False, is_answered=answer is not triage.Answer.NONE
            )
            text = _answer(uow, answer, open_one)
            return TextTaken(text, reference=filed.reference, awaits_review=filed.awaits_review)
        case never:
            assert_never(never)


def _keep_in_pause(uow: UnitOfWork, record: CommunityRecord, words: Words, outcome: triage.Outcome) -> TextTaken:
    """Let a text become no report. Its answer says whom to call; a phone that wrote in private gets none."""
    if not isinstance(outcome, triage.OpenNew):
        return TextTaken(None, is_kept=True, is_private=True)
    phone = words.source.phone
    is_silent = phone is None or earlier_reports.is_kept_silent(uow, record, phone)
    return TextTaken(None if is_silent or outcome.answer is triage.Answer.NONE else Text.PAUSED, is_kept=True)


def _answer(uow: UnitOfWork, answer: triage.Answer, open_one: Report | None) -> Text | None:
    """Return the text that answers a text beside an open report, or None for no answer."""
    match answer:
        case triage.Answer.NONE:
            return None
        case triage.Answer.HOW_TO_REPORT:
            return Text.NOT_UNDERSTOOD
        case triage.Answer.PASSED_ON:
            incident = uow.session.get_one(Incident, open_one.incident_id) if open_one is not None else None
            return Text.YOUR_REPORT_PASSED_ON if incident is None else reporter_updates.sent_text(incident)
        case never:
            assert_never(never)


def _join_private(uow: UnitOfWork, record: CommunityRecord, words: Words, report: Report, hint: lexicon.Hint) -> None:
    """Add a text to the private report that its phone wrote before, which it may make certain or red."""
    incident = uow.session.get_one(Incident, report.incident_id)
    is_open = hint.is_doubtful or (not words.hint.is_private and _is_of_others(words))
    if hint.is_red and not incident.danger_now and is_open:
        text_filing.file_openly(uow, record, words, hint)
    if hint.is_private and not hint.is_doubtful:
        doubtful.is_sure_now(uow, incident)
    further_texts.join(uow, record, report, hint, words.said)


def _is_of_others(words: Words) -> bool:
    """Return whether a red text behind a private one tells of something else: of weapons, death, or several people.

    Blood alone is most likely that of the writer, and what only the model takes for red says little.
    """
    if words.hint.is_red_by_model or is_by_one(words):
        return False
    tells_of_killing = bool(words.hint.weapons) or killing.tells_of_death(words.whole)
    return tells_of_killing or lexicon.names_several_doers(words.whole)


def _tell_responders(
    uow: UnitOfWork, record: CommunityRecord, earlier: Report, hint: lexicon.Hint, said: str
) -> lexicon.Hint:
    """Notify the people who go to the lesser incident; return the hint with the place that it lacked.

    Words of another place do not change that incident: its alerts must not tell of a killing where none was.
    """
    incident = uow.session.get_one(Incident, earlier.incident_id)
    is_elsewhere = None not in {hint.zone, incident.zone} and hint.zone != incident.zone
    hint = hint if hint.zone is not None else replace(hint, zone=earlier.zone)
    news = further_news.news_of(uow, earlier, hint, said)
    if is_elsewhere:
        further_words_out.warn_those_going(uow, record, incident, news)
    else:
        further_words_out.notify_more(uow, record, incident, news)
    return hint
