"""Pictures: what a worker is to draw of the figures, as plain numbers and words, in the language of the reader.

The colours are shades, so that a copy in black and white tells the same. Each has a shade for the night.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from menus.domain import figures
from menus.domain.categories import Level, Track
from menus.domain.drawings import Audience, Figure
from menus.domain.figures import BANDS, LEVELS, Counts
from menus.text import catalog, page_words
from menus.text.names import Text

WORDS = "desk_figures.po"
_INK, _PAPER, _LINE = "#16181d", "#fbfaf7", "#c9c5bb"
SHADES = ("#f3efe6", "#dad5c9", "#b6b1a6", "#8b877e", "#5a5750", _INK)
"""The shades of bars, from the quickest answer to none."""
CELLS = (_PAPER, "#f2eee5", "#d9d4c8", "#b5b0a5", "#8a867d")
"""The shades of cells with a number on them. The darkest ones stay unused, so that the number can be read on each."""
_NIGHT = {
    _INK: "#e8e6e1",
    _PAPER: "#14161a",
    _LINE: "#3b3f47",
    **dict(zip(SHADES[:-1], ("#1f232a", "#414852", "#666e7a", "#8b939f", "#b5bbc3"), strict=True)),
    **dict(zip(CELLS[1:], ("#22262d", "#363b44", "#4a505a", "#5c636f"), strict=True)),
}
_COLOUR = re.compile(r"#[0-9a-f]{6}\b")
_FEW_WEEKS = 13
"""The most weeks whose bars are wide enough for a number of two digits above them (looked at)."""


def in_the_night(svg: str) -> str:
    """Return a picture in the colours of the night."""
    return _COLOUR.sub(lambda found: _NIGHT.get(found[0], found[0]), svg)


def of(counts: Counts, audience: Audience, language: str, currency: str) -> dict[str, Any]:
    """Return the pictures of some counts, by their names. A figure without data has no picture.

    Outsiders have none: a picture shows what a table hides.
    """
    if audience is Audience.OUTSIDE:
        return {}
    made = _Pictures(counts, language, currency)
    found = {
        Figure.PATROL: made.shares(Track.PATROL),
        Figure.POLICE: made.shares(Track.POLICE),
        Figure.HOURS: made.hours(),
        Figure.COST: made.cost(),
    }
    return {name.value: picture for name, picture in found.items() if picture is not None}


class _Pictures:
    """The pictures of some counts. Each is a kind, its rows, the order of its words, and its colours."""

    def __init__(self, counts: Counts, language: str, currency: str) -> None:
        self._counts, self._language, self._currency = counts, language, currency

    def _say(self, which: str, **values: object) -> str:
        return page_words.say(WORDS, self._language, which, **values)

    def _picture(self, kind: str, rows: list[dict[str, Any]], **more: Any) -> dict[str, Any] | None:
        shades = CELLS if kind == "hours" else SHADES
        colours = {"ink": _INK, "paper": _PAPER, "line": _LINE, "shades": shades}
        return {"kind": kind, "rows": rows, "colours": colours, **more} if rows else None

    def shares(self, track: Track) -> dict[str, Any] | None:
        """Return the bars of a track: for each week the shares of the answers by how soon they came.

        Above the bars of a few weeks stands how many incidents they share: a bar of two is as high as one of fifty.
        """
        names = [self._say("band", minutes=minutes) for minutes in BANDS] + [self._say("later"), self._say("nobody")]
        rows, totals = [], []
        for week in range(len(self._counts.weeks)):
            answers = self._counts.answered(track, week=week)
            if answers.total and len(self._counts.weeks) <= _FEW_WEEKS:
                totals.append({"week": self._week(week), "total": str(answers.total)})
            rows += [
                {"week": self._week(week), "name": name, "order": order, "share": answers.share(number)}
                for order, (name, number) in enumerate(zip(names, answers.slots, strict=True))
                if answers.total
            ]
        titles = {"title": self._say("axis.share"), "below": self._say("axis.week")}
        return self._picture("shares", rows, totals=totals, names=names, weeks=self._weeks(), **titles)

    def hours(self) -> dict[str, Any] | None:
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
        return self._picture("hours", rows, days=days, title=self._say("axis.hour"))

    def cost(self) -> dict[str, Any] | None:
        """Return the bars of the cost of one incident, for each level."""
        return self._picture("cost", list(self._costs()), title=self._say("axis.cost", currency=self._currency))

    def _costs(self) -> Iterator[dict[str, Any]]:
        for level in LEVELS:
            number = self._counts.number(level=level)
            each = self._counts.cost(level).each(number)
            if each is not None:
                name = level_name(self._language, level)
                yield {"level": name, "cost": float(each), "label": f"{each:.2f}"}

    def _week(self, number: int) -> str:
        return week_name(self._counts, number)

    def _weeks(self) -> list[str]:
        return [self._week(week) for week in range(len(self._counts.weeks))]


def week_name(counts: Counts, number: int) -> str:
    """Return a week as its Monday: the year stands in the page."""
    return f"{counts.weeks[number]:%d/%m}"


def level_name(language: str, level: Level) -> str:
    """Return the name of a level in a language."""
    return catalog.say(language, Text(f"level.{level.value}"))


def colours() -> Mapping[str, str]:
    """Return each colour of a picture with its colour at night."""
    return dict(_NIGHT)
