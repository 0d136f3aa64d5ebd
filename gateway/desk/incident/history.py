"""History: each event of an incident with its time, who did it, the old and the new values, and the words of people.

Words of residents stand in no event here, and events of a track that the viewer may not know of are left out.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from gateway.alerts import alert_facts
from gateway.desk.incident.looking import Looking
from gateway.desk.incident.paging import Part, part
from gateway.incidents import board
from gateway.storage.models import Event, Notification
from menus.domain import seeing
from menus.domain.categories import Category, Track
from menus.domain.desk_acts import Meanwhile
from menus.domain.timeline import EventKind
from menus.sms import happened, wording
from menus.sms.happened import HIDDEN, Happened
from menus.text import catalog, page_words
from menus.text.names import Text

PAGE = 25
_WORDS = "desk_incident.po"
_SHOWN = ("level", "category", "zone", "status", "reports", "unconfirmed", "phase", "fired")
"""The facts whose old and new values are told. The accused group and the kind of an alarm are left out."""
_MOST_NAMED = 6
"""The most people that one line names: a team may have hundreds. A guess."""


@dataclass(frozen=True)
class Change:
    """A fact that changed, by its name, with the old and the new value in words. `old` is empty if there was none."""

    name: str
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """An event: its moment, what happened in words, what changed, and somebody's words."""

    number: int
    at: str
    text: str
    changes: Sequence[Change]
    words: str = ""


@dataclass(frozen=True)
class History:
    """A part of the events, the newest first."""

    lines: Sequence[Line]
    part: Part


def known(session: Session, looking: Looking) -> list[Meanwhile]:
    """Return the events of an incident that the viewer may know of, the newest first."""
    rows = session.execute(_marks(looking).add_columns(Event.person_id)).all()
    return [Meanwhile(row.id, row.kind, row.person_id) for row in rows if _is_seen(looking, row.kind, row.facts)]


def of_incident(session: Session, looking: Looking, asked: str | None) -> History:
    """Return a part of the events of an incident that the viewer may know of."""
    rows = [row for row in session.execute(_marks(looking)).all() if _is_seen(looking, row.kind, row.facts)]
    which = part(asked, PAGE, len(rows))
    ids = [row.id for row in rows[which.skipped : which.skipped + PAGE]]
    return History(_lines(session, looking, ids), which)


def since(session: Session, looking: Looking, ids: Sequence[int]) -> list[Line]:
    """Return some events of the incident as lines, the newest first, those alone that the viewer may know of."""
    rows = session.execute(_marks(looking).where(Event.id.in_(ids))).all()
    return _lines(session, looking, [row.id for row in rows if _is_seen(looking, row.kind, row.facts)])


def _marks(looking: Looking) -> Select[tuple[int, EventKind, dict[str, Any]]]:
    """Select what decides whether an event is shown. Its sealed words are read for one part alone."""
    marks = select(Event.id, Event.kind, Event.facts).where(Event.incident_id == looking.incident.id)
    return marks.order_by(Event.id.desc())


def _is_seen(looking: Looking, kind: EventKind, facts: dict[str, Any]) -> bool:
    return seeing.may_know(looking.viewer.person.roles, kind, _track(facts))


def _track(facts: dict[str, Any]) -> Track | None:
    track = facts.get("track")
    return Track(str(track)) if track in set(Track) else None


def _lines(session: Session, looking: Looking, ids: Sequence[int]) -> list[Line]:
    events = session.scalars(select(Event).where(Event.id.in_(ids)).order_by(Event.id.desc())).all()
    told = _told(session, looking, events)
    is_missing = alert_facts.facts_of(looking.incident).is_missing
    return [
        Line(
            event.id,
            looking.moment(event.at),
            _text(looking, event, told, is_missing=is_missing),
            list(_changes(looking, event, is_missing=is_missing)),
            (event.words or "") if looking.is_free and board.shows_words(event.kind) else "",
        )
        for event in events
    ]


def _told(
    session: Session, looking: Looking, events: Sequence[Event]
) -> defaultdict[tuple[Track, datetime], list[int]]:
    """Return the people who were notified, by track and moment."""
    told: defaultdict[tuple[Track, datetime], list[int]] = defaultdict(list)
    moments = [event.at for event in events if event.kind is EventKind.RUNG_FIRED]
    if moments:
        of_them = select(Notification).where(Notification.incident_id == looking.incident.id)
        for row in session.scalars(of_them.where(Notification.at.in_(moments)).order_by(Notification.person_id)):
            told[row.track, row.at].append(row.person_id)
    return told


def _text(
    looking: Looking,
    event: Event,
    told: defaultdict[tuple[Track, datetime], list[int]],
    *,
    is_missing: bool,
) -> str:
    incident, language, track = looking.incident, looking.language, _track(event.facts)
    if event.kind in HIDDEN or (is_missing and event.kind is EventKind.REPORTED):
        shown = page_words.say("happened.po", language, f"track.{track or Track.PATROL}")
        return page_words.say(_WORDS, language, f"event.{event.kind}", track=shown)
    people = [looking.name(one) for one in told.get((track or Track.PATROL, event.at), [])]
    happening = Happened(
        event.kind,
        incident.level,
        incident.category,
        incident.zone,
        incident.place or "",
        track,
        looking.name(event.person_id) if event.person_id is not None else None,
        tuple(people[:_MOST_NAMED]),
        is_first=event.facts.get("rung") == 1 and event.facts.get("round") == 1,
        count=max(len(people), int(event.facts.get("told", 0))),
    )
    words = happened.lines(looking.community, happening)
    return words[language] if words is not None else ""


def _changes(looking: Looking, event: Event, *, is_missing: bool) -> Iterator[Change]:
    for name in _SHOWN:
        if name not in event.changes or (name == "category" and is_missing):
            continue
        old, new = event.changes[name]
        if old is not None or new not in {None, False}:
            yield Change(name, _value(looking, name, old), _value(looking, name, new))
    if event.kind is EventKind.CLOSED and "class" in event.facts:
        # The class of the rule is the old value of one that somebody chose instead.
        old, new = event.facts.get("class_by_rule"), event.facts["class"]
        yield Change("crime", _value(looking, "crime", old), _value(looking, "crime", new))


def _value(looking: Looking, name: str, value: object) -> str:
    """Return a value in words; empty if there is none."""
    language = looking.language
    match name:
        case _ if value is None:
            return ""
        case "level":
            return catalog.say(language, Text(f"level.{value}"))
        case "category":
            return wording.category_name(language, Category(str(value)))
        case "zone":
            return wording.place_name(looking.community, language, str(value), "")
        case "crime" | "status" | "phase":
            return page_words.say(_WORDS, language, f"{name}.{value}")
        case _:
            return page_words.say(_WORDS, language, "yes" if value else "no") if name == "unconfirmed" else str(value)
