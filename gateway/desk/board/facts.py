"""The facts of a row: what it is and where, how its tracks stand, who is on it, and what happened last."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.desk.board import known
from gateway.desk.board.known import KnownEvent, KnownIncident, KnownLadder
from gateway.desk.board.looking import Looking
from gateway.desk.board.rows import TrackLine
from gateway.desk.board.snapshot import Snapshot
from gateway.storage.models import Event, Notification
from menus.domain import desk_board, seeing
from menus.domain.categories import Track
from menus.domain.desk_board import TrackView
from menus.domain.incident_life import IncidentStatus
from menus.domain.marks import Caution
from menus.domain.roles import first_role
from menus.domain.timeline import EventKind
from menus.sms import happened, wording
from menus.sms.happened import Happened
from menus.sms.listing import role_name
from menus.text import catalog, page_words
from menus.text.names import Text

MOST_PEOPLE = 2
"""The most people who are named in a row: users of other consoles could not find the reference among the names."""
_NEWEST = 10
"""The newest events of an incident that are read. Few have no line: those of one moment are five at most. A guess."""
_WORDS = "desk_board.po"


@dataclass(frozen=True)
class LastFact:
    """The last event of an incident: its words, and its time."""

    words: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Facts:
    """The newest events of some incidents, newest first, and whom the rungs among them have notified."""

    snapshot: Snapshot
    events: dict[int, list[KnownEvent]]
    told: dict[tuple[int, Track, datetime], list[int]]

    def seen(self, looking: Looking, row: KnownIncident) -> int:
        """Return the newest event of an incident that the viewer may know of; 0 without one."""
        return next((event.id for event in self._of(looking, row)), 0)

    def last(self, looking: Looking, row: KnownIncident, *, is_named: bool) -> LastFact:
        """Return what happened last, as the page of phones tells it; somebody who may not read names reads roles."""
        for event in self._of(looking, row):
            if row.id in self.snapshot.missing and event.kind is EventKind.REPORTED:
                # Its line names the category, and nobody may read of a gun that nobody told of.
                return LastFact()
            words = happened.lines(looking.record.community, self._happened(looking, row, event, is_named=is_named))
            if words is not None:
                return LastFact(words[looking.language], event.at)
        return LastFact()

    def _of(self, looking: Looking, row: KnownIncident) -> Iterator[KnownEvent]:
        roles, events = looking.person.roles, self.events.get(row.id, ())
        return (event for event in events if seeing.may_know(roles, event.kind, event.track))

    def _happened(self, looking: Looking, row: KnownIncident, event: KnownEvent, *, is_named: bool) -> Happened:
        record, language, track = looking.record, looking.language, event.track
        told = self.told.get((row.id, track, event.at), []) if track is not None else []
        names = list(dict.fromkeys(_called(record, language, person_id, is_named=is_named) for person_id in told))
        more = (page_words.say(_WORDS, language, "row.more", count=len(names) - MOST_PEOPLE),)
        return Happened(
            event.kind,
            row.level,
            row.category,
            row.zone,
            row.place or "",
            track,
            _called(record, language, event.person_id, is_named=is_named) if event.person_id is not None else None,
            (*names[:MOST_PEOPLE], *(more if len(names) > MOST_PEOPLE else ())),
            is_first=event.facts.get("rung") == 1 and event.facts.get("round") == 1,
            count=int(event.facts.get("told", 0)) if not names else 0,
        )


def read(session: Session, snapshot: Snapshot, record: CommunityRecord, rows: Sequence[KnownIncident]) -> Facts:
    """Read the newest events of some incidents, and whom the rungs among them have notified."""
    ids = [row.id for row in rows]
    place = func.row_number().over(partition_by=Event.incident_id, order_by=Event.id.desc()).label("place")
    newest = select(Event.id, place).where(Event.community_id == record.id, Event.incident_id.in_(ids)).subquery()
    found = select(*known.EVENT).join(newest, newest.c.id == Event.id).where(newest.c.place <= _NEWEST)
    events: defaultdict[int, list[KnownEvent]] = defaultdict(list)
    for event in map(KnownEvent._make, session.execute(found.order_by(Event.id.desc()))):
        events[event.incident_id].append(event)
    rungs = {event.at for each in events.values() for event in each if event.kind is EventKind.RUNG_FIRED}
    columns = (Notification.incident_id, Notification.track, Notification.at, Notification.person_id)
    told: defaultdict[tuple[int, Track, datetime], list[int]] = defaultdict(list)
    if rungs:
        notified = select(*columns).where(Notification.incident_id.in_(ids), Notification.at.in_(rungs))
        for row in session.execute(notified.order_by(Notification.person_id)):
            told[row.incident_id, row.track, row.at].append(row.person_id)
    return Facts(snapshot, dict(events), dict(told))


def kind(snapshot: Snapshot, language: str, row: KnownIncident) -> str:
    """Return the name of what an incident is, as texts name it."""
    if row.id in snapshot.missing:
        return catalog.say(language, Text.KIND_MISSING)
    return wording.category_name(language, row.category)


def place(record: CommunityRecord, language: str, row: KnownIncident) -> str:
    """Return where it is: the zone, else the place that was typed, names of people crossed out."""
    return wording.place_name(record.community, language, row.zone, row.place or "")


def flags(row: KnownIncident) -> Iterator[str]:
    """Yield the names of the words that make somebody look twice. That it awaits review is its status."""
    if row.drill is not None:
        yield "drill"
    if row.status is IncidentStatus.OVER:
        yield "over"
    if row.unconfirmed:
        yield "unconfirmed"
    if row.has_red_words:
        yield "red"
    if row.caution is Caution.MANY:
        yield "many"
    if row.caution is Caution.FALSE_BEFORE:
        yield "false-before"


def track_line(language: str, ladder: KnownLadder) -> TrackLine:
    """Return how a track stands, in words."""
    steps = len(ladder.steps["steps"])
    view = desk_board.track_view(ladder.phase, ladder.fired, steps * (ladder.steps["repeat"] + 1))
    after = ladder.answered_at - ladder.started_at if ladder.answered_at is not None else None
    text = page_words.say(
        _WORDS,
        language,
        f"track.{view}",
        rung=(ladder.fired - 1) % steps + 1 if ladder.fired else 0,
        rungs=steps,
        role=role_name(language, ladder.answered_role) if ladder.answered_role is not None else "",
        after=desk_board.clock(after) if after is not None else "",
    )
    waits = view in {TrackView.STARTS, TrackView.CALLING, TrackView.LAST}
    return TrackLine(ladder.track, view, text, ladder.due_at if waits else None)


def on_it(
    snapshot: Snapshot, record: CommunityRecord, language: str, row: KnownIncident, *, is_named: bool
) -> list[str]:
    """Return the people who go or are there, the lead first: by name and role, or by role alone."""
    going = sorted(snapshot.going.get(row.id, ()), key=lambda one: (one.position is None, one.position or 0))
    found = []
    for person_id in dict.fromkeys(one.person_id for one in going):
        person = record.person(person_id)
        role = role_name(language, first_role(person.roles)) if person is not None else ""
        found.append(f"{person.name} ({role})" if person is not None and is_named else role)
    return [each for each in found if each]


def _called(record: CommunityRecord, language: str, person_id: int, *, is_named: bool) -> str:
    """Return how a person is called: by name, else by role; a person who is no longer there is somebody."""
    person = record.person(person_id)
    if person is None:
        return page_words.say("happened.po", language, "somebody")
    return person.name if is_named else role_name(language, first_role(person.roles))
