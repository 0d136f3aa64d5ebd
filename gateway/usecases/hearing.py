"""Hearing a resident's own words: they become an unconfirmed report that waits for a person."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import func, select

from gateway.storage.models import Event, Inbound, Incident, Report
from gateway.storage.states import IncidentState
from gateway.usecases import alerting, climbing, reporting
from gateway.usecases.communities import Town
from gateway.usecases.speaking import Reply, Speaker
from gateway.usecases.unit import Unit
from menus.rules import lexicon
from menus.rules.categories import Category, Harm, Level, first_level, is_worse, level_so_far
from menus.rules.draft import Draft

JOINS = timedelta(minutes=30)
"""How long a further text of the same phone belongs to the same report."""
PRIVATE = "private-"
"""How a text about a private matter is noted down, before its report's number: for as long as others may join it."""
RED = "red"
"""The flag of words of weapons or death."""
_LONGEST = 1_000
_QUIET = timedelta(minutes=1)


@dataclass(frozen=True)
class Heard:
    """What has become of somebody's words: how they are noted down, and whether they are to be answered."""

    result: str
    is_answered: bool


def hear(unit: Unit, town: Town, phone: str, said: str, language: str) -> Heard:
    """Keep what a phone wrote, in a language.

    It is not answered where it joins what the same phone wrote before, and was answered then; and never in a private
    matter: who else reads that phone must not find an answer there.

    Words only suggest: nobody is dispatched until a coordinator sends the report. A private matter goes to its own
    circle alone, who are people trained to read it.
    """
    return _keep(unit, town, _Words(phone, said, language, _hint(town, said), _private_earlier(unit, phone)))


@dataclass(frozen=True)
class _Words:
    """What a phone wrote, in a language; what it suggests, and the private report the phone has just written."""

    phone: str
    said: str
    language: str
    hint: lexicon.Hint
    in_private: Report | None


def _hint(town: Town, said: str) -> lexicon.Hint:
    return lexicon.hint(said, town.community.zones)


def _keep(unit: Unit, town: Town, words: _Words) -> Heard:
    hint, said, in_private = words.hint, words.said, words.in_private
    # What says nothing of its own goes on with what the same phone has just written in private.
    is_private = level_so_far(_category(hint), None) is Level.PRIVATE or (
        in_private is not None and _says_no_more(hint)
    )
    earlier = in_private if is_private else _earlier(unit, town, words.phone)
    if earlier is not None and (is_private or _stays_in_its_circle(unit, earlier, hint)):
        _join(unit, town, earlier, hint, said)
        return Heard(f"{PRIVATE}{earlier.id}" if is_private else "words", is_answered=False)
    filing = reporting.Filing(
        unconfirmed=True,
        why_held=_how_told(hint),
        flag=RED if hint.is_red else None,
        words=hint.words,
        said=said[:_LONGEST],
    )
    filed = reporting.file(unit, town, _draft(words.language, hint), reporting.Source("sms", words.phone), filing)
    return Heard(f"{PRIVATE}{filed.report_id}" if is_private else "words", is_answered=not is_private)


def hear_role(speaker: Speaker, said: str) -> Reply:
    """Keep what somebody with a role wrote, if it tells of something, as anybody's report; say that it is no answer.

    Whoever patrols or coordinates sees things, too.
    """
    unit, town, person = speaker.unit, speaker.town, speaker.person
    code = town.community.ussd_codes[0]
    words = _Words(person.phone, said, person.language, _hint(town, said), _private_earlier(unit, person.phone))
    if not words.hint.words and words.in_private is None:
        return speaker.says("not_understood_role", code=code)
    heard = _keep(unit, town, words)
    if heard.result.startswith(PRIVATE):
        return Reply(heard.result, "")
    return Reply(heard.result, speaker.says("kept_as_report", code=code).text)


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
    return "hint" if hint.category is not None else reporting.QUIETLY


