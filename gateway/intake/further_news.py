"""The news in a further text of a phone, beside what is known of its report and what was passed on of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from gateway.core.unit_of_work import UnitOfWork
from gateway.storage.models import Event, Incident, Report
from menus.domain import further_words
from menus.domain.categories import Category
from menus.domain.community import Zone
from menus.domain.draft import Channel
from menus.domain.timeline import EventKind
from menus.text import in_a_fire, killing, lexicon, news_words

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
    has_new_killing: bool
    are_inside: bool
    since: timedelta
    is_repeated: bool
    unsent: tuple[str, ...]

    @property
    def is_late(self) -> bool:
        """Return whether nothing was passed on for so long that the next text is passed on in any case."""
        return self.since > further_words.QUIET

    @property
    def waits_for(self) -> timedelta:
        """Return how long the text waits if it is not passed on at once."""
        return max(timedelta(0), further_words.QUIET - self.since)

    @property
    def in_full(self) -> str:
        """Return the words that were not passed on yet, the newest last."""
        return " / ".join(dict.fromkeys((*self.unsent, self.said)))


def news_of(uow: UnitOfWork, report: Report, hint: lexicon.Hint, said: str) -> News:
    """Return what a text adds to what is known of its report."""
    incident = uow.session.get_one(Incident, report.incident_id)
    sent = last_time(uow, incident, EventKind.PASSED_ON)
    since = sent or incident.opened_at
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
        has_new_killing=tells_of_killing(incident, said)
        and not any(tells_of_killing(incident, line) for line in _known(uow, incident)),
        are_inside=says_inside(incident, said) and not in_a_fire.are_inside(_known(uow, incident)),
        since=uow.now - since,
        is_repeated=sent is not None and uow.now - sent < further_words.SAME and last == said[:LONGEST],
        unsent=_kept_since(uow, incident, since),
    )


def kept_news(uow: UnitOfWork, incident: Incident, zones: Sequence[Zone]) -> News | None:
    """Return the words that were kept since something was passed on, as the news of one text; None if there are none.

    Their sender is the newest texter: who goes and wrote them need not read them.
    """
    since = last_time(uow, incident, EventKind.PASSED_ON) or incident.opened_at
    kept = _kept_since(uow, incident, since)
    if not kept:
        return None
    sender = uow.session.scalar(
        select(Report.reporter_hash)
        .where(Report.incident_id == incident.id, Report.channel == Channel.SMS)
        .order_by(Report.id.desc())
        .limit(1)
    )
    *unsent, last = kept
    hint = lexicon.hint(" / ".join(kept), zones)
    return News(
        hint,
        last,
        sender,
        has_new_weapon=False,
        has_new_killing=False,
        are_inside=False,
        since=uow.now - since,
        is_repeated=False,
        unsent=tuple(unsent),
    )


def tells_of_killing(incident: Incident, said: str) -> bool:
    """Return whether a text tells of a killing. The dead of a fire were most likely killed by nobody."""
    is_fire = incident.category is Category.FIRE_HAZARD
    return killing.tells_of_killing(said) or (not is_fire and killing.tells_of_death(said))


def says_inside(incident: Incident, said: str) -> bool:
    """Return whether a text about a fire says that people are in it."""
    return incident.category is Category.FIRE_HAZARD and in_a_fire.says_inside(said)


def _known(uow: UnitOfWork, incident: Incident) -> list[str]:
    """Return the lines that were texted about an incident so far, report by report."""
    reports = uow.session.scalars(select(Report.words).where(Report.incident_id == incident.id).order_by(Report.id))
    return [line for words in reports for line in (words or "").split("\n")]


def _kept_since(uow: UnitOfWork, incident: Incident, since: datetime) -> tuple[str, ...]:
    """Return the newest further texts of an incident since a time, the oldest of them first."""
    wrote = uow.session.scalars(
        select(Event.words)
        .where(Event.incident_id == incident.id, Event.kind == EventKind.WROTE_AGAIN, Event.at > since)
        .order_by(Event.id.desc())
        .limit(MOST_UNSENT)
    ).all()
    return tuple(word for word in reversed(wrote) if word)


def is_said_again(uow: UnitOfWork, report: Report, said: str) -> bool:
    """Return whether a report holds the very same words, and nothing was added to its incident for `QUIET`.

    A network or a phone may hand a text over twice within seconds: that asks for no second answer.
    """
    if said.strip().casefold() not in (line.strip().casefold() for line in (report.words or "").split("\n")):
        return False
    incident = uow.session.get_one(Incident, report.incident_id)
    last = last_time(uow, incident, EventKind.WROTE_AGAIN) or report.created_at
    return uow.now - last > further_words.QUIET


def brings_new_facts(report: Report, hint: lexicon.Hint, said: str) -> bool:
    """Return whether a text says more than its report, which coordinators have read about and not dispatched.

    The same words with another number alone say little: they wait for a minute.
    """
    known = (report.hint_words or "").split(", ")
    if not set(hint.words).issubset(known):
        return True
    before = {_without_digits(line) for line in (report.words or "").split("\n")}
    return news_words.tells_more(said) and _without_digits(said) not in before


def _without_digits(said: str) -> str:
    return " ".join("".join(sign for sign in lexicon.fold(said) if not sign.isdigit()).split())


def facts_of(uow: UnitOfWork, incident: Incident, news: News) -> further_words.News:
    """Return the facts that decide to whom a text is passed on."""
    hint = news.hint
    return further_words.News(
        is_red=hint.is_red,
        was_red=incident.has_red_words,
        has_new_weapon=news.has_new_weapon,
        has_new_killing=news.has_new_killing,
        are_inside=news.are_inside,
        brings_facts=bool(hint.words) or hint.zone is not None or news_words.tells_more(news.said),
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
