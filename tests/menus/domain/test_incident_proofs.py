"""Proofs of incidents: an onlooker gets those of what was over before the night, and nobody asks without end."""

from datetime import UTC, datetime, timedelta

import pytest

from menus.domain import incident_proofs as rules
from menus.domain.incident_life import LIVE, IncidentStatus

NIGHT = datetime(2026, 11, 23, 21, tzinfo=UTC)


@pytest.mark.parametrize("status", list(IncidentStatus))
def test_only_what_was_over_before_the_night_is_proved(status: IncidentStatus) -> None:
    assert rules.is_over(status, NIGHT, NIGHT) is (status not in LIVE)
    assert not rules.is_over(status, NIGHT + timedelta(seconds=1), NIGHT)
    assert not rules.is_over(status, None, NIGHT)


def test_somebody_may_ask_as_often_as_was_said_and_no_more() -> None:
    assert [rules.may_ask(asked) for asked in (0, rules.MOST - 1, rules.MOST, rules.MOST + 1)] == [
        True,
        True,
        False,
        False,
    ]
