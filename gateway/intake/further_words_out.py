"""Further words after the dispatch: who is notified of them, and when they raise the level."""

from collections.abc import Sequence
from typing import assert_never

from gateway.alerts import audience, coordinator_texts, incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.core import timeline
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import assignments, police_answers
from gateway.incidents import lifecycle
from gateway.intake import further_news
from gateway.intake.further_news import News
from gateway.messaging.notices import notify
from gateway.storage.models import Incident
from menus.domain import further_words
from menus.domain.categories import Category, Harm, Level, worst
from menus.domain.community import Person
from menus.domain.further_report import is_raised
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.sms import words_to_leave
from menus.text import lexicon
from menus.text.names import Text


def let_wait(uow: UnitOfWork, incident: Incident, news: News) -> None:
    """Keep when the words that were not passed on are due: the clock passes them on, whatever else comes."""
    incident.words_due_at = incident.words_due_at or uow.now + news.waits_for


def notify_more(uow: UnitOfWork, record: CommunityRecord, incident: Incident, news: News) -> None:
    """Notify people who go, and the coordinators, of further words after the incident was dispatched.

    Where no patrol has the incident, the police contacts who answered are notified like people who go. Names and
    numbers are crossed out. People who were alerted and do not go are notified of new weapons only. Where weapons are
    told for the first time, the incident becomes major: its ladders start, that of the police too.
    """
    match further_words.decide(further_news.facts_of(uow, incident, news)):
        case further_words.PassOn() as how:
            pass_on(uow, record, incident, news, how)
        case further_words.Keep(waits):
            if waits:
                let_wait(uow, incident, news)
        case never:
            assert_never(never)


_STAY = frozenset({Category.FIRE_HAZARD, Category.MOB_BEATING})
"""Categories that a killing leaves as they are: their alerts call or advise people as no other's do."""


def _reddened(incident: Incident, *, is_killing: bool) -> dict[str, object]:
    """Return what red words change: somebody may be armed, if nobody said otherwise.

    A killing becomes the category as well, so that the leader and the police read of it.
    """
    changes: dict[str, object] = {"harm": worst(incident.harm, Harm.UNSURE), "has_red_words": True}
    return changes | ({"category": Category.GUN_KILLING} if is_killing and incident.category not in _STAY else {})


_TO_POLICE = {
    Text.REPORTER_WRITES_RED: Text.REPORTER_WRITES_RAISED,
    Text.REPORTER_WRITES_CAREFUL: Text.REPORTER_WRITES,
}
"""The texts to police who answered: they are no volunteers, so nothing tells them not to approach."""


def _text_to_those_going(incident: Incident, hint: lexicon.Hint, *, raises: bool) -> Text:
    """Return the text with further words to the people who go.

    It is the only one that they get of a raise, so that it tells of the level. At a fire nobody is told to keep away
    from the people in it.
    """
    is_of_fire = incident.category is Category.FIRE_HAZARD and not hint.weapons
    if not hint.is_red or is_of_fire:
        return Text.REPORTER_WRITES
    is_major = raises or incident.level is Level.MAJOR
    return Text.REPORTER_WRITES_RED if is_major else Text.REPORTER_WRITES_CAREFUL


def pass_on(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, news: News, how: further_words.PassOn
) -> None:
    """Notify the people who go, and the coordinators, of further words as the rules say."""
    is_red = news.hint.is_red
    incident.words_due_at = None
    is_killing = how.raises and news.has_new_killing
    changes = _reddened(incident, is_killing=is_killing) if is_red else None
    timeline.record(uow, incident, EventKind.PASSED_ON, changes)
    words = words_to_leave.fit_to_relay(record.community, news.in_full, news.hint.weapons or news.hint.words)
    raises = how.raises and is_raised(incident.level, Level.MAJOR)
    going = audience.free_to_know(record, incident, assignments.those_going(uow, record, incident))
    police = audience.free_to_know(record, incident, police_answers.of_police_alone(uow, record, incident))
    # The coordinators' text does not tell the level: a coordinator who goes gets the other one.
    coordinating = tuple(
        person
        for person in coordinator_texts.coordinators_of(uow, record, incident)
        if not (raises and person in going)
    )
    text = coordinator_texts.more_words(incident, raises=raises) if is_red else Text.HINT_WRITTEN
    coordinator_texts.tell(uow, record, incident, coordinating, text, is_red=is_red, said=words)
    shown = ", ".join(news.hint.weapons) if how.weapons_only else words
    told: list[Person] = []
    if shown:
        for_going = _text_to_those_going(incident, news.hint, raises=raises)
        for people, name in ((going, for_going), (police, _TO_POLICE.get(for_going, for_going))):
            others = [person for person in people if person not in coordinating]
            told += _notify_who_come(uow, record, incident, news, others, name, shown)
    if raises:
        lifecycle.raise_level(uow, record, incident, Level.MAJOR, "words", but=told)
    elif how.alerts_all:
        known = (*going, *police, *coordinating) if shown else coordinating
        incident_alerts.alert_again(uow, record, incident, "", but=known)


def warn_those_going(uow: UnitOfWork, record: CommunityRecord, incident: Incident, news: News) -> None:
    """Show the people who go what somebody writes of another place; coordinators read it as a report of its own."""
    shown = words_to_leave.fit_to_relay(record.community, news.in_full, news.hint.weapons or news.hint.words)
    going = audience.free_to_know(record, incident, assignments.those_going(uow, record, incident))
    if not lexicon.mentions_authority(news.in_full):
        _notify_who_come(uow, record, incident, news, going, Text.REPORTER_WRITES_RED, shown)


def _notify_who_come(
    uow: UnitOfWork,
    record: CommunityRecord,
    incident: Incident,
    news: News,
    people: Sequence[Person],
    text: Text,
    shown: str,
) -> list[Person]:
    """Notify people who go, or who answered for the police, except the sender of the words; return those notified."""
    others = [person for person in people if news.sender not in uow.keyring.phones(person.phone)]
    for person in others:
        notify(uow, record, person, text, lane=Lane.RED, incident=incident, said=shown)
    return others
