"""Hearing a resident's own words: they become an unconfirmed report that waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, or_, select

from gateway.alerts import incident_alerts
from gateway.communities.directory import Town
from gateway.core.unit_of_work import Unit
from gateway.escalation import assignments, engine
from gateway.incidents import opening
from gateway.intake import filing
from gateway.messaging.notices import tell
from gateway.storage.models import Event, Inbound, Incident, Report
from gateway.storage.states import IncidentState
from menus.domain.categories import Category, Harm, Level, first_level, is_worse, level_so_far
from menus.domain.draft import Draft
from menus.sms import wording
from menus.text import lexicon

JOINS = timedelta(minutes=30)
"""How long a further text of the same phone belongs to the same report."""
PRIVATE = "private-"
"""How a text about a private matter is noted down, before its report's number: for as long as others may join it."""
RED = "red"
"""The flag of words of weapons or death."""
_LONGEST = 1_000
_QUIET = timedelta(minutes=1)
_MOST_TOLD, _MOST_RED = 6, 12
"""How many further texts of one incident are told on one by one: a guess. After that, one a minute is."""
_CIRCLES = [level.value for level in Level if level.has_circle]


@dataclass(frozen=True)
class Heard:
    """What has become of somebody's words: how they are noted down, and the text that answers them, None for none."""

    result: str
    answer: str | None


def hear(unit: Unit, town: Town, phone: str, said: str, language: str) -> Heard:
    """Keep what a phone wrote, in a language.

    It is not answered where it joins what the same phone wrote before, and was answered then; and never in a private
    matter: who else reads that phone must not find an answer there.

    Words only suggest: nobody is dispatched until a coordinator sends the report. A private matter goes to its own
    circle alone, who are people trained to read it.
    """
    return keep(unit, town, words_of(unit, town, phone, said, language))


def words_of(unit: Unit, town: Town, phone: str, said: str, language: str) -> "Words":
    """Return what a phone (E.164) wrote, with what it suggests and the private report it may go on with."""
    return Words(phone, said, language, lexicon.hint(said, town.community.zones), _private_earlier(unit, phone))


@dataclass(frozen=True)
class Words:
    """What a phone wrote, in a language; what it suggests, and the private report the phone has just written."""

    phone: str
    said: str
    language: str
    hint: lexicon.Hint
    in_private: Report | None


def keep(unit: Unit, town: Town, words: Words) -> Heard:
    """Keep what a phone wrote: with what it wrote before, or as a report of its own."""
    hint, said = words.hint, words.said
    open_one = _earlier(unit, town, words.phone)
    is_private = hint.is_private or _goes_on_in_private(unit, words, open_one)
    earlier = _same_in_private(unit, words) if is_private else open_one
    if earlier is not None and (is_private or _is_same_matter(unit, earlier, hint)):
        answer = None if is_private else _answer_of(unit, earlier)
        _join(unit, town, earlier, hint, said)
        return Heard(f"{PRIVATE}{earlier.id}" if is_private else "words", answer)
    how = opening.Filing(
        unconfirmed=True,
        why_held=_how_told(hint),
        flag=RED if hint.is_red else None,
        words=hint.words,
        said=said[:_LONGEST],
        weapons=hint.weapons,
        is_danger=is_private and hint.is_red,
    )
    filed = filing.file(unit, town, _draft(words.language, hint), opening.Source("sms", words.phone), how)
    if is_private:
        return Heard(f"{PRIVATE}{filed.report_id}", None)
    # Where kin have a weapon in their hand, who reads that phone may be the one who holds it.
    return Heard("words", None if hint.is_of_kin and hint.is_red else "not_understood")


def _goes_on_in_private(unit: Unit, words: Words, open_one: Report | None) -> bool:
    """Tell whether a text that says nothing of its own goes on with what its phone has just written in private.

    Several armed people are a matter of their own, and news of an incident that somebody was sent to is that one's.
    """
    if words.in_private is None or not _says_no_more(words.hint):
        return False
    if words.hint.is_red and lexicon.tells_of_several(words.said):
        return False
    is_sent = open_one is not None and not unit.session.get_one(Incident, open_one.incident_id).held
    return not (is_sent and (words.hint.words or lexicon.numbers_people(words.said)))


def _same_in_private(unit: Unit, words: Words) -> Report | None:
    """Return the private report that a text goes on with; another place is another's, and told as such."""
    known = words.in_private
    if known is None or not words.hint.is_private or words.hint.zone is None:
        return known
    zone = unit.session.get_one(Incident, known.incident_id).zone
    return known if zone in {None, words.hint.zone} else None


def _says_no_more(hint: lexicon.Hint) -> bool:
    """Tell whether words suggest nothing that would be a matter of its own.

    A weapon, a death or a fight, told by who has just written of abuse, is most likely at the same place.
    """
    return hint.category in {None, Category.FIGHT_THREAT, Category.GUN_KILLING}


