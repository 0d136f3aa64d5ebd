"""Rises that were told: the numbers of a week as people read them, which of them stand, and what rests after them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Self

from menus.domain import rise, rise_series
from menus.domain.categories import Category
from menus.domain.local_weeks import WEEK
from menus.domain.rise import QUIET, RiseLevel
from menus.domain.rise_counts import Weeks
from menus.domain.rise_series import Alarm, SeriesKey


@dataclass(frozen=True)
class ToldRise:
    """A series in alarm on the Monday `week`, with the numbers of the four whole weeks before it, and usual ones.

    `number` counts incidents, of a silent zone callers. `known` are the weeks before that it was compared with.
    `weeks` are the numbers of all weeks that were looked at, the oldest first, None for a week that tells nothing; a
    silent zone has none. `spread` is the phi of that Monday. They are kept with the number: a page that counted the
    weeks anew would show that an incident has been hidden since.
    """

    week: date
    zone: str | None
    kind: Category | None
    level: RiseLevel
    number: int
    usual: float
    reports: int
    usual_reports: float
    callers: int
    usual_callers: float
    unknown: int
    chance: float
    known: int
    spread: float
    weeks: tuple[int | None, ...] | None

    @property
    def of(self) -> SeriesKey:
        """The series."""
        return SeriesKey(self.zone, self.kind)

    @property
    def whole_usual(self) -> int:
        """The usual number as texts tell it, here and in a request for patrols."""
        return round(self.usual)

    def stands(self, monday: date) -> bool:
        """Return whether it still stands in the week of a Monday: for as long as the same is not told again."""
        return monday - QUIET * WEEK < self.week <= monday

    @classmethod
    def made(cls, weeks: Weeks, end: int, week: date, alarm: Alarm) -> Self:
        """Return what is told of an alarm after the weeks before the week `end`."""
        beside = weeks.beside(alarm.of, end)
        number, usual = int(alarm.sums.now), alarm.sums.usual
        series = weeks.one(alarm.of, end)
        is_silent = alarm.level is RiseLevel.SILENT
        return cls(
            week=week,
            zone=alarm.of.zone,
            kind=alarm.of.kind,
            level=alarm.level,
            number=number,
            usual=usual,
            reports=beside.reports,
            usual_reports=beside.usual_reports,
            callers=number if is_silent else beside.callers,
            usual_callers=usual if is_silent else beside.usual_callers,
            unknown=beside.unknown,
            chance=alarm.chance,
            known=alarm.sums.weeks,
            spread=alarm.spread,
            weeks=None if is_silent else series.told,
        )


def find(weeks: Weeks, zones: Collection[str], end: int, week: date, before: Iterable[ToldRise]) -> list[ToldRise]:
    """Return what is to be told on a Monday, after the weeks before the week `end`. `before` was told earlier."""
    resting: dict[SeriesKey, set[RiseLevel]] = {}
    for one in before:
        if one.stands(week):
            resting.setdefault(one.of, set()).add(one.level)
    found = rise_series.alarms(weeks.series(zones, end), resting)
    found += rise_series.silences([weeks.callers(zone, end) for zone in sorted(zones)], resting)
    names_zone = any(one.level is RiseLevel.SILENT for one in found) or any(
        RiseLevel.SILENT in levels for of, levels in resting.items() if of.zone is not None
    )
    if len(zones) > 1 and not names_zone:
        # Zones may each have too few callers to be missed, and the whole community not.
        found += rise_series.silences([weeks.callers(None, end)], resting)
    return [ToldRise.made(weeks, end, week, alarm) for alarm in found]


def again(weeks: Weeks, end: int, told: ToldRise) -> ToldRise | None:
    """Return what was told with the numbers of other incidents: those that one person may know of.

    None if they are no alarm: then nothing is told to that person. The weeks need no other series than this one.
    """
    if told.level is RiseLevel.SILENT:
        found = rise_series.silence(weeks.callers(told.zone, end), told.spread)
    else:
        sums = weeks.one(told.of, end).sums
        level, chance = rise.level_of(sums, told.spread)
        found = Alarm(told.of, level, sums, chance, told.spread) if level is not None else None
    if found is None:
        return None
    # Whoever reads of a rise that is one only with other incidents would learn of these.
    return replace(ToldRise.made(weeks, end, told.week, found), level=_lower(found.level, told.level))


def _lower(one: RiseLevel, other: RiseLevel) -> RiseLevel:
    return other if one.covers(other) else one


def standing(told: Iterable[ToldRise], monday: date) -> list[ToldRise]:
    """Return what stands in the week of a Monday, each series once: as it was told last. The surest come first."""
    newest: dict[tuple[SeriesKey, bool], ToldRise] = {}
    for one in sorted(told, key=lambda one: one.week):
        key = (one.of, one.level is RiseLevel.SILENT)
        is_weaker = key in newest and newest[key].level is RiseLevel.RISE and one.level is RiseLevel.LOOK
        if one.stands(monday) and not is_weaker:
            newest[key] = one
    return sorted(newest.values(), key=lambda one: (one.chance, -one.of.narrowness))
