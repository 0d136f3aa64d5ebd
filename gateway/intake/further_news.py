"""The news in a further text of a phone, beside what is known of its report and what was passed on of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Event, Incident, Report
from menus.domain import further_words
from menus.domain.timeline import EventKind
from menus.text import lexicon

LONGEST = 1_000
"""The most characters of a text that its event keeps."""
MOST_UNSENT = 20
"""The most further texts that wait to be passed on. One SMS holds two or three of them (a guess)."""


@dataclass(frozen=True)
class News:
    """The news in a further text, and the hash of the phone that sent it.

    `since` is the time since a text was passed on, or since the incident was opened. `is_repeated`: the very same words
    were just passed on. `unsent` are the words that came since then and were not passed on.
    """

    hint: lexicon.Hint
    said: str
    sender: bytes | None
    has_new_weapon: bool
    since: timedelta
    is_repeated: bool
    unsent: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """Return whether nothing was passed on for so long that the next text is passed on in any case."""
        return self.since > further_words.QUIET

    @property
    def in_full(self) -> str:
        """Return the words that were not passed on yet, the newest last."""
        return " / ".join(dict.fromkeys((*self.unsent, self.said)))


def news_of(uow: UnitOfWork, report: Report, hint: lexicon.Hint, said: str) -> News:
    """Return what a text adds to what is known of its report."""
    incident = uow.session.get_one(Incident, report.incident_id)
    sent = last_time(uow, incident, EventKind.PASSED_ON)
    since = sent or incident.opened_at
    wrote = uow.session.scalars(
        select(Event.words)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.WROTE_AGAIN, Event.at > since)
        .order_by(Event.id.desc())
        .limit(MOST_UNSENT)
    ).all()
    last = uow.session.scalar(
        select(Event.words)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.WROTE_AGAIN)
        .order_by(Event.id.desc())
        .limit(1)
    )
    return News(
        hint,
        said,
        report.reporter_hash,
        has_new_weapon=bool(set(hint.weapons) - set((incident.weapons or "").split(", "))),
        since=uow.now - since,
        is_repeated=sent is not None and uow.now - sent < further_words.SAME and last == said[:LONGEST],
        unsent=tuple(word for word in reversed(wrote) if word),
    )


def facts_of(uow: UnitOfWork, incident: Incident, news: News) -> further_words.News:
    """Return the facts that decide to whom a text is passed on."""
    hint, said = news.hint, news.said
    facts = bool(hint.words) or hint.zone is not None or lexicon.numbers_people(said) or lexicon.takes_back(said)
    return further_words.News(
        is_red=hint.is_red,
        was_red=incident.has_red_words,
        has_new_weapon=news.has_new_weapon,
        brings_facts=facts,
        accuses=lexicon.mentions_authority(news.in_full),
        since=news.since,
        passed_on=passed_on_lately(uow, incident),
        is_repeated=news.is_repeated,
    )


def passed_on_lately(uow: UnitOfWork, incident: Incident) -> int:
    """Return how many further texts of an incident were passed on lately."""
    since = uow.now - further_words.SAME
    found = select(func.count()).select_from(Event)
    found = found.where(Event.incident_id == incident.id, Event.kind == EventKind.PASSED_ON, Event.at > since)
    return uow.session.scalar(found) or 0


def last_time(uow: UnitOfWork, incident: Incident, kind: EventKind) -> datetime | None:
    """Return when an event of this kind last happened to an incident, or None."""
    found = select(func.max(Event.at)).where(Event.incident_id == incident.id, Event.kind == kind)
    return uow.session.scalar(found)
