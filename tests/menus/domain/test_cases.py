"""Cases of private help: the list of a helper keeps each case under its own number."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.cases import Case, listed

CASE = Case("48273", datetime(2026, 11, 23, tzinfo=UTC), is_danger=False)
CASES = st.lists(st.builds(replace, st.just(CASE), is_danger=st.booleans(), is_open=st.booleans()), max_size=9).map(
    lambda cases: [replace(case, reference=str(number)) for number, case in enumerate(cases)]
)


@given(CASES, CASES)
def test_the_key_of_a_case_leads_to_it_whatever_comes_and_ends(cases: list[Case], more: list[Case]) -> None:
    before = dict(listed(cases))
    ended = [replace(case, is_open=case.is_open and case.is_danger) for case in cases]
    later = dict(listed([*ended, *more]))
    for number, case in before.items():
        assert later.get(number, case).reference == case.reference
    assert all(case.is_open for case in (*before.values(), *later.values()))


@given(CASES)
def test_danger_comes_first_and_then_the_newest(cases: list[Case]) -> None:
    shown = listed(cases)
    assert [case.is_danger for _, case in shown] == sorted((case.is_danger for _, case in shown), reverse=True)
    for danger in (True, False):
        numbers = [number for number, case in shown if case.is_danger is danger]
        assert numbers == sorted(numbers, reverse=True)
