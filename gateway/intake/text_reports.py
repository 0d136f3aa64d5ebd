"""Text reports: a resident's own words by SMS become an unconfirmed report that awaits review."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from gateway.alerts import reporter_updates
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import opening
from gateway.incidents.opening import Source
from gateway.intake import doubtful, earlier_reports, filing, further_news, further_texts
from gateway.storage.models import Incident, Report
from menus.domain import triage
from menus.domain.accused import AccusedGroup
from menus.domain.categories import Category, Harm, Level, level_so_far
from menus.domain.draft import Channel, Draft
from menus.domain.marks import Caution
from menus.domain.timeline import EventKind
from menus.sms import answer_kinds, parts
from menus.text import cries, detect_language, lexicon, plots
from menus.text.names import Text
from menus.text.privacy import Privacy

RESULT = answer_kinds.WORDS
"""The result of every text that was taken as somebody's own words."""
_PLAINLY_NEW = [triage.OpenNew(answer) for answer in triage.Answer]


@dataclass(frozen=True)
class TextTaken:
    """The outcome of a text: the text that answers it (None for no answer), and the private report that it became.

    `reference` is that of the report that it became or joined; empty for a private one. `awaits_review`: nobody was
    sent to that report yet.
    """

    answer: Text | None
    private_report_id: int | None = None
    reference: str = ""
    awaits_review: bool = True


def hold(uow: UnitOfWork, record: CommunityRecord, sender: bytes, said: str) -> TextTaken | None:
    """Keep what a sender that is no phone (a hash) wrote, if its words cannot be left; else return None.

    These are words that are red, urgent or private. Private ones go to the helpers alone. Coordinators are notified
    once: further texts of that sender join the report and are only stored, until a coordinator dispatches it. The
    first red words, and red words about another place, are told: one name may stand for many people.
    """
    language = detect_language.guess(said, record.community.languages)
    words = _words(uow, record, Source(Channel.SMS, None, sender=sender), said, language)
    open_one = next(iter(earlier_reports.open_ones(uow, record, [sender])), None)
    incident = uow.session.get_one(Incident, open_one.incident_id) if open_one is not None else None
    is_held = incident is not None and incident.awaits_review and not _is_new_danger(words.hint, incident)
    if open_one is not None and is_held and not words.hint.is_private:
        further_texts.add(uow, open_one, words.hint, said)
        return TextTaken(None)
    goes_on = bool(words.hint.words) and (open_one is not None or words.in_private is not None)
    return keep(uow, record, words) if goes_on or _cannot_be_left(words) else None


def _is_new_danger(hint: lexicon.Hint, incident: Incident) -> bool:
    """Return whether words are the first red ones of an incident, or red and of another place than it has."""
    is_elsewhere = incident.zone is not None and hint.zone not in {None, incident.zone}
    return hint.is_red and (is_elsewhere or not incident.has_red_words)


@dataclass(frozen=True)
class Words:
    """A text in a language: its source, what it suggests, and the private report that its sender wrote just before.

    `whole` is the long SMS of which the text is a part, or the end of a very long one; the text alone, unless
    `is_part`. `is_further_part`: an earlier part of it has come in.
    """

    source: Source
    said: str
    language: str
    hint: lexicon.Hint
    in_private: Report | None
    whole: str
    is_part: bool = False
    is_further_part: bool = False


def _cannot_be_left(words: Words) -> bool:
    """Return whether words of a sender that may be a machine are kept: they are red, urgent or plainly private.

    An advertisement offers an `emergency loan`, and the model may doubt what it is about: neither is enough.
    """
    hint = words.hint
    is_private = hint.is_private and (hint.is_private_by_rule or not hint.is_doubtful)
    return hint.is_red or is_private or hint.is_life_in_danger or cries.is_plain(words.said) or _is_urgent(hint)


def _is_urgent(hint: lexicon.Hint) -> bool:
    """Return whether words tell of a kind of report that is urgent even without a weapon, such as a fire."""
    if hint.category is None or hint.category is Category.COMPLAINT_OTHER:
        return False
    return level_so_far(hint.category, None) in {Level.URGENT, Level.MAJOR}


def words_of(
    uow: UnitOfWork,
    record: CommunityRecord,
    phone: str,
    said: str,
    language: str,
    *,
    before: str = "",
    after: str = "",
) -> Words:
    """Return what a phone (E.164) wrote, with what it suggests and the private report that it may continue.

    `before` and `after` are the other parts of a long SMS. They count for what the text suggests.
    """
    source = Source(Channel.SMS, phone, sender=uow.keyring.phone(phone))
    return _words(uow, record, source, said, language, before=before, after=after)


