"""Court: the clocks run from the arrest, stop with word of it, and never before the time that the law gives."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from menus.domain import court
from menus.domain.court import CourtStep, Overdue, Stepped

NAIROBI = ZoneInfo("Africa/Nairobi")
MOMENTS = st.integers(0, 17_000).map(lambda hours: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours))


@given(MOMENTS)
def test_nobody_is_late_before_24_hours_and_the_time_ends_while_a_court_sits(at: datetime) -> None:
    until = court.before_court_by(at, NAIROBI)
    assert until >= at + court.AT_ONCE
    assert until <= at + timedelta(days=4)
    local = until.astimezone(NAIROBI)
    assert local.weekday() < 5
    assert court.OPENS <= local.time() <= court.ENDS


@given(at=MOMENTS, days=st.integers(0, 100), heard=st.sampled_from([None, *CourtStep]))
def test_a_stall_is_14_days_without_a_charge_a_release_or_an_end(
    at: datetime, days: int, heard: CourtStep | None
) -> None:
    steps = [Stepped(1, CourtStep.ARRESTED, at)]
    if heard is not None and heard is not CourtStep.ARRESTED:
        steps.append(Stepped(2, heard, at))
    found = court.overdue(steps, at + timedelta(days=days), NAIROBI)
    is_heard = heard in {CourtStep.CHARGED, CourtStep.RELEASED, CourtStep.ENDED}
    assert (Overdue.STALLED in found) == (days >= 14 and not is_heard)
    assert not (Overdue.BEFORE_COURT in found and len(steps) > 1)


def test_without_an_arrest_nothing_is_overdue() -> None:
    long_ago = datetime(2026, 1, 1, tzinfo=UTC)
    assert court.overdue([Stepped(1, CourtStep.CHARGED, long_ago)], long_ago + timedelta(days=99), NAIROBI) == set()
    assert court.overdue([], long_ago, NAIROBI) == set()


def test_a_day_of_court_puts_the_stall_off() -> None:
    at = datetime(2026, 11, 2, 9, tzinfo=UTC)
    steps = [Stepped(1, CourtStep.ARRESTED, at), Stepped(2, CourtStep.COURT, at, date(2026, 12, 1))]
    assert court.overdue(steps, datetime(2026, 12, 14, tzinfo=UTC), NAIROBI) == set()
    assert court.overdue(steps, datetime(2026, 12, 16, tzinfo=UTC), NAIROBI) == {Overdue.STALLED}
