"""Rules of barazas: nobody sits on a question, nobody lets it through alone, and a day is read as people mean it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain import baraza
from menus.domain.baraza import AgendaItem, Look, Meeting, QuestionState, RefusedWhy

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
TODAY = date(2026, 11, 30)
TENURES = st.sampled_from(["tenant", "landlord", "absent", None])
WHYS = st.sampled_from([None, *RefusedWhy])
LOOKS = st.lists(
    st.builds(Look, st.integers(1, 4), st.booleans(), TENURES, WHYS), max_size=5, unique_by=lambda look: look.person_id
)


@given(LOOKS)
def test_one_tenure_alone_never_decides(looks: list[Look]) -> None:
    tenants = [look for look in looks if look.tenure == "tenant"]
    owners = [look for look in looks if look.tenure in {"landlord", "absent"}]
    unknown = [look for look in looks if look.tenure is None]
    for alike in (tenants, owners, unknown):
        assert baraza.decided(alike) is QuestionState.WAITING


@given(LOOKS)
def test_without_a_coordinator_nothing_is_decided(looks: list[Look]) -> None:
    others = [Look(look.person_id, is_coordinator=False, tenure=look.tenure, refusal=look.refusal) for look in looks]
    assert baraza.decided(others) is QuestionState.WAITING


@given(LOOKS)
def test_a_single_person_decides_nothing(looks: list[Look]) -> None:
    for look in looks:
        assert baraza.decided([look]) is QuestionState.WAITING


def test_a_coordinator_and_another_tenure_decide() -> None:
    coordinator, other = Look(1, is_coordinator=True, tenure="tenant"), Look(2, is_coordinator=False, tenure="absent")
    assert baraza.decided([coordinator, other]) is QuestionState.SHOWN
    against = [
        Look(1, is_coordinator=True, tenure="tenant", refusal=RefusedWhy.NAMES),
        Look(2, is_coordinator=False, tenure="landlord", refusal=RefusedWhy.NOT_OURS),
    ]
    assert baraza.decided(against) is QuestionState.REFUSED
    assert baraza.decided([coordinator, against[1]]) is QuestionState.WAITING


@given(st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=9)))
def test_nobody_sits_on_a_question_for_more_than_48_hours(waited: timedelta) -> None:
    assert baraza.is_shown(QuestionState.WAITING, NOW, NOW + waited) == (waited >= timedelta(hours=48))
    assert baraza.is_shown(QuestionState.SHOWN, NOW, NOW + waited)
    assert not baraza.is_shown(QuestionState.REFUSED, NOW, NOW + waited)


def test_a_figure_has_five_incidents_behind_it_at_least() -> None:
    assert [baraza.figure(count) for count in (0, 1, 4, 5, 6)] == [None, None, None, 5, 6]


@pytest.mark.parametrize(
    ("day", "month", "year", "found"),
    [
        (16, 1, None, date(2027, 1, 16)),
        (30, 11, None, TODAY),
        (29, 11, None, None),
        (5, 12, None, date(2026, 12, 5)),
        (16, 1, 2028, date(2028, 1, 16)),
        (16, 1, 2026, None),
        (29, 2, None, None),
    ],
)
def test_a_day_without_a_year_is_the_coming_one(day: int, month: int, year: int | None, found: date | None) -> None:
    assert baraza.day_in(day, month, year, TODAY) == found


@pytest.mark.parametrize("typed", [(31, 2, None), (0, 1, None), (1, 13, None), (32, 1, 2027), (29, 2, 2027), (1, 1, 0)])
def test_a_day_that_no_calendar_has_is_told(typed: tuple[int, int, int | None]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - the calendar's own words
        baraza.day_in(*typed, TODAY)


@given(
    st.integers(0, 40),
    st.integers(0, 40),
    st.none() | st.integers(0, 9999),
    st.dates(date(1990, 1, 1), date(2200, 1, 1)),
)
def test_a_day_is_never_past(day: int, month: int, year: int | None, today: date) -> None:
    try:
        found = baraza.day_in(day, month, year, today)
    except ValueError:
        return
    assert found is None or (found >= today and (found.day, found.month) == (day, month))


def test_the_next_meeting_is_the_first_one_that_has_not_passed() -> None:
    meetings = [
        Meeting(date(2026, 12, 9), 840),
        Meeting(date(2026, 11, 29), 840),
        Meeting(TODAY, 60),
        Meeting(TODAY, 60),
    ]
    assert [each.on for each in baraza.coming(meetings, TODAY)] == [TODAY, date(2026, 12, 9)]


def test_an_agenda_goes_with_its_meeting() -> None:
    of_past = AgendaItem("Lamps", NOW - timedelta(days=9), TODAY - timedelta(days=1))
    of_next = AgendaItem("Patrol hours", NOW - timedelta(days=9), TODAY + timedelta(days=1))
    before, after = (AgendaItem(word, NOW - timedelta(days=days)) for word, days in (("Money", 9), ("Drains", 1)))
    items, last_past = (of_past, of_next, before, after), NOW - timedelta(days=2)
    assert baraza.current(items, TODAY, last_past) == (of_next, after)
    assert baraza.current(items, TODAY, None) == (of_next, before, after)
