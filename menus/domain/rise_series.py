"""Series of incidents, and those of them that are in alarm: zone and kind, zone, and kind.

A zone, a kind and both together may be in alarm by the same incidents. People are told the narrowest of them, once.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from menus.domain import rise, rise_kinds
from menus.domain.categories import Category
from menus.domain.rise import FourWeeks, RiseLevel
from menus.domain.usual import BEFORE, LATELY


class SeriesKey(NamedTuple):
    """The subject of a series: the key of a zone and a kind. None stands for all of them."""

    zone: str | None
    kind: Category | None

    @property
    def narrowness(self) -> int:
        """The order in which series are told: a kind in a zone, then a zone, then a kind."""
        return (self.zone is not None) * 2 + (self.kind is not None)


@dataclass(frozen=True)
class Series:
    """The incidents of some whole weeks, the oldest first, of which the last four are told.

    `known` says for each week whether it tells anything: not before the community or the zone was there, and not in a
    pause.
    """

    of: SeriesKey
    weeks: tuple[int, ...]
    known: tuple[bool, ...]

    @property
    def baseline(self) -> list[int]:
        """The weeks before the last four, as far as they are known."""
        pairs = zip(self.weeks[-LATELY - BEFORE : -LATELY], self.known[-LATELY - BEFORE : -LATELY], strict=True)
        return [number for number, is_known in pairs if is_known]

    @property
    def sums(self) -> FourWeeks:
        """The last four weeks beside the ones before."""
        before = self.baseline
        return FourWeeks(sum(self.weeks[-LATELY:]), sum(before), len(before))

    @property
    def told(self) -> tuple[int | None, ...]:
        """The weeks as they are told: None for one that tells nothing."""
        pairs = zip(self.weeks, self.known, strict=True)
        return tuple(number if is_known else None for number, is_known in pairs)

    def until(self, end: int) -> "Series":
        """Return the series as it was known when so many weeks were over."""
        return Series(self.of, self.weeks[:end], self.known[:end])


@dataclass(frozen=True)
class Alarm:
    """A series in alarm: its level, its numbers, and the chance of them if nothing has changed.

    `spread` is the phi of all series that are as wide: the chance goes by it.
    """

    of: SeriesKey
    level: RiseLevel
    sums: FourWeeks
    chance: float
    spread: float


Resting = Mapping[SeriesKey, Collection[RiseLevel]]
"""The levels that were told of each series in the weeks of quiet."""


def alarms(series: Iterable[Series], resting: Resting) -> list[Alarm]:
    """Return the series that are told now: the narrowest ones, and none that rests. The surest come first."""
    found = list(series)
    sums = {one.of: one.sums for one in found}
    spreads = _spreads(found)
    judged = {of: rise.level_of(one, spreads[of.narrowness]) for of, one in sums.items()}
    known = {of: _strongest(level, resting.get(of, ())) for of, (level, _) in judged.items()}
    told = []
    for of, (level, chance) in judged.items():
        if level is None or any(one.covers(level) for one in resting.get(of, ())):
            continue
        left = FourWeeks(sums[of].now - _told_narrower(of, level, sums, known), sums[of].before, sums[of].weeks)
        left_level, _ = rise.level_of(left, spreads[of.narrowness])
        if left_level is not None and left_level.covers(level):
            told.append(Alarm(of, level, sums[of], chance, spreads[of.narrowness]))
    return sorted(told, key=lambda alarm: (alarm.chance, -alarm.of.narrowness))


def silences(callers: Iterable[Series], resting: Resting) -> list[Alarm]:
    """Return the zones that have fallen silent, or the whole community. `callers` are the distinct ones of each.

    A series of them has a number for each four weeks, the last one for the four weeks that are told.
    """
    found = list(callers)
    spread = rise.phi([_known_numbers(one)[:-1] for one in found])
    alarms = (silence(one, spread) for one in found if RiseLevel.SILENT not in resting.get(one.of, ()))
    return sorted((one for one in alarms if one is not None), key=lambda alarm: alarm.chance)


def silence(callers: Series, spread: float) -> Alarm | None:
    """Return the alarm of a zone or a community that has fallen silent; None if it has not. `spread` is phi."""
    if not callers.known[-1]:
        return None
    numbers = _known_numbers(callers)
    sums = FourWeeks(numbers[-1], sum(numbers[:-1]), LATELY * (len(numbers) - 1))
    level, chance = rise.silence_of(sums, spread)
    return Alarm(callers.of, level, sums, chance, spread) if level is not None else None


def _known_numbers(series: Series) -> list[int]:
    return [number for number, known in zip(series.weeks, series.known, strict=True) if known]


def _spreads(series: Sequence[Series]) -> dict[int, float]:
    """Return the pooled phi of each width of series: a whole zone bunches otherwise than one kind in it."""
    return {
        width: rise.phi([one.baseline for one in series if one.of.narrowness == width])
        for width in {one.of.narrowness for one in series}
    }


def _strongest(level: RiseLevel | None, told: Collection[RiseLevel]) -> RiseLevel | None:
    return RiseLevel.RISE if RiseLevel.RISE in {level, *told} else level or (RiseLevel.LOOK if told else None)


def _told_narrower(
    of: SeriesKey, level: RiseLevel, sums: Mapping[SeriesKey, FourWeeks], known: Mapping[SeriesKey, RiseLevel | None]
) -> float:
    """Return how many incidents above the usual number are told by narrower series that are in alarm or rest."""
    return sum(
        max(0.0, sums[cell].now - sums[cell].usual)
        for cell in _cells(of, sums)
        if any((one := known.get(other)) is not None and one.covers(level) for other in _narrower(cell, of))
    )


def _cells(of: SeriesKey, sums: Mapping[SeriesKey, FourWeeks]) -> Iterator[SeriesKey]:
    """Yield the series of a kind in a zone that are a part of a wider one."""
    for cell in sums:
        is_part = of.zone in {None, cell.zone} and of.kind in {None, cell.kind}
        # The sum of a zone leaves out what tells of places.
        is_summed = of.kind is not None or cell.kind is not rise_kinds.OF_PLACES
        if cell.zone is not None and cell.kind is not None and cell != of and is_part and is_summed:
            yield cell


def _narrower(cell: SeriesKey, than: SeriesKey) -> Iterator[SeriesKey]:
    """Yield the series that a cell belongs to and that are narrower than another one."""
    yield cell
    zone = SeriesKey(cell.zone, None)
    if zone.narrowness > than.narrowness and cell.kind is not rise_kinds.OF_PLACES:
        yield zone
