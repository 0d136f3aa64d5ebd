"""The station scorecard: eight figures of how a police station works with the association, over ninety days.

A figure says how many of how many, with its interval, and how many were not asked or are not known. What one alert says
to a figure stands in `station_findings.py`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from menus.domain import police_coming, pulse, small_cells, station_findings, wilson
from menus.domain.incident_outcomes import IncidentOutcome
from menus.domain.pulse import PulseAnswer
from menus.domain.small_cells import SMALLEST
from menus.domain.station_findings import Case, Finding, Request
from menus.domain.wilson import Interval

LEAST = 10
"""So many cases make a figure (the specification): of fewer, a share says nothing."""
OF_POLICE = (
    IncidentOutcome.POLICE_CAME,
    IncidentOutcome.POLICE_TOOK_OVER,
    IncidentOutcome.POLICE_DID_NOT_COME,
)
"""The outcomes at closing that tell of the police."""


class FigureName(StrEnum):
    """The eight figures, in the order of a card. The value names its words and its key in JSON."""

    SEEN = "seen"
    CAME = "came"
    OB = "ob"
    OUTCOME = "outcome"
    MEETINGS = "meetings"
    TREATED = "treated"
    MONEY = "money"
    PATROLS = "patrols"


@dataclass(frozen=True)
class Figure:
    """A number of some known cases; `unknown` are those that were not asked, or of which nobody knows.

    `is_one_sided`: too few are known, so that those that are known say nothing of all: see `police_coming.py`.
    """

    hits: int = 0
    of: int = 0
    unknown: int = 0
    is_one_sided: bool = False

    @property
    def is_told(self) -> bool:
        """Whether there are cases enough for a figure."""
        return self.of >= LEAST and not self.is_one_sided

    @property
    def interval(self) -> Interval | None:
        """The interval of the share; None below the least number of cases."""
        return wilson.interval(self.hits, self.of) if self.is_told else None

    @property
    def share_outside(self) -> int | None:
        """The percent that people without a part in the incidents read: in whole fives, and of no small number."""
        if not self.is_told or self.hits < SMALLEST or self.of - self.hits < SMALLEST:
            return None
        return small_cells.percent(self.hits, self.of)


@dataclass(frozen=True)
class Planned:
    """A joint baraza or a visit whose day is over: whether it was planned before, and whether it was held."""

    is_planned: bool
    is_held: bool


@dataclass(frozen=True)
class Card:
    """The card of a station: its figures, and how often each outcome that tells of the police was chosen.

    `unplanned` are the barazas and visits that were held without having been planned: they are no part of a share.
    """

    station: str
    figures: Mapping[FigureName, Figure]
    outcomes: Mapping[IncidentOutcome, int] = field(default_factory=dict)
    unplanned: int = 0


@dataclass(frozen=True)
class Work:
    """Everything that a card is counted from. `answers` are those of reporters about the police."""

    cases: Iterable[Case] = ()
    requests: Iterable[Request] = ()
    planned: Iterable[Planned] = ()
    answers: Mapping[PulseAnswer, int] = field(default_factory=dict)


def card(station: str, work: Work, now: datetime) -> Card:
    """Return the card of a station at `now` (aware)."""
    cases, planned = tuple(work.cases), tuple(work.planned)
    figures = {
        FigureName.SEEN: _figure(station_findings.seen(one, now) for one in cases),
        FigureName.CAME: _figure_of_coming(cases, now),
        FigureName.OB: _figure(station_findings.has_ob(one, now) for one in cases),
        FigureName.OUTCOME: _figure(station_findings.has_outcome(one, now) for one in cases),
        FigureName.MEETINGS: _figure(Finding.of(one.is_held) for one in planned if one.is_planned),
        FigureName.TREATED: of_answers(work.answers, PulseAnswer.CAME_WELL),
        FigureName.MONEY: of_answers(work.answers, PulseAnswer.ASKED_MONEY),
        FigureName.PATROLS: _figure(station_findings.is_answered(one, now) for one in work.requests),
    }
    outcomes = Counter(one.ended_as for one in cases if one.ended_as in OF_POLICE)
    unplanned = sum(one.is_held and not one.is_planned for one in planned)
    return Card(station, figures, {one: outcomes[one] for one in OF_POLICE}, unplanned)


def _figure(findings: Iterable[Finding]) -> Figure:
    found = Counter(findings)
    return Figure(found[Finding.YES], found[Finding.YES] + found[Finding.NO], found[Finding.UNKNOWN])


def _figure_of_coming(cases: Iterable[Case], now: datetime) -> Figure:
    # An alert that never arrived says nothing of what people tell, or leave out.
    delivered, lost = [], 0
    for one in cases:
        if one.delivered_at is None:
            lost += 1
        else:
            delivered.append(one)
    found = _figure(station_findings.came(one, now) for one in delivered)
    said = (police_coming.of(one.came_at, one.ended_as) for one in delivered)
    is_one_sided = police_coming.is_one_sided(found.of, found.unknown, said)
    return Figure(found.hits, found.of, found.unknown + lost, is_one_sided)


def of_answers(answers: Mapping[PulseAnswer, int], which: PulseAnswer) -> Figure:
    """Return the share of one answer about the police. Below the least number, not even the number is told."""
    said = sum(answers.get(answer, 0) for answer in pulse.OF_POLICE)
    if said < LEAST:
        return Figure()
    return Figure(answers.get(which, 0), said, answers.get(PulseAnswer.SILENT, 0))
