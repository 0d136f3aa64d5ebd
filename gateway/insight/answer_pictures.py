"""Pictures of the answers: how soon each track answered, when incidents happen, and what their texts cost."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from string import ascii_uppercase
from typing import Any

from sqlalchemy.orm import Session

from gateway.communities.directory import CommunityRecord
from gateway.insight import counting, periods, pictures
from gateway.insight.pictures import CELLS, Picture, Table
from gateway.insight.readings import Reading
from menus.domain import figures
from menus.domain.categories import Level, Track
from menus.domain.drawings import Audience, Figure
from menus.domain.figures import BANDS, LEVELS, Answers, Counts, Period
from menus.domain.quarters import Quarter
from menus.text import catalog, page_words
from menus.text.names import Text

WORDS = "desk_figures.po"
_FEW_WEEKS = 14
"""The most weeks with a bar each: those of a quarter. A bar is wide enough for a number of two digits (looked at)."""
_TOGETHER = 4
"""The weeks of one bar, where there are more: a year has 13 bars."""
_HIGH_ENOUGH = 0.07
"""The least share of a bar that has room for a letter: 13 pixels (looked at)."""


def period_of(record: CommunityRecord, weeks: int, audience: Audience, now: datetime) -> Period:
    """Return the weeks that an audience reads of: people without a part in the incidents read of one quarter alone."""
    zone = record.community.timezone
    return figures.quarter(now, zone) if audience is Audience.OUTSIDE else figures.period(weeks, now, zone)


def count(session: Session, record: CommunityRecord, reading: Reading) -> dict[str, Any]:
    """Return the counts of a period, whose name is its number of weeks."""
    within = period_of(record, int(reading.period), reading.audience, reading.now)
    return counting.count(session, record, within, *reading.which).as_json()


def count_quarter(session: Session, record: CommunityRecord, quarter: Quarter, _now: datetime) -> dict[str, Any]:
    """Return the counts of a quarter, by the weeks that have a day in it."""
    span = periods.span(record, quarter)
    within = figures.between(span.since, span.until, record.community.timezone)
    return counting.count(session, record, within).as_json()


def of(found: dict[str, Any], _record: CommunityRecord, language: str, currency: str) -> dict[str, Picture]:
    """Return the pictures of some counts, by their names. A figure without data has no picture."""
    return of_counts(Counts.from_json(found), language, currency)


def of_counts(counts: Counts, language: str, currency: str) -> dict[str, Picture]:
    """Return the pictures of counts: they name nothing of the community."""
    made = _Pictures(counts, language, currency)
    drawn = {
        Figure.PATROL: made.shares(Figure.PATROL, Track.PATROL),
        Figure.POLICE: made.shares(Figure.POLICE, Track.POLICE),
        Figure.HOURS: made.hours(),
        Figure.COST: made.cost(),
    }
    return {name.value: picture for name, picture in drawn.items() if picture is not None}


class _Pictures:
    """The pictures of some counts. Each is a kind, its rows, the order of its words, and its colours."""

    def __init__(self, counts: Counts, language: str, currency: str) -> None:
        self._counts, self._language, self._currency = counts, language, currency

    def _say(self, which: str, **values: object) -> str:
        return page_words.say(WORDS, self._language, which, **values)

    def _picture(
        self, kind: str, figure: Figure, rows: list[dict[str, Any]], table: Table, **more: Any
    ) -> Picture | None:
        return pictures.made(kind, f"answers-{figure}", rows, table, **more) if rows else None

    def shares(self, figure: Figure, track: Track) -> Picture | None:
        """Return the bars of a track: the shares of the answers of a week, or of four, by how soon they came.

        Each part of a bar has the letter of its name, so that no shade is needed. Above a bar stands how many incidents
        it shares: a bar of two is as high as one of fifty.
        """
        names = [self._say("band", minutes=minutes) for minutes in BANDS] + [self._say("later"), self._say("nobody")]
        lettered = [f"{letter}: {name}" for letter, name in zip(ascii_uppercase, names, strict=False)]
        weeks, step = range(len(self._counts.weeks)), self._step
        rows, totals, told = [], [], []
        for first in weeks[::step]:
            several = weeks[first : first + step]
            answers = sum((self._counts.answered(track, week=week) for week in several), Answers())
            if not answers.total:
                continue
            totals.append({"week": self._week(first), "total": str(answers.total)})
            told.append([self._counts.weeks[first].isoformat(), str(answers.total), *map(str, answers.slots)])
            rows += [{"week": self._week(first), **part} for part in _parts(lettered, answers)]
        of = "week" if step == 1 else "weeks"
        table = Table([self._say(of), self._say("col.incidents"), *names], told)
        titles = {"title": self._say("axis.share"), "below": self._say(f"axis.{of}")}
        marks = {"totals": totals, "names": lettered, "weeks": [self._week(first) for first in weeks[::step]]}
        return self._picture("shares", figure, rows, table, **marks, **titles)

    def hours(self) -> Picture | None:
        """Return the cells of the week: a shade for how many incidents fell into each hour of each weekday."""
        cells = list(figures.cells())
        numbers = [self._counts.hours.get(cell, 0) for cell in cells]
        most = max(numbers)
        if not most:
            return None
        days = [self._say(f"day.{day}") for day in range(7)]
        rows = [
            {
                "day": days[day],
                "hour": f"{hour:02}",
                "count": "" if not number else str(number),
                "shade": -(-number * (len(CELLS) - 1) // most),
            }
            for (day, hour), number in zip(cells, numbers, strict=True)
        ]
        by_cell = dict(zip(cells, numbers, strict=True))
        told = [[f"{hour:02}:00", *(str(by_cell[day, hour]) for day in range(7))] for hour in range(24)]
        table = Table([self._say("axis.hour"), *days], told)
        return self._picture("hours", Figure.HOURS, rows, table, days=days, title=self._say("axis.hour"))

    def cost(self) -> Picture | None:
        """Return the bars of the cost of one incident, for each level."""
        rows = list(self._costs())
        columns = ("col.incidents", "col.texts", "col.cost", "col.each")
        heads = [self._say("level"), *(self._say(one, currency=self._currency) for one in columns)]
        table = Table(heads, [row.pop("told") for row in rows])
        return self._picture("cost", Figure.COST, rows, table, title=self._say("axis.cost", currency=self._currency))

    def _costs(self) -> Iterator[dict[str, Any]]:
        for level in LEVELS:
            number = self._counts.number(level=level)
            cost = self._counts.cost(level)
            each = cost.each(number)
            if each is not None:
                name = level_name(self._language, level)
                told = [name, str(number), str(cost.texts), f"{cost.amount:.2f}", f"{each:.2f}"]
                yield {"level": name, "cost": float(each), "label": f"{each:.2f}", "told": told}

    @property
    def _step(self) -> int:
        """The weeks of one bar."""
        return 1 if len(self._counts.weeks) <= _FEW_WEEKS else _TOGETHER

    def _week(self, number: int) -> str:
        return week_name(self._counts, number)


def _parts(names: Sequence[str], answers: Answers) -> Iterator[dict[str, Any]]:
    """Yield the parts of a bar from its foot, each with its letter and the place of it; none where it is too low."""
    below = 0
    for order, (name, number) in enumerate(zip(names, answers.slots, strict=True)):
        share = number / answers.total
        letter = name[0] if share >= _HIGH_ENOUGH else ""
        middle = (below + number / 2) / answers.total
        yield {"name": name, "order": order, "share": share, "letter": letter, "middle": middle}
        below += number


def week_name(counts: Counts, number: int) -> str:
    """Return a week as its Monday: the year stands in the page."""
    return f"{counts.weeks[number]:%d/%m}"


def level_name(language: str, level: Level) -> str:
    """Return the name of a level in a language."""
    return catalog.say(language, Text(f"level.{level.value}"))
