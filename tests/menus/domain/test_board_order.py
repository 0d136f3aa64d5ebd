"""The list of open incidents: by level, unanswered first, then the oldest, and junk last."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from menus.domain.board_order import LEVELS, NEEDS_SOMEBODY, Listed, Standing, in_order, is_junk, standing
from menus.domain.categories import Category, Level, Track
from menus.domain.escalation_life import EscalationPhase
from menus.domain.incident_life import IncidentStatus

START = datetime(2026, 11, 23, tzinfo=UTC)
CALLING, ANSWERED, ARRIVED, EXHAUSTED = (
    EscalationPhase.CALLING,
    EscalationPhase.ANSWERED,
    EscalationPhase.ARRIVED,
    EscalationPhase.EXHAUSTED,
)


@pytest.mark.parametrize(
    ("status", "patrol", "police", "stands"),
    [
        (IncidentStatus.AWAITING_REVIEW, CALLING, CALLING, Standing.NOT_SENT),
        (IncidentStatus.OPEN, CALLING, CALLING, Standing.CALLING),
        (IncidentStatus.OPEN, ANSWERED, CALLING, Standing.GOING),
        (IncidentStatus.OPEN, ARRIVED, ANSWERED, Standing.THERE),
        (IncidentStatus.OPEN, ARRIVED, EXHAUSTED, Standing.UNANSWERED),
        (IncidentStatus.OPEN, CALLING, ANSWERED, Standing.ANSWERED),
        (IncidentStatus.OVER, ARRIVED, EXHAUSTED, Standing.OVER),
    ],
)
def test_how_an_incident_stands(
    status: IncidentStatus, patrol: EscalationPhase, police: EscalationPhase, stands: Standing
) -> None:
    assert standing(status, {Track.PATROL: patrol, Track.POLICE: police}) is stands


def test_every_level_has_a_place() -> None:
    assert set(LEVELS) == set(Level)


def test_junk_is_an_unread_text_that_suggests_nothing() -> None:
    waits = IncidentStatus.AWAITING_REVIEW
    assert is_junk(Category.UNKNOWN, waits, has_red_words=False)
    assert not is_junk(Category.UNKNOWN, waits, has_red_words=True)
    assert not is_junk(Category.THEFT, waits, has_red_words=False)
    assert not is_junk(Category.UNKNOWN, IncidentStatus.OPEN, has_red_words=False)


LISTED = st.builds(
    Listed,
    st.integers(1, 10**6),
    st.sampled_from(Level),
    st.sampled_from(Standing),
    st.integers(0, 90).map(lambda minutes: START + timedelta(minutes=minutes)),
    st.booleans(),
)


@given(st.lists(LISTED, unique_by=lambda one: one.number))
def test_the_order_of_the_list(incidents: list[Listed]) -> None:
    found = in_order(incidents)
    assert sorted(found, key=lambda one: one.number) == sorted(incidents, key=lambda one: one.number)
    for one, other in pairwise(found):
        assert one.is_junk <= other.is_junk
        if one.is_junk is other.is_junk:
            assert LEVELS.index(one.level) <= LEVELS.index(other.level)
            if one.level is other.level:
                needed = [each.standing in NEEDS_SOMEBODY for each in (one, other)]
                assert needed != [False, True]
                if needed[0] is needed[1]:
                    assert one.opened_at <= other.opened_at
