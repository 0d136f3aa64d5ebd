"""Coming rungs: they are those that the ladder would really fire, in their order, and then comes the end."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from menus.domain.categories import Level, Track
from menus.domain.coming_rungs import coming
from menus.domain.escalation import Escalation, Exhaust, FireRung, Wait, advance, next_action
from menus.domain.escalation_life import EscalationPhase
from menus.domain.ladders import Ladder, Step
from menus.domain.roles import Role

START = datetime(2026, 11, 20, 21, 14, tzinfo=UTC)
LADDERS = st.builds(
    lambda waits, repeat: Ladder(
        Level.MAJOR,
        Track.POLICE,
        tuple(Step((Role.POLICE,), timedelta(minutes=wait)) for wait in waits),
        repeat,
    ),
    st.lists(st.integers(0, 10), min_size=1, max_size=4),
    st.integers(0, 3),
)


@given(LADDERS, st.integers(0, 8), st.integers(0, 900))
def test_what_is_to_come_is_what_happens_if_nobody_answers(ladder: Ladder, fired: int, late: int) -> None:
    escalation, now = Escalation(fired=0, last_fired_at=None, started_at=START), START
    for _ in range(fired):
        action = next_action(ladder, escalation, datetime.max.replace(tzinfo=UTC))
        if not isinstance(action, FireRung):
            break
        now = max(now, action.due_at)
        escalation = advance(escalation, now, has_reached=True)
    now += timedelta(seconds=late)
    told = coming(ladder, escalation, now)
    # Second by second, a clock does the same.
    happened = []
    while True:
        action = next_action(ladder, escalation, now)
        if isinstance(action, Wait):
            now = action.until
        elif isinstance(action, FireRung):
            happened.append((action.rung, action.round, now))
            escalation = advance(escalation, now, has_reached=True)
        else:
            assert isinstance(action, Exhaust)
            break
    assert [(rung.rung, rung.round, rung.at) for rung in told.rungs] == happened
    assert told.exhausted_at == now


@given(LADDERS, st.sampled_from([phase for phase in EscalationPhase if phase is not EscalationPhase.CALLING]))
def test_nothing_comes_where_nobody_is_called(ladder: Ladder, phase: EscalationPhase) -> None:
    escalation = replace(Escalation(fired=1, last_fired_at=START, started_at=START), phase=phase)
    told = coming(ladder, escalation, START)
    assert (told.rungs, told.exhausted_at) == ((), None)
