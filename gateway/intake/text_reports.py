"""Text reports: a resident's own words by SMS become an unconfirmed report that awaits review."""

from dataclasses import dataclass, replace
from datetime import timedelta

from sqlalchemy import func, or_, select

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import opening
from gateway.intake import filing, further_texts
from gateway.storage.models import Event, Inbound, Incident, Report
from gateway.storage.states import IncidentState
from menus.domain.categories import Category, Harm, Level, level_so_far
from menus.domain.draft import Draft
from menus.domain.timeline import EventKind
from menus.text import lexicon
from menus.text.kin import Privacy
from menus.text.names import Text

JOINS = timedelta(minutes=30)
"""For this long a further text of the same phone joins the same report. A guess, to be tested."""
RESULT = "words"
"""The result of every text that was taken as somebody's own words. A private one reads like any other."""
_CIRCLES = [level for level in Level if level.has_circle]


@dataclass(frozen=True)
class TextTaken:
    """The outcome of a text: the text that answers it (None for no answer), and the private report that it became."""

    answer: Text | None
    private_report_id: int | None = None


def take_text(uow: UnitOfWork, record: CommunityRecord, phone: str, said: str, language: str) -> TextTaken:
    """File what a phone (E.164) wrote, in a language, as a report, or add it to the phone's earlier report.

    A text that joins an earlier one gets no answer if the earlier one was answered. A private matter never gets an
    answer, because somebody else may read that phone.

    Words only suggest: nobody is dispatched until a coordinator sends the report. A private matter goes only to its own
    circle, a few people trained to read it.
    """
    return keep(uow, record, words_of(uow, record, phone, said, language))


def words_of(uow: UnitOfWork, record: CommunityRecord, phone: str, said: str, language: str) -> "Words":
    """Return what a phone (E.164) wrote, with what it suggests and the private report that it may continue."""
    return Words(phone, said, language, lexicon.hint(said, record.community.zones), _private_earlier(uow, phone))


@dataclass(frozen=True)
class Words:
    """A text of a phone in a language: what it suggests, and the private report that the phone wrote just before."""

    phone: str
    said: str
    language: str
    hint: lexicon.Hint
    in_private: Report | None


def keep(uow: UnitOfWork, record: CommunityRecord, words: Words) -> TextTaken:
    """Add what a phone wrote to its earlier report, or file it as a report of its own."""
    said, open_one = words.said, _earlier(uow, record, words.phone)
    if words.hint.home is Privacy.UNNAMED and open_one is not None:
        # The sender has reported an open matter and is beaten by an unnamed person: most likely at that incident.
        words = replace(words, hint=replace(words.hint, category=None, home=Privacy.OPEN))
    hint = words.hint
    is_private = hint.is_private or _goes_on_in_private(uow, words, open_one)
    earlier = _same_in_private(uow, words) if is_private else open_one
    is_graver = earlier is not None and not is_private and _is_graver_by_words(uow, earlier, hint)
    if earlier is not None and is_graver:
        # Notify the people who go to the lesser incident. The graver words become their own report and await review.
        hint = hint if hint.zone is not None else replace(hint, zone=earlier.zone)
        further_texts.notify_more(
            uow,
            record,
            uow.session.get_one(Incident, earlier.incident_id),
            further_texts.news_of(uow, earlier, hint, said),
        )
    elif earlier is not None and (is_private or _is_same_matter(uow, earlier, hint)):
        answer = None if is_private else _answer_of(uow, earlier)
        further_texts.join(uow, record, earlier, hint, said)
        return TextTaken(answer, earlier.id if is_private else None)
    how = opening.Filing(
        unconfirmed=True,
        review=opening.Review(_prompt(hint)),
        flag=further_texts.RED if hint.is_red else None,
        words=hint.words,
        said=said[: further_texts.LONGEST],
        weapons=hint.weapons,
        is_danger=is_private and hint.is_red,
    )
    filed = filing.file(uow, record, _draft(words.language, hint), opening.Source("sms", words.phone), how)
    if is_private:
        return TextTaken(None, filed.report_id)
    # Do not answer if kin are armed, or after a private text: the person reported may read that phone.
    is_silent = (hint.is_of_kin and hint.is_red) or words.in_private is not None
    return TextTaken(None if is_silent else Text.YOUR_REPORT_SENT if is_graver else Text.NOT_UNDERSTOOD)


def _is_graver_by_words(uow: UnitOfWork, earlier: Report, hint: lexicon.Hint) -> bool:
    """Return whether words of weapons or death follow a lesser report that was dialled and dispatched."""
    incident = uow.session.get_one(Incident, earlier.incident_id)
    is_lesser = incident.level != Level.MAJOR and incident.flag != further_texts.RED and not incident.level.has_circle
    return hint.is_red and earlier.channel != "sms" and not incident.awaiting_review and is_lesser


