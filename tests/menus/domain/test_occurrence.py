"""The occurrence book: the number and the station of what somebody writes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import occurrence
from menus.domain.occurrence import LONGEST, Occurrence


@pytest.mark.parametrize(
    ("said", "number", "station"),
    [
        ("12/23/11/2026", "12/23/11/2026", ""),
        ("12/23/11/2026 Central", "12/23/11/2026", "Central"),
        ("12/23/11/2026  Muthaiga police station", "12/23/11/2026", "Muthaiga police station"),
        ("no 12 of 23/11/2026", "no 12 of 23/11/2026", ""),
        ("12 / 23 / 11 / 2026", "12 / 23 / 11 / 2026", ""),
        ("12/23 post 4", "12/23 post 4", ""),
        ("Central", "Central", ""),
        ("", "", ""),
    ],
)
def test_the_words_behind_the_last_digit_are_the_station(said: str, number: str, station: str) -> None:
    assert occurrence.read(said) == Occurrence(number, station)


def test_a_station_that_is_given_by_itself_counts_first() -> None:
    assert occurrence.read("12/23 Central", "Pangani") == Occurrence("12/23", "Pangani")
    assert occurrence.read("12/23", "  Pangani \n post ") == Occurrence("12/23", "Pangani post")


@given(said=st.text(), station=st.text())
def test_any_words_are_read_and_none_is_too_long(said: str, station: str) -> None:
    found = occurrence.read(said, station)
    assert len(found.number) <= LONGEST
    assert len(found.station) <= LONGEST
    assert found.number in said
    assert bool(found.number) == bool(said.strip())
