"""Rules of a second chance: steps, what needs two, and what is due or forgotten when."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.second_chance import (
    CODE_WORDS,
    CODES,
    LIVE,
    REMINDED_AFTER,
    CourseEnd,
    CoursePhase,
    CourseStep,
    Move,
    days_since,
    move,
    next_reminder,
    next_step,
    person_ends_at,
    phase_after,
    reform,
)
from menus.text import course_codes, given_names, languages

AT = datetime.fromisoformat("2026-11-23T12:00:00+00:00")
DAY = timedelta(days=1)
phases, steps = st.sampled_from(CoursePhase), st.sampled_from(CourseStep)


@given(phases, steps)
def test_what_is_over_takes_no_step(phase: CoursePhase, step: CourseStep) -> None:
    assert (move(phase, step) is Move.IS_OVER) == (phase not in LIVE)


@given(st.sampled_from(sorted(LIVE)))
def test_police_need_two_from_every_phase_and_the_end_needs_one(phase: CoursePhase) -> None:
    assert move(phase, CourseStep.POLICE) is Move.NEEDS_TWO
    assert move(phase, CourseStep.WELL) is Move.GOES_ON


@given(st.lists(steps, max_size=12))
def test_nobody_alone_reaches_the_elders_without_the_family(said: list[CourseStep]) -> None:
    phase, taken = CoursePhase.WARNED, [CoursePhase.WARNED]
    for step in said:
        if move(phase, step) is Move.GOES_ON:
            phase = phase_after(step)
            taken.append(phase)
    assert CoursePhase.POLICE not in taken
    assert CoursePhase.ELDERS not in taken or CoursePhase.FAMILY in taken[: taken.index(CoursePhase.ELDERS)]
    assert taken.count(CoursePhase.AGAIN) <= 1


def test_the_next_step_is_never_skipping_but_for_police() -> None:
    for phase in LIVE:
        expected = Move.NEEDS_TWO if phase is CoursePhase.ELDERS else Move.GOES_ON
        assert move(phase, next_step(phase)) is expected
    assert move(CoursePhase.WARNED, CourseStep.ELDERS) is Move.NEEDS_TWO
    assert move(CoursePhase.FAMILY, CourseStep.AGAIN) is Move.NOT_NOW
    assert move(CoursePhase.ELDERS, CourseStep.FAMILY) is Move.NOT_NOW


def test_a_step_is_due_after_30_and_60_days() -> None:
    assert next_reminder(AT, AT) == AT + 30 * DAY
    assert next_reminder(AT, AT + 30 * DAY) == AT + 60 * DAY
    assert next_reminder(AT, AT + 60 * DAY) is None
    assert [days_since(AT, AT + due) for due in REMINDED_AFTER] == [30, 60]


@given(st.integers(0, 89), st.integers(0, 1000))
def test_a_person_is_kept_90_days_after_a_warning_or_180_after_a_meeting(met_after: int, more: int) -> None:
    met = AT + met_after * DAY
    assert person_ends_at(AT, None) == AT + 90 * DAY
    assert person_ends_at(AT, met) == met + 180 * DAY
    # A later warning makes that no longer.
    assert person_ends_at(met + more * DAY, met) == met + 180 * DAY


@given(st.lists(st.one_of(st.none(), st.sampled_from(CourseEnd))))
def test_the_figure_has_every_course_in_its_denominator(ends: list[CourseEnd | None]) -> None:
    found = reform(ends)
    assert found.all == len(ends)
    assert (found.well, found.not_well) == (ends.count(CourseEnd.WELL), ends.count(CourseEnd.NOT_WELL))


def test_codes_name_nobody_and_are_no_commands() -> None:
    assert len(set(CODES)) == len(CODES) == len(CODE_WORDS) * 90
    names = " ".join(value for value in vars(given_names).values() if isinstance(value, str)).casefold().split()
    assert not {word.casefold() for word in CODE_WORDS} & set(names)
    assert not set(CODE_WORDS) & {*languages.commands(), *languages.association()}
    assert all(course_codes.codes_in(code) == [code] for code in CODES)
