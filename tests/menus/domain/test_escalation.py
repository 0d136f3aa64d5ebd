"""Escalation ladders: never early, never after an answer, every rung once a round, and an end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Level, Track
from menus.domain.community import Ladder, Role, Step
from menus.domain.escalation import (
    EXHAUSTED_GRACE,
    REMINDED_PART,
    Escalation,
    Kind,
    advance,
    lapse,
    next_step,
    pause,
    rung_and_round,
    skip_unreached,
    skip_wait_now,
)

START = datetime(2026, 11, 20, 21, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def ladder_of(*minutes: int, repeat: int = 0) -> Ladder:
    steps = tuple(Step((Role.POLICE,), MINUTE * wait) for wait in minutes)
    return Ladder(Level.MAJOR, Track.POLICE, steps, repeat)


def begun() -> Escalation:
    return Escalation(fired=0, last_fired_at=None, started_at=START)


LADDERS = st.builds(
    lambda first, waits, repeat: ladder_of(first, *waits, repeat=repeat),
    st.integers(0, 3),
    st.lists(st.integers(1, 10), max_size=3),
    st.integers(0, 3),
)
TICKS = st.lists(st.integers(1, 1800), min_size=1, max_size=20)
ANSWERS = st.lists(st.booleans(), min_size=1, max_size=16)


def climb_on(ladder: Ladder, ticks: list[int], reaches: list[bool]) -> tuple[list[tuple[int, int]], Escalation, int]:
    """Run an escalation with the given ticks, over and over, until the ladder is exhausted and a little longer.

    Return (round, rung) of each rung fired, the escalation at the end, and how often it was exhausted.
    """
    escalation, now, fired, exhausted = begun(), START, [], 0
    for index in range(20_000):
        told = next_step(ladder, escalation, now)
        if told.kind is Kind.FIRE:
            assert told.due_at is not None
            assert told.due_at <= now
            fired.append((told.round, told.rung))
            escalation = advance(escalation, now, has_reached=reaches[len(fired) % len(reaches)])
            assert rung_and_round(ladder, escalation.fired) == (told.rung, told.round)
        elif told.kind is Kind.EXHAUSTED:
            exhausted += 1
            escalation = replace(escalation, exhausted_at=now)
        elif told.kind is Kind.WAIT:
            assert told.due_at is not None
            assert told.due_at > now
        elif exhausted and now > START + timedelta(days=3):
            break
        now += timedelta(seconds=ticks[index % len(ticks)]) if told.kind is not Kind.STOP else timedelta(days=1)
    return fired, escalation, exhausted


@given(LADDERS, TICKS)
def test_every_rung_fires_once_a_round_in_order_whenever_the_clock_ticks(ladder: Ladder, ticks: list[int]) -> None:
    fired, _, exhausted = climb_on(ladder, ticks, [True])
    rungs = range(1, len(ladder.steps) + 1)
    assert fired == [(turn, rung) for turn in range(1, ladder.repeat + 2) for rung in rungs]
    assert exhausted == 1


@given(LADDERS, TICKS, ANSWERS)
def test_a_person_who_is_reached_rungs_go_up_one_by_one_and_the_ladder_is_exhausted_once(
    ladder: Ladder, ticks: list[int], reaches: list[bool]
) -> None:
    fired, _, exhausted = climb_on(ladder, ticks, reaches)
    rungs = range(1, len(ladder.steps) + 1)
    whole = [(turn, rung) for turn in range(1, ladder.repeat + 2) for rung in rungs]
    assert fired == whole[: len(fired)]
    assert len(fired) >= len(ladder.steps)
    assert exhausted == 1


@given(LADDERS, TICKS)
def test_the_same_rungs_fire_whatever_the_ticks(ladder: Ladder, ticks: list[int]) -> None:
    assert climb_on(ladder, ticks, [True, False])[0] == climb_on(ladder, [600], [True, False])[0]


@given(
    ladder=LADDERS,
    fired=st.integers(0, 20),
    seconds=st.integers(0, 10**6),
    skip_wait=st.booleans(),
    answered=st.booleans(),
)
def test_nothing_is_told_after_an_answer_or_the_end(
    ladder: Ladder,
    fired: int,
    seconds: int,
    *,
    skip_wait: bool,
    answered: bool,
) -> None:
    ended = START + MINUTE
    escalation = Escalation(
        fired=fired,
        last_fired_at=START if fired else None,
        started_at=START,
        answered_at=ended if answered else None,
        exhausted_at=None if answered else ended,
        skip_wait=skip_wait,
    )
    told = next_step(ladder, escalation, START + timedelta(seconds=seconds))
    assert told.kind is Kind.STOP
    assert told.due_at is None


@given(
    ladder=LADDERS,
    fired=st.integers(0, 12),
    early=st.integers(0, 4000),
    later=st.integers(0, 4000),
    skip_wait=st.booleans(),
)
def test_what_is_due_stays_due(ladder: Ladder, fired: int, early: int, later: int, *, skip_wait: bool) -> None:
    escalation = Escalation(
        fired, START if fired else None, START, None, None, skip_wait=skip_wait, last_rung_that_reached=fired
    )
    first = next_step(ladder, escalation, START + timedelta(seconds=early))
    second = next_step(ladder, escalation, START + timedelta(seconds=early + later))
    assert first.due_at == second.due_at
    assert (first.rung, first.round, first.step) == (second.rung, second.round, second.step)
    assert first.kind is Kind.WAIT or second.kind is first.kind


def test_a_rung_is_due_its_wait_after_the_rung_before_and_not_a_second_sooner() -> None:
    ladder = ladder_of(0, 3, 5)
    escalation = advance(begun(), START, has_reached=True)
    assert next_step(ladder, escalation, START + MINUTE * 3 - timedelta(seconds=1)).kind is Kind.WAIT
    told = next_step(ladder, escalation, START + MINUTE * 3)
    assert (told.kind, told.rung, told.round, told.step) == (Kind.FIRE, 2, 1, ladder.steps[1])


def test_after_a_long_downtime_rungs_still_come_one_by_one() -> None:
    ladder = ladder_of(0, 3, 5)
    back = START + timedelta(hours=2)
    escalation = advance(begun(), back, has_reached=True)
    told = next_step(ladder, escalation, back)
    assert (told.kind, told.due_at) == (Kind.WAIT, back + MINUTE * 3)


def test_the_first_rung_may_wait_too() -> None:
    told = next_step(ladder_of(2, 3), begun(), START)
    assert (told.kind, told.due_at) == (Kind.WAIT, START + MINUTE * 2)


def test_a_further_round_begins_after_the_longest_wait() -> None:
    ladder = ladder_of(0, 3, 1, repeat=1)
    escalation = Escalation(3, START, START, None, None, last_rung_that_reached=3)
    told = next_step(ladder, escalation, START)
    assert (told.kind, told.due_at, told.rung, told.round) == (Kind.WAIT, START + MINUTE * 3, 1, 2)


def test_the_ladder_is_exhausted_when_the_last_rung_has_had_its_time() -> None:
    escalation = Escalation(2, START, START, None, None, last_rung_that_reached=2)
    assert next_step(ladder_of(0, 3), escalation, START + MINUTE * 2).kind is Kind.WAIT
    told = next_step(ladder_of(0, 3), escalation, START + MINUTE * 3)
    assert (told.kind, told.step, told.rung, told.round) == (Kind.EXHAUSTED, None, 2, 1)


def test_a_ladder_without_waits_gives_a_quarter_of_an_hour() -> None:
    escalation = advance(begun(), START, has_reached=True)
    assert next_step(ladder_of(0), escalation, START).due_at == START + EXHAUSTED_GRACE
    assert pause(ladder_of(0)) == EXHAUSTED_GRACE


def test_a_rung_that_reaches_nobody_is_followed_at_once() -> None:
    escalation = advance(begun(), START, has_reached=False)
    told = next_step(ladder_of(0, 3), escalation, START)
    assert (told.kind, told.rung) == (Kind.FIRE, 2)


def test_a_person_who_says_cannot_brings_the_next_rung_at_once() -> None:
    escalation = skip_wait_now(advance(begun(), START, has_reached=True))
    assert next_step(ladder_of(0, 3), escalation, START).kind is Kind.FIRE


def test_a_person_who_says_cannot_last_sends_it_back_to_the_top_at_once_but_not_to_themselves() -> None:
    escalation = skip_wait_now(Escalation(2, START, START, None, None, last_rung_that_reached=2))
    assert next_step(ladder_of(0, 3, repeat=1), escalation, START).kind is Kind.FIRE
    alone = skip_wait_now(Escalation(1, START, START, None, None, last_rung_that_reached=1))
    assert next_step(ladder_of(1, repeat=1), alone, START).kind is Kind.WAIT


def test_a_round_that_reaches_nobody_is_the_last() -> None:
    ladder = ladder_of(0, 3, repeat=20)
    escalation = advance(advance(begun(), START, has_reached=False), START, has_reached=False)
    told = next_step(ladder, escalation, START)
    assert (told.kind, told.due_at) == (Kind.EXHAUSTED, START)


def test_an_empty_round_after_one_that_reached_somebody_still_leaves_them_time() -> None:
    escalation = Escalation(4, START, START, None, None, skip_wait=True, last_rung_that_reached=2)
    assert next_step(ladder_of(0, 3, repeat=5), escalation, START) == replace(
        next_step(ladder_of(0, 3, repeat=5), escalation, START),
        kind=Kind.WAIT,
        due_at=START + MINUTE * 3,
        step=None,
    )


def test_empty_rungs_at_the_foot_do_not_page_the_head_again_within_seconds() -> None:
    escalation = advance(advance(begun(), START, has_reached=True), START, has_reached=False)
    told = next_step(ladder_of(0, 3, repeat=5), escalation, START)
    assert (told.kind, told.due_at, told.round) == (Kind.WAIT, START + MINUTE * 3, 2)


@pytest.mark.parametrize(("fired", "place"), [(0, (0, 0)), (1, (1, 1)), (3, (3, 1)), (4, (1, 2)), (9, (3, 3))])
def test_a_position_is_counted_from_one(fired: int, place: tuple[int, int]) -> None:
    assert rung_and_round(ladder_of(0, 3, 3, repeat=2), fired) == place


WITHIN = timedelta(minutes=20)


@given(ladder=LADDERS, fired=st.integers(1, 8), seconds=st.integers(0, 10**5))
def test_a_person_who_goes_is_asked_once_when_they_should_be_there_and_never_sooner(
    ladder: Ladder, fired: int, seconds: int
) -> None:
    now = START + timedelta(seconds=seconds)
    going = Escalation(fired, START, START, answered_at=START, last_rung_that_reached=fired)
    told = next_step(ladder, going, now, WITHIN)
    assert told.due_at == START + WITHIN
    assert told.kind is (Kind.REMIND if now >= START + WITHIN else Kind.WAIT)
    asked = replace(going, reminded_at=now)
    later = next_step(ladder, asked, now, WITHIN)
    assert later.kind is Kind.WAIT
    assert later.due_at == now + WITHIN / REMINDED_PART
    assert next_step(ladder, asked, now + WITHIN / REMINDED_PART, WITHIN).kind is Kind.LAPSE


@given(ladder=LADDERS, fired=st.integers(1, 8), seconds=st.integers(0, 10**6), reminded=st.booleans())
def test_a_person_who_has_arrived_is_asked_nothing_and_nobody_else_is(
    ladder: Ladder, fired: int, seconds: int, *, reminded: bool
) -> None:
    there = Escalation(
        fired,
        START,
        START,
        answered_at=START,
        last_rung_that_reached=fired,
        arrived_at=START + MINUTE,
        reminded_at=START if reminded else None,
    )
    assert next_step(ladder, there, START + timedelta(seconds=seconds), WITHIN).kind is Kind.STOP


@given(ladder=LADDERS, fired=st.integers(0, 8), seconds=st.integers(0, 10**6))
def test_if_nobody_need_arrive_an_answer_holds(ladder: Ladder, fired: int, seconds: int) -> None:
    escalation = Escalation(fired, START, START, answered_at=START, last_rung_that_reached=fired)
    assert next_step(ladder, escalation, START + timedelta(seconds=seconds)).kind is Kind.STOP


def test_after_a_lapse_the_next_is_asked_at_once() -> None:
    going = Escalation(1, START, START, answered_at=START, last_rung_that_reached=1, reminded_at=START + WITHIN)
    told = next_step(ladder_of(0, 3), lapse(going), START + WITHIN * 2, WITHIN)
    assert (told.kind, told.rung) == (Kind.FIRE, 2)


EVENTS = st.lists(st.sampled_from(["answer", "hasten", "tick", "tick-later"]), min_size=1, max_size=30)


@given(LADDERS, EVENTS, ANSWERS)
def test_in_whatever_order_things_come_an_answer_ends_it_and_nothing_fires_after(
    ladder: Ladder, events: list[str], reaches: list[bool]
) -> None:
    escalation, now, fired_at_answer = begun(), START, None
    for event in events:
        if event == "tick-later":
            now += timedelta(minutes=4)
        if event == "answer" and escalation.answered_at is None and escalation.exhausted_at is None:
            escalation, fired_at_answer = replace(escalation, answered_at=now), escalation.fired
        elif event == "hasten" and escalation.fired:
            assert skip_wait_now(skip_wait_now(escalation)) == skip_wait_now(escalation)
            escalation = skip_wait_now(escalation)
        told = next_step(ladder, escalation, now)
        while told.kind is Kind.FIRE:
            escalation = advance(escalation, now, has_reached=reaches[escalation.fired % len(reaches)])
            told = next_step(ladder, escalation, now)
        if told.kind is Kind.EXHAUSTED:
            escalation = replace(escalation, exhausted_at=now)
    if fired_at_answer is not None:
        assert escalation.fired == fired_at_answer
        assert next_step(ladder, escalation, now + timedelta(days=9)).kind is Kind.STOP
    elif escalation.exhausted_at is None:
        # Nobody answered, and the ladder is not exhausted: the next action has a known time.
        assert next_step(ladder, escalation, now).due_at is not None


def test_a_lost_text_brings_the_next_rung_at_once_and_never_to_the_next_round() -> None:
    ladder = ladder_of(0, 3, repeat=1)
    first = skip_unreached(ladder, Escalation(1, START, START, last_rung_that_reached=1))
    assert next_step(ladder, first, START).kind is Kind.FIRE
    last = skip_unreached(ladder, Escalation(2, START, START, last_rung_that_reached=2))
    told = next_step(ladder, last, START)
    assert (told.kind, told.due_at) == (Kind.WAIT, START + MINUTE * 3)
