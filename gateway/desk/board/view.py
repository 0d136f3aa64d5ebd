"""A viewer's board: of a snapshot what they may see, filtered, in the order of the list of open incidents."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.desk import late
from gateway.desk.board import facts
from gateway.desk.board.facts import Facts
from gateway.desk.board.filters import Filters
from gateway.desk.board.known import KnownIncident
from gateway.desk.board.looking import Looking
from gateway.desk.board.rows import Board, BoardRow, Ended, Warn, stamp_of
from gateway.desk.board.snapshot import Snapshot
from gateway.storage.models import Event, Notification
from menus.domain import board_order, desk_board, seeing, standing
from menus.domain.board_order import Listed
from menus.domain.categories import Track
from menus.domain.escalation_life import EscalationPhase
from menus.domain.roles import Role
from menus.domain.seeing import Seeable

_CLOCK = "clock"
MOST_WARNS = 4
"""The most lines of the red strip: more would push the board itself off a phone. The board has them all. A guess."""


def board(session: Session, snapshot: Snapshot, looking: Looking, filters: Filters, now: datetime) -> Board:
    """Return what a viewer sees. Everything is counted after what is not theirs was left out."""
    notified = _notified_of(session, looking, [row.id for row in (*snapshot.incidents, *snapshot.ended)])
    seen = _in_order(snapshot, looking, [row for row in snapshot.incidents if _sees(snapshot, looking, row, notified)])
    mine = _acted_on(session, looking, seen) | notified if filters.is_mine else frozenset()
    wanted = [row for row in seen if _is_wanted(row, filters, mine)]
    part = desk_board.part(filters.page, len(wanted))
    shown = part.with_margin(wanted)
    told = facts.read(session, snapshot, looking.record, [row for row, _ in shown])
    warns = list(_warns(snapshot, looking, seen, now))
    return Board(
        [(_row(snapshot, looking, row, told), is_beyond) for row, is_beyond in shown],
        warns[:MOST_WARNS],
        max(0, len(warns) - MOST_WARNS),
        [
            Ended(row.reference, standing.on_board(row.status, ()))
            for row in snapshot.ended
            if _sees(snapshot, looking, row, notified)
        ],
        part.number,
        part.pages,
        len(wanted),
        not seen,
        min((at for row in seen if (at := _overdue_at(row)) is not None and at > now), default=None),
    )


def _notified_of(session: Session, looking: Looking, incident_ids: Sequence[int]) -> frozenset[int]:
    """Return those of some incidents that the viewer was notified of."""
    mine = select(Notification.incident_id).where(Notification.person_id == looking.person_id)
    return frozenset(session.scalars(mine.where(Notification.incident_id.in_(incident_ids))))


def _acted_on(session: Session, looking: Looking, rows: Sequence[KnownIncident]) -> frozenset[int]:
    """Return those of some incidents on which the viewer has acted."""
    ids = [row.id for row in rows]
    mine = select(Event.incident_id).where(Event.person_id == looking.person_id, Event.incident_id.in_(ids))
    return frozenset(session.scalars(mine.distinct()))


def _sees(snapshot: Snapshot, looking: Looking, row: KnownIncident, notified: Collection[int]) -> bool:
    """Return whether the viewer may see an incident, by the same rule as by SMS."""
    steps = (step for ladder in snapshot.ladders.get(row.id, ()) for step in ladder.steps["steps"])
    return seeing.may_see(
        looking.record.community,
        looking.person,
        _seeable(looking, row),
        lambda: row.id in notified,
        lambda: map(Role, chain.from_iterable(step["notify"] for step in steps)),
    )


def _seeable(looking: Looking, row: KnownIncident) -> Seeable:
    is_own = row.person_id == looking.person_id
    recused = looking.record.recused_from(row)
    return Seeable(row.level, row.zone, row.accused_group, row.alarm, is_own, recused)


def _in_order(snapshot: Snapshot, looking: Looking, rows: Sequence[KnownIncident]) -> list[KnownIncident]:
    """Return incidents in the order of the list that `LIST` tells."""
    by_id = {row.id: row for row in rows}
    listed = board_order.in_order(
        Listed(
            row.id,
            row.level,
            board_order.standing(row.status, phases(snapshot, looking, row)),
            row.opened_at,
            board_order.is_junk(row.category, row.status, has_red_words=row.has_red_words),
        )
        for row in rows
    )
    return [by_id[one.number] for one in listed]


def phases(snapshot: Snapshot, looking: Looking, row: KnownIncident) -> dict[Track, EscalationPhase]:
    """Return the phases of the tracks of an incident that the viewer may know of."""
    return {ladder.track: ladder.phase for ladder in snapshot.ladders.get(row.id, ()) if looking.sees(ladder.track)}


def _is_wanted(row: KnownIncident, filters: Filters, mine: Collection[int]) -> bool:
    return (
        filters.zone in {None, row.zone}
        and filters.level in {None, row.level}
        and (not filters.is_mine or row.id in mine)
    )


def _row(snapshot: Snapshot, looking: Looking, row: KnownIncident, told: Facts) -> BoardRow:
    record, language = looking.record, looking.language
    lacks = record.lacks_coordinators(row)
    may_steer = seeing.may_steer(looking.person, row.accused_group, lacks_coordinators=lacks)
    # Somebody who may not steer reads roles, as in the answer to `REF` by SMS.
    last = told.last(looking, row, is_named=may_steer)
    people = facts.on_it(snapshot, record, language, row, is_named=may_steer)
    made = BoardRow(
        row.reference,
        row.level,
        standing.on_board(row.status, list(phases(snapshot, looking, row).values())),
        desk_board.is_red(row.level, row.status, row.alarm, has_red_words=row.has_red_words),
        facts.kind(snapshot, language, row),
        facts.place(record, language, row),
        row.opened_at,
        row.reports,
        tuple(facts.flags(row)),
        tuple(
            facts.track_line(language, ladder)
            for ladder in snapshot.ladders.get(row.id, ())
            if looking.sees(ladder.track)
        ),
        tuple(people[: facts.MOST_PEOPLE]),
        max(0, len(people) - facts.MOST_PEOPLE),
        last.words,
        last.at,
        late.mark(looking.person_id, row.id, told.seen(looking, row)),
        may_steer,
    )
    return replace(made, version=stamp_of(made))


def _overdue_at(row: KnownIncident) -> datetime | None:
    return desk_board.review_overdue_at(row.status, row.opened_at, has_red_words=row.has_red_words)


def _warns(snapshot: Snapshot, looking: Looking, seen: Sequence[KnownIncident], now: datetime) -> Iterator[Warn]:
    """Yield the lines of the red strip, the gravest first: filters leave nothing out of it."""
    found: Mapping[str, list[Warn]] = {"alarm": [], "exhausted": [], "review": []}
    for row in seen:
        names = []
        if row.alarm is not None:
            names.append("alarm")
        if EscalationPhase.EXHAUSTED in phases(snapshot, looking, row).values():
            names.append("exhausted")
        overdue_at = _overdue_at(row)
        if overdue_at is not None and overdue_at <= now:
            names.append("review")
        kind = facts.kind(snapshot, looking.language, row) if names else ""
        place = facts.place(looking.record, looking.language, row) if names else ""
        for name in names:
            found[name].append(Warn(name, row.reference, kind, place))
    if looking.record.paused_at is not None:
        yield Warn("paused")
    if _CLOCK in snapshot.silent:
        yield Warn("clock")
    if any(name != _CLOCK for name in snapshot.silent):
        yield Warn("workers")
    if snapshot.probe_is_silent:
        yield Warn("probe")
    yield from chain.from_iterable(found.values())
