"""The pictures of the figures: their shades tell the same in black and white, and can be read by night."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from gateway.insight import answer_pictures, pictures
from menus.domain import figures
from menus.domain.categories import Level, Track
from menus.domain.drawings import Figure
from menus.domain.figures import Fact

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
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


@pytest.mark.parametrize(("weeks", "is_told"), [(4, True), (13, True), (52, False)])
def test_a_bar_of_few_weeks_tells_how_many_incidents_it_shares(weeks: int, *, is_told: bool) -> None:
    within = figures.period(weeks, NOW, UTC)
    facts = [Fact(NOW - timedelta(hours=each), Level.MAJOR, {Track.PATROL: None}) for each in (1, 2, 3)]
    counts = figures.count(iter(facts), within, {})
    drawn = answer_pictures.of_counts(counts, "en", "KES")[Figure.PATROL.value]
    assert drawn["totals"] == ([{"week": "23/11", "total": "3"}] if is_told else [])
