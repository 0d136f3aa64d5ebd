"""The pictures of the figures: their shades tell the same in black and white, and can be read by night."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from gateway.insight import answer_pictures, pictures
from menus.domain import figures
from menus.domain.categories import Level, Track
from menus.domain.drawings import Figure
from menus.domain.figures import Fact
from menus.text import page_words
from workers import charts

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
LETTER = 4.0
"""The least contrast of a letter and its shade: it helps beside edges and places (looked at, day and night)."""
STEP = 1.25
"""The least contrast of two neighbouring shades: by night the three quickest ones looked alike at 1.2 (looked at)."""


def light(colour: str) -> float:
    red, green, blue = ((int(colour[at : at + 2], 16) / 255 + 0.055) / 1.055 for at in (1, 3, 5))
    return float(0.2126 * red**2.4 + 0.7152 * green**2.4 + 0.0722 * blue**2.4)


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def by_night(shades: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(pictures.in_the_night(shade) for shade in shades)


def test_a_picture_tells_the_same_without_colours() -> None:
    day, night = pictures.SHADES, by_night(pictures.SHADES)
    assert sorted(day, key=light, reverse=True) == list(day)
    assert sorted(night, key=light) == list(night)
    for shades in (day, night):
        assert min(contrast(one, another) for one, another in pairwise(shades)) >= STEP


def test_a_number_can_be_read_on_each_cell() -> None:
    ink = pictures.SHADES[-1]
    assert min(contrast(ink, cell) for cell in pictures.CELLS) >= 4.5
    assert min(contrast(pictures.in_the_night(ink), cell) for cell in by_night(pictures.CELLS)) >= 4.5


def test_a_letter_can_be_read_on_each_shade() -> None:
    pairs = list(zip(pictures.ON_SHADES, pictures.SHADES, strict=True))
    assert min(contrast(letter, shade) for letter, shade in pairs) >= LETTER
    night = zip(by_night(pictures.ON_SHADES), by_night(pictures.SHADES), strict=True)
    assert min(contrast(letter, shade) for letter, shade in night) >= LETTER


def drawn(weeks: int, answers: list[tuple[timedelta, timedelta | None]]) -> dict[str, Any]:
    """Return the picture of the patrol for incidents of so long ago, each with its answer."""
    facts = [
        Fact(NOW - ago, Level.MAJOR, {Track.PATROL: NOW - ago + answer if answer is not None else None})
        for ago, answer in answers
    ]
    counts = figures.count(iter(facts), figures.period(weeks, NOW, UTC), {})
    return answer_pictures.of_counts(counts, "en", "KES")[Figure.PATROL.value]


@pytest.mark.parametrize(("weeks", "monday"), [(4, "23/11"), (13, "23/11"), (52, "02/11")])
def test_each_bar_tells_how_many_incidents_it_shares(weeks: int, monday: str) -> None:
    picture = drawn(weeks, [(timedelta(hours=hours), None) for hours in (1, 2, 3)])
    assert picture["totals"] == [{"week": monday, "total": "3"}]
    assert len(picture["weeks"]) == min(weeks, 13)
    assert picture["below"] == page_words.say("desk_figures.po", "en", "axis.week" if weeks < 52 else "axis.weeks")


def test_four_weeks_of_a_year_are_one_bar_and_no_incident_is_lost() -> None:
    picture = drawn(52, [(timedelta(weeks=ago), timedelta(minutes=2)) for ago in range(52)])
    assert [one["total"] for one in picture["totals"]] == ["4"] * 13
    head, *lines = picture["table"]
    assert head[0] == page_words.say("desk_figures.po", "en", "weeks")
    assert sum(int(line[1]) for line in lines) == 52


def test_a_quarter_of_fourteen_weeks_has_a_bar_for_each() -> None:
    within = figures.between(datetime(2026, 9, 30, 21, tzinfo=UTC), datetime(2026, 12, 31, 21, tzinfo=UTC), UTC)
    counts = figures.count(iter([Fact(NOW, Level.MAJOR, {Track.PATROL: None})]), within, {})
    picture = answer_pictures.of_counts(counts, "en", "KES")[Figure.PATROL.value]
    assert (len(within.weeks), len(picture["weeks"])) == (14, 14)
    assert picture["totals"] == [{"week": "23/11", "total": "1"}]


def test_each_part_of_a_bar_has_the_letter_of_its_name_in_its_middle_unless_it_is_too_low() -> None:
    minutes = [0.5] * 10 + [2.0] + [40.0] * 9
    picture = drawn(4, [(timedelta(hours=1), timedelta(minutes=each)) for each in minutes])
    parts = {row["name"]: (row["letter"], row["middle"]) for row in picture["rows"] if row["share"]}
    assert parts == {
        "A: within 1 min": ("A", 0.25),
        "B: within 3 min": ("", 0.525),
        "E: later": ("E", 0.775),
    }
    assert [name[:2] for name in picture["names"]] == ["A:", "B:", "C:", "D:", "E:", "F:"]


def test_the_letters_stand_in_the_file() -> None:
    svg = charts.svg(drawn(4, [(timedelta(hours=1), timedelta(minutes=each)) for each in (0.5, 2, 40)]))
    assert [letter for letter in "ABCDEF" if f">{letter}</text>" in svg] == ["A", "B", "E"]