def _draft(language: str, hint: lexicon.Hint) -> Draft:
    # A resident's words may hold names: they are kept sealed with the report, and shown on no phone.
    category = _category(hint)
    if category is Category.COMPLAINT_OTHER:
        return Draft(language, category, zone=hint.zone, subject="police")
    if category is Category.ABUSE_CHILD:
        # Where is told only where somebody has to come at once.
        return Draft(language, category, zone=hint.zone if hint.is_red else None)
    return Draft(language, category, harm=Harm.UNSURE if hint.is_red else None, zone=hint.zone)


def _earlier(unit: Unit, town: Town, phone: str) -> Report | None:
    return unit.session.scalar(
        select(Report)
        .join(Incident, Incident.id == Report.incident_id)
        .where(
            Report.reporter_hash == unit.keyring.phone(phone),
            Report.community_id == town.id,
            Report.channel == "sms",
            Report.created_at > unit.now - JOINS,
            Incident.state == IncidentState.OPEN,
        )
        .order_by(Report.id.desc())
        .limit(1)
    )


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


def _stays_in_its_circle(unit: Unit, earlier: Report, hint: lexicon.Hint) -> bool:
    """Tell whether a further text may join: what is private or a complaint has a circle of its own to be told."""
    level = level_so_far(_category(hint), None)
    return not level.has_circle or unit.session.get_one(Incident, earlier.incident_id).level == level


def _join(unit: Unit, town: Town, report: Report, hint: lexicon.Hint, said: str) -> None:
    """Add a further text to a report; what it tells that was not known yet is told on."""
    incident = unit.session.get_one(Incident, report.incident_id)
    report.words = f"{report.words or ''}\n{said}"[: 2 * _LONGEST]
    words = list(dict.fromkeys([*(report.hint_words or "").split(", "), *hint.words]))
    report.hint_words = ", ".join(word for word in words if word) or None
    is_news = _is_news(unit, incident)
    unit.note(incident.id, "wrote-again", words=said[:_LONGEST])
    if Level(incident.level) is Level.PRIVATE:
        if hint.is_red:
            # Danger is now: the helpers learn where, if it was said, and are asked once more.
            incident.zone = report.zone = incident.zone or hint.zone
            climbing.climb_again(unit, town, incident)
            alerting.tell_again(unit, town, incident, "")
        return
    is_placed = hint.zone is not None and incident.zone is None
    if is_placed:
        incident.zone = report.zone = hint.zone
    is_red_now = hint.is_red and incident.flag != RED
    if is_red_now:
        incident.flag = RED
        if incident.held:
            category = _category(hint)
            incident.category = report.category = category.value
            incident.harm = report.harm = Harm.UNSURE.value
            incident.level = first_level(category, Harm.UNSURE).value
    if is_red_now and not incident.held:
        _tell_more(unit, town, incident, report)
        return
    is_known = incident.category != Category.UNKNOWN.value
    if is_red_now or (hint.is_red and is_news) or (is_placed and incident.held and is_known):
        name = "hint_red" if incident.flag == RED else "hint"
        alerting.tell_coordinators(unit, town, incident, name, said=report.hint_words or "")


def _is_news(unit: Unit, incident: Incident) -> bool:
    """Tell whether nothing has been written of an incident for a while: many texts in a row are told as one."""
    last = unit.session.scalar(
        select(func.max(Event.at)).where(Event.incident_id == incident.id, Event.kind == "wrote-again")
    )
    return unit.now - max(last or incident.opened_at, incident.opened_at) > _QUIET


def _tell_more(unit: Unit, town: Town, incident: Incident, report: Report) -> None:
    """Tell those who go, and the coordinators, that the sender writes of weapons or death now.

    Words alone send nobody more: POLICE does.
    """
    if is_worse(Harm.UNSURE, incident.harm):
        incident.harm = Harm.UNSURE.value
    alerting.tell_again(unit, town, incident, "")
    alerting.tell_coordinators(unit, town, incident, "hint_more", said=report.hint_words or "")
