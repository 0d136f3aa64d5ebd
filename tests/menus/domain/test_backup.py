"""The backup provider: the life of a text there, and what follows a try."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.backup import (
    BLIP,
    TRIED_FOR,
    BackupEvent,
    BackupState,
    GiveUp,
    Next,
    Sent,
    TryAgain,
    before,
    may_come_twice,
    next_state,
)
from menus.domain.backup import after as follows
from menus.domain.outcomes import Fate

TABLE = """
            planned     hurried     claimed     spared      dropped     accepted    deferred    lost
waiting     .           waiting     sending     not-needed  .           sent        .           .
sending     .           .           sending     .           not-needed  sent        waiting     given-up
sent        .           .           .           .           .           .           .           .
given-up    .           .           .           .           .           .           .           .
not-needed  waiting     waiting     .           .           .           .           .           .
"""


def test_the_table_of_states() -> None:
    events = [*BackupEvent]
    lines = ["", "".join(f"{word:<12}" for word in ("", *events)).rstrip()]
    for state in BackupState:
        cells = (next_state(state, event) if state in before(event) else "." for event in events)
        lines.append("".join(f"{word:<12}" for word in (state, *cells)).rstrip())
    assert "\n".join([*lines, ""]) == TABLE


@pytest.mark.parametrize("event", list(BackupEvent))
def test_an_event_leads_to_one_state_so_that_one_statement_can_write_it(event: BackupEvent) -> None:
    assert len({next_state(state, event) for state in before(event)}) == 1


@given(st.lists(st.sampled_from(BackupEvent)))
def test_a_text_that_was_accepted_or_given_up_is_never_sent_again(events: list[BackupEvent]) -> None:
    for end in (BackupState.SENT, BackupState.GIVEN_UP):
        state = end
        for event in events:
            state = next_state(state, event)
        assert state is end


@given(st.lists(st.sampled_from([BackupEvent.PLANNED, BackupEvent.HURRIED, BackupEvent.SPARED])))
def test_nothing_but_its_own_process_ends_a_call_that_is_under_way(events: list[BackupEvent]) -> None:
    state = BackupState.SENDING
    for event in events:
        state = next_state(state, event)
    assert state is BackupState.SENDING


@pytest.mark.parametrize(
    ("fate", "age", "next_one"),
    [
        (Fate.ACCEPTED, timedelta(0), Sent()),
        (Fate.ACCEPTED, TRIED_FOR, Sent()),
        (Fate.DEFERRED, timedelta(0), TryAgain(BLIP)),
        (Fate.DEFERRED, TRIED_FOR - timedelta(seconds=1), TryAgain(BLIP)),
        (Fate.DEFERRED, TRIED_FOR, GiveUp()),
        (Fate.REFUSED, timedelta(0), GiveUp()),
        (Fate.UNKNOWN, timedelta(0), GiveUp()),
    ],
)
def test_what_follows_a_try(fate: Fate, age: timedelta, next_one: Next) -> None:
    assert follows(fate, age) == next_one


@pytest.mark.parametrize(
    ("earlier", "is_under_way", "may"),
    [
        ([], False, False),
        ([Fate.REFUSED], False, False),
        ([Fate.DEFERRED, Fate.DEFERRED, Fate.REFUSED], False, False),
        ([Fate.UNKNOWN], False, True),
        ([Fate.DEFERRED, Fate.ACCEPTED], False, True),
        ([Fate.REFUSED], True, True),
    ],
)
def test_a_certain_refusal_is_never_followed_by_possibly_twice(
    earlier: list[Fate], *, is_under_way: bool, may: bool
) -> None:
    assert may_come_twice(earlier, is_under_way=is_under_way) is may