def _words(
    uow: UnitOfWork,
    record: CommunityRecord,
    source: Source,
    said: str,
    language: str,
    *,
    before: str = "",
    after: str = "",
) -> Words:
    zones = record.community.zones
    whole = parts.read_behind(before, parts.joined(filter(None, (said, after)), zones), zones)
    hint = lexicon.hint(whole, zones)
    return Words(
        source,
        said,
        language,
        hint,
        earlier_reports.private_one(uow, earlier_reports.hashes_of(uow, source)),
        whole,
        is_part=bool(before or after),
        is_further_part=bool(before),
    )


def keep(uow: UnitOfWork, record: CommunityRecord, words: Words) -> TextTaken:
    """Add what a phone wrote to its earlier report, or file it as a report of its own.

    A text that joins an earlier one gets no answer if the earlier one was answered. A private matter never gets an
    answer, because somebody else may read that phone. A further part of a long SMS never gets one.

    Words only suggest: nobody is dispatched until a coordinator sends the report. A private matter goes only to its own
    circle, a few people trained to read it.
    """
    taken = _keep(uow, record, words)
    return replace(taken, answer=None) if words.is_further_part else taken


def _keep(uow: UnitOfWork, record: CommunityRecord, words: Words) -> TextTaken:
    open_one, heard, outcome = _decide(
        uow, words, earlier_reports.open_ones(uow, record, earlier_reports.hashes_of(uow, words.source))
    )
    hint = replace(words.hint, category=heard.category)
    match outcome:
        case triage.JoinPrivate() if words.in_private is not None:
            _join_private(uow, record, words, words.in_private, hint)
            return TextTaken(None, words.in_private.id)
        case triage.JoinPrivate() | triage.OpenPrivate():
            goes_on = words.in_private is not None and not words.hint.is_private
            if hint.is_red and (hint.is_doubtful or (goes_on and not _is_by_one(words))):
                _tell_openly(uow, record, words, hint)
            # A text that says nothing of its own may go on with a private one whose case has ended.
            hint = replace(hint, category=Category.ABUSE_CHILD)
            return TextTaken(None, _file(uow, record, words, hint, is_private=True).report_id)
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
            filed = _file(uow, record, words, hint, is_private=False, is_answered=answer is not triage.Answer.NONE)
            text = _answer(uow, answer, open_one)
            return TextTaken(text, reference=filed.reference, awaits_review=filed.awaits_review)
        case never:
            assert_never(never)


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


def _decide(
    uow: UnitOfWork, words: Words, reports: Sequence[Report]
) -> tuple[Report | None, triage.Heard, triage.Outcome]:
    """Return what a text does, beside which open report of its phone, and what it suggests there.

    The newest report counts first. A text that would be a report of its own beside it may continue an older one: who
    writes of a fire and of thieves in turn tells of two things, and not of ever new ones.
    """
    private_one = _facts_of(uow, words.in_private)
    found: list[tuple[Report | None, triage.Heard, triage.Outcome]] = []
    candidates: Sequence[Report | None] = reports or [None]
    for report in candidates:
        before = _facts_of(uow, report)
        heard = triage.in_context(_heard(uow, words, report), before)
        outcome = triage.decide(heard, before, private_one)
        if isinstance(outcome, triage.Join) or (not found and outcome not in _PLAINLY_NEW):
            return report, heard, outcome
        found.append((report, heard, outcome))
    return found[0]


def _join_private(uow: UnitOfWork, record: CommunityRecord, words: Words, report: Report, hint: lexicon.Hint) -> None:
    """Add a text to the private report that its phone wrote before, which it may make certain or red."""
    incident = uow.session.get_one(Incident, report.incident_id)
    if hint.is_red and not incident.danger_now and (hint.is_doubtful or not _is_by_one(words)):
        _tell_openly(uow, record, words, hint)
    if hint.is_private and not hint.is_doubtful:
        doubtful.is_sure_now(uow, incident)
    further_texts.join(uow, record, report, hint, words.said)


def _is_by_one(words: Words) -> bool:
    """Return whether a text says that one person does it: then it is most likely the one whom it was about before."""
    return lexicon.names_one_doer(words.whole) and not lexicon.names_several_doers(words.whole)


def _tell_openly(uow: UnitOfWork, record: CommunityRecord, words: Words, hint: lexicon.Hint) -> None:
    """File the red words of a text that may be private as an open report as well: weapons cannot wait for a helper.

    Nothing leads from it to the phone, and it holds the red words alone: what is private stays with the helpers.
    """
    told = lexicon.as_open(hint)
    only = replace(words, source=Source(Channel.SMS, None), whole=", ".join(told.words))
    _file(uow, record, only, told, is_private=False)


