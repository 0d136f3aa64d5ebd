"""Further texts of a phone: what they add to its report, and who is notified of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from gateway.alerts import audience, incident_alerts
from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.escalation import assignments, engine
from gateway.messaging.notices import notify
from gateway.storage.models import Event, Incident, Report
from menus.domain.categories import Category, Harm, Level, first_level, is_worse
from menus.domain.messages import Lane
from menus.domain.timeline import EventKind
from menus.sms import wording
from menus.text import lexicon
from menus.text.names import Text

RED = "red"
"""The flag of an incident whose words tell of weapons or death."""


LONGEST = 1_000


_QUIET = timedelta(minutes=1)


_MOST_NOTIFIED, _MOST_RED = 6, 12
"""How many further texts of one incident are passed on one by one within `_SAME`, then one a minute. A guess."""


_SAME = timedelta(minutes=10)
"""For this long the same words again are not news. A guess, to be tested."""


def category_of(hint: lexicon.Hint) -> Category:
    """Return the category that a hint is filed as; words of weapons or death outweigh a complaint about somebody."""
    if hint.is_red and hint.category in {None, Category.COMPLAINT_OTHER}:
        return Category.GUN_KILLING
    return hint.category or Category.UNKNOWN


def join(uow: UnitOfWork, record: CommunityRecord, report: Report, hint: lexicon.Hint, said: str) -> None:
    """Add a further text to a report, and notify the people who should know what is new in it."""
    incident = uow.session.get_one(Incident, report.incident_id)
    report.words = f"{report.words or ''}\n{said}"[: 2 * LONGEST]
    report.hint_words = _listed(report.hint_words, hint.words)
    news = news_of(uow, report, hint, said)
    incident.weapons = _listed(incident.weapons, hint.weapons)
    uow.note(incident.id, EventKind.WROTE_AGAIN, words=said[:LONGEST])
    if incident.level is Level.PRIVATE:
        _join_private(uow, record, incident, report, news)
        return
    if incident.level is Level.COMPLAINT:
        # The words of a complaint never leave by SMS.
        return
    is_placed = hint.zone is not None and incident.zone is None
    if is_placed:
        incident.zone = report.zone = hint.zone
    if incident.awaiting_review:
        _join_waiting(uow, record, incident, report, news, is_placed=is_placed)
    else:
        notify_more(uow, record, incident, news)


@dataclass(frozen=True)
class _News:
    """The news in a further text, and the hash of the phone that sent it.

    `is_late` says that nothing has been passed on for `_QUIET`. `is_known` says that the very same words were just
    passed on. `untold` are the words that came since then and were not passed on.
    """

    hint: lexicon.Hint
    said: str
    sender: bytes | None
    has_new_weapon: bool
    is_late: bool
    is_known: bool
    unsent: tuple[str, ...]


def news_of(uow: UnitOfWork, report: Report, hint: lexicon.Hint, said: str) -> _News:
    """Return what a text adds to what is known of its report."""
    incident = uow.session.get_one(Incident, report.incident_id)
    sent = last_time(uow, incident, EventKind.PASSED_ON)
    since = sent or incident.opened_at
    wrote = uow.session.scalars(
        select(Event.words)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.WROTE_AGAIN, Event.at > since)
        .order_by(Event.id)
    ).all()
    last = uow.session.scalar(
        select(Event.words)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.WROTE_AGAIN)
        .order_by(Event.id.desc())
        .limit(1)
    )
    return _News(
        hint,
        said,
        report.reporter_hash,
        has_new_weapon=bool(set(hint.weapons) - set((incident.weapons or "").split(", "))),
        is_late=uow.now - since > _QUIET,
        is_known=sent is not None and uow.now - sent < _SAME and last == said[:LONGEST],
        unsent=tuple(word for word in wrote if word),
    )


def _listed(known: str | None, words: Iterable[str]) -> str | None:
    """Return words in their stored form, `known` ones first, each once; None if there are none."""
    return ", ".join(dict.fromkeys(word for word in ((known or "").split(", ") + list(words)) if word)) or None


def _join_private(uow: UnitOfWork, record: CommunityRecord, incident: Incident, report: Report, news: _News) -> None:
    """Alert the helpers again if the text tells of danger now, or names a place that they did not know."""
    hint = news.hint
    is_placed = hint.zone is not None and incident.zone is None
    if not is_placed and not (hint.is_red and (news.is_late or not incident.danger_now)):
        return
    uow.note(incident.id, EventKind.PASSED_ON)
    incident.zone = report.zone = incident.zone or hint.zone
    incident.danger_now = incident.danger_now or hint.is_red
    engine.restart_exhausted(uow, record, incident)
    incident_alerts.alert_again(uow, record, incident, "")


def _join_waiting(
    uow: UnitOfWork, record: CommunityRecord, incident: Incident, report: Report, news: _News, *, is_placed: bool
) -> None:
    """Notify coordinators of what is new in a report that awaits review."""
    is_red_now = news.hint.is_red and incident.flag != RED
    if is_red_now:
        incident.flag = RED
        category = category_of(news.hint)
        incident.category = report.category = category
        incident.harm = report.harm = Harm.UNSURE
        incident.level = first_level(category, Harm.UNSURE)
    is_known = incident.category != Category.UNKNOWN
    if is_red_now or (news.hint.is_red and news.is_late) or (is_placed and is_known):
        uow.note(incident.id, EventKind.PASSED_ON)
        name = Text.HINT_RED if incident.flag == RED else Text.HINT
        incident_alerts.notify_coordinators(uow, record, incident, name, said=report.hint_words or "")


def notify_more(uow: UnitOfWork, record: CommunityRecord, incident: Incident, news: _News) -> None:
    """Notify people who go, and the coordinators, of further words after the incident was dispatched.

    Names and numbers are crossed out. People who were alerted and do not go are notified of new weapons only. Words
    alone alert nobody else: a coordinator's POLICE does.
    """
    if news.is_known or not (news.is_late or _is_urgent(uow, incident, news)):
        return
    uow.note(incident.id, EventKind.PASSED_ON)
    if news.hint.is_red and is_worse(Harm.UNSURE, incident.harm):
        incident.harm = Harm.UNSURE
    said = " / ".join(dict.fromkeys((*news.unsent, news.said)))
    words = wording.fit_to_relay(record.community, said, news.hint.weapons or news.hint.words)
    name = Text.HINT_MORE if news.hint.is_red else Text.HINT_WRITTEN
    to_who_goes = Text.REPORTER_WRITES_RED if news.hint.is_red else Text.REPORTER_WRITES
    coordinating = incident_alerts.notify_coordinators(uow, record, incident, name, is_red=news.hint.is_red, said=words)
    going = audience.free_to_know(record, incident, assignments.those_going(uow, record, incident))
    accuses = lexicon.accuses_authority(said)
    # The accused may be among the people who go: show them the weapons only, and nothing that accuses anybody.
    shown = ", ".join(news.hint.weapons) if accuses else words
    for person in going:
        if shown and person not in coordinating and uow.keyring.phone(person.phone) != news.sender:
            notify(uow, record, person, to_who_goes, lane=Lane.RED, incident=incident, said=shown)
    if not news.hint.is_red:
        return
    if not accuses and (news.has_new_weapon or incident.flag != RED):
        incident_alerts.alert_again(uow, record, incident, "", but=(*going, *coordinating))
    incident.flag = incident.flag or RED


def _is_urgent(uow: UnitOfWork, incident: Incident, news: _News) -> bool:
    """Return whether a text adds something and is not part of a flood; red words have a higher limit."""
    sent = _notified_lately(uow, incident)
    if news.hint.is_red:
        return news.has_new_weapon or incident.flag != RED or sent <= _MOST_RED
    has_news = bool(news.hint.words) or news.hint.zone is not None or lexicon.numbers_people(news.said)
    return sent <= _MOST_NOTIFIED and (has_news or lexicon.takes_back(news.said))


def _notified_lately(uow: UnitOfWork, incident: Incident) -> int:
    """Return how many further texts of an incident were passed on within `_SAME`."""
    since = uow.now - _SAME
    found = select(func.count()).select_from(Event)
    found = found.where(Event.incident_id == incident.id, Event.kind == EventKind.PASSED_ON, Event.at > since)
    return uow.session.scalar(found) or 0


def last_time(uow: UnitOfWork, incident: Incident, kind: EventKind) -> datetime | None:
    """Return when an event of this kind last happened to an incident, or None."""
    found = select(func.max(Event.at)).where(Event.incident_id == incident.id, Event.kind == kind)
    return uow.session.scalar(found)
