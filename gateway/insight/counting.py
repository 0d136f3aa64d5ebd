"""Counting: the figures of a period, from incidents that everybody who reads figures may know of.

Private help, complaints, reports that accuse somebody, silent calls for help and texts that may be private are left
out, as drills are: a number that changes with them would tell that they have come.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session, aliased

from gateway.communities.records import CommunityRecord
from gateway.incidents import openness, police_notified
from gateway.insight.periods import Span
from gateway.storage.models import EscalationRow, Event, Incident, Message
from gateway.storage.states import MessageState
from gateway.storage.streaming import in_pieces
from menus.domain import figures
from menus.domain.categories import Level, Track
from menus.domain.figures import TRACKS, Cost, Counts, Fact, Period
from menus.domain.roles import POLICE_ROLES, Role
from menus.domain.timeline import EventKind

AT_ONCE = 1_000
"""The most incidents that a page counts by itself: a page may take a second.

2,000 with 20,000 texts took 0.2 s on SQLite and 1.5 s on PostgreSQL, on a machine with five times more to do than it
could (measured). 100,000 with a million texts took 22 s on SQLite: that is for a worker. To ask how many there are took
0.03 s of them.
"""
_TAKEN = (MessageState.SENT, MessageState.DELIVERED, MessageState.FAILED)
"""The states of texts that may have cost something: a text that failed later may have been paid for."""


def may_count_at_once(session: Session, community_id: int, within: Period | Span) -> bool:
    """Return whether a period holds so few incidents that a page may count them by itself."""
    return are_few(session, counted_in(community_id, within), AT_ONCE)


def are_few(session: Session, counted: "_Counted", most: int) -> bool:
    """Return whether at most so many incidents count. It looks at no more than that many."""
    some = select(Incident.id).where(*counted).limit(most + 1).subquery()
    return (session.scalar(select(func.count()).select_from(some)) or 0) <= most


def has_some(session: Session, community_id: int, within: Period | Span) -> bool:
    """Return whether an incident of a period counts."""
    return session.scalar(select(Incident.id).where(*counted_in(community_id, within)).limit(1)) is not None


def count(session: Session, record: CommunityRecord, within: Period, *which: ColumnElement[bool]) -> Counts:
    """Count the incidents of a period, and what their texts cost, by a few statements, however many there are.

    Only those count for which all conditions of `which` hold, too: nobody counts what they have an interest in.
    """
    counted = (*counted_in(record.id, within), *which)
    return figures.count(_facts(session, record, counted), within, _costs(session, counted))


_Counted = tuple[ColumnElement[bool], ...]


def counted_in(community_id: int, within: Period | Span) -> _Counted:
    """Return the conditions of an incident that counts in a period."""
    return counted(community_id, within.since, within.until)


def counted(community_id: int, since: datetime, until: datetime) -> _Counted:
    """Return the conditions of an incident that counts, and was opened from a moment up to another one (aware)."""
    return (
        Incident.community_id == community_id,
        Incident.opened_at >= since,
        Incident.opened_at < until,
        *openness.COUNTS,
    )


def _facts(session: Session, record: CommunityRecord, counted: _Counted) -> Iterator[Fact]:
    first, police = first_answers(session, counted), police_notified.among(session, record, counted)
    rows = with_ladders(Incident.id, Incident.opened_at, Incident.level).where(*counted)
    for incident_id, opened_at, level, *ladders in session.execute(rows):
        answers = {track: first.on(incident_id, track) for track in called(incident_id, ladders, police)}
        yield Fact(opened_at, level, answers)


def with_ladders(*columns: Any) -> Select[Any]:
    """Return columns of incidents, and behind them the ladders of the patrol and of the police: see `called`."""
    ladders = [aliased(EscalationRow) for _ in TRACKS]
    rows = select(*columns, *(ladder.id for ladder in ladders)).select_from(Incident)
    for track, ladder in zip(TRACKS, ladders, strict=True):
        rows = rows.outerjoin(ladder, (ladder.incident_id == Incident.id) & (ladder.track == track))
    return in_pieces(rows)


def with_ladder(ladders: Sequence[int | None]) -> list[Track]:
    """Return the tracks of which an incident has a ladder, by the last columns of `with_ladders`."""
    return [track for track, ladder_id in zip(TRACKS, ladders, strict=True) if ladder_id is not None]


def called(incident_id: int, ladders: Sequence[int | None], police: Collection[int]) -> list[Track]:
    """Return the tracks that an incident has called, by the last columns of `with_ladders`.

    `police` are the incidents of which a police contact was notified (`police_notified.among`): where a ladder of that
    track has notified coordinators alone, nobody has called the police, and no silence is theirs.
    """
    return [track for track in with_ladder(ladders) if track is not Track.POLICE or incident_id in police]


@dataclass(frozen=True)
class FirstAnswers:
    """The moments of the first answers on each track of each incident, and of anybody's; of the police, a contact's."""

    by_track: Mapping[tuple[int, str], datetime]
    of_anybody: Mapping[int, datetime]

    def on(self, incident_id: int, track: Track) -> datetime | None:
        """Return the first answer on a track of an incident; None if there is none."""
        return self.by_track.get((incident_id, track))


def first_answers(session: Session, counted: Sequence[ColumnElement[bool]]) -> FirstAnswers:
    """Return the first answers of each incident.

    A coordinator who only says that it is over answers nobody: the time of a closing says nothing of a wait. The row of
    a track holds the answer that holds, and none once nobody has arrived in time: the events know the first.
    """
    rows = in_pieces(
        select(Event.incident_id, Event.at, Event.facts, Event.changes)
        .join(Incident, Incident.id == Event.incident_id)
        .where(*counted, Event.kind == EventKind.ANSWERED)
    )
    first: dict[tuple[int, str], datetime] = {}
    of_anybody: dict[int, datetime] = {}
    for incident_id, at, facts, changes in session.execute(rows):
        key = (incident_id, str(facts.get("track")))
        if _closes_alone(facts, changes):
            continue
        of_anybody[incident_id] = min(at, of_anybody.get(incident_id, at))
        if key[1] != Track.POLICE or is_of_police(facts, changes):
            first[key] = min(at, first.get(key, at))
    return FirstAnswers(first, of_anybody)


def is_of_police(facts: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Return whether an event of an answer is one of a police contact: others may answer on their track, too."""
    return facts.get("track") == Track.POLICE and _role_in(facts, changes) in POLICE_ROLES


def _closes_alone(facts: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Return whether an event of an answer is the word of a coordinator that the incident is over, and no more."""
    return bool(facts.get("closes")) and _role_in(facts, changes) == Role.COORDINATOR


def _role_in(facts: Mapping[str, Any], changes: Mapping[str, Any]) -> Any:
    """Return the role in which somebody answered."""
    return (changes.get("answered_role") or [None, None])[1] or facts.get("role")


def _costs(session: Session, counted: _Counted) -> dict[Level, Cost]:
    rows = (
        select(Incident.level, func.count(), func.count(func.nullif(Message.cost, 0)), func.sum(Message.cost))
        .join(Message, Message.incident_id == Incident.id)
        .where(*counted, Message.state.in_(_TAKEN))
        .group_by(Incident.level)
    )
    return {
        level: Cost(texts, texts - priced, amount or Cost().amount)
        for level, texts, priced, amount in session.execute(rows)
    }
