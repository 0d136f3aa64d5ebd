"""Drawings: who reads what of the figures, and when a picture is drawn anew."""

from datetime import UTC, datetime, timedelta

import pytest

from menus.domain import drawings
from menus.domain.desk_roles import ONLOOKERS
from menus.domain.drawings import FRESH, MOST, Audience, DrawingStatus, Standing
from menus.domain.roles import Role

NOW = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("status", "asked", "drawn", "is_same", "told"),
    [
        (None, None, None, False, Standing.NONE),
        (DrawingStatus.ASKED, NOW - MOST, None, False, Standing.UNDER_WAY),
        (DrawingStatus.ASKED, NOW - MOST - SECOND, NOW - MOST, True, Standing.FAILED),
        (DrawingStatus.FAILED, NOW, NOW, True, Standing.FAILED),
        (DrawingStatus.LACKS_LIBRARY, NOW, None, False, Standing.LACKS_LIBRARY),
        (DrawingStatus.DRAWN, NOW, NOW - FRESH + SECOND, True, Standing.CURRENT),
        (DrawingStatus.DRAWN, NOW, NOW - FRESH, True, Standing.OLD),
        (DrawingStatus.DRAWN, NOW, NOW, False, Standing.OLD),
    ],
)
def test_a_drawing_is_made_again_when_the_numbers_changed_or_it_is_old_or_failed(
    status: DrawingStatus | None, asked: datetime | None, drawn: datetime | None, *, is_same: bool, told: Standing
) -> None:
    found = drawings.standing(status, asked, drawn, NOW, is_same=is_same)
    assert found is told
    assert found.may_ask is (told not in {Standing.UNDER_WAY, Standing.CURRENT})


def test_only_coordinators_read_small_numbers() -> None:
    assert drawings.audience_of(frozenset({Role.COORDINATOR, Role.OVERSIGHT})) is Audience.INSIDE
    assert drawings.audience_of(frozenset({Role.OVERSIGHT})) is Audience.OUTSIDE


def test_whoever_only_looks_on_reads_no_figures() -> None:
    assert drawings.READERS.isdisjoint(ONLOOKERS)
