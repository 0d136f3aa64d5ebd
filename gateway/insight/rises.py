"""Rises: the series in alarm of a community, as they were told, and as they are to be told next."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.core.unit_of_work import UnitOfWork
from gateway.incidents import rises_told, weekly_counts
from gateway.storage.models import RiseRow, RiseWeek
from menus.domain import local_weeks, rise_told, usual
from menus.domain.local_weeks import WEEK
from menus.domain.rise import FEWEST_WEEKS, QUIET
from menus.domain.rise_told import ToldRise
from menus.domain.usual import WEEKS

LOOKED_BACK = 48
"""The weeks that a community which nobody looked at yet is looked at for. A guess: with them a year can be seen."""
NEEDED = FEWEST_WEEKS + usual.LATELY
"""The weeks that must be known before anything is told."""


def missing(session: Session, record: CommunityRecord, now: datetime) -> list[ToldRise]:
    """Return what is to be told of the weeks that nobody has looked at yet, the oldest first.

    A clock that was away finds each of its weeks, as if it had been there: the weeks of quiet hold.
    """
    due = local_weeks.due(now, record.community.timezone)
    looked = session.get(RiseWeek, record.id)
    if looked is not None and looked.week >= due:
        return []
    back = LOOKED_BACK if looked is None else min(LOOKED_BACK, (due - looked.week) // WEEK)
    first = due - WEEK * (back - 1)
    weeks = weekly_counts.read(session, record, local_weeks.before(due, WEEKS + back - 1))
    zones = [zone.key for zone in record.community.zones]
    before = rises_told.told(session, record.id, first - QUIET * WEEK)
    found: list[ToldRise] = []
    for number in range(back):
        found += rise_told.find(weeks, zones, WEEKS + number, first + WEEK * number, (*before, *found))
    return found


def are_due(session: Session, records: Iterable[CommunityRecord], now: datetime) -> list[CommunityRecord]:
    """Return the communities that have weeks which nobody has looked at yet."""
    rows = session.execute(select(RiseWeek.community_id, RiseWeek.week))
    looked = {row.community_id: row.week for row in rows}
    return [one for one in records if looked.get(one.id, date.min) < local_weeks.due(now, one.community.timezone)]


@dataclass(frozen=True)
class Looked:
    """The findings for a community on the Monday `due`; it was looked at up to the Monday `after` before."""

    after: date | None
    due: date
    found: Sequence[ToldRise]


def look(session: Session, record: CommunityRecord, now: datetime) -> Looked:
    """Look at the weeks that nobody has looked at yet. It reads much: no writer may wait for it."""
    after = session.get(RiseWeek, record.id)
    due = local_weeks.due(now, record.community.timezone)
    return Looked(after.week if after is not None else None, due, missing(session, record, now))


def keep(uow: UnitOfWork, record: CommunityRecord, looked: Looked) -> bool:
    """Keep what is to be told, so that it is told once; return False if somebody else has looked meanwhile."""
    # Whoever comes second finds that the first one has looked.
    uow.lock_key(f"rises {record.id}".encode())
    row = uow.session.get(RiseWeek, record.id, populate_existing=True)
    if (row.week if row is not None else None) != looked.after:
        return False
    if row is None:
        uow.session.add(RiseWeek(community_id=record.id, week=looked.due))
    else:
        row.week = max(row.week, looked.due)
    uow.session.add_all(RiseRow(community_id=record.id, at=uow.now, **asdict(one)) for one in looked.found)
    uow.session.flush()
    return True


def weeks_known(session: Session, record: CommunityRecord, monday: date) -> int:
    """Return how many of the weeks before a Monday tell anything, at most as many as are looked at."""
    return sum(weekly_counts.known(session, record, local_weeks.before(monday, WEEKS)))


def as_json(session: Session, record: CommunityRecord, now: datetime) -> dict[str, Any]:
    """Return what `doria figures --json` has under `rise`: the series in alarm now, those told earlier, what is known.

    Keys: `week` (the Monday on which it was looked), `weeks_known` and `weeks_needed`, `alarms` that stand now, the
    surest first, and `told`: all alarms of a year, the oldest first. Each has `zone` and `class` (null for all of
    them), `level` (look, rise or silent), `count`, `usual`, `reports`, `reports_before`, `callers_now`,
    `callers_before`, `reports_without_caller`, `chance`, and `since` (the Monday on which it was told). What is due and
    not told yet is in it, too. Numbers of `before` are those that are usual in four weeks. Of an earlier moment only
    what was told up to then is in it.
    """
    due = local_weeks.due(now, record.community.timezone)
    every = [*rises_told.told(session, record.id, due - LOOKED_BACK * WEEK), *missing(session, record, now)]
    told = [one for one in every if one.week <= due]
    return {
        "week": due.isoformat(),
        "weeks_known": weeks_known(session, record, due),
        "weeks_needed": NEEDED,
        "alarms": list(_alarms(rise_told.standing(told, due))),
        "told": list(_alarms(told)),
    }


def _alarms(told: Iterable[ToldRise]) -> Iterator[dict[str, Any]]:
    for one in told:
        yield {
            "zone": one.zone,
            "class": one.kind.value if one.kind is not None else None,
            "level": one.level.value,
            "count": one.number,
            "usual": round(one.usual, 2),
            "reports": one.reports,
            "reports_before": round(one.usual_reports, 2),
            "callers_now": one.callers,
            "callers_before": round(one.usual_callers, 2),
            "reports_without_caller": one.unknown,
            "chance": one.chance,
            "since": one.week.isoformat(),
        }
