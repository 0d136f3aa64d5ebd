"""The pulse: shares are shown from ten answers on, and a time ends where the next one begins."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import pulse
from menus.domain.pulse import SAID, PulseAnswer, PulseKind

COUNTS = st.dictionaries(st.sampled_from((*SAID, PulseAnswer.SILENT)), st.integers(min_value=0, max_value=40))


@given(COUNTS)
def test_nothing_is_shown_below_ten_answers(counts: dict[PulseAnswer, int]) -> None:
    said = sum(counts.get(answer, 0) for answer in SAID)
    share = pulse.share(counts)
    assert (share is None) == (said < 10)
    assert share is None or 0 <= share <= 100


@given(COUNTS, st.integers(min_value=0, max_value=50))
def test_silence_changes_no_share(counts: dict[PulseAnswer, int], silent: int) -> None:
    assert pulse.share(counts) == pulse.share({**counts, PulseAnswer.SILENT: silent})


def test_seven_of_ten_are_seventy() -> None:
    assert pulse.share({PulseAnswer.VERY_GOOD: 3, PulseAnswer.GOOD: 4, PulseAnswer.BAD: 3}) == 70


@given(st.sampled_from(list(PulseKind)), st.dates(min_value=date(2020, 1, 1), max_value=date(2100, 1, 1)))
def test_a_time_ends_on_the_day_before_the_next_one_begins(kind: PulseKind, today: date) -> None:
    ends = pulse.ends(kind, today)
    assert today < ends
    assert pulse.period(kind, ends) != pulse.period(kind, today)
    assert pulse.period(kind, ends - timedelta(days=1)) == pulse.period(kind, today)


@given(st.dictionaries(st.sampled_from(pulse.OF_POLICE), st.integers(min_value=0, max_value=40)), st.integers(0, 50))
def test_how_police_were_is_told_from_ten_answers_on_and_in_whole_tens(
    counts: dict[PulseAnswer, int], silent: int
) -> None:
    told = pulse.of_police({**counts, PulseAnswer.SILENT: silent})
    assert (told is None) == (sum(counts.values()) < pulse.LEAST)
    if told is not None:
        assert all(share % 10 == 0 and 0 <= share <= 100 for share in told.values())
