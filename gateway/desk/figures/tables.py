"""Tables: the figures as rows of words, for somebody who reads every number, or who reads shares alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from gateway.desk.answers import Words
from gateway.insight.answer_pictures import level_name, week_name
from menus.domain import figures, small_cells
from menus.domain.categories import Level, Track
from menus.domain.figures import BANDS, LEVELS, Answers, Counts

HIDDEN, NOTHING = "\N{EN DASH}", "\N{EN DASH}"
"""The signs of what is hidden, whatever the reason, and of no data."""
QUICK = BANDS.index(5)
"""The band of the small line: five minutes. A guess: a patrol on foot can be there then."""


@dataclass(frozen=True)
class Cell:
    """A cell in words: a number or a sign, and its part of the whole, if it is told."""

    text: str
    part: str = ""


@dataclass(frozen=True)
class Row:
    """A row of a table: its name and its cells."""

    name: str
    cells: Sequence[Cell]


@dataclass(frozen=True)
class TrackTables:
    """The answers of a track: a table of the whole period, one of its weeks, and a small line of the weeks.

    `line` holds for each week, oldest first, the percent that was answered quickly; None for a week without data.
    """

    track: Track
    has_data: bool
    rows: Sequence[Row]
    weeks: Sequence[Row]
    line: Sequence[int | None]


@dataclass(frozen=True)
class Tables:
    """All tables of the page."""

    has_data: bool
    tracks: Sequence[TrackTables]
    hours: Sequence[Row]
    costs: Sequence[Row]
    unpriced: int


class Inside:
    """The tables of somebody who works with the incidents: every number, by level, and by week."""

    def __init__(self, say: Words, counts: Counts, level: Level | None) -> None:
        self._say, self._counts, self._level = say, counts, level

    def made(self) -> Tables:
        """Return the tables."""
        return Tables(
            self._counts.number() > 0,
            [self._track(track) for track in figures.TRACKS],
            _hours(self._say, [self._counts.hours.get(cell, 0) for cell in figures.cells()]),
            self._costs(),
            self._counts.cost().unpriced,
        )

    def _track(self, track: Track) -> TrackTables:
        by_level = [(level, self._counts.answered(track, level=level)) for level in LEVELS]
        of_all = self._counts.answered(track)
        rows = [self._row(level_name(self._say.language, level), one) for level, one in by_level if one.total]
        rows.append(self._row(self._say("all"), of_all))
        numbers = range(len(self._counts.weeks))
        weeks = [self._counts.answered(track, week=week, level=self._level) for week in numbers]
        named = [self._row(week_name(self._counts, week), weeks[week]) for week in reversed(numbers)]
        line = [_percent(one, one.within(QUICK)) for one in weeks]
        return TrackTables(track, of_all.total > 0, rows, named, line)

    def _row(self, name: str, answers: Answers) -> Row:
        numbers = [answers.within(band) for band in range(len(BANDS))] + [answers.answered, answers.unanswered]
        return Row(name, [Cell(str(answers.total)), *(_with_share(answers, number) for number in numbers)])

    def _costs(self) -> list[Row]:
        return [_cost(self._say, self._counts, level, self._counts.number(level=level)) for level in (*LEVELS, None)]


class Outside:
    """The tables of somebody without a part in the incidents: the shares of answers over all levels, nothing else."""

    def __init__(self, say: Words, counts: Counts) -> None:
        self._say, self._counts = say, counts

    def made(self) -> Tables:
        """Return the tables."""
        tracks = [self._track(track) for track in figures.TRACKS]
        return Tables(any(track.has_data for track in tracks), tracks, [], [], 0)

    def _track(self, track: Track) -> TrackTables:
        shares = small_cells.shares(self._counts.answered(track))
        cells = [Cell(HIDDEN if share is None else f"{share} %") for share in shares]
        has_data = any(share is not None for share in shares)
        return TrackTables(track, has_data, [Row(self._say("all"), cells)], [], [])


def _cost(say: Words, counts: Counts, level: Level | None, number: int) -> Row:
    cost = counts.cost(level)
    each = cost.each(number)
    name = level_name(say.language, level) if level is not None else say("all")
    cells = (str(number), str(cost.texts), _money(cost.amount), NOTHING if each is None else _money(each))
    return Row(name, [Cell(cell) for cell in cells])


def _hours(say: Words, numbers: Sequence[int]) -> list[Row]:
    """Return a row for each hour with a cell for each weekday; `numbers` go by weekday first."""
    cells = dict(zip(figures.cells(), numbers, strict=True))
    days = sorted({day for day, _ in cells})
    return [
        Row(say("hour", hour=f"{hour:02}"), [Cell(str(cells[day, hour])) for day in days])
        for hour in sorted({hour for _, hour in cells})
    ]


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"


def _percent(answers: Answers, number: int) -> int | None:
    share = answers.share(number)
    return round(share * 100) if share is not None else None


def _with_share(answers: Answers, number: int) -> Cell:
    percent = _percent(answers, number)
    return Cell(NOTHING) if percent is None else Cell(str(number), f"{percent} %")
