"""The snapshot of a community's open incidents, read once for all who look at the board in this process.

It holds what nobody may see of as well: `gateway/desk/board/view.py` leaves out of it what is not a viewer's.
"""

import threading
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import TypeVar

from sqlalchemy import Select, bindparam, literal, select
from sqlalchemy.orm import Session

from gateway.alerts import alert_facts
from gateway.communities.directory import CommunityRecord
from gateway.core import liveness
from gateway.desk.board import known
from gateway.desk.board.known import KnownGoing, KnownIncident, KnownLadder
from gateway.incidents import openness
from gateway.incidents.open_list import MOST, OPEN_FIRST
from gateway.storage.models import EscalationRow, Event, Incident, Notification
from gateway.storage.prepared import Prepared
from gateway.upkeep import probe
from menus.domain import desk_board
from menus.domain.accused import AccusedGroup, is_accused
from menus.domain.assignment_life import GOING
from menus.domain.categories import Category, Level
from menus.domain.community import Person
from menus.domain.incident_life import LIVE

Of = TypeVar("Of", KnownLadder, KnownGoing)
_MOST_ENDED = 50
"""The most ended incidents that are told. A guess: more would not end on one open page."""
_CLOSED_CIRCLES = [level for level in Level if level.has_circle]


@dataclass(frozen=True)
class Snapshot:
    """The open incidents of a community at a moment, with their ladders and the people who go, and those ended lately.

    `newest` is the id of the newest event that was known, `newest_at` its moment. `missing` are the incidents of which
    texts tell of a missing person. `silent` names the clock and the workers that send no heartbeat; `probe_is_silent`
    says that the probe does not arrive.
    """

    read_at: datetime
    newest: int
    newest_at: datetime | None
    incidents: Sequence[KnownIncident]
    ended: Sequence[KnownIncident]
    ladders: Mapping[int, Sequence[KnownLadder]]
    going: Mapping[int, Sequence[KnownGoing]]
    missing: frozenset[int]
    silent: Sequence[str]
    probe_is_silent: bool

    @property
    def content(self) -> tuple[object, ...]:
        """Everything that a page may show of it."""
        silent = (*self.silent, self.probe_is_silent)
        return (self.incidents, self.ended, self.ladders, self.going, self.missing, silent)


@dataclass
class Snapshots:
    """The newest snapshot of each community. One thread at a time reads a new one; the others wait for it."""

    _made: dict[int, tuple[int, Snapshot]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _count: int = 0

    def at(self, session: Session, record: CommunityRecord, newest: int, now: datetime) -> tuple[int, Snapshot]:
        """Return a snapshot that knows the event `newest`, and its number: another content has another number."""
        found = self._fitting(record, newest, now)
        if found is not None:
            return found
        with self._lock:
            found = self._fitting(record, newest, now)
            if found is not None:
                return found
            made = read(session, record, now)
            was = self._made.get(record.id)
            if was is None or was[1].content != made.content:
                self._count += 1
                self._made[record.id] = (self._count, made)
            else:
                self._made[record.id] = (was[0], made)
            return self._made[record.id]

    def _fitting(self, record: CommunityRecord, newest: int, now: datetime) -> tuple[int, Snapshot] | None:
        made = self._made.get(record.id)
        if made is None or made[1].newest < newest:
            return None
        snapshot = made[1]
        return None if desk_board.must_read_again(snapshot.read_at, snapshot.newest_at, now) else made


def newest_for(session: Session, record: CommunityRecord, person: Person) -> int:
    """Return the id of the newest event that may change a viewer's board.

    Events of the closed circles, of incidents that accuse the viewer's group, and of those in which they have an
    interest, are left out: a poll must not take longer because of them. The index of events leads from the newest one
    down, mostly to the first.
    """
    accused = tuple(group for group in AccusedGroup if is_accused(person, group))
    interests = list(openness.without_interests(record.person_ids[person.phone], record.interests))
    if interests:
        # Few people have any, and each has others: their query is made for them.
        return session.scalar(_newest_but(accused).where(*interests), {"community": record.id}) or 0
    found = _newest(accused).rows(session.connection(), {"community": record.id})
    return int(found[0][0]) if found else 0


@cache
def _newest(accused: tuple[AccusedGroup, ...]) -> Prepared:
    """Return the query of `newest_for` for people of some groups: each poll of each open page runs it."""
    return Prepared(_newest_but(accused))


def _newest_but(accused: tuple[AccusedGroup, ...]) -> Select[int]:
    return (
        select(Event.id)
        .join(Incident, Incident.id == Event.incident_id)
        .where(Event.community_id == bindparam("community"))
        .where(*(Incident.level != level for level in _CLOSED_CIRCLES))
        .where(*(Incident.accused_group.is_(None) | (Incident.accused_group != group) for group in accused))
        .order_by(Event.id.desc())
        .limit(literal(1))
    )


def read(session: Session, record: CommunityRecord, now: datetime) -> Snapshot:
    """Read a snapshot. The newest event comes first: what happens meanwhile makes the next poll read again."""
    events = select(Event.id, Event.at).where(Event.community_id == record.id).order_by(Event.id.desc()).limit(1)
    newest = session.execute(events).first()
    ours = (Incident.community_id == record.id, Incident.level.not_in(_CLOSED_CIRCLES))
    opened = select(*known.INCIDENT).where(*ours, Incident.status.in_(LIVE)).order_by(*OPEN_FIRST).limit(MOST)
    # The index of what is not erased yet holds these conditions.
    lately = (
        Incident.erased_at.is_(None),
        Incident.closed_at.is_not(None),
        Incident.closed_at > now - desk_board.ENDED_FOR,
    )
    over = select(*known.INCIDENT).where(*ours, *lately, Incident.status.not_in(LIVE))
    incidents = [KnownIncident._make(row) for row in session.execute(opened)]
    last = over.order_by(Incident.closed_at.desc()).limit(_MOST_ENDED)
    ended = [KnownIncident._make(row) for row in session.execute(last)]
    wanted = [row.id for row in (*incidents, *ended)]
    ladders = select(*known.LADDER).where(EscalationRow.incident_id.in_(wanted)).order_by(EscalationRow.id)
    going = select(*known.GOING).where(Notification.incident_id.in_(wanted), Notification.state.in_(GOING))
    doubtful = [row.id for row in incidents if row.category is Category.GUN_KILLING and row.has_red_words]
    return Snapshot(
        now,
        newest.id if newest is not None else 0,
        newest.at if newest is not None else None,
        incidents,
        ended,
        _by_incident(KnownLadder._make(row) for row in session.execute(ladders)),
        _by_incident(KnownGoing._make(row) for row in session.execute(going.order_by(Notification.person_id))),
        frozenset(alert_facts.telling_of_missing(session, doubtful)),
        liveness.silent(session, now),
        probe.probe_status(session, now).is_silent,
    )


def _by_incident(rows: Iterable[Of]) -> dict[int, list[Of]]:
    found: defaultdict[int, list[Of]] = defaultdict(list)
    for row in rows:
        found[row.incident_id].append(row)
    return dict(found)
