"""The timeline: events alone lead to the facts, and a missing or altered event is found."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.timeline import EventKind, Recorded, replay

VALUES = st.lists(st.integers(0, 3), min_size=1, max_size=8)


def history(values: list[int]) -> list[Recorded]:
    return [Recorded(EventKind.RAISED, {"level": (was, now)}) for was, now in pairwise([None, *values]) if was != now]


@given(VALUES)
def test_the_last_value_stands(values: list[int]) -> None:
    assert replay(history(values)).facts == {"level": values[-1]}


@given(VALUES, st.data())
def test_an_event_that_is_missing_in_between_is_found(values: list[int], data: st.DataObject) -> None:
    events = history(values)
    gap = data.draw(st.integers(0, len(events) - 1))
    left = events[:gap] + events[gap + 1 :]
    if gap == len(events) - 1:
        # Nothing after the last event tells of it: the board of the rows does.
        assert replay(left).facts.get("level") != values[-1]
    elif events[gap].changes["level"][0] == events[gap + 1].changes["level"][0]:
        replay(left)
    else:
        with pytest.raises(ValueError, match="raised changes level"):
            replay(left)


def test_each_track_has_facts_of_its_own() -> None:
    events = [
        Recorded(EventKind.REPORTED, {"level": (None, "major")}),
        Recorded(EventKind.LADDER_STARTED, {"fired": (None, 0)}, "patrol"),
        Recorded(EventKind.LADDER_STARTED, {"fired": (None, 0)}, "police"),
        Recorded(EventKind.RUNG_FIRED, {"fired": (0, 1)}, "patrol"),
    ]
    made = replay(events)
    assert made.facts == {"level": "major"}
    assert made.tracks == {"patrol": {"fired": 1}, "police": {"fired": 0}}
