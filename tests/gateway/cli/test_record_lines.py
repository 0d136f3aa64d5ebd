"""The lines of `doria record`: one of something is told as one, and several as several."""

from datetime import UTC, datetime

import pytest

from gateway.cli import record_lines
from gateway.record.verifying import HeldCheckpoint, Verified
from menus.domain.record import Source

NOW = datetime(2026, 11, 23, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, ("1 entry is as it was written", "1 checkpoint fits", "1 row waits for a place")),
        (1204, ("1,204 entries are as they were written", "2 checkpoints fit", "1,204 rows wait for a place")),
    ],
)
def test_one_is_told_as_one(number: int, said: tuple[str, ...]) -> None:
    held = [HeldCheckpoint(number, b"", NOW)] * min(number, 2)
    line = record_lines.whole(Verified(1, "example", size=number, checkpoints=held, waiting=number), NOW)
    assert [part for part in said if part not in line] == []


def test_a_row_of_every_recorded_table_has_a_word() -> None:
    assert set(Source) - record_lines.ROWS.keys() == set(), "name it in gateway/cli/record_lines.py"
