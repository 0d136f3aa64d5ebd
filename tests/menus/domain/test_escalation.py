"""Escalation ladders: never early, never after an answer, every rung once a round, and an end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Level, Track
from menus.domain.escalation import (
    EXHAUSTED_GRACE,
    REMINDED_PART,
    Escalation,
    Exhaust,
    FireRung,
    Lapse,
    Remind,
    Stop,
    Wait,
    advance,
    next_action,
    pause,
    rung_and_round,
    skip_unreached,
    skip_wait_now,
)
from menus.domain.escalation_life import ESCALATION, EscalationPhase, EscalationStep
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import Role

START = datetime(2026, 11, 20, 21, 14, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def ladder_of(*minutes: int, repeat: int = 0) -> Ladder:
    steps = tuple(Step((Role.POLICE,), MINUTE * wait) for wait in minutes)
    return Ladder(Level.MAJOR, Track.POLICE, steps, repeat)


def begun() -> Escalation:
    return Escalation(fired=0, last_fired_at=None, started_at=START)


def _due(told: object) -> datetime:
    assert isinstance(told, Wait | FireRung | Exhaust | Remind | Lapse)
    return told.until if isinstance(told, Wait) else told.due_at


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
        told = next_action(ladder, escalation, now)
        if isinstance(told, FireRung):
            assert told.due_at <= now
            fired.append((told.round, told.rung))
            escalation = advance(escalation, now, has_reached=reaches[len(fired) % len(reaches)])
            assert rung_and_round(ladder, escalation.fired) == (told.rung, told.round)
        elif isinstance(told, Exhaust):
            exhausted += 1
            escalation = replace(escalation, phase=EscalationPhase.EXHAUSTED)
        elif isinstance(told, Wait):
            assert told.until > now
        elif exhausted and now > START + timedelta(days=3):
            break
        now += timedelta(seconds=ticks[index % len(ticks)]) if not isinstance(told, Stop) else timedelta(days=1)
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
    escalation = Escalation(
        fired=fired,
        last_fired_at=START if fired else None,
        started_at=START,
        phase=EscalationPhase.ANSWERED if answered else EscalationPhase.EXHAUSTED,
        answered_at=START + MINUTE if answered else None,
        skip_wait=skip_wait,
    )
    told = next_action(ladder, escalation, START + timedelta(seconds=seconds))
    assert told == Stop()


@given(
    ladder=LADDERS,
    fired=st.integers(0, 12),
    early=st.integers(0, 4000),
    later=st.integers(0, 4000),
    skip_wait=st.booleans(),
)
def test_what_is_due_stays_due(ladder: Ladder, fired: int, early: int, later: int, *, skip_wait: bool) -> None:
    escalation = Escalation(fired, START if fired else None, START, skip_wait=skip_wait, last_rung_that_reached=fired)
    first = next_action(ladder, escalation, START + timedelta(seconds=early))
    second = next_action(ladder, escalation, START + timedelta(seconds=early + later))
    if isinstance(first, Wait):
        assert _due(second) == first.until
    else:
        assert second == first


def test_a_rung_is_due_its_wait_after_the_rung_before_and_not_a_second_sooner() -> None:
    ladder = ladder_of(0, 3, 5)
    escalation = advance(begun(), START, has_reached=True)
    assert next_action(ladder, escalation, START + MINUTE * 3 - timedelta(seconds=1)) == Wait(START + MINUTE * 3)
    told = next_action(ladder, escalation, START + MINUTE * 3)
    assert told == FireRung(ladder.steps[1], 2, 1, START + MINUTE * 3)


def test_after_a_long_downtime_rungs_still_come_one_by_one() -> None:
    ladder = ladder_of(0, 3, 5)
    back = START + timedelta(hours=2)
    escalation = advance(begun(), back, has_reached=True)
    told = next_action(ladder, escalation, back)
    assert told == Wait(back + MINUTE * 3)


def test_the_first_rung_may_wait_too() -> None:
    told = next_action(ladder_of(2, 3), begun(), START)
    assert told == Wait(START + MINUTE * 2)


def test_a_further_round_begins_after_the_longest_wait() -> None:
    ladder = ladder_of(0, 3, 1, repeat=1)
    escalation = Escalation(3, START, START, last_rung_that_reached=3)
    assert next_action(ladder, escalation, START) == Wait(START + MINUTE * 3)
    told = next_action(ladder, escalation, START + MINUTE * 3)
    assert told == FireRung(ladder.steps[0], 1, 2, START + MINUTE * 3)


def test_the_ladder_is_exhausted_when_the_last_rung_has_had_its_time() -> None:
    escalation = Escalation(2, START, START, last_rung_that_reached=2)
    assert next_action(ladder_of(0, 3), escalation, START + MINUTE * 2) == Wait(START + MINUTE * 3)
    assert next_action(ladder_of(0, 3), escalation, START + MINUTE * 3) == Exhaust(START + MINUTE * 3)


def test_a_ladder_without_waits_gives_a_quarter_of_an_hour() -> None:
    escalation = advance(begun(), START, has_reached=True)
    assert next_action(ladder_of(0), escalation, START) == Wait(START + EXHAUSTED_GRACE)
    assert pause(ladder_of(0)) == EXHAUSTED_GRACE


def test_a_rung_that_reaches_nobody_is_followed_at_once() -> None:
    escalation = advance(begun(), START, has_reached=False)
    assert next_action(ladder_of(0, 3), escalation, START) == FireRung(ladder_of(0, 3).steps[1], 2, 1, START)


def test_a_person_who_says_cannot_brings_the_next_rung_at_once() -> None:
    escalation = skip_wait_now(advance(begun(), START, has_reached=True))
    assert isinstance(next_action(ladder_of(0, 3), escalation, START), FireRung)


def test_a_person_who_says_cannot_last_sends_it_back_to_the_top_at_once_but_not_to_themselves() -> None:
    escalation = skip_wait_now(Escalation(2, START, START, last_rung_that_reached=2))
    assert isinstance(next_action(ladder_of(0, 3, repeat=1), escalation, START), FireRung)
    alone = skip_wait_now(Escalation(1, START, START, last_rung_that_reached=1))
    assert isinstance(next_action(ladder_of(1, repeat=1), alone, START), Wait)


def test_a_round_that_reaches_nobody_is_the_last() -> None:
    ladder = ladder_of(0, 3, repeat=20)
    escalation = advance(advance(begun(), START, has_reached=False), START, has_reached=False)
    assert next_action(ladder, escalation, START) == Exhaust(START)


def test_an_empty_round_after_one_that_reached_somebody_still_leaves_them_time() -> None:
    escalation = Escalation(4, START, START, skip_wait=True, last_rung_that_reached=2)
    ladder = ladder_of(0, 3, repeat=5)
    assert next_action(ladder, escalation, START) == Wait(START + MINUTE * 3)
    assert next_action(ladder, escalation, START + MINUTE * 3) == Exhaust(START + MINUTE * 3)


def test_empty_rungs_at_the_foot_do_not_page_the_head_again_within_seconds() -> None:
    escalation = advance(advance(begun(), START, has_reached=True), START, has_reached=False)
    ladder = ladder_of(0, 3, repeat=5)
    assert next_action(ladder, escalation, START) == Wait(START + MINUTE * 3)
    told = next_action(ladder, escalation, START + MINUTE * 3)
    assert told == FireRung(ladder.steps[0], 1, 2, START + MINUTE * 3)


@pytest.mark.parametrize(("fired", "place"), [(0, (0, 0)), (1, (1, 1)), (3, (3, 1)), (4, (1, 2)), (9, (3, 3))])
def test_a_position_is_counted_from_one(fired: int, place: tuple[int, int]) -> None:
    assert rung_and_round(ladder_of(0, 3, 3, repeat=2), fired) == place


WITHIN = timedelta(minutes=20)


@given(ladder=LADDERS, fired=st.integers(1, 8), seconds=st.integers(0, 10**5))
def test_a_person_who_goes_is_asked_once_when_they_should_be_there_and_never_sooner(
    ladder: Ladder, fired: int, seconds: int
) -> None:
    now = START + timedelta(seconds=seconds)
    going = Escalation(fired, START, START, EscalationPhase.ANSWERED, answered_at=START, last_rung_that_reached=fired)
    due = START + WITHIN
    assert next_action(ladder, going, now, WITHIN) == (Remind(due) if now >= due else Wait(due))
    asked = replace(going, phase=EscalationPhase.REMINDED, reminded_at=now)
    ends = now + WITHIN / REMINDED_PART
    assert next_action(ladder, asked, now, WITHIN) == Wait(ends)
    assert next_action(ladder, asked, ends, WITHIN) == Lapse(ends)


@given(ladder=LADDERS, fired=st.integers(1, 8), seconds=st.integers(0, 10**6), reminded=st.booleans())
def test_a_person_who_has_arrived_is_asked_nothing_and_nobody_else_is(
    ladder: Ladder, fired: int, seconds: int, *, reminded: bool
) -> None:
    there = Escalation(
        fired,
        START,
        START,
        EscalationPhase.ARRIVED,
        answered_at=START,
        last_rung_that_reached=fired,
        reminded_at=START if reminded else None,
    )
    assert next_action(ladder, there, START + timedelta(seconds=seconds), WITHIN) == Stop()


@given(ladder=LADDERS, fired=st.integers(0, 8), seconds=st.integers(0, 10**6))
def test_if_nobody_need_arrive_an_answer_holds(ladder: Ladder, fired: int, seconds: int) -> None:
    escalation = Escalation(
        fired, START, START, EscalationPhase.ANSWERED, answered_at=START, last_rung_that_reached=fired
    )
    assert next_action(ladder, escalation, START + timedelta(seconds=seconds)) == Stop()


def test_after_a_lapse_the_next_is_asked_at_once() -> None:
    going = Escalation(
        1,
        START,
        START,
        EscalationPhase.REMINDED,
        answered_at=START,
        last_rung_that_reached=1,
        reminded_at=START + WITHIN,
    )
    taken_back = replace(going, phase=ESCALATION.after(going.phase, EscalationStep.TAKE_BACK))
    told = next_action(ladder_of(0, 3), skip_wait_now(taken_back), START + WITHIN * 2, WITHIN)
    assert told == FireRung(ladder_of(0, 3).steps[1], 2, 1, START)


EVENTS = st.lists(st.sampled_from(["answer", "hasten", "tick", "tick-later"]), min_size=1, max_size=30)


@given(LADDERS, EVENTS, ANSWERS)
def test_in_whatever_order_things_come_an_answer_ends_it_and_nothing_fires_after(
    ladder: Ladder, events: list[str], reaches: list[bool]
) -> None:
    escalation, now, fired_at_answer = begun(), START, None
    for event in events:
        if event == "tick-later":
            now += timedelta(minutes=4)
        if event == "answer" and escalation.phase is EscalationPhase.CALLING:
            escalation = replace(escalation, phase=EscalationPhase.ANSWERED, answered_at=now)
            fired_at_answer = escalation.fired
        elif event == "hasten" and escalation.fired:
            assert skip_wait_now(skip_wait_now(escalation)) == skip_wait_now(escalation)
            escalation = skip_wait_now(escalation)
        told = next_action(ladder, escalation, now)
        while isinstance(told, FireRung):
            escalation = advance(escalation, now, has_reached=reaches[escalation.fired % len(reaches)])
            told = next_action(ladder, escalation, now)
        if isinstance(told, Exhaust):
            escalation = replace(escalation, phase=EscalationPhase.EXHAUSTED)
    if fired_at_answer is not None:
        assert escalation.fired == fired_at_answer
        assert next_action(ladder, escalation, now + timedelta(days=9)) == Stop()
    elif escalation.phase is EscalationPhase.CALLING:
        # Nobody answered, and the ladder is not exhausted: the next action has a known time.
        assert isinstance(next_action(ladder, escalation, now), Wait)


def test_a_lost_text_brings_the_next_rung_at_once_and_never_to_the_next_round() -> None:
    ladder = ladder_of(0, 3, repeat=1)
    first = skip_unreached(ladder, Escalation(1, START, START, last_rung_that_reached=1))
    assert isinstance(next_action(ladder, first, START), FireRung)
    last = skip_unreached(ladder, Escalation(2, START, START, last_rung_that_reached=2))
    assert next_action(ladder, last, START) == Wait(START + MINUTE * 3)