def _category(hint: lexicon.Hint) -> Category:
    """Return what a hint is filed as; words of weapons and death outweigh whom they are said of."""
    if hint.is_red and hint.category in {None, Category.COMPLAINT_OTHER}:
        return Category.GUN_KILLING
    return hint.category or Category.UNKNOWN


def _how_told(hint: lexicon.Hint) -> str:
    """Return the text coordinators get at once, or that it only stands in the queue."""
    if hint.is_red:
        return "hint_red"
    return "hint" if hint.category is not None else opening.QUIETLY


def _draft(language: str, hint: lexicon.Hint) -> Draft:
    # A resident's words may hold names: they are kept sealed with the report, and shown on no phone.
    category = _category(hint)
    if category is Category.COMPLAINT_OTHER:
        return Draft(language, category, zone=hint.zone, subject="police")
    if category is Category.ABUSE_CHILD:
        # A place that somebody writes is there to be known: no helper can ask them for it.
        return Draft(language, category, zone=hint.zone)
    return Draft(language, category, harm=Harm.UNSURE if hint.is_red else None, zone=hint.zone)


def _earlier(unit: Unit, town: Town, phone: str) -> Report | None:
    """Return the open report of a phone that its next text goes on with.

    It is one that was texted, or dialled and dispatched, and of which something was heard lately.
    """
    heard = (
        select(func.max(Event.at))
        .where(Event.incident_id == Incident.id, Event.kind.in_(("wrote-again", "sent-out")))
        .scalar_subquery()
    )
    return unit.session.scalar(
        select(Report)
        .join(Incident, Incident.id == Report.incident_id)
        .where(
            Report.reporter_hash == unit.keyring.phone(phone),
            Report.community_id == town.id,
            or_(Report.channel == "sms", Incident.held.is_(False) & Incident.level.not_in(_CIRCLES)),
            or_(Report.created_at > unit.now - JOINS, heard > unit.now - JOINS),
            Incident.state == IncidentState.OPEN,
        )
        .order_by(Report.id.desc())
        .limit(1)
    )


def _answer_of(unit: Unit, earlier: Report) -> str | None:
    """Return the text that answers a phone's further one: its first after dialling is answered, and no other."""
    if earlier.channel == "sms" or earlier.hint_words:
        return None
    return "not_understood" if unit.session.get_one(Incident, earlier.incident_id).held else "your_report_sent"


def _private_earlier(unit: Unit, phone: str) -> Report | None:
    """Return the private report that a phone wrote lately: the report itself does not say whose it is."""
    result = unit.session.scalar(
        select(Inbound.result)
        .where(
            Inbound.from_hash == unit.keyring.phone(phone),
            Inbound.received_at > unit.now - JOINS,
            Inbound.result.startswith(PRIVATE),
        )
        .order_by(Inbound.id.desc())
        .limit(1)
    )
    report = unit.session.get(Report, int(result.removeprefix(PRIVATE))) if result is not None else None
    if report is None or unit.session.get_one(Incident, report.incident_id).state != IncidentState.OPEN:
        return None
    return report


def _is_same_matter(unit: Unit, earlier: Report, hint: lexicon.Hint) -> bool:
    """Tell whether a further text goes on with a report.

    A private matter or a complaint has a circle of its own to be told; what suggests a matter of its own goes on with
    no complaint. A fire is another matter than anything else. Another place is not: people run.
    """
    incident = unit.session.get_one(Incident, earlier.incident_id)
    level = level_so_far(_category(hint), None)
    if level.has_circle:
        return incident.level == level
    if Level(incident.level).has_circle:
        return hint.category is None and not hint.is_red
    if hint.category is None or incident.category == Category.UNKNOWN.value:
        return True
    return (hint.category is Category.FIRE_HAZARD) == (incident.category == Category.FIRE_HAZARD.value)


def _join(unit: Unit, town: Town, report: Report, hint: lexicon.Hint, said: str) -> None:
    """Add a further text to a report; what it tells that was not known yet is told on."""
    incident = unit.session.get_one(Incident, report.incident_id)
    is_known_already = said in (report.words or "").split("\n")
    report.words = f"{report.words or ''}\n{said}"[: 2 * _LONGEST]
    report.hint_words = _listed(report.hint_words, hint.words)
    has_new_weapon = bool(set(hint.weapons) - set((incident.weapons or "").split(", ")))
    incident.weapons = _listed(incident.weapons, hint.weapons)
    news = _News(
        hint, said, report.reporter_hash, has_new_weapon, is_late=_is_news(unit, incident), is_known=is_known_already
    )
    unit.note(incident.id, "wrote-again", words=said[:_LONGEST])
    if Level(incident.level) is Level.PRIVATE:
        _join_private(unit, town, incident, report, hint)
        return
    if Level(incident.level) is Level.COMPLAINT:
        # No text carries the words of a complaint.
        return
    is_placed = hint.zone is not None and incident.zone is None
    if is_placed:
        incident.zone = report.zone = hint.zone
    if incident.held:
        _join_waiting(unit, town, incident, report, news, is_placed=is_placed)
    else:
        _tell_more(unit, town, incident, news)


