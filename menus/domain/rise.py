"""Rises: whether a series had more in four weeks than its own weeks before explain; and whether callers fell silent.

The rate of a series is not known. Its weeks before say how likely each rate is (a Gamma distribution), and each rate
says how likely each number of the next weeks is (a Poisson distribution). Both together are a negative binomial
distribution: its tail is the chance of so many. Incidents come in bunches, so counts are divided by `phi` first: it is
the variance beside the mean, and 1 would mean that no incident has to do with any other.

The method and its bounds are those of the specification, which measured it against seven others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, exp, floor, lgamma, log, log1p

from menus.domain import usual
from menus.domain.usual import LATELY

FEWEST_WEEKS = 13
"""The fewest weeks before that say what is usual (the specification)."""
FEWEST = 5
"""The fewest incidents of four weeks that are told (the specification). Fewer would also point at single incidents."""
LOOK_BELOW = 0.01
"""The chance below which a rise is shown on the desk (the specification: 5 false ones a year over 36 series)."""
RISE_BELOW = 0.001
"""The chance below which a rise is told by SMS (the specification: 0.8 false ones a year over 36 series)."""
SILENT_BELOW = 0.001
"""The chance below which a zone counts as silent (the specification of the feature)."""
SILENT_FROM = 5
"""The fewest usual callers of a zone that can be silent (the specification of the feature)."""
QUIET = 4
"""The weeks after an alarm in which the same is not told again (the specification)."""
LEAST_PHI = 1.5
"""The least variance beside the mean: streets bunch their incidents (the specification, measured)."""
_PRIOR = 0.5
"""The shape of the rate before anything is known: that of Jeffreys (the specification)."""
_EACH_END = 0.05
"""The share of weeks below the usual ones, and above. A guess: half a year shows two or three of them."""
_NEGLIGIBLE = 1e-18
"""A term of the sum that changes no digit of a chance that is compared with one in a thousand."""


class RiseLevel(StrEnum):
    """The sureness of an alarm, and the way it points. The value is stored."""

    LOOK = "look"
    RISE = "rise"
    SILENT = "silent"

    def covers(self, other: "RiseLevel") -> bool:
        """Return whether this alarm makes the other one of the same series superfluous."""
        return self is other or (self is RiseLevel.RISE and other is RiseLevel.LOOK)

    @property
    def odds(self) -> int:
        """The bound of its chance as people read it: chance alone makes such an alarm less than once in so many."""
        return odds_of(_BELOW[self])


_BELOW = {RiseLevel.LOOK: LOOK_BELOW, RiseLevel.RISE: RISE_BELOW, RiseLevel.SILENT: SILENT_BELOW}


def odds_of(below: float) -> int:
    """Return a chance as people read it: less than once in so many."""
    return round(1 / below)


@dataclass(frozen=True)
class FourWeeks:
    """A sum of four weeks beside the weeks before: `before` in all of `weeks` weeks."""

    now: float
    before: int
    weeks: int

    @property
    def usual(self) -> float:
        """The usual number in as many weeks; 0 without weeks before."""
        return usual.of(self.before, self.weeks)


def phi(baselines: Sequence[Sequence[int]]) -> float:
    """Return the pooled variance beside the mean of some series, from their weeks before; never less than the least."""
    known = [weeks for weeks in baselines if len(weeks) > 1]
    mean = sum(sum(weeks) / len(weeks) for weeks in known)
    variance = sum(_variance(weeks) for weeks in known)
    return max(LEAST_PHI, variance / mean) if mean else LEAST_PHI


def _variance(weeks: Sequence[int]) -> float:
    mean = sum(weeks) / len(weeks)
    return sum((number - mean) ** 2 for number in weeks) / (len(weeks) - 1)


def chance_of_as_many(sums: FourWeeks, spread: float) -> float:
    """Return the chance that the four weeks have as many or more, if nothing has changed. `spread` is phi.

    Parts of an incident do not count: a number that is divided is rounded to the side of no alarm.
    """
    return _at_least(floor(sums.now / spread), _shape(sums, spread), _odds(sums))


def chance_of_as_few(sums: FourWeeks, spread: float) -> float:
    """Return the chance that the four weeks have as few or fewer, if nothing has changed. `spread` is phi."""
    return _at_most(ceil(sums.now / spread), _shape(sums, spread), _odds(sums))


def level_of(sums: FourWeeks, spread: float) -> tuple[RiseLevel | None, float]:
    """Return the level of a series, None for no alarm, and the chance of as many."""
    if sums.weeks < FEWEST_WEEKS or sums.now < FEWEST or sums.now <= sums.usual:
        return None, 1.0
    chance = chance_of_as_many(sums, spread)
    if chance < RISE_BELOW:
        return RiseLevel.RISE, chance
    return (RiseLevel.LOOK if chance < LOOK_BELOW else None), chance


def silence_of(callers: FourWeeks, spread: float) -> tuple[RiseLevel | None, float]:
    """Return whether a zone has fallen silent, and the chance of as few callers.

    Below some twelve usual callers even nobody in four weeks is no alarm: that happens by chance.
    """
    if callers.weeks < FEWEST_WEEKS or callers.usual < SILENT_FROM or callers.now >= callers.usual:
        return None, 1.0
    chance = chance_of_as_few(callers, spread)
    return (RiseLevel.SILENT if chance < SILENT_BELOW else None), chance


def usual_week(sums: FourWeeks, spread: float) -> tuple[int, int]:
    """Return the fewest and the most incidents that are usual in one week: nine of ten weeks lie there, or more.

    It goes by the same distribution as the chance of four weeks, and rounds a number that is divided to the same side:
    that of no alarm. `spread` is phi.
    """
    shape, odds = _shape(sums, spread), 1 / (sums.weeks + 1)
    low = 0
    while _at_most(low, shape, odds) <= _EACH_END:
        low += 1
    high = low
    while _at_most(high, shape, odds) < 1.0 - _EACH_END:
        high += 1
    return floor((low - 1) * spread) + 1 if low else 0, ceil((high + 1) * spread) - 1


def _shape(sums: FourWeeks, spread: float) -> float:
    return _PRIOR + sums.before / spread


def _odds(sums: FourWeeks) -> float:
    """Return the chance of a step: the weeks that are told, of these and the weeks before."""
    return LATELY / (sums.weeks + LATELY)


def _at_least(least: int, shape: float, odds: float) -> float:
    """Return the chance of a number or more. The small side of the mean is summed."""
    if least <= _mean(shape, odds):
        return 1.0 - _at_most(least - 1, shape, odds) if least > 0 else 1.0
    chance, found, number = _chance(least, shape, odds), 0.0, least
    while chance > _NEGLIGIBLE * found:
        found += chance
        chance *= odds * (number + shape) / (number + 1)
        number += 1
    return found


def _at_most(most: int, shape: float, odds: float) -> float:
    """Return the chance of a number or fewer."""
    if most >= _mean(shape, odds):
        return 1.0 - _at_least(most + 1, shape, odds)
    chance, found, number = _chance(most, shape, odds), 0.0, most
    while number >= 0 and chance > _NEGLIGIBLE * found:
        found += chance
        chance *= number / (odds * (number - 1 + shape)) if number else 0.0
        number -= 1
    return found


def _mean(shape: float, odds: float) -> float:
    return shape * odds / (1.0 - odds)


def _chance(number: int, shape: float, odds: float) -> float:
    """Return the chance of exactly one number (the negative binomial distribution)."""
    ways = lgamma(number + shape) - lgamma(shape) - lgamma(number + 1)
    return exp(ways + number * log(odds) + shape * log1p(-odds))
