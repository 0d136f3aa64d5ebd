"""Equity: whether people of one zone wait longer than the others, for the patrol and for the police.

Only like is compared with like: incidents of one class that came in the same part of the day. What nobody answered
counts as waiting longest; the time of its closing says nothing about an answer. Whether the police came is another
question: where nobody said it, nobody knows.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import lru_cache
from statistics import median

from menus.domain import police_coming, stratified
from menus.domain.classes import CrimeClass
from menus.domain.parts_of_day import Part
from menus.domain.police_coming import Coming
from menus.domain.stratified import Difference, Sample

SEED = 20_261
"""The seed of the shuffles, told beside each result: the same incidents give the same answer again. Any number does."""
LEAST = 10
"""The fewest incidents of a zone, and of all others together, of which something is said (the specification)."""
PATIENCE = timedelta(hours=1)
"""The age up to which an incident without an answer is left out: it still waits. A guess."""
REMEMBERED = 500
"""The most samples whose differences are remembered: those that a page compares by itself.

More are compared by a worker once, and would only fill its memory.
"""
LONGEST = 24 * 60.0
"""The largest difference in minutes that is told as a number. A guess: an answer a day later is none."""
_MINUTE = timedelta(minutes=1)


class Measure(StrEnum):
    """A wait that is measured, from the report on."""

    PATROL = "patrol"
    """Until the first person answered: of the patrol; of whoever was called, if the incident has no such track."""
    POLICE = "police"
    """Until the police answered, if one of them was notified."""
    CAME = "police_came"
    """Until somebody said that the police were there."""


class Verdict(StrEnum):
    """The verdict on a zone. `ALONE`: no other zone has incidents of the same class and part of the day.

    `UNKNOWN`: of most of its incidents nobody said what happened.
    """

    LONGER = "longer"
    SHORTER = "shorter"
    SAME = "no_difference_seen"
    FEW = "too_few"
    ALONE = "nothing_to_compare"
    UNKNOWN = "not_known"


@dataclass(frozen=True)
class Case:
    """An incident as far as it is compared. `waits` has each measure that applies; None where nobody answered.

    `unknown` are the measures that apply, and of which nobody said anything. `coming` is what was said of the police;
    None where they were not called.
    """

    zone: str
    crime: CrimeClass
    part: Part
    age: timedelta
    waits: Mapping[Measure, timedelta | None]
    unknown: frozenset[Measure] = frozenset()
    coming: Coming | None = None


@dataclass(frozen=True)
class ZoneWait:
    """The waits of a zone beside those of the others that it is compared with: see `_step_by_step`.

    Minutes are None where most were never answered, or few are. `unknown` incidents are in no other number.
    `difference` with `low` and `high` is by how many
    minutes a like incident of the zone waits longer; the interval and `p` are corrected for the number of zones.
    """

    zone: str
    incidents: int
    unanswered: int
    median: float | None
    others_median: float | None
    verdict: Verdict
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    unknown: int = 0


def waits(cases: Iterable[Case], measure: Measure, zones: Sequence[str], seed: int = SEED) -> list[ZoneWait]:
    """Return the waits of each zone by one measure, in the order of `zones`. Incidents elsewhere are left out.

    A zone of which too little is known stands on neither side: nothing is said of it, and no other one is compared with
    it.
    """
    own = [one for one in cases if one.zone in zones]
    unknown = Counter(one.zone for one in own if measure in one.unknown and one.age >= PATIENCE)
    samples = [
        Sample(one.zone, f"{one.crime} {one.part}", minutes)
        for one in own
        if (minutes := waited(one, measure)) is not None
    ]
    known = Counter(one.group for one in samples)
    said: defaultdict[str, list[Coming]] = defaultdict(list)
    if measure is Measure.CAME:
        for one in own:
            said[one.zone] += [one.coming] if one.coming is not None and one.age >= PATIENCE else []
    untold = {zone for zone in zones if police_coming.is_one_sided(known[zone], unknown[zone], said[zone])}
    ordered = tuple(sorted(samples, key=lambda one: (one.stratum, one.group, one.value)))
    compared = tuple(one for one in ordered if one.group not in untold)
    found = _step_by_step(compared, [zone for zone in zones if zone not in untold], seed)
    for zone in untold:
        is_few = known[zone] + unknown[zone] < LEAST
        found[zone] = _Compared((), None, Verdict.FEW if is_few else Verdict.UNKNOWN)
    return [replace(_told(zone, ordered, found[zone]), unknown=unknown[zone]) for zone in zones]


@dataclass(frozen=True)
class _Compared:
    """A zone beside the samples with which it was compared; `why_not` says why nothing is said of it."""

    beside: Sequence[Sample]
    difference: Difference | None
    why_not: Verdict = Verdict.FEW


def _step_by_step(samples: tuple[Sample, ...], zones: Sequence[str], seed: int) -> dict[str, _Compared]:
    """Return how each zone was compared.

    Beside a zone that waits long, all others seem to wait less. So the zone that stands out most is told first, and the
    rest are compared anew without it, until none stands out. Of a zone that has too few like incidents among the rest
    nothing is said. A zone that has none of them keeps what was found before: of two zones, each is compared with the
    other.
    """
    found: dict[str, _Compared] = {}
    apart: set[str] = set()
    while True:
        rest = tuple(one for one in samples if one.group not in apart)
        standing = _Standing(rest)
        verdicts = {zone: standing.verdict(zone) for zone in zones if zone not in apart}
        for zone, verdict in verdicts.items():
            if verdict is Verdict.FEW or (verdict is Verdict.ALONE and zone not in found):
                found[zone] = _Compared(rest, None, verdict)
        told = frozenset(zone for zone, verdict in verdicts.items() if verdict is None)
        if not told:
            return found
        anew = _differences(rest, told, seed)
        found |= {zone: _Compared(rest, difference) for zone, difference in anew.items()}
        outstanding = [zone for zone in zones if zone in told and _verdict(anew[zone]) is not Verdict.SAME]
        if not outstanding:
            return found
        # By p several zones would often be equal: a zone that is served soon would make like ones seem to wait long.
        apart.add(min(outstanding, key=lambda zone: (-anew[zone].z, not anew[zone].is_above, zone)))


def waited(case: Case, measure: Measure) -> float | None:
    """Return the minutes of a wait; infinity for one without an answer, None for one that does not count (yet).

    An answer that is older than the report came with another one, and is at once.
    """
    if measure not in case.waits:
        return None
    found = case.waits[measure]
    if found is None:
        return math.inf if case.age >= PATIENCE else None
    return max(0.0, found / _MINUTE)


def _differences(samples: tuple[Sample, ...], zones: frozenset[str], seed: int) -> dict[str, Difference]:
    if len(samples) > REMEMBERED:
        return stratified.compare(samples, zones, seed, LONGEST)
    return _remembered(samples, zones, seed)


@lru_cache(maxsize=32)
def _remembered(samples: tuple[Sample, ...], zones: frozenset[str], seed: int) -> dict[str, Difference]:
    """Return the differences. A page that is opened again shuffles nothing again."""
    return stratified.compare(samples, zones, seed, LONGEST)


class _Standing:
    """Of which zones there is enough to say something."""

    def __init__(self, samples: Sequence[Sample]) -> None:
        self._all = len(samples)
        self._own: defaultdict[str, int] = defaultdict(int)
        strata: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for sample in samples:
            self._own[sample.group] += 1
            strata[sample.stratum][sample.group] += 1
        self._strata = strata

    def verdict(self, zone: str) -> Verdict | None:
        """Return why nothing is said of a zone; None if it is compared."""
        if not self._own[zone]:
            return Verdict.FEW
        if self._own[zone] == self._all:
            return Verdict.ALONE
        own, others = 0, 0
        for of in self._strata.values():
            beside = sum(of.values()) - of.get(zone, 0)
            if of.get(zone, 0) and beside:
                own, others = own + of[zone], others + beside
        if not others:
            return Verdict.ALONE if self._own[zone] >= LEAST else Verdict.FEW
        return Verdict.FEW if min(own, others) < LEAST else None


def _told(zone: str, samples: Sequence[Sample], compared: _Compared) -> ZoneWait:
    own = [one.value for one in samples if one.group == zone]
    unanswered, found = sum(math.isinf(value) for value in own), compared.difference
    if found is None:
        return ZoneWait(zone, len(own), unanswered, None, None, compared.why_not)
    # The same others as those of the difference: else two columns of a table would contradict each other.
    others = [one.value for one in compared.beside if one.group != zone]
    shift, low, high = (_rounded(each) for each in (found.shift, found.low, found.high))
    middles = _middle(own), _middle(others)
    return ZoneWait(zone, len(own), unanswered, *middles, _verdict(found), shift, low, high, found.p)


def _verdict(found: Difference) -> Verdict:
    if found.p > stratified.LEVEL:
        return Verdict.SAME
    return Verdict.LONGER if found.is_above else Verdict.SHORTER


def _middle(values: Sequence[float]) -> float | None:
    return _rounded(median(values)) if values and math.isfinite(median(values)) else None


def _rounded(minutes: float | None) -> float | None:
    """Return minutes with one decimal; zero without a sign."""
    return None if minutes is None else round(minutes, 1) + 0.0