def _goes_on_in_private(uow: UnitOfWork, words: Words, open_one: Report | None) -> bool:
    """Return whether a text that says nothing of its own continues the private report that its phone wrote before.

    Words of weapons or death are a matter of their own, unless they say that one person does it. News of a dispatched
    incident belongs to that incident.
    """
    if words.in_private is None or not _says_no_more(words.hint):
        return False
    if words.hint.is_red and (lexicon.names_several_doers(words.said) or not lexicon.names_one_doer(words.said)):
        return False
    is_sent = open_one is not None and not uow.session.get_one(Incident, open_one.incident_id).awaiting_review
    return not (is_sent and (words.hint.words or lexicon.numbers_people(words.said)))


def _same_in_private(uow: UnitOfWork, words: Words) -> Report | None:
    """Return the private report that a text continues; None if it names another zone, which makes a new report."""
    known = words.in_private
    if known is None or not words.hint.is_private or words.hint.zone is None:
        return known
    zone = uow.session.get_one(Incident, known.incident_id).zone
    return known if zone in {None, words.hint.zone} else None


def _says_no_more(hint: lexicon.Hint) -> bool:
    """Return whether words suggest nothing that would be a matter of its own.

    After a text about abuse, a weapon, a death or a fight is most likely at the same place.
    """
    return hint.category in {None, Category.FIGHT_THREAT, Category.GUN_KILLING}


def _prompt(hint: lexicon.Hint) -> Text | None:
    """Return the text that coordinators get at once, or None if the report only appears in LIST."""
    if hint.is_red:
        return Text.HINT_RED
    return Text.HINT if hint.category is not None else None


def _draft(language: str, hint: lexicon.Hint) -> Draft:
    # A resident's words may hold names: they stay sealed with the report, and leave only with names crossed out.
    category = further_texts.category_of(hint)
    if category is Category.COMPLAINT_OTHER:
        return Draft(language, category, zone=hint.zone, subject="police")
    if category is Category.ABUSE_CHILD:
        # Keep the place that the sender wrote: no helper can ask them for it.
        return Draft(language, category, zone=hint.zone)
    return Draft(language, category, harm=Harm.UNSURE if hint.is_red else None, zone=hint.zone)


def _earlier(uow: UnitOfWork, record: CommunityRecord, phone: str) -> Report | None:
    """Return the open report that the next text of a phone continues, or None.

    The report was texted, or it was dialled and dispatched. It was filed, dispatched or added to within `JOINS`.
    """
    taken = (
        select(func.max(Event.at))
        .where(Event.incident_id == Incident.id, Event.kind.in_((EventKind.WROTE_AGAIN, EventKind.DISPATCHED)))
        .scalar_subquery()
    )
    return uow.session.scalar(
        select(Report)
        .join(Incident, Incident.id == Report.incident_id)
        .where(
            Report.reporter_hash == uow.keyring.phone(phone),
            Report.community_id == record.id,
            or_(Report.channel == "sms", Incident.awaiting_review.is_(False) & Incident.level.not_in(_CIRCLES)),
            or_(Report.created_at > uow.now - JOINS, taken > uow.now - JOINS),
            Incident.state == IncidentState.OPEN,
        )
        .order_by(Report.id.desc())
        .limit(1)
    )


def _answer_of(uow: UnitOfWork, earlier: Report) -> Text | None:
    """Return the text that answers a further text: only the first one after a dialled report gets one."""
    incident = uow.session.get_one(Incident, earlier.incident_id)
    if earlier.channel == "sms" or further_texts.last_time(uow, incident, EventKind.WROTE_AGAIN) is not None:
        return None
    return Text.NOT_UNDERSTOOD if incident.awaiting_review else Text.YOUR_REPORT_SENT


def _private_earlier(uow: UnitOfWork, phone: str) -> Report | None:
    """Return the private report that a phone wrote lately, or None.

    The inbound SMS leads to it, because the report itself does not say who sent it.
    """
    report_id = uow.session.scalar(
        select(Inbound.private_report_id)
        .where(
            Inbound.from_hash == uow.keyring.phone(phone),
            Inbound.received_at > uow.now - JOINS,
            Inbound.private_report_id.is_not(None),
        )
        .order_by(Inbound.id.desc())
        .limit(1)
    )
    report = uow.session.get(Report, report_id) if report_id is not None else None
    if report is None or uow.session.get_one(Incident, report.incident_id).state != IncidentState.OPEN:
        return None
    return report


def _is_same_matter(uow: UnitOfWork, earlier: Report, hint: lexicon.Hint) -> bool:
    """Return whether a further text continues the phone's earlier report.

    A private matter or a complaint never continues another kind of report, because its own circle must be notified.
    Red words, and words that suggest a category, never continue a complaint. A fire is a different matter from
    anything else. Another place is not a different matter: people run.
    """
    incident = uow.session.get_one(Incident, earlier.incident_id)
    level = level_so_far(further_texts.category_of(hint), None)
    if level.has_circle:
        return incident.level == level
    if incident.level.has_circle:
        return hint.category is None and not hint.is_red
    if hint.category is None or incident.category == Category.UNKNOWN:
        return True
    return (hint.category is Category.FIRE_HAZARD) == (incident.category == Category.FIRE_HAZARD)
