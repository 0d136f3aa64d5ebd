"""Hearing a resident's own words: they become an unconfirmed report that waits for a person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select

from gateway.alerts import audience, incident_alerts
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
from menus.text.kin import Privacy

JOINS = timedelta(minutes=30)
"""How long a further text of the same phone belongs to the same report."""
PRIVATE = "private-"
"""How a text about a private matter is noted down, before its report's number: for as long as others may join it."""
RED = "red"
"""The flag of words of weapons or death."""
_LONGEST = 1_000
_QUIET = timedelta(minutes=1)
_MOST_TOLD, _MOST_RED = 6, 12
"""How many further texts of one incident are told on one by one in `_SAME`: a guess. After that, one a minute is."""
_SAME = timedelta(minutes=10)
"""How long the same words again are no news."""
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
    said, open_one = words.said, _earlier(unit, town, words.phone)
    if words.hint.home is Privacy.UNNAMED and open_one is not None:
        # Who is beaten by somebody unnamed, and has reported a matter of the street, is most likely beaten there.
        words = replace(words, hint=replace(words.hint, category=None, home=Privacy.OPEN))
    hint = words.hint
    is_private = hint.is_private or _goes_on_in_private(unit, words, open_one)
    earlier = _same_in_private(unit, words) if is_private else open_one
    is_graver = earlier is not None and not is_private and _is_graver_by_words(unit, earlier, hint)
    if earlier is not None and is_graver:
        # Somebody goes to a lesser thing: they are told, and what is told now waits for a coordinator by itself.
        hint = hint if hint.zone is not None else replace(hint, zone=earlier.zone)
        _tell_more(unit, town, unit.session.get_one(Incident, earlier.incident_id), _news_of(unit, earlier, hint, said))
    elif earlier is not None and (is_private or _is_same_matter(unit, earlier, hint)):
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
    # Where kin have a weapon in their hand, or after private words, who reads that phone may be the one they tell of.
    is_silent = (hint.is_of_kin and hint.is_red) or words.in_private is not None
    return Heard("words", None if is_silent else "your_report_sent" if is_graver else "not_understood")


def _is_graver_by_words(unit: Unit, earlier: Report, hint: lexicon.Hint) -> bool:
    """Tell whether words of weapons or death follow a lesser report that was dialled and dispatched."""
    incident = unit.session.get_one(Incident, earlier.incident_id)
    is_lesser = incident.level != Level.MAJOR and incident.flag != RED and not Level(incident.level).has_circle
    return hint.is_red and earlier.channel != "sms" and not incident.held and is_lesser


