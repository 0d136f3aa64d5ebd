"""Papers: when they let a community patrol, what renews them, and when a reminder is due."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import papers
from menus.domain.papers import Paper, PaperKind

DAY = timedelta(days=1)
FIRST, LAST = date(2025, 3, 13), date(2027, 3, 12)


def certificate(begins: date = FIRST, ends: date | None = LAST, number: str = "CG/1") -> Paper:
    return Paper(PaperKind.CERTIFICATE, number, begins, ends, "oversight")


def permit(ends: date) -> Paper:
    return Paper(PaperKind.PERMIT, "P/1", FIRST, ends, "oversight")


def test_a_certificate_lets_patrol_from_its_first_to_its_last_day() -> None:
    kept = [certificate()]
    assert [papers.let_patrol(kept, day) for day in (FIRST - DAY, FIRST, LAST, LAST + DAY)] == [
        False,
        True,
        True,
        False,
    ]


def test_without_a_certificate_that_ends_nothing_turns() -> None:
    for kept in ([], [certificate(ends=None)], [permit(FIRST)]):
        assert papers.let_patrol(kept, LAST + DAY)
        assert papers.turning_days(kept) == []
        assert papers.waiting_since(kept, LAST + DAY) is None


def test_of_two_certificates_beside_each_other_the_earlier_end_counts() -> None:
    kept = [certificate(), certificate(FIRST + 100 * DAY, LAST + 300 * DAY, "CG/2"), permit(FIRST)]
    assert papers.let_patrol(kept, LAST)
    assert not papers.let_patrol(kept, LAST + DAY)
    assert papers.waiting_since(kept, LAST + 5 * DAY) == LAST + DAY


@pytest.mark.parametrize(
    "later",
    [
        certificate(LAST - 90 * DAY, LAST + 700 * DAY, "CG/2"),
        certificate(LAST + DAY, LAST + 700 * DAY, "CG/2"),
        certificate(FIRST, LAST + 700 * DAY, " cg/1"),
        certificate(LAST - DAY, None, "CG/2"),
    ],
)
def test_a_renewal_before_the_end_leaves_no_day_without_a_paper(later: Paper) -> None:
    kept = [certificate(), later]
    assert all(papers.let_patrol(kept, LAST + days * DAY) for days in range(-3, 3))
    assert not list(papers.ending(kept, LAST))
    assert papers.waiting_since(kept, LAST + 5 * DAY) is None


def test_a_renewal_after_the_end_leaves_the_days_between_without_patrols() -> None:
    kept = [certificate(), certificate(LAST + 20 * DAY, LAST + 700 * DAY, "CG/2")]
    assert papers.let_patrol(kept, LAST)
    assert not papers.let_patrol(kept, LAST + DAY)
    assert not papers.let_patrol(kept, LAST + 19 * DAY)
    assert papers.let_patrol(kept, LAST + 20 * DAY)
    assert papers.waiting_since(kept, LAST + 10 * DAY) == LAST + DAY


def test_papers_that_were_never_valid_wait_since_no_day() -> None:
    kept = [certificate()]
    assert not papers.let_patrol(kept, FIRST - DAY)
    assert papers.waiting_since(kept, FIRST - DAY) is None


@pytest.mark.parametrize(
    ("left", "stage"), [(61, None), (60, 60), (31, 60), (30, 30), (8, 30), (7, 7), (1, 7), (0, 7), (-1, None)]
)
def test_the_last_reminder_that_is_due_counts(left: int, stage: int | None) -> None:
    found = list(papers.ending([certificate()], LAST - left * DAY))
    assert [(one.stage, one.days_left) for one in found] == ([(stage, left)] if stage is not None else [])


def test_the_certificate_that_people_read_of_is_the_one_that_ends_first() -> None:
    kept = [certificate(LAST - 5 * DAY, LAST + 700 * DAY, "CG/2"), certificate()]
    assert papers.certificate(kept, LAST) == kept[1]
    assert papers.certificate(kept, LAST + DAY) == kept[0]
    assert papers.certificate([certificate()], LAST + DAY) is None


_DAYS = st.integers(0, 60).map(lambda number: date(2027, 1, 1) + number * DAY)


@st.composite
def _papers(draw: st.DrawFn) -> Paper:
    begins = draw(_DAYS)
    ends = draw(st.none() | st.integers(0, 60).map(lambda number: begins + number * DAY))
    kind, number = draw(st.sampled_from(PaperKind)), draw(st.sampled_from(["1", "2", "3"]))
    return Paper(kind, number, begins, ends, "oversight")


@given(st.lists(_papers(), max_size=5), st.lists(st.integers(-5, 130), min_size=1))
def test_nothing_changes_but_on_the_turning_days(kept: list[Paper], numbers: list[int]) -> None:
    turns = papers.turning_days(kept)
    assert turns == sorted(set(turns))
    for number in numbers:
        day = date(2027, 1, 1) + number * DAY
        if day not in turns:
            assert papers.let_patrol(kept, day) is papers.let_patrol(kept, day - DAY)
            assert papers.waiting_since(kept, day) == papers.waiting_since(kept, day - DAY)


@given(st.lists(_papers(), max_size=5), _DAYS)
def test_patrols_always_have_a_valid_certificate_if_one_has_an_end(kept: list[Paper], day: date) -> None:
    valid = any(paper.kind is PaperKind.CERTIFICATE and paper.is_valid(day) for paper in kept)
    if papers.bear_mode(kept) and papers.let_patrol(kept, day):
        assert valid
        assert papers.certificate(kept, day) is not None
    since = papers.waiting_since(kept, day)
    assert since is None or (since <= day and not papers.let_patrol(kept, day))


@given(st.lists(_papers(), max_size=4), st.lists(_papers(), max_size=4))
def test_a_decision_is_needed_for_every_day_that_is_added(before: list[Paper], after: list[Paper]) -> None:
    days = [date(2026, 12, 1) + number * DAY for number in range(200)]
    is_added = any(papers.let_patrol(after, day) and not papers.let_patrol(before, day) for day in days)
    assert papers.extends(before, after) is is_added
    assert not papers.extends([], after), "papers where there were none only take days away"
    assert not papers.extends(before, before)


@given(st.lists(_papers(), max_size=5), _DAYS)
def test_the_order_in_the_file_changes_nothing(kept: list[Paper], day: date) -> None:
    assert papers.let_patrol(kept, day) is papers.let_patrol(kept[::-1], day)
    assert sorted(map(repr, papers.ending(kept, day))) == sorted(map(repr, papers.ending(kept[::-1], day)))