def _tell_responders(
    uow: UnitOfWork, record: CommunityRecord, earlier: Report, hint: lexicon.Hint, said: str
) -> lexicon.Hint:
    """Notify the people who go to the lesser incident; return the hint with the place that it lacked."""
    hint = hint if hint.zone is not None else replace(hint, zone=earlier.zone)
    incident = uow.session.get_one(Incident, earlier.incident_id)
    further_texts.notify_more(uow, record, incident, further_news.news_of(uow, earlier, hint, said))
    return hint


def _file(
    uow: UnitOfWork,
    record: CommunityRecord,
    words: Words,
    hint: lexicon.Hint,
    *,
    is_private: bool,
    is_answered: bool = False,
) -> opening.Filed:
    """File a text as a report that awaits review.

    A resident who is answered (`is_answered`) learns by SMS what becomes of it, too. People with a role are told in
    their role.
    """
    phone = words.source.phone
    before = words.in_private
    # `He is back` after the end of the case says what it said before: danger now, at the same place.
    is_back = before is not None and cries.is_urgent(words.said)
    is_danger = is_private and (hint.is_red or hint.is_life_in_danger or is_back)
    how = opening.Filing(
        unconfirmed=True,
        review=opening.Review(_prompt(hint, words.whole)),
        has_red_words=hint.is_red,
        words=hint.words,
        said=words.whole[: further_news.LONGEST],
        weapons=hint.weapons,
        is_danger=is_danger,
        caution=Caution.MAYBE_PRIVATE if is_private and (hint.is_doubtful or not words.hint.is_private) else None,
        is_texted_back=is_answered and not is_private and phone is not None and record.by_phone(phone) is None,
    )
    draft = _draft(words.language, hint)
    if is_danger:
        # A helper who goes at once needs the door. Without danger, the place stays with the sealed words.
        place = plots.named(words.whole, record.community.zones)
        if before is not None and draft.zone in {None, before.zone}:
            place = place or before.place or plots.named(before.words or "", record.community.zones)
            draft = replace(draft, zone=before.zone)
        draft = replace(draft, place=place)
    return filing.file(uow, record, draft, words.source, how)


def _heard(uow: UnitOfWork, words: Words, report: Report | None) -> triage.Heard:
    """Return the suggestions of a text as the rules take them, beside a report that it may continue."""
    hint, said = words.hint, words.whole
    # `mlango 7` after a private text tells a helper the door, and no break-in.
    is_door = words.in_private is not None and plots.is_only(said)
    return triage.Heard(
        None if is_door else hint.category,
        hint.zone,
        is_red=hint.is_red,
        is_beaten_by_somebody=hint.home is Privacy.UNNAMED,
        is_of_kin=hint.is_of_kin,
        is_by_one=_is_by_one(words),
        brings_news=bool(hint.words) or lexicon.numbers_people(said),
        is_repeated=report is not None and further_news.is_said_again(uow, report, words.said),
    )


def _facts_of(uow: UnitOfWork, report: Report | None) -> triage.Earlier | None:
    """Return an earlier report as the rules take it."""
    if report is None:
        return None
    incident = uow.session.get_one(Incident, report.incident_id)
    return triage.Earlier(
        report.channel,
        incident.category,
        incident.level,
        incident.zone,
        awaits_review=incident.awaits_review,
        has_red_words=incident.has_red_words,
        has_more=further_news.last_time(uow, incident, EventKind.WROTE_AGAIN) is not None,
        is_texted_back=report.is_texted_back,
        is_over=not incident.status.is_live,
    )


def _prompt(hint: lexicon.Hint, said: str) -> Text | None:
    """Return the text that coordinators get at once, or None if the report only appears in LIST.

    A cry for help says neither what happens nor where, and cannot wait until somebody looks.
    """
    if hint.is_red:
        return Text.HINT_RED
    return Text.HINT if hint.category is not None or cries.is_cry(said) else None


def _draft(language: str, hint: lexicon.Hint) -> Draft:
    # A resident's words may hold names: they stay sealed with the report, and leave only with names crossed out.
    category = triage.filed_as(hint.category, is_red=hint.is_red)
    if category is Category.COMPLAINT_OTHER:
        return Draft(language, category, zone=hint.zone, accused_group=AccusedGroup.POLICE)
    if category is Category.ABUSE_CHILD:
        # Keep the place that the sender wrote: no helper can ask them for it.
        return Draft(language, category, zone=hint.zone)
    return Draft(language, category, harm=Harm.UNSURE if hint.is_red else None, zone=hint.zone)
