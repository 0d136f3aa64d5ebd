"""Lines of `doria figures`: a period is told by its first and its last day there."""

import pytest

from gateway.cli import figure_lines

_CARDS = {"stations": [], "together": {}, "least": 10, "answers": {"concentrated": False}}
_TRENDS = {"weeks": 13, "weeks_known": 26, "has_trend": True, "caveat": "reports, not crimes", "rows": []}


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2026-07-01T00:00:00+03:00", "2026-10-01T00:00:00+03:00", "2026-07-01", "2026-09-30"),
        ("2026-07-01T00:00:00-05:00", "2026-10-01T00:00:00-05:00", "2026-07-01", "2026-09-30"),
        ("2026-09-02T10:00:00+03:00", "2026-12-01T10:00:00+03:00", "2026-09-02", "2026-12-01"),
        # The clocks went back in between.
        ("2026-10-01T00:00:00+01:00", "2027-01-01T00:00:00+00:00", "2026-10-01", "2026-12-31"),
    ],
)
def test_a_period_has_the_days_of_the_place(since: str, until: str, first: str, last: str) -> None:
    within = {"since": since, "until": until}
    (cards, *_), (trends, *_) = (
        list(figure_lines.of({name: {**found, **within}}))
        for name, found in (("scorecard", _CARDS), ("trends", _TRENDS))
    )
    assert cards == f"scorecard, {first} to {last}"
    assert trends == f"trends, 13 weeks to {last}: reports, not crimes"
