"""Looks: how many reports somebody looked at, and when that is told."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.looks import MANY, WITHIN, LookKind, Seen, are_many, seen_by, shown

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
LOOKS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(1, 8)), st.timedeltas(timedelta(0), 2 * WITHIN).map(lambda ago: NOW - ago)
    )
)


@given(LOOKS)
def test_no_report_counts_twice_and_none_counts_after_an_hour(looks: list[tuple[int | None, datetime]]) -> None:
    lately = [incident for incident, at in looks if NOW - at < WITHIN]
    seen = seen_by(looks, NOW)
    assert seen == Seen(len({one for one in lately if one}), sum(one is None for one in lately))
    assert seen_by(looks * 2, NOW) == Seen(seen.reports, 2 * seen.numbers)
    assert are_many(looks, NOW) == (seen.reports + seen.numbers >= MANY)


def test_ringing_one_caller_again_and_again_is_not_many() -> None:
    assert not are_many([(1, NOW)] * 20, NOW)
    assert are_many([(number, NOW) for number in range(1, MANY + 1)], NOW)
    assert not are_many([(number, NOW - WITHIN) for number in range(1, MANY + 1)], NOW)


def test_a_look_that_shows_nothing_is_none() -> None:
    assert shown(number=False, words=False) is None
    assert {shown(number=True, words=False), shown(number=False, words=True), shown(number=True, words=True)} == {
        LookKind.NUMBER,
        LookKind.WORDS,
        LookKind.NUMBER_AND_WORDS,
    }