@dataclass(frozen=True)
class _News:
    """What a further text brings, and the hash of the phone that wrote it.

    `is_late` says that nothing has been written for a while, `is_known` that the very same words were there before.
    """

    hint: lexicon.Hint
    said: str
    sender: bytes | None
    has_new_weapon: bool
    is_late: bool
    is_known: bool


def _listed(known: str | None, words: Iterable[str]) -> str | None:
    """Return words as they are kept, `known` ones first, each once."""
    return ", ".join(dict.fromkeys(word for word in ((known or "").split(", ") + list(words)) if word)) or None


def _join_private(unit: Unit, town: Town, incident: Incident, report: Report, hint: lexicon.Hint) -> None:
    """Ask the helpers once more where danger is now, and tell them a place that they did not know."""
    if not hint.is_red and (hint.zone is None or incident.zone is not None):
        return
    incident.zone = report.zone = incident.zone or hint.zone
    incident.danger_now = incident.danger_now or hint.is_red
    engine.climb_again(unit, town, incident)
    incident_alerts.tell_again(unit, town, incident, "")


def _join_waiting(unit: Unit, town: Town, incident: Incident, report: Report, news: _News, *, is_placed: bool) -> None:
    """Tell coordinators what is new of a report that waits for them."""
    is_red_now = news.hint.is_red and incident.flag != RED
    if is_red_now:
        incident.flag = RED
        category = _category(news.hint)
        incident.category = report.category = category.value
        incident.harm = report.harm = Harm.UNSURE.value
        incident.level = first_level(category, Harm.UNSURE).value
    is_known = incident.category != Category.UNKNOWN.value
    if is_red_now or (news.hint.is_red and news.is_late) or (is_placed and is_known):
        name = "hint_red" if incident.flag == RED else "hint"
        incident_alerts.tell_coordinators(unit, town, incident, name, said=report.hint_words or "")


def _tell_more(unit: Unit, town: Town, incident: Incident, news: _News) -> None:
    """Tell those who go, and the coordinators, what the sender writes on, once somebody was sent.

    Names and numbers are crossed out. Whoever was alerted and does not go learns of new weapons alone. Words alone
    send nobody more: POLICE does.
    """
    if news.is_known or not (news.is_late or _is_told_at_once(unit, incident, news)):
        return
    if news.hint.is_red and is_worse(Harm.UNSURE, incident.harm):
        incident.harm = Harm.UNSURE.value
    words = wording.fit_to_relay(town.community, news.said, news.hint.weapons or news.hint.words)
    name = "hint_more" if news.hint.is_red else "hint_written"
    to_who_goes = "reporter_writes_red" if news.hint.is_red else "reporter_writes"
    coordinating = incident_alerts.tell_coordinators(unit, town, incident, name, said=words)
    going = incident_alerts.free_to_know(town, incident, assignments.those_going(unit, town, incident))
    for person in going:
        if person not in coordinating and unit.keyring.phone(person.phone) != news.sender:
            tell(unit, town, person, to_who_goes, lane="red", incident=incident, said=words)
    if news.hint.is_red and (news.has_new_weapon or incident.flag != RED):
        incident_alerts.tell_again(unit, town, incident, "", but=(*going, *coordinating))
    if news.hint.is_red:
        incident.flag = incident.flag or RED


def _is_told_at_once(unit: Unit, incident: Incident, news: _News) -> bool:
    """Tell whether a text brings something, and is not one of a flood; words of weapons and death may be more."""
    wrote = _wrote(unit, incident)
    if news.hint.is_red:
        return wrote <= _MOST_RED
    is_telling = bool(news.hint.words) or news.hint.zone is not None or lexicon.numbers_people(news.said)
    return wrote <= _MOST_TOLD and (is_telling or lexicon.takes_back(news.said))


def _wrote(unit: Unit, incident: Incident) -> int:
    """Return how many further texts have been written of an incident."""
    return (
        unit.session.scalar(
            select(func.count()).select_from(Event).where(Event.incident_id == incident.id, Event.kind == "wrote-again")
        )
        or 0
    )


def _is_news(unit: Unit, incident: Incident) -> bool:
    """Tell whether nothing has been written of an incident for a while: many texts in a row are told as one."""
    last = unit.session.scalar(
        select(func.max(Event.at)).where(Event.incident_id == incident.id, Event.kind == "wrote-again")
    )
    return unit.now - max(last or incident.opened_at, incident.opened_at) > _QUIET
