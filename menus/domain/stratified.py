"""A stratified permutation test: whether values of some groups differ, where only like is compared with like.

Values are compared by their ranks inside a stratum, so that one that never came (infinity) is the highest and nothing
else. The scores of a stratum are divided by its size (van Elteren 1960), so that a large one does not drown the small
ones. Shuffling the groups inside each stratum tells what chance alone makes. The largest deviation of all groups in one
shuffle is kept (Westfall and Young 1993): so a p is corrected for the number of groups, and so is an interval.

The difference is the shift of Hodges and Lehmann (1963) over all pairs of a stratum; its interval holds the shifts that
the same test would not refuse.
"""

import math
import random
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

SHUFFLES = 2_000
"""The shuffles of a test (the specification)."""
LEVEL = 0.05
"""The chance of a false alarm over all groups of a test together. The usual one."""
_SCALE = 1_000_000
"""Scores are whole numbers of this part, so that a sum is the same in every order."""
_ROUNDING = 1e-9
_PRECISION = 0.02
"""Differences are found to that much: minutes are told with one decimal at most."""


@dataclass(frozen=True)
class Sample:
    """A value of a group in a stratum; infinity for one that never came."""

    group: str
    stratum: str
    value: float


@dataclass(frozen=True)
class Difference:
    """A group beside all others: the shift of its values with its interval, and the corrected p.

    `is_above`: its values are higher, by their ranks. `z`: how far the sum of its ranks lies from the middle, in its
    standard deviations. With many values several groups have the smallest p that the shuffles can give: `z` still
    tells which one stands out most.

    None stands for a shift that is larger than the limit: most values of one side never came.
    """

    shift: float | None
    low: float | None
    high: float | None
    p: float
    is_above: bool = False
    z: float = 0.0


@dataclass(frozen=True)
class _Stratum:
    """The scores of a stratum, and where each group stands in them; the values of each group, sorted."""

    scores: Sequence[int]
    places: Mapping[str, slice]
    values: Mapping[str, Sequence[float]]

    @property
    def size(self) -> int:
        return len(self.scores)

    def number(self, group: str) -> int:
        return len(self.values.get(group, ()))


def comparable(samples: Iterable[Sample]) -> list[Sample]:
    """Return the samples of strata that more than one group has: the others say nothing of a difference."""
    found: defaultdict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        found[sample.stratum].append(sample)
    return [one for own in found.values() if len({sample.group for sample in own}) > 1 for one in own]


def compare(samples: Iterable[Sample], groups: Collection[str], seed: int, limit: float) -> dict[str, Difference]:
    """Return how each of `groups` differs from all others. Equal samples and seed give the same, in whatever order.

    `limit` is the largest shift that is looked for.
    """
    strata = _strata(comparable(samples))
    sizes = {group: _spread(strata, group) for group in sorted(groups)}
    tested = [group for group, spread in sizes.items() if spread > 0]
    seen = {group: sum(sum(one.scores[one.places[group]]) for one in strata if group in one.places) for group in tested}
    largest = sorted(_largest(strata, {group: sizes[group] for group in tested}, seed)) if tested else []
    found = {}
    for group in sorted(groups):
        if group not in seen:
            found[group] = Difference(0.0, 0.0, 0.0, 1.0)
            continue
        z = abs(seen[group]) / sizes[group]
        as_large = len(largest) - bisect_left(largest, z - _ROUNDING)
        # The data themselves are one of the shuffles.
        p = (as_large + 1) / (len(largest) + 1)
        edge = largest[math.ceil((1 - LEVEL) * (SHUFFLES + 1)) - 1] * sizes[group]
        shift, low, high = (_crossing(strata, group, target, limit) for target in (0.0, edge, -edge))
        found[group] = Difference(shift, low, high, p, seen[group] > 0, z)
    return found


def _strata(samples: Sequence[Sample]) -> list[_Stratum]:
    ordered = sorted(samples, key=lambda one: (one.stratum, one.group, one.value))
    return [_stratum(list(own)) for _, own in groupby(ordered, key=lambda one: one.stratum)]


def _stratum(samples: Sequence[Sample]) -> _Stratum:
    every = sorted(one.value for one in samples)
    # Twice the middle rank, less its mean: ties share a rank.
    ranks = {value: bisect_left(every, value) + bisect_right(every, value) - len(every) for value in every}
    scores = [round(_SCALE * ranks[one.value] / (len(every) + 1)) for one in samples]
    places: dict[str, slice] = {}
    values: dict[str, list[float]] = {}
    for group, own in groupby(enumerate(samples), key=lambda each: each[1].group):
        found = list(own)
        places[group] = slice(found[0][0], found[-1][0] + 1)
        values[group] = [one.value for _, one in found]
    return _Stratum(scores, places, values)


def _spread(strata: Iterable[_Stratum], group: str) -> float:
    """Return the standard deviation of a group's sum over all shuffles. It has a closed form."""
    total = 0.0
    for one in strata:
        own, size = one.number(group), one.size
        if own:
            total += own * (size - own) / (size * (size - 1)) * sum(score * score for score in one.scores)
    return math.sqrt(total)


def _largest(strata: Sequence[_Stratum], sizes: Mapping[str, float], seed: int) -> list[float]:
    """Return for each shuffle the largest deviation of a group, in its standard deviations."""
    chance = random.Random(seed).random  # noqa: S311 - a seed that is printed, so that anybody gets the same
    # One sort by random keys takes half the time of `shuffle` (measured).
    shuffled: list[tuple[range, Callable[[int], int], list[tuple[int, slice]]]] = []
    names = list(sizes)
    for one in strata:
        tested = [(names.index(group), place) for group, place in one.places.items() if group in sizes]
        shuffled.append((range(one.size), one.scores.__getitem__, tested))
    spreads = list(sizes.values())
    found = []
    for _ in range(SHUFFLES):
        sums = [0] * len(names)
        for places, score, tested in shuffled:
            keys = [chance() for _ in places]
            mixed = list(map(score, sorted(places, key=keys.__getitem__)))
            for name, place in tested:
                sums[name] += sum(mixed[place])
        found.append(max(abs(total) / spread for total, spread in zip(sums, spreads, strict=True)))
    return found


def _crossing(strata: Sequence[_Stratum], group: str, target: float, limit: float) -> float | None:
    """Return the shift after which a group's sum is no longer above a target; None beyond the limit.

    The sum falls as more is taken from the group's values.
    """
    pairs = []
    for one in strata:
        own = one.values.get(group)
        if own:
            others = sorted(value for name, values in one.values.items() if name != group for value in values)
            pairs.append((own, others, _SCALE / (one.size + 1)))

    def is_above(shift: float) -> bool:
        total = 0.0
        for own, others, weight in pairs:
            above = sum(bisect_left(others, value - shift) + bisect_right(others, value - shift) for value in own)
            total += weight * (above - len(own) * len(others))
        return total > target + _ROUNDING * _SCALE

    below, above = -limit, limit
    if not is_above(below) or is_above(above):
        return None
    while above - below > _PRECISION:
        middle = (below + above) / 2
        below, above = (middle, above) if is_above(middle) else (below, middle)
    return above