def _goes_on_in_private(unit: Unit, words: Words, open_one: Report | None) -> bool:
    """Tell whether a text that says nothing of its own goes on with what its phone has just written in private.

    Killing that no one person is said to do is a matter of its own. News of an incident that somebody was sent to is
    that one's.
    """
    if words.in_private is None or not _says_no_more(words.hint):
        return False
    if words.hint.is_red and (lexicon.tells_of_several(words.said) or not lexicon.tells_of_one(words.said)):
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
    # A resident's words may hold names: they are kept sealed with the report, and leave only with names crossed out.
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
    incident = unit.session.get_one(Incident, earlier.incident_id)
    if earlier.channel == "sms" or _last(unit, incident, "wrote-again") is not None:
        return None
    return "not_understood" if incident.held else "your_report_sent"


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
    report.words = f"{report.words or ''}\n{said}"[: 2 * _LONGEST]
    report.hint_words = _listed(report.hint_words, hint.words)
    news = _news_of(unit, report, hint, said)
    incident.weapons = _listed(incident.weapons, hint.weapons)
    unit.note(incident.id, "wrote-again", words=said[:_LONGEST])
    if Level(incident.level) is Level.PRIVATE:
        _join_private(unit, town, incident, report, news)
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

    `is_late` says that nothing has been told on for a while, `is_known` that the very same words just were; `untold`
    are words that came since, and were held back.
    """

    hint: lexicon.Hint
    said: str
    sender: bytes | None
    has_new_weapon: bool
    is_late: bool
    is_known: bool
    untold: tuple[str, ...]


def _news_of(unit: Unit, report: Report, hint: lexicon.Hint, said: str) -> _News:
    """Return what a text brings that was not known of its report."""
    incident = unit.session.get_one(Incident, report.incident_id)
    told = _last(unit, incident, "told-on")
    since = told or incident.opened_at
    wrote = unit.session.scalars(
        select(Event.words)
        .where(Event.incident_id == incident.id, Event.kind == "wrote-again", Event.at > since)
        .order_by(Event.id)
    ).all()
    last = unit.session.scalar(
        select(Event.words)
        .where(Event.incident_id == incident.id, Event.kind == "wrote-again")
        .order_by(Event.id.desc())
        .limit(1)
    )
    return _News(
        hint,
        said,
        report.reporter_hash,
        has_new_weapon=bool(set(hint.weapons) - set((incident.weapons or "").split(", "))),
        is_late=unit.now - since > _QUIET,
        is_known=told is not None and unit.now - told < _SAME and last == said[:_LONGEST],
        untold=tuple(word for word in wrote if word),
    )


def _listed(known: str | None, words: Iterable[str]) -> str | None:
    """Return words as they are kept, `known` ones first, each once."""
    return ", ".join(dict.fromkeys(word for word in ((known or "").split(", ") + list(words)) if word)) or None


def _join_private(unit: Unit, town: Town, incident: Incident, report: Report, news: _News) -> None:
    """Ask the helpers once more where danger is now, and tell them a place that they did not know."""
    hint = news.hint
    is_placed = hint.zone is not None and incident.zone is None
    if not is_placed and not (hint.is_red and (news.is_late or not incident.danger_now)):
        return
    unit.note(incident.id, "told-on")
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
        unit.note(incident.id, "told-on")
        name = "hint_red" if incident.flag == RED else "hint"
        incident_alerts.tell_coordinators(unit, town, incident, name, said=report.hint_words or "")


def _tell_more(unit: Unit, town: Town, incident: Incident, news: _News) -> None:
    """Tell those who go, and the coordinators, what the sender writes on, once somebody was sent.

    Names and numbers are crossed out. Whoever was alerted and does not go learns of new weapons alone. Words alone
    send nobody more: POLICE does.
    """
    if news.is_known or not (news.is_late or _is_told_at_once(unit, incident, news)):
        return
    unit.note(incident.id, "told-on")
    if news.hint.is_red and is_worse(Harm.UNSURE, incident.harm):
        incident.harm = Harm.UNSURE.value
    said = " / ".join(dict.fromkeys((*news.untold, news.said)))
    words = wording.fit_to_relay(town.community, said, news.hint.weapons or news.hint.words)
    name = "hint_more" if news.hint.is_red else "hint_written"
    to_who_goes = "reporter_writes_red" if news.hint.is_red else "reporter_writes"
    coordinating = incident_alerts.tell_coordinators(unit, town, incident, name, is_red=news.hint.is_red, said=words)
    going = audience.free_to_know(town, incident, assignments.those_going(unit, town, incident))
    accuses = lexicon.accuses_authority(said)
    # Who is spoken of may be among those who go: they read what arms are there, and nothing that accuses them.
    shown = ", ".join(news.hint.weapons) if accuses else words
    for person in going:
        if shown and person not in coordinating and unit.keyring.phone(person.phone) != news.sender:
            tell(unit, town, person, to_who_goes, lane="red", incident=incident, said=shown)
    if accuses:
        incident.flag = incident.flag or RED if news.hint.is_red else incident.flag
        return
    if news.hint.is_red and (news.has_new_weapon or incident.flag != RED):
        incident_alerts.tell_again(unit, town, incident, "", but=(*going, *coordinating))
    if news.hint.is_red:
        incident.flag = incident.flag or RED


def _is_told_at_once(unit: Unit, incident: Incident, news: _News) -> bool:
    """Tell whether a text brings something, and is not one of a flood; words of weapons and death may be more."""
    told = _told_lately(unit, incident)
    if news.hint.is_red:
        return news.has_new_weapon or incident.flag != RED or told <= _MOST_RED
    is_telling = bool(news.hint.words) or news.hint.zone is not None or lexicon.numbers_people(news.said)
    return told <= _MOST_TOLD and (is_telling or lexicon.takes_back(news.said))


def _told_lately(unit: Unit, incident: Incident) -> int:
    """Return how many further texts of an incident have been told on in the last while."""
    since = unit.now - _SAME
    found = select(func.count()).select_from(Event)
    found = found.where(Event.incident_id == incident.id, Event.kind == "told-on", Event.at > since)
    return unit.session.scalar(found) or 0


def _last(unit: Unit, incident: Incident, kind: str) -> datetime | None:
    """Return when something last happened to an incident."""
    found = select(func.max(Event.at)).where(Event.incident_id == incident.id, Event.kind == kind)
    return unit.session.scalar(found)
