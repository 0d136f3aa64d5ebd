"""Addressing: which of several communities a text is for."""

from datetime import UTC, datetime, timedelta

import pytest

from menus.domain.addressing import Tie, closest

NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
EARLIER = NOW - timedelta(hours=1)


@pytest.mark.parametrize(
    ("ties", "place"),
    [
        ([Tie()], 0),
        ([Tie(), Tie()], 0),
        ([Tie(), Tie(called_at=EARLIER)], 1),
        ([Tie(called_at=EARLIER), Tie(called_at=NOW)], 1),
        ([Tie(called_at=NOW), Tie(called_at=EARLIER)], 0),
        ([Tie(is_patrol=True), Tie(called_at=EARLIER)], 1),
        ([Tie(), Tie(is_patrol=True)], 1),
        ([Tie(texted_at=NOW), Tie(is_patrol=True)], 1),
        ([Tie(is_patrol=True, texted_at=EARLIER), Tie(is_patrol=True, texted_at=NOW)], 1),
        ([Tie(texted_at=EARLIER), Tie(texted_at=NOW), Tie()], 1),
        ([Tie(called_at=NOW), Tie(called_at=NOW)], 0),
    ],
)
def test_the_newest_call_counts_first_then_the_patrol_then_the_newest_text(ties: list[Tie], place: int) -> None:
    assert closest(ties) == place
